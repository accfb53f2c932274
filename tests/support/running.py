"""A portal that really runs: the server, the worker and the sample content, as ``make serve`` starts them."""

import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

__all__ = ["Account", "Installation", "RunningPortal", "RunningProgram", "eventually", "free_port"]

_BASE = Path(__file__).resolve().parents[2]
_READY = "Ctrl-C stops"
# Far more than anything needs, on a machine that does much else meanwhile.
_PATIENCE_SECONDS = 300
_NEW_ACCOUNT = """
import os
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
user = get_user_model().objects.create_user(os.environ["NAME"], password=os.environ["PASSWORD"])
user.is_superuser = user.is_staff = not os.environ["GROUP"]
user.save()
if os.environ["GROUP"]:
    user.groups.add(Group.objects.get(name=os.environ["GROUP"]))
"""


def free_port() -> int:
    """A port on this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def eventually(condition: Callable[[], object], what: str) -> None:
    """Return as soon as the condition holds; fails with ``what`` when it never does."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"It never happened: {what}")
        time.sleep(0.1)


@dataclass(frozen=True, slots=True)
class Account:
    """A user name and its password."""

    name: str
    password: str


class RunningProgram:
    """A program under way whose output is read as it comes."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self._lines: list[str] = []
        self.process = subprocess.Popen(
            command,
            cwd=_BASE,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.append(line)

    @property
    def output(self) -> str:
        """All that it has printed so far."""
        return "".join(self._lines)

    def wait_for(self, text: str) -> None:
        """Return when the text has been printed; fails with the output when that never happens."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while text not in self.output:
            if self.process.poll() is not None or time.monotonic() > deadline:
                self._reader.join(10)
                if text in self.output:
                    return
                raise AssertionError(f"“{text}” was never printed:\n{self.output}")
            time.sleep(0.1)

    def wait(self) -> int:
        """Wait for its end; returns the exit status."""
        try:
            status = self.process.wait(_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        self._reader.join(10)
        return status

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        """Send a signal (that of Ctrl-C) and wait for the end; returns the exit status."""
        self.process.send_signal(number)
        return self.wait()


@dataclass(frozen=True)
class Installation:
    """A folder for ``DATA_DIR``, and what else the environment of its processes holds."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def start(self, *arguments: str, **environment: str) -> RunningProgram:
        """Start a management command on this data."""
        return RunningProgram([sys.executable, "manage.py", *arguments], self.variables(environment))

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a management command on this data to its end, whatever that is."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=_BASE,
            env=self.variables(environment),
            capture_output=True,
            text=True,
            check=False,
        )

    def manage(self, *arguments: str, **environment: str) -> str:
        """Run a management command that must succeed; returns what it printed."""
        done = self.run(*arguments, **environment)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def python(self, code: str, **environment: str) -> str:
        """Run a few lines of Python with the portal loaded; returns what they printed."""
        return self.manage("shell", "--verbosity", "0", "--command", code, **environment)

    def variables(self, environment: dict[str, str]) -> dict[str, str]:
        """The whole environment of a process: this installation's, and what comes with one start."""
        # Nothing of the settings of the tests or of this machine comes in.
        inherited = {
            name: value
            for name, value in os.environ.items()
            if name in ("PATH", "HOME", "LANG", "TMPDIR", "CI") or name.startswith("LC_")
        }
        return inherited | {"DATA_DIR": str(self.folder)} | self.environment | environment


class RunningPortal(RunningProgram):
    """``manage.py serve`` on an installation, on a port of its own."""

    def __init__(self, folder: Path | Installation, **environment: str) -> None:
        self.installation = folder if isinstance(folder, Installation) else Installation(folder)
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        started = self.installation.variables({"PORT": str(self.port)} | environment)
        super().__init__([sys.executable, "manage.py", "serve"], started)

    def wait_until_ready(self) -> None:
        """Return when the addresses have been printed; fails with the output when that never happens."""
        self.wait_for(_READY)

    def manage(self, *arguments: str, **environment: str) -> str:
        """Run a management command on this portal's data; returns what it printed."""
        return self.installation.manage(*arguments, **environment)

    def sample_account(self, name: str) -> Account:
        """An account of the sample content (``"editor"``), with the password that was printed at the start."""
        found = re.search(rf"^ *{re.escape(name)} +(\S+) ", self.output, re.MULTILINE)
        assert found, f"The output names no account {name}:\n{self.output}"
        return Account(name, found.group(1))

    def new_account(self, group: str = "") -> Account:
        """A user in a group (``"Sekretariat"``), or an administrator where no group is named."""
        name = re.sub(r"\W+", "-", group.lower() or "admin") + "-" + secrets.token_hex(3)
        account = Account(name, secrets.token_urlsafe(16))
        self.installation.python(_NEW_ACCOUNT, NAME=account.name, PASSWORD=account.password, GROUP=group)
        return account
