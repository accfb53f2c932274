"""Work that is done again and again, each kind in a thread of its own, without one failure stopping the rest."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event, Thread

from django.db import close_old_connections, connections

__all__ = ["Loop", "run_until"]

logger = logging.getLogger(__name__)

_FIRST_PAUSE_SECONDS = 1.0
_LONGEST_PAUSE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Loop:
    """A step that is taken every ``interval`` seconds; it gets the event that tells it to stop, for long steps."""

    name: str
    interval: float
    step: Callable[[Event], object]


def run_until(stop: Event, loops: Sequence[Loop], *, patience: float) -> list[str]:
    """Run all loops until ``stop`` is set, then wait up to ``patience`` seconds for steps under way.

    Returns the names of the loops that are still at work after that. A step that fails is logged and taken again
    after a pause that grows with every failure in a row, so that a database that is down is not hammered.
    """
    threads = [Thread(target=_run, args=(loop, stop), name=loop.name, daemon=True) for loop in loops]
    for thread in threads:
        thread.start()
    stop.wait()
    for thread in threads:
        thread.join(patience / len(threads))
    return [thread.name for thread in threads if thread.is_alive()]


def _run(loop: Loop, stop: Event) -> None:
    failures = 0
    try:
        while not stop.is_set():
            try:
                close_old_connections()
                loop.step(stop)
                failures = 0
                pause = loop.interval
            except BaseException:
                # A panic in the search engine's native code is no Exception. Whatever it is, a thread that ended would
                # leave a worker that looks alive and has stopped doing one kind of its work.
                failures += 1
                pause = max(loop.interval, _pause_after(failures))
                logger.exception("%s failed (%d in a row); the next try is in %.0f s.", loop.name, failures, pause)
            stop.wait(pause)
    finally:
        connections.close_all()


def _pause_after(failures: int) -> float:
    return min(_LONGEST_PAUSE_SECONDS, _FIRST_PAUSE_SECONDS * 2.0 ** (failures - 1))
