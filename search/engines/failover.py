"""Two engines as one: the cluster answers where it can in time and is in step, else the embedded index does.

A visitor notices nothing. Whatever is not a question (following, rebuilding, status) is the embedded engine's here; the
cluster is followed apart, so that its troubles slow nothing down.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from time import monotonic
from typing import Protocol

from search.engines import (
    Batch,
    Building,
    Cursor,
    Engine,
    EngineError,
    Found,
    IndexMissingError,
    Plan,
    Status,
    TooDeepError,
)
from search.engines.breaker import CircuitBreaker

LOOK_EVERY_SECONDS = 1.0
PATIENCE_SECONDS = 3.0
# The client of the cluster keeps a time limit as well and says better what was wrong, so it goes first.
_GRACE_SECONDS = 0.04
_LARGEST_NUMBER_UNDER_WAY = 16


class Cluster(Protocol):
    """What is asked of the engine on other machines."""

    def search(self, plan: Plan, tokens: frozenset[str]) -> Found:
        """See ``Engine.search``; raises TooDeepError for a page that is left to the embedded engine."""

    def search_cursor(self) -> Cursor:
        """How far its index has followed, asked within the time that a visitor has. Raises EngineError."""


class FailoverEngine:
    """See the module. ``tolerance`` failures in a row, and the cluster is left alone for a while.

    The cluster is asked in a thread of its own, and a visitor waits ``seconds`` for it and no longer: the client's time
    limit covers neither the look-up of a name, nor its second address, nor an answer that comes in drops.
    """

    def __init__(
        self,
        cluster: Cluster,
        embedded: Engine,
        *,
        tolerance: int = 1,
        seconds: float = 0.25,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._cluster = cluster
        self._embedded = embedded
        self._seconds = seconds
        self._clock = clock
        self._breaker = CircuitBreaker(tolerance, clock)
        self._pace = _Pace(clock)
        self._asking = ThreadPoolExecutor(_LARGEST_NUMBER_UNDER_WAY, thread_name_prefix="search-cluster")

    def search(self, plan: Plan, tokens: frozenset[str]) -> Found:
        """See ``Engine.search``."""
        found = self._from_cluster(plan, tokens) if self._breaker.allows() else None
        return found if found is not None else self._embedded.search(plan, tokens)

    def _from_cluster(self, plan: Plan, tokens: frozenset[str]) -> Found | None:
        deadline = self._clock() + self._seconds + _GRACE_SECONDS
        found = None
        if in_step := self._pace.in_step:
            asked = self._asking.submit(self._cluster.search, plan, tokens)
            try:
                found = asked.result(self._seconds + _GRACE_SECONDS)
            except TooDeepError:
                self._breaker.undecided()
                return None
            except (EngineError, TimeoutError):
                asked.cancel()
                self._breaker.failed()
                return None
            except BaseException:
                self._breaker.failed()
                raise
            self._breaker.succeeded()
        if self._pace.is_due():
            # Whoever has no time left does not wait for the look; it reports by itself.
            with suppress(TimeoutError):
                self._asking.submit(self._look).result(max(0.0, deadline - self._clock()))
        elif not in_step:
            self._breaker.undecided()
        return found

    def _look(self) -> None:
        try:
            self._pace.compare(self._embedded_cursor(), self._cluster.search_cursor())
        except EngineError:
            self._breaker.failed()
        except BaseException:
            self._breaker.failed()
            raise
        else:
            self._breaker.succeeded()

    def _embedded_cursor(self) -> Cursor:
        try:
            return self._embedded.cursor()
        except IndexMissingError:
            return Cursor()

    def counts(self, field: str, values: Sequence[str]) -> list[int]:
        """See ``Engine.counts``. Without an index here every value counts as known: then no question is corrected."""
        try:
            return self._embedded.counts(field, values)
        except IndexMissingError:
            return [1] * len(values)

    def beginning(self, field: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        """See ``Engine.beginning``; nothing without an index here."""
        try:
            return self._embedded.beginning(field, prefix, limit)
        except IndexMissingError:
            return []

    def cursor(self) -> Cursor:
        """See ``Target.cursor``."""
        return self._embedded.cursor()

    def apply(self, batch: Batch) -> None:
        """See ``Target.apply``."""
        self._embedded.apply(batch)

    def rebuilding(self) -> AbstractContextManager[Building]:
        """See ``Engine.rebuilding``."""
        return self._embedded.rebuilding()

    def status(self) -> Status:
        """See ``Engine.status``."""
        return self._embedded.status()

    def release(self) -> None:
        """See ``Engine.release``."""
        self._embedded.release()


class _Pace:
    """Whether the cluster keeps up with the embedded index; looked at once a second, by one of the visitors' threads.

    A cluster that takes nothing new (a full disk) still answers, and would answer with what was true yesterday.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self.in_step = True
        self._clock = clock
        self._lock = threading.Lock()
        self._next_look = 0.0
        self._behind_since: float | None = None

    def is_due(self) -> bool:
        """Whether the caller is to look now."""
        with self._lock:
            now = self._clock()
            if now < self._next_look:
                return False
            self._next_look = now + LOOK_EVERY_SECONDS
            return True

    def compare(self, embedded: Cursor, cluster: Cursor) -> None:
        """Take note of both cursors. Where this machine's own index is the later one to follow, the cluster is fine."""
        with self._lock:
            other_ledger = embedded.ledger and cluster.ledger and embedded.ledger != cluster.ledger
            if cluster.stamp >= embedded.stamp and not other_ledger:
                self._behind_since = None
                self.in_step = True
            else:
                if self._behind_since is None:
                    self._behind_since = self._clock()
                self.in_step = self._clock() - self._behind_since < PATIENCE_SECONDS
