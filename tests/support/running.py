"""A portal that really runs: the server, the worker and the sample content, as ``make serve`` starts them."""

import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

__all__ = ["Account", "RunningPortal", "free_port"]

_BASE = Path(__file__).resolve().parents[2]
_READY = "Ctrl-C stops"
_START_SECONDS = 300
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


@dataclass(frozen=True, slots=True)
class Account:
    """A user name and its password."""

    name: str
    password: str


class RunningPortal:
    """``manage.py serve`` on a scratch folder, with its own database, files and secret key."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        inherited = {
            name: value
            for name, value in os.environ.items()
            if name in ("PATH", "HOME", "LANG", "TMPDIR", "CI") or name.startswith("LC_")
        }
        self._environment = inherited | {"DATA_DIR": str(folder), "PORT": str(self.port)} | environment
        self._lines: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=_BASE,
            env=self._environment,
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

    def wait_until_ready(self) -> None:
        """Return when the addresses have been printed; fails with the output when that never happens."""
        deadline = time.monotonic() + _START_SECONDS
        while _READY not in self.output:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"The portal did not start:\n{self.output}")
            time.sleep(0.1)

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        """Press Ctrl-C and wait; returns the exit status."""
        self.process.send_signal(number)
        try:
            status = self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        self._reader.join(10)
        return status

    def manage(self, *arguments: str, **environment: str) -> str:
        """Run a management command on this portal's data; returns what it printed."""
        key = Path(self._environment["DATA_DIR"], "secret_key").read_text()
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=_BASE,
            env=self._environment | {"SECRET_KEY": key, "PORTAL_HTTPS": "0"} | environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def new_account(self, group: str = "") -> Account:
        """A user in a group (``"Sekretariat"``), or an administrator where no group is named."""
        name = re.sub(r"\W+", "-", group.lower() or "admin") + "-" + secrets.token_hex(3)
        account = Account(name, secrets.token_urlsafe(16))
        self.manage(
            *("shell", "--verbosity", "0", "--command", _NEW_ACCOUNT),
            NAME=account.name,
            PASSWORD=account.password,
            GROUP=group,
        )
        return account
