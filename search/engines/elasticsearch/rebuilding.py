"""Making an index anew: beside the live one, looked over, then put in its place by one swap of the alias."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch

from search.engines import Batch
from search.engines.connection import Connection
from search.engines.elasticsearch.schema import VERSION, index_definition
from search.engines.elasticsearch.troubles import ClusterError, Trouble, as_engine_error
from search.engines.elasticsearch.writing import Writing, read_position, write_alias

# More than this part of the documents refused means that the index is at fault, not a document.
_MOST_REJECTED = 0.01
_REFRESH = "1s"
_READY_SECONDS = 30
_SECONDS_FOR_OTHER_VERSIONS = 3600


def alias_of(prefix: str) -> str:
    """The name that is searched. It holds the version, so that machines with another one are never answered wrongly."""
    return f"{prefix}_{VERSION}"


def is_ours(index: str, prefix: str) -> bool:
    """Whether an index was made here, of whatever version."""
    return bool(re.fullmatch(rf"{re.escape(prefix)}_\d+-[0-9a-f]{{12}}_[0-9a-f]{{12}}", index))


class NewIndex:
    """The index that a rebuild fills. Nothing in it can be found until it is live."""

    def __init__(self, client: Elasticsearch, index: str) -> None:
        self.index = index
        self._client = client
        self._writing = Writing(client, index)
        self.cursor = self._writing.cursor
        self.begin = self._writing.begin

    def apply(self, batch: Batch) -> None:
        """See ``Target.apply``."""
        self._writing.apply(batch)

    def verify(self, fewest: int, most: int, sample: Mapping[str, int]) -> None:
        """See ``Building.verify``."""
        client, index = self._client, self.index
        try:
            client.indices.refresh(index=index)
            held = client.count(index=index, query={"term": {"deleted": False}})["count"]
            rejected = read_position(client, index).rejected
            rows = client.mget(index=index, ids=list(sample), source_includes=["stamp"])["docs"] if sample else []
        except (ApiError, TransportError) as error:
            raise as_engine_error(error) from error
        stamps = {row["_id"]: row["_source"]["stamp"] for row in rows if row.get("found")}
        missing = [key for key, stamp in sample.items() if stamps.get(key) != stamp and key not in rejected]
        if missing or not fewest <= held + len(rejected) <= most or len(rejected) > most * _MOST_REJECTED:
            raise ClusterError(Trouble.INCOMPLETE)


@contextmanager
def new_index(client: Elasticsearch, connection: Connection) -> Iterator[NewIndex]:
    """An empty index, deleted on an error, live at the end of the block; then those that it replaces are deleted."""
    prefix = connection.index
    index = f"{alias_of(prefix)}_{secrets.token_hex(6)}"
    swapping = False
    try:
        _demand_free_name(client, prefix)
        sweep(client, prefix)
        # Copies are made once, when all is in it, and nothing is made searchable before that.
        definition = index_definition(index, shards=connection.shards, replicas=0, refresh="-1")
        client.indices.create(index=index, aliases={write_alias(index): {}}, **definition)
        target = NewIndex(client, index)
        target.begin()
        yield target
        _make_ready(client, index, connection.replicas)
        swapping = True
        _swap(client, prefix, index)
    except BaseException as error:
        # A swap whose answer did not come may have been made, and the index be live: the next sweep looks.
        if not swapping or isinstance(error, ApiError):
            with suppress(ApiError, TransportError):
                client.indices.delete(index=index, ignore_unavailable=True)
        if isinstance(error, ApiError | TransportError):
            raise as_engine_error(error) from error
        raise
    # The new index answers; what can't be tidied up now is by the next rebuild.
    with suppress(ApiError, TransportError):
        sweep(client, prefix)


def _demand_free_name(client: Elasticsearch, prefix: str) -> None:
    """The alias must not be the name of somebody's index."""
    alias = alias_of(prefix)
    if client.indices.exists(index=alias) and not client.indices.exists_alias(name=alias):
        raise ClusterError(Trouble.NAME_TAKEN)


def _make_ready(client: Elasticsearch, index: str, replicas: int) -> None:
    client.indices.refresh(index=index)
    client.indices.put_settings(
        index=index, settings={"index": {"refresh_interval": _REFRESH, "number_of_replicas": replicas}}
    )
    # At least one copy of every shard must answer; the others are made meanwhile.
    client.cluster.health(index=index, wait_for_status="yellow", timeout=f"{_READY_SECONDS}s")


def _swap(client: Elasticsearch, prefix: str, index: str) -> None:
    """From now on the alias names this index and no other: one step for the whole cluster."""
    alias = alias_of(prefix)
    client.indices.update_aliases(
        actions=[
            {"remove": {"index": f"{prefix}_*", "alias": alias, "must_exist": False}},
            {"add": {"index": index, "alias": alias}},
        ]
    )


def sweep(client: Elasticsearch, prefix: str) -> None:
    """Delete what was built and did not become live. Nobody may be building an index meanwhile.

    Machines with another version of the portal have indexes of their own; those are deleted an hour after they were
    made or replaced by ours, when no machine should be left behind.
    """
    found = client.indices.get(index=f"{prefix}_*", features=["aliases", "settings"], expand_wildcards="open")
    ours = {index: about for index, about in found.items() if is_ours(index, prefix)}
    hour_ago = (time.time() - _SECONDS_FOR_OTHER_VERSIONS) * 1000
    live_since = min(
        (_made(about) for index, about in ours.items() if alias_of(prefix) in about["aliases"]), default=hour_ago
    )
    for index, about in ours.items():
        if index.startswith(f"{alias_of(prefix)}_"):
            superfluous = alias_of(prefix) not in about["aliases"]
        else:
            superfluous = max(live_since, _made(about)) < hour_ago
        if superfluous:
            client.indices.delete(index=index, ignore_unavailable=True)


def _made(about: Mapping[str, Any]) -> int:
    """When an index was made, in milliseconds."""
    return int(about["settings"]["index"]["creation_date"])
