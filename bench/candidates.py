"""Servers under measurement: started together, asked in turns, compared by the CPU time of a request."""

import contextlib
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.cpu import cpu_seconds, process_tree
from bench.load import Answer, Client, fetch

__all__ = ["Candidate", "granian", "gunicorn", "measure", "running"]

_BASE = Path(__file__).resolve().parent.parent
_START_SECONDS = 60


@dataclass(slots=True)
class Candidate:
    """One thing to measure: a server's command line and the path that is asked for.

    ``requests`` is the number asked for in a round; slow candidates take fewer, so that all rounds take about as long.
    """

    name: str
    command: list[str]
    port: int
    path: str = "/"
    requests: int = 2000
    folder: Path = _BASE
    environment: Mapping[str, str] = field(default_factory=dict)
    microseconds: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """CPU time of a request in microseconds, the median of all rounds."""
        return statistics.median(self.microseconds)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def granian(application: str, *, workers: int = 2, threads: int = 4) -> tuple[list[str], int]:
    """The command line of granian as ``manage.py serve`` uses it, and its port."""
    port = _free_port()
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", str(threads), "--http", "1", "--no-ws"),
        *("--log-level", "error", application),
    ]
    return command, port


def gunicorn(application: str, *, workers: int = 2, threads: int = 4) -> tuple[list[str], int]:
    """The command line of gunicorn with threads, and its port."""
    port = _free_port()
    command = [
        *(sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", str(workers)),
        *("--worker-class", "gthread", "--threads", str(threads), "--log-level", "error", application),
    ]
    return command, port


@contextlib.contextmanager
def running(candidates: Sequence[Candidate]) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """All candidates' servers, up for as long as the block lasts; candidates may share a port and so a server."""
    servers: dict[int, subprocess.Popen[bytes]] = {}
    try:
        for candidate in candidates:
            if candidate.port not in servers:
                servers[candidate.port] = subprocess.Popen(
                    candidate.command, cwd=candidate.folder, env=os.environ | dict(candidate.environment)
                )
        for candidate in candidates:
            _wait_for(candidate)
        yield {candidate.name: servers[candidate.port] for candidate in candidates}
    finally:
        for server in servers.values():
            server.terminate()
        for server in servers.values():
            server.wait(30)


def _wait_for(candidate: Candidate) -> Answer:
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            return fetch(candidate.port, candidate.path)
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def measure(candidates: Sequence[Candidate], *, rounds: int) -> None:
    """Ask all candidates in turns, ``rounds`` times, and note the CPU time of a request in each of them.

    One round before the first is not counted: it fills caches and makes the servers' threads.
    """
    with running(candidates) as servers:
        clients = {candidate.name: Client(candidate.port) for candidate in candidates}
        try:
            for number in range(rounds + 1):
                for candidate in candidates:
                    tree = process_tree(servers[candidate.name].pid)
                    before = cpu_seconds(tree)
                    clients[candidate.name].get(candidate.path, candidate.requests)
                    spent = (cpu_seconds(tree) - before) / candidate.requests * 1e6
                    if number:
                        candidate.microseconds.append(spent)
        finally:
            for client in clients.values():
                client.close()
