"""A circuit breaker: after failures a cluster is left alone for a while, so that nobody waits for what is dead."""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import monotonic

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 15.0


class CircuitBreaker:
    """Says whether to ask. Safe to share between threads.

    ``tolerance`` failures in a row open it. After a pause, which doubles with every further failure, one request (and
    no second one beside it) is let through to see; its success closes the breaker.
    """

    def __init__(self, tolerance: int = 1, clock: Callable[[], float] = monotonic) -> None:
        self._tolerance = tolerance
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._closed_at = 0.0
        self._trying = False

    def allows(self) -> bool:
        """Whether a request may be sent now; whoever gets True must report what came of it."""
        with self._lock:
            if self._failures < self._tolerance:
                return True
            if self._trying or self._clock() < self._closed_at:
                return False
            self._trying = True
            return True

    def succeeded(self) -> None:
        """Close it."""
        with self._lock:
            self._failures = 0
            self._trying = False

    def undecided(self) -> None:
        """Nothing was asked after all, so nothing was learnt: the next one may try."""
        with self._lock:
            self._trying = False

    def failed(self) -> None:
        """Count a failure; open it where there were enough."""
        with self._lock:
            was_open = self._failures >= self._tolerance
            # Requests that were under way when it opened say nothing new: they don't make the pause longer.
            if not was_open or self._trying:
                self._failures += 1
            self._trying = False
            if self._failures >= self._tolerance:
                pause = FIRST_PAUSE_SECONDS * 2.0 ** min(self._failures - self._tolerance, 10)
                self._closed_at = self._clock() + min(pause, LONGEST_PAUSE_SECONDS)
