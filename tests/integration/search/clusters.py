"""Engines over the cluster of the test run, each with names of its own, of which nothing is left."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from elasticsearch import Elasticsearch

from search import engines
from search.engines.connection import Connection
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.elasticsearch.clients import writing_client

__all__ = ["cluster_engine", "connection_to", "raw_client", "searching_cluster"]


def connection_to(url: str, **values: Any) -> Connection:
    """A connection under a name that nobody else has; a busy machine that runs tests may take its time to answer."""
    return Connection(**{"nodes": (url,), "index": f"t{secrets.token_hex(6)}", "search_seconds": 5.0} | values)


def raw_client(connection: Connection) -> Elasticsearch:
    """A client as the engine uses it, for what an administrator or an accident does to a cluster."""
    return writing_client(connection)


@contextmanager
def cluster_engine(url: str, **values: Any) -> Iterator[ElasticsearchEngine]:
    """An engine without an index yet; ``values`` are those of ``Connection``."""
    connection = connection_to(url, **values)
    engine = ElasticsearchEngine(connection)
    try:
        yield engine
    finally:
        _leave_nothing(engine)


@contextmanager
def searching_cluster(settings: Any, url: str) -> Iterator[ElasticsearchEngine]:
    """The portal's settings name the cluster, under a name of its own."""
    settings.ELASTICSEARCH_NODES = (url,)
    settings.ELASTICSEARCH_INDEX = f"t{secrets.token_hex(6)}"
    settings.ELASTICSEARCH_TIMEOUT_MS = 5000
    engine = engines.cluster()
    assert engine
    try:
        yield engine
    finally:
        _leave_nothing(engine)


def _leave_nothing(engine: ElasticsearchEngine) -> None:
    with raw_client(engine.connection) as client:
        for index in client.indices.get(index=f"{engine.connection.index}*"):
            client.indices.delete(index=index)
    engine.close()
