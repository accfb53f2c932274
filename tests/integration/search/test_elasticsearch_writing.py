"""Bulk requests to a cluster that has more work than it can take. What listens here is no Elasticsearch."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from search.engines import Batch, Cursor
from search.engines.elasticsearch import writing
from search.engines.elasticsearch.schema import to_cursor
from search.engines.elasticsearch.troubles import ClusterError, Trouble
from search.engines.elasticsearch.writing import Writing
from tests.integration.search.clusters import connection_to, raw_client
from tests.integration.search.stub_cluster import stub_cluster
from tests.unit.search.indexing import document

BATCH = Batch(tuple(document(key) for key in "abc"), (), Cursor(5, "ledger"))


class Overloaded:
    """Takes everything but the document ``b``, which it has no room for the first ``refusals`` times."""

    def __init__(self, refusals: int) -> None:
        self.refusals = refusals
        self.sent: list[str] = []
        self.cursors: list[dict[str, Any]] = []

    def __call__(self, path: str, body: bytes) -> Any:
        if "_bulk" in path:
            keys = [json.loads(line)["index"]["_id"] for line in body.splitlines()[::2]]
            self.sent.append("".join(keys))
            return {"errors": True, "items": [{"index": self._answer(key)} for key in keys]}
        if body:
            self.cursors.append(json.loads(body))
        return {"_index": "one", "found": True, "_source": to_cursor(Cursor(1, "ledger"), {})}

    def _answer(self, key: str) -> dict[str, Any]:
        if key == "b" and len(self.sent) <= self.refusals:
            return {"_id": key, "status": 429, "error": {"type": "es_rejected_execution_exception"}}
        return {"_id": key, "status": 201}


@pytest.fixture(autouse=True)
def _without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_FIRST_WAIT_SECONDS", 0)


@pytest.fixture
def client() -> Iterator[Any]:
    with stub_cluster() as stub, raw_client(connection_to(stub.url)) as client:
        client.stub = stub  # type: ignore[attr-defined]
        yield client


def test_what_the_cluster_had_no_room_for_is_sent_again_and_nothing_else(client: Any) -> None:
    client.stub.body = cluster = Overloaded(refusals=2)
    Writing(client, "one").apply(BATCH)
    assert cluster.sent == ["abc", "b", "b"]
    assert cluster.cursors == [to_cursor(BATCH.cursor, {})]


def test_where_it_stays_overloaded_the_cursor_waits_and_no_document_is_given_up(client: Any) -> None:
    client.stub.body = cluster = Overloaded(refusals=99)
    with pytest.raises(ClusterError) as caught:
        Writing(client, "one").apply(BATCH)
    assert caught.value.trouble is Trouble.BUSY
    assert cluster.sent == ["abc", *("b" * writing._RETRIES)]
    assert cluster.cursors == []
