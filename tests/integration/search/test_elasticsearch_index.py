"""The index in a cluster: order of updates, documents that are refused, rebuilds, and what accidents do to it."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from search.analysis import query_terms
from search.engines import Batch, Cursor, EngineBusyError, EngineError, IndexMissingError, Plan, TooDeepError
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.elasticsearch.rebuilding import alias_of
from search.engines.elasticsearch.troubles import ClusterError, Trouble
from search.engines.elasticsearch.writing import Writing
from tests.integration.search.clusters import cluster_engine, raw_client
from tests.unit.search.indexing import PUBLIC, ask, document, put

pytestmark = pytest.mark.elasticsearch


@pytest.fixture
def bare() -> Iterator[ElasticsearchEngine]:
    """An engine without an index."""
    with cluster_engine(os.environ["ELASTICSEARCH_TEST_URL"]) as engine:
        yield engine


@pytest.fixture
def engine(bare: ElasticsearchEngine) -> ElasticsearchEngine:
    with bare.rebuilding():
        pass
    return bare


@pytest.fixture
def client(bare: ElasticsearchEngine) -> Iterator[Elasticsearch]:
    with raw_client(bare.connection) as client:
        yield client


def trouble_in(action: Any) -> Trouble:
    with pytest.raises(ClusterError) as caught:
        action()
    return caught.value.trouble


def indexes(engine: ElasticsearchEngine, client: Elasticsearch) -> list[str]:
    return sorted(client.indices.get(index=f"{engine.connection.index}*"))


def live(engine: ElasticsearchEngine) -> str:
    return engine.position().index


def test_without_an_index_there_is_an_error_and_no_answer(bare: ElasticsearchEngine) -> None:
    for call in (bare.cursor, bare.status, lambda: bare.search(Plan(), PUBLIC), lambda: put(bare, [])):
        with pytest.raises(IndexMissingError):
            call()
    assert bare.troubles() == (Trouble.NO_INDEX,)


def test_an_update_that_comes_late_changes_nothing(engine: ElasticsearchEngine) -> None:
    put(engine, [document("a", "Baru")], 5)
    put(engine, [document("a", "Lama")], 3)
    assert ask(engine, "baru") == ["a"]
    assert ask(engine, "lama") == []
    assert engine.cursor().stamp == 5


def test_a_deletion_can_not_be_undone_by_an_older_update(engine: ElasticsearchEngine, client: Elasticsearch) -> None:
    put(engine, [document("a", "Rapat")], 2)
    put(engine, [], 4, deleted=["a"])
    # Even when the cluster has long forgotten the versions of what was deleted.
    client.indices.put_settings(index=live(engine), settings={"index": {"gc_deletes": "0s"}})
    client.indices.forcemerge(index=live(engine), max_num_segments=1)
    put(engine, [document("a", "Rapat")], 3)
    assert ask(engine, "rapat") == []
    assert engine.status().documents == 0
    put(engine, [document("a", "Rapat")], 6)
    assert ask(engine, "rapat") == ["a"]


def test_two_workers_that_follow_at_once_agree(engine: ElasticsearchEngine) -> None:
    def follow(order: int) -> None:
        for stamp in range(1, 21)[::order]:
            batch = Batch((document("a", f"kata{stamp}"),), (), Cursor(stamp, "ledger"), {"a": stamp})
            engine.apply(batch)

    workers = [threading.Thread(target=follow, args=(order,)) for order in (1, -1)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert ask(engine, "kata20") == ["a"]
    assert engine.cursor().stamp == 20
    assert engine.status().documents == 1


def test_a_document_that_is_refused_is_noted_and_the_others_go_on(
    engine: ElasticsearchEngine, caplog: pytest.LogCaptureFixture
) -> None:
    broken = replace(document("b", "Rapat rahasia"), year="no number")  # type: ignore[arg-type]
    put(engine, [document("a", "Rapat"), broken, document("c", "Rapat")], 3)
    assert set(ask(engine, "rapat")) == {"a", "c"}
    assert engine.cursor().stamp == 3
    assert engine.rejected() == ("b",)
    assert engine.troubles() == (Trouble.REJECTED,)
    assert "document b" in caplog.text
    assert "rahasia" not in caplog.text
    put(engine, [document("d", "Rapat")], 4)
    assert engine.rejected() == ("b",)
    put(engine, [document("b", "Rapat")], 4)
    assert engine.rejected() == ()
    assert engine.troubles() == ()


def test_a_full_disk_stops_writing_and_the_cursor_waits(engine: ElasticsearchEngine, client: Elasticsearch) -> None:
    put(engine, [document("a", "Rapat")])
    index = live(engine)
    client.indices.put_settings(index=index, settings={"index": {"blocks": {"read_only_allow_delete": True}}})
    assert trouble_in(lambda: put(engine, [document("b", "Rapat")], 2)) is Trouble.DISK_FULL
    assert engine.troubles() == (Trouble.DISK_FULL,)
    assert engine.cursor().stamp == 1
    assert ask(engine, "rapat") == ["a"]
    client.indices.put_settings(index=index, settings={"index": {"blocks": {"read_only_allow_delete": None}}})
    put(engine, [document("b", "Rapat")], 2)
    assert set(ask(engine, "rapat")) == {"a", "b"}


def test_an_index_that_somebody_closed_to_writing_is_named_as_such(
    engine: ElasticsearchEngine, client: Elasticsearch
) -> None:
    client.indices.put_settings(index=live(engine), settings={"index": {"blocks": {"read_only": True}}})
    assert engine.troubles() == (Trouble.READ_ONLY,)
    client.indices.put_settings(index=live(engine), settings={"index": {"blocks": {"read_only": None}}})


def test_a_red_index_is_named_as_such(engine: ElasticsearchEngine, client: Elasticsearch) -> None:
    """An index that must lie on a node that does not exist has no copy of its parts anywhere."""
    alias = alias_of(engine.connection.index)
    index = f"{alias}_{'0' * 12}"
    client.indices.delete(index=live(engine))
    client.indices.create(
        index=index,
        aliases={alias: {}},
        settings={"index": {"routing": {"allocation": {"require": {"_name": "nowhere"}}}}},
        wait_for_active_shards="0",
    )
    assert engine.pulse() == Trouble.RED
    for call in (engine.cursor, lambda: engine.search(Plan(), PUBLIC)):
        assert trouble_in(call) in (Trouble.RED, Trouble.UNAVAILABLE, Trouble.TIMEOUT)


@pytest.mark.parametrize("change", ["another field", "another index"])
def test_an_index_with_foreign_fields_is_not_written_but_made_anew(
    engine: ElasticsearchEngine, client: Elasticsearch, change: str
) -> None:
    put(engine, [document("a", "Rapat")])
    if change == "another field":
        client.indices.put_mapping(index=live(engine), properties={"stray": {"type": "text"}})
    else:
        client.indices.delete(index=live(engine))
        client.indices.create(
            index=f"{alias_of(engine.connection.index)}_{'f' * 12}",
            aliases={alias_of(engine.connection.index): {}},
            mappings={"properties": {"title": {"type": "date"}}},
        )
    with pytest.raises(IndexMissingError):
        put(engine, [document("b", "Rapat")], 2)
    with engine.rebuilding() as target:
        target.apply(Batch((document("c", "Rapat"),), (), Cursor(3, "ledger")))
    assert ask(engine, "rapat") == ["c"]
    assert len(indexes(engine, client)) == 1


def test_an_index_that_is_deleted_is_not_brought_back_without_a_mapping(
    engine: ElasticsearchEngine, client: Elasticsearch
) -> None:
    writing = Writing(client, live(engine))
    client.indices.delete(index=live(engine))
    with pytest.raises(IndexMissingError):
        writing.apply(Batch((document("a"),), (), Cursor(1, "ledger")))
    with pytest.raises(IndexMissingError):
        writing.begin()
    assert indexes(engine, client) == []


def test_a_name_that_somebody_else_uses_is_left_alone(bare: ElasticsearchEngine, client: Elasticsearch) -> None:
    alias = alias_of(bare.connection.index)
    client.index(index=alias, id="1", document={"theirs": "yes"}, refresh=True)

    def rebuild() -> None:
        with bare.rebuilding():
            pass

    assert trouble_in(rebuild) is Trouble.NAME_TAKEN
    assert client.count(index=alias)["count"] == 1
    assert indexes(bare, client) == [alias]


def test_a_rebuild_that_fails_leaves_the_live_index_and_no_other(
    engine: ElasticsearchEngine, client: Elasticsearch
) -> None:
    put(engine, [document("old", "Rapat")])
    before = indexes(engine, client)
    seen: list[int] = []

    def rebuild() -> None:
        with engine.rebuilding() as target:
            target.apply(Batch((document("half"),), (), Cursor(1, "ledger")))
            seen.append(len(indexes(engine, client)))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        rebuild()
    assert seen == [2]
    assert indexes(engine, client) == before
    assert ask(engine) == ["old"]


def test_what_a_rebuild_that_was_killed_left_behind_is_swept(
    engine: ElasticsearchEngine, client: Elasticsearch
) -> None:
    alias = alias_of(engine.connection.index)
    abandoned = f"{alias}_{'a' * 12}"
    theirs = f"{engine.connection.index}_somebody_elses"
    client.indices.create(index=abandoned)
    client.indices.create(index=theirs)
    engine.tidy()
    assert indexes(engine, client) == sorted([live(engine), theirs])


def test_indexes_of_another_version_are_left_to_the_machines_that_have_it(
    engine: ElasticsearchEngine, client: Elasticsearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = f"{engine.connection.index}_1-{'0' * 12}"
    client.indices.create(index=f"{other}_{'b' * 12}", aliases={other: {}})
    engine.tidy()
    assert len(indexes(engine, client)) == 2
    # An hour later, no machine is on it any more.
    monkeypatch.setattr("search.engines.elasticsearch.rebuilding._SECONDS_FOR_OTHER_VERSIONS", -60)
    engine.tidy()
    assert indexes(engine, client) == [live(engine)]


def test_while_one_builds_another_neither_builds_nor_sweeps(engine: ElasticsearchEngine) -> None:
    @contextmanager
    def taken() -> Iterator[None]:
        raise EngineBusyError
        yield

    second = ElasticsearchEngine(engine.connection, lock=taken)
    with pytest.raises(EngineBusyError):
        second.tidy()
    with pytest.raises(EngineBusyError), second.rebuilding():
        pass
    second.close()


def test_a_batch_that_is_written_while_the_alias_moves_stays_together(engine: ElasticsearchEngine) -> None:
    """Documents in the old index and the cursor in the new one would be documents that are lost."""
    old = Writing(engine._writing, live(engine))
    with engine.rebuilding() as target:
        target.apply(Batch((document("a", "Rapat"),), (), Cursor(1, "ledger")))
    with pytest.raises(EngineError):
        old.apply(Batch((document("b", "Rapat"),), (), Cursor(2, "ledger")))
    assert engine.cursor().stamp == 1


def test_too_many_refused_documents_are_the_fault_of_the_index(engine: ElasticsearchEngine) -> None:
    put(engine, [document("old", "Rapat")])
    broken = [replace(document(f"b{n}"), year="no number") for n in range(5)]  # type: ignore[arg-type]

    def rebuild() -> None:
        with engine.rebuilding() as target:
            target.apply(Batch((*broken, document("a")), (), Cursor(6, "ledger")))
            target.verify(6, 6, {})

    assert trouble_in(rebuild) is Trouble.INCOMPLETE
    assert ask(engine) == ["old"]


def test_a_page_far_down_is_left_to_the_embedded_index(engine: ElasticsearchEngine) -> None:
    put(engine, [document("a", "Rapat")])
    assert engine.search(Plan(query_terms("rapat"), offset=9_000), PUBLIC).total == 1
    with pytest.raises(TooDeepError):
        engine.search(Plan(query_terms("rapat"), offset=10_000), PUBLIC)


def test_several_shards_answer_like_one(engine: ElasticsearchEngine) -> None:
    documents = [
        document(f"d{number:02}", f"Rapat {'korban ' * (number % 4)}", "kata lain " * number, year=2000 + number % 7)
        for number in range(60)
    ]
    put(engine, documents)
    with cluster_engine(engine.connection.nodes[0], shards=3) as parted:
        with parted.rebuilding() as target:
            target.apply(Batch(tuple(documents), (), Cursor(1, "ledger")))
        plan = Plan(query_terms("rapat korban"), limit=60)
        one, three = engine.search(plan, PUBLIC), parted.search(plan, PUBLIC)
        assert (three.total, three.facets) == (one.total, one.facets)
        assert len(parted._writing.indices.get_settings(index=live(parted))) == 1
        assert three.keys == one.keys or sorted(three.keys) == sorted(one.keys)
