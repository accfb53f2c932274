"""The cluster beside the embedded index: followed at its own pace, looked after, and asked how it is."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from search import engines, ledger
from search.engines import Cursor, EngineError, Status
from search.follower import catch_up, take_again
from search.models import SearchEntry

if TYPE_CHECKING:
    from search.engines.elasticsearch import ElasticsearchEngine
    from search.engines.elasticsearch.troubles import Trouble

logger = logging.getLogger(__name__)

_FIRST_PAUSE_SECONDS = 0.5
_LONGEST_PAUSE_SECONDS = 8.0


class ClusterFollower:
    """Brings the cluster up to the ledger, again and again; while something is wrong with it, ever more rarely.

    A trouble is logged once, in plain words, and once when it is over. Raises DatabaseError only.
    """

    def __init__(self, engine: ElasticsearchEngine, clock: Callable[[], float] = monotonic) -> None:
        self._engine = engine
        self._clock = clock
        self._trouble = ""
        self._pause = 0.0
        self._next_try = 0.0

    def __call__(self) -> int:
        """Follow, where it is time to; returns the number of entries applied."""
        if self._clock() < self._next_try:
            return 0
        try:
            applied = catch_up(self._engine)
        except EngineError as error:
            self._note(str(error))
            self._pause = min(max(_FIRST_PAUSE_SECONDS, self._pause * 2), _LONGEST_PAUSE_SECONDS)
            self._next_try = self._clock() + self._pause
            return 0
        if self._trouble:
            logger.warning("The search cluster follows again.")
        self._trouble, self._pause = "", 0.0
        return applied

    def _note(self, trouble: str) -> None:
        if trouble != self._trouble:
            logger.warning(
                "The search cluster is not followed (%s). Search goes on from this machine's index.", trouble
            )
        self._trouble = trouble


def tend(engine: ElasticsearchEngine) -> None:
    """What is due now and then: documents that were refused, indexes that nobody searches. Leaves troubles for later."""
    with suppress(EngineError):
        take_again(engine)
    with suppress(EngineError):
        engine.tidy()


@dataclass(frozen=True, slots=True)
class ClusterState:
    """How far the cluster has followed, and what is wrong with it, the worst first."""

    documents: int
    cursor: int
    lag: int
    troubles: tuple[Trouble, ...]

    @property
    def in_step(self) -> bool:
        """Whether it holds what the ledger says and can be searched and written."""
        return not self.lag and not self.troubles


def state() -> ClusterState | None:
    """The state of the cluster, or None where the settings name none. Raises DatabaseError."""
    engine = engines.cluster()
    return _state_of(engine) if engine else None


def _state_of(engine: ElasticsearchEngine) -> ClusterState:
    from search.engines.elasticsearch.troubles import ClusterError, Trouble

    # The index before the ledger: what is published in between then shows as lag, never as a surplus.
    try:
        status = engine.status()
        troubles = list(engine.troubles())
    except ClusterError as error:
        status, troubles = Status(0, Cursor()), [error.trouble]
    name = ledger.identity()
    latest = ledger.latest_stamp()
    lag = max(0, latest - status.cursor.stamp)
    entries = SearchEntry.objects.filter(deleted=False).count()
    if not troubles:
        if lag or (name and status.cursor.ledger != name):
            troubles.append(Trouble.BEHIND)
        elif status.documents != entries:
            troubles.append(Trouble.INCOMPLETE)
    return ClusterState(status.documents, status.cursor.stamp, lag, tuple(troubles))


class ClusterWatch:
    """The worst trouble of the cluster for a page that is asked often: looked for at most every few seconds."""

    def __init__(self, seconds: float = 5.0, clock: Callable[[], float] = monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._looked_at = float("-inf")
        self._engine: ElasticsearchEngine | None = None
        self._word = ""
        self._lock = threading.Lock()

    def word(self) -> str:
        """``ok`` or the name of the trouble; empty where there is no cluster. Waits for a dead one a moment at most."""
        engine = engines.cluster()
        if engine is None:
            return ""
        with self._lock:
            if engine is not self._engine or self._clock() - self._looked_at > self._seconds:
                self._word = engine.pulse()
                self._engine, self._looked_at = engine, self._clock()
            return self._word


__all__ = ["ClusterFollower", "ClusterState", "ClusterWatch", "state", "tend"]
