"""The engine for several machines: an index in an Elasticsearch cluster, shared by all of them.

Nothing outside this package imports elasticsearch. It holds the same terms as the embedded engine and is asked the same
questions, so both answer alike. The documents' versions are the ledger's stamps: an update that comes late or twice
changes nothing, so workers on several machines may follow at once. The cursor is a record of the same index.

It is asked through ``search.engines.failover``: while the cluster is away, the embedded index answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cached_property
from time import monotonic
from typing import Any

from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch

from search.engines import Batch, Cursor, Found, Plan, Status, TooDeepError
from search.engines.connection import Connection
from search.engines.elasticsearch.clients import looking_client, searching_client, writing_client
from search.engines.elasticsearch.diagnosis import troubles
from search.engines.elasticsearch.querying import count_request, read_facets, read_left_out, request
from search.engines.elasticsearch.rebuilding import NewIndex, alias_of, new_index, sweep
from search.engines.elasticsearch.schema import LARGEST_WINDOW, properties
from search.engines.elasticsearch.troubles import ClusterError, ClusterIndexMissingError, Trouble, as_engine_error
from search.engines.elasticsearch.writing import Position, Writing, read_position
from search.ranking import WEIGHTS, Weights
from search.weighing import Weighing, attempts

__all__ = ["Connection", "ElasticsearchEngine"]


class ElasticsearchEngine:
    """The engine over a cluster. Safe to share between threads.

    ``lock`` is held while an index is built or others are deleted; it raises EngineBusyError where somebody else holds
    it, on whatever machine.
    """

    def __init__(
        self,
        connection: Connection,
        weights: Weights = WEIGHTS,
        *,
        lock: Callable[[], AbstractContextManager[None]] = nullcontext,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.connection = connection
        self._lock = lock
        self._clock = clock
        self._alias = alias_of(connection.index)
        self._weights = weights
        self._sound = ""

    def search(self, plan: Plan, tokens: frozenset[str]) -> Found:
        """See ``Engine.search``; raises TooDeepError for a page that only an index on this machine can give.

        The time that a visitor has is for all attempts together: a slow cluster is not waited for once for each.
        """
        if not tokens:
            return Found(0, ())
        if plan.offset + plan.limit > LARGEST_WINDOW:
            raise TooDeepError("Elasticsearch is not asked for pages so far down.")
        asking = Weighing(plan, tokens, self._weights)
        deadline = self._clock() + self.connection.search_seconds
        for attempt in attempts(plan, self._weights):
            if attempt.counted_first:
                counted = self._ask(count_request(asking.unfiltered(), attempt), deadline - self._clock())
                if counted.total < attempt.suffices:
                    continue
            found = self._ask(request(asking, attempt.required), deadline - self._clock())
            if attempt.answers(found.total):
                break
        return found

    def _ask(self, body: dict[str, Any], seconds: float) -> Found:
        if seconds <= 0:
            raise ClusterError(Trouble.TIMEOUT)
        try:
            answer = self._searching.options(request_timeout=seconds).search(
                index=self._alias,
                body=body,
                search_type="dfs_query_then_fetch" if self.connection.shards > 1 else None,
                allow_partial_search_results=False,
            )
        except (ApiError, TransportError) as error:
            raise as_engine_error(error) from error
        hits = answer["hits"]
        return Found(
            total=int(hits["total"]["value"]),
            keys=tuple(hit["_id"] for hit in hits["hits"]),
            facets=read_facets(answer.get("aggregations", {})),
            left_out=read_left_out(answer.get("aggregations", {})),
        )

    def cursor(self) -> Cursor:
        """See ``Target.cursor``."""
        return self.position().cursor

    def position(self) -> Position:
        """Where the live index stands; raises ClusterError, ClusterIndexMissingError for one that can't be used."""
        position = read_position(self._writing, self._alias)
        if position.index != self._sound:
            self._demand_own_fields(position.index)
            self._sound = position.index
        return position

    def search_cursor(self) -> Cursor:
        """The cursor, asked within the time that a visitor has."""
        return read_position(self._searching, self._alias).cursor

    def _demand_own_fields(self, index: str) -> None:
        """The live index has the fields that it was made with: somebody may have changed them, or made another one."""
        try:
            (about,) = self._writing.indices.get(index=index, features=["mappings"]).values()
        except (ApiError, TransportError) as error:
            raise as_engine_error(error) from error
        mapping: dict[str, Any] = about["mappings"]
        if mapping.get("dynamic") != "strict" or mapping.get("properties") != properties():
            raise ClusterIndexMissingError(Trouble.MAPPING)

    def status(self) -> Status:
        """See ``Index.status``."""
        cursor = read_position(self._looking, self._alias).cursor
        try:
            counted = self._looking.count(index=self._alias, query={"term": {"deleted": False}})
        except (ApiError, TransportError) as error:
            raise as_engine_error(error) from error
        return Status(documents=int(counted["count"]), cursor=cursor)

    def apply(self, batch: Batch) -> None:
        """See ``Target.apply``; documents that the index does not take are noted with its cursor."""
        self._sound = ""  # Before anything is written, the fields are looked at again.
        Writing(self._writing, self.position().index).apply(batch, refresh=True)

    def troubles(self) -> tuple[Trouble, ...]:
        """What is wrong with the cluster, the worst first."""
        return tuple(dict.fromkeys(troubles(self._looking, self._alias)))

    def pulse(self) -> str:
        """``ok``, or the name of the worst trouble, within the time that a visitor has."""
        return next((str(trouble) for trouble in troubles(self._searching, self._alias)), "ok")

    def rejected(self) -> tuple[str, ...]:
        """The keys of documents that the index did not take."""
        return tuple(self.position().rejected)

    @contextmanager
    def rebuilding(self) -> Iterator[NewIndex]:
        """See ``Engine.rebuilding``."""
        with self._lock(), new_index(self._writing, self.connection) as target:
            yield target

    def tidy(self) -> None:
        """Delete indexes that nobody searches. Raises EngineBusyError while one is being built."""
        try:
            with self._lock():
                sweep(self._writing, self.connection.index)
        except (ApiError, TransportError) as error:
            raise as_engine_error(error) from error

    def release(self) -> None:
        """See ``Engine.release``: there is nothing to let go of, since stamps keep the order."""

    def close(self) -> None:
        """Close the connections; they are opened anew when they are needed."""
        for name in ("_searching", "_looking", "_writing"):
            client = self.__dict__.pop(name, None)
            if client:
                client.close()

    @cached_property
    def _searching(self) -> Elasticsearch:
        return searching_client(self.connection)

    @cached_property
    def _looking(self) -> Elasticsearch:
        return looking_client(self.connection)

    @cached_property
    def _writing(self) -> Elasticsearch:
        return writing_client(self.connection)
