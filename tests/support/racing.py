"""Several acts at the same moment, each with a connection to the database of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connections

__all__ = ["at_once"]

T = TypeVar("T")
_PATIENCE_SECONDS = 30


def at_once(*acts: Callable[[], T]) -> list[T]:
    """What the acts return, in their order; they all begin when the last of them is ready. Raises what one of them raises."""
    ready = Barrier(len(acts))

    def run(act: Callable[[], T]) -> T:
        try:
            ready.wait(_PATIENCE_SECONDS)
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
