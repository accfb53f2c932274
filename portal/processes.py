"""Keeps a few processes running together: one signal stops all, and the end of one is the end of all."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Event
from types import FrameType

__all__ = ["Program", "run_together"]

_POLL_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Program:
    """A program to keep running: a name for messages, and its command line."""

    name: str
    command: Sequence[str]


class _Child:
    """A started program, in a process group of its own so that whatever it starts can be stopped with it."""

    def __init__(self, program: Program, environment: Mapping[str, str]) -> None:
        self.name = program.name
        self._process = subprocess.Popen(
            [sys.executable, "-m", "portal.leash", str(os.getpid()), *program.command],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )

    @property
    def status(self) -> int | None:
        """The exit status, or ``None`` while it runs."""
        return self._process.poll()

    def ask_to_stop(self) -> None:
        """Tell the program alone; it stops what it started in the order that it knows."""
        self._process.terminate()

    def kill(self) -> None:
        """End the whole group, also where the program itself has ended and its own children have not."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def wait(self, seconds: float) -> None:
        """Wait for the end, at most this long."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(max(0.0, seconds))


def run_together(
    programs: Sequence[Program],
    *,
    environment: Mapping[str, str],
    announce: Callable[[Callable[[], bool]], None],
    report: Callable[[str], None],
    patience: float = 25.0,
) -> int:
    """Run programs until SIGINT or SIGTERM arrives (returns 0) or one of them ends by itself (returns 1).

    ``announce`` is called once all are started, with a function that tells whether they all still run; ``report``
    gets a sentence for people when something went wrong. Everything is asked to stop by SIGTERM, and killed where it
    does not within ``patience`` seconds, or at once at the second signal.
    """
    stop = Event()
    signals_seen = 0

    def on_signal(number: int, frame: FrameType | None) -> None:
        nonlocal signals_seen
        signals_seen += 1
        stop.set()

    previous = {number: signal.signal(number, on_signal) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    children: list[_Child] = []
    try:
        children.extend(_Child(program, environment) for program in programs)
        announce(lambda: not stop.is_set() and all(child.status is None for child in children))
        ended = _watch(children, stop)
        for child in ended:
            report(f"{child.name} ended unexpectedly (status {child.status}); everything else is being stopped.")
        return 1 if ended else 0
    finally:
        _stop(children, patience, impatient=lambda: signals_seen > 1)
        for number, handler in previous.items():
            signal.signal(number, handler)


def _watch(children: Sequence[_Child], stop: Event) -> list[_Child]:
    """Wait for the signal to stop, or for the first children that end; returns those."""
    while not stop.wait(_POLL_SECONDS):
        ended = [child for child in children if child.status is not None]
        if ended:
            return ended
    return []


def _stop(children: Sequence[_Child], patience: float, impatient: Callable[[], bool]) -> None:
    for child in children:
        child.ask_to_stop()
    deadline = time.monotonic() + patience
    while any(child.status is None for child in children) and time.monotonic() < deadline and not impatient():
        time.sleep(_POLL_SECONDS / 4)
    for child in children:
        child.kill()
        child.wait(5)
