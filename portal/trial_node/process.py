"""One node: its folder, its settings, its process."""

from __future__ import annotations

import http.client
import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from portal.trial_node.distribution import Distribution, NodeUnavailableError

__all__ = ["TrialNode"]

# The one that has nothing and owns nothing, on every Unix.
_UNPRIVILEGED = "nobody"
_START_SECONDS = 120
_STOP_SECONDS = 20


class TrialNode:
    """A node in ``folder``, which it owns: everything in there but ``data`` is made anew at each start.

    ``heap_mb`` is the memory that Java's heap gets; the process takes about half as much again. ``settings`` are lines
    of ``elasticsearch.yml`` that replace or follow the usual ones. With ``password`` security is on, and the user
    ``portal`` has that password and ``role``.
    """

    def __init__(
        self,
        distribution: Distribution,
        folder: Path,
        port: int,
        *,
        heap_mb: int = 512,
        password: str = "",
        role: str = "superuser",
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self.folder = folder
        self.url = f"http://127.0.0.1:{port}"
        self.port = port
        self.distribution = distribution
        self._heap_mb = heap_mb
        self._password = password
        self._role = role
        self._settings = _usual_settings(folder, port, secure=bool(password)) | dict(settings or {})
        self._files: Path | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def configure(self, settings: Mapping[str, str], files: Path | None = None) -> None:
        """Add or replace settings for the next start; what is in the folder ``files`` goes beside them."""
        self._settings |= settings
        self._files = files

    def start(self) -> None:
        """Start it and return when it answers; raises NodeUnavailableError where it ends or stays silent."""
        self.launch()
        self.wait_until_ready()

    def launch(self) -> None:
        """Start it and return at once."""
        self._lay_out()
        if self._password:
            self._add_user()
        with (self.folder / "output").open("wb") as output:
            self._process = subprocess.Popen(
                [self.distribution.home / "bin" / "elasticsearch", "-p", self._pid_file],
                **self._as_its_user(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_until_ready(self) -> None:
        """Return when it answers."""
        deadline = time.monotonic() + _START_SECONDS
        while not self.answers():
            if not self.runs() or time.monotonic() > deadline:
                self.stop()
                raise NodeUnavailableError(f"Elasticsearch did not start; its last words:\n{self.last_words()}")
            time.sleep(0.2)

    def answers(self) -> bool:
        """Whether it takes requests (401 is an answer too) and has finished joining its cluster."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/_cluster/health?local=true")
            response = connection.getresponse()
            return response.status == 401 or (response.status == 200 and b'"status":"red"' not in response.read())
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def runs(self) -> bool:
        """Whether the process is there."""
        return self._process is not None and self._process.poll() is None

    def wait(self) -> int:
        """Wait for its end; returns the exit status."""
        return self._process.wait() if self._process else 0

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the server itself, past its launcher: SIGKILL is a crash, SIGSTOP a machine that hangs."""
        os.kill(self.server_pid, number)

    def stop(self) -> None:
        """End it; without a running process nothing happens."""
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGCONT)
            os.killpg(process.pid, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_STOP_SECONDS)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def last_words(self) -> str:
        """The end of what it printed."""
        try:
            return (self.folder / "output").read_text(errors="replace")[-3000:]
        except OSError:
            return "(none)"

    @property
    def server_pid(self) -> int:
        """The process of the server itself; the one that was started is its launcher."""
        return int(self._pid_file.read_text())

    @property
    def _pid_file(self) -> Path:
        return self.folder / "pid"

    @property
    def _config(self) -> Path:
        return self.folder / "config"

    def _lay_out(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(self._config, ignore_errors=True)
        self._pid_file.unlink(missing_ok=True)
        shutil.copytree(self.distribution.home / "config", self._config)
        if self._files:
            shutil.copytree(self._files, self._config, dirs_exist_ok=True)
        for name in ("data", "logs", "tmp"):
            (self.folder / name).mkdir(exist_ok=True)
        lines = [f"{name}: {value}" for name, value in self._settings.items()]
        (self._config / "elasticsearch.yml").write_text("\n".join(lines) + "\n")
        # Its own list would write a log of the garbage collection, and name a module that this Java leaves out.
        options = [f"-Xms{self._heap_mb}m", f"-Xmx{self._heap_mb}m", "-Djava.io.tmpdir=${ES_TMPDIR}"]
        (self._config / "jvm.options").write_text("\n".join([*options, "-XX:+ExitOnOutOfMemoryError"]) + "\n")
        if os.geteuid() == 0:
            user = pwd.getpwnam(_UNPRIVILEGED)
            for path in (self.folder, *self.folder.rglob("*")):
                os.chown(path, user.pw_uid, user.pw_gid)

    def _as_its_user(self) -> dict[str, Any]:
        """How its programs are started: as somebody else where we are root, with nothing of our environment."""
        environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(self.folder),
            "ES_JAVA_HOME": str(self.distribution.java),
            "ES_PATH_CONF": str(self._config),
            "ES_TMPDIR": str(self.folder / "tmp"),
        }
        as_user: dict[str, Any] = {"env": environment, "cwd": self.folder}
        if os.geteuid() == 0:
            as_user |= {"user": _UNPRIVILEGED, "group": pwd.getpwnam(_UNPRIVILEGED).pw_gid, "extra_groups": []}
        return as_user

    def _add_user(self) -> None:
        subprocess.run(
            [
                self.distribution.home / "bin" / "elasticsearch-users",
                *("useradd", "portal", "-p", self._password, "-r", self._role),
            ],
            **self._as_its_user(),
            check=True,
            capture_output=True,
        )


def _usual_settings(folder: Path, port: int, *, secure: bool) -> dict[str, str]:
    """One node for itself, on the loopback address, with plain HTTP. A full disk of the machine does not stop it."""
    return {
        "cluster.name": "portal-trial",
        "node.name": f"trial-{port}",
        "network.host": "127.0.0.1",
        "http.port": str(port),
        "transport.port": "0",
        "discovery.type": "single-node",
        "path.data": str(folder / "data"),
        "path.logs": str(folder / "logs"),
        "xpack.security.enabled": str(secure).lower(),
        "xpack.security.http.ssl.enabled": "false",
        "xpack.security.transport.ssl.enabled": "false",
        "cluster.routing.allocation.disk.threshold_enabled": "false",
    }
