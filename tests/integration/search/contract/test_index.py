"""What an index does with what it is given."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.analysis import query_terms
from search.contract import Term
from search.engines import Batch, Cursor, EngineError, Plan
from tests.unit.search.indexing import PUBLIC, ask, document, put


def test_a_new_index_is_empty(engine: Any) -> None:
    assert engine.status().documents == 0
    assert engine.cursor() == Cursor()
    assert ask(engine, "korban") == []


def test_a_document_is_found_by_title_body_and_other_forms_of_a_word(engine: Any) -> None:
    put(engine, [document("a", "Penanganan korban"), document("b", "Rapat", "Mereka menangani pengaduan.")])
    assert ask(engine, "ditangani") == ["a", "b"]
    assert ask(engine, "adukan") == ["b"]
    assert engine.status().documents == 2
    assert engine.cursor() == Cursor(1, "ledger")


def test_applying_twice_changes_nothing(engine: Any) -> None:
    for _ in range(2):
        put(engine, [document("a", "Rapat")], 5)
    assert engine.status().documents == 1
    assert engine.search(Plan(query_terms("rapat")), PUBLIC).total == 1


def test_a_newer_document_replaces_the_older_and_a_deleted_one_is_gone(engine: Any) -> None:
    put(engine, [document("a", "Lama"), document("b", "Lama")], 2)
    put(engine, [document("a", "Baru")], 4, deleted=["b"])
    assert ask(engine, "lama") == []
    assert ask(engine, "baru") == ["a"]
    assert engine.cursor().stamp == 4


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(st.text(st.characters(), max_size=200))
def test_no_text_stops_the_index(engine: Any, text: str) -> None:
    put(engine, [document("x", text, text, text, topics=(Term(text[:50], text),))])
    assert engine.status().documents == 1


def test_a_rebuild_replaces_the_index_while_the_old_one_answers_and_is_written(engine: Any) -> None:
    put(engine, [document("old", "Rapat")])
    with engine.rebuilding() as target:
        target.apply(Batch((document("new", "Rapat"),), (), Cursor(7, "ledger")))
        assert ask(engine, "rapat") == ["old"]
        put(engine, [document("late", "Rapat")], 2)
        assert set(ask(engine, "rapat")) == {"old", "late"}
    assert ask(engine, "rapat") == ["new"]
    assert engine.cursor().stamp == 7
    put(engine, [document("after", "Rapat")], 8)
    assert set(ask(engine, "rapat")) == {"new", "after"}


def test_a_failed_rebuild_leaves_the_live_index_alone(engine: Any) -> None:
    put(engine, [document("old", "Rapat")])
    with pytest.raises(RuntimeError), engine.rebuilding():
        raise RuntimeError
    assert ask(engine, "rapat") == ["old"]


def test_a_new_index_is_compared_with_what_it_should_hold(engine: Any) -> None:
    put(engine, [document("old", "Rapat")])
    batch = Batch((document("a"), document("b")), ("gone",), Cursor(3, "ledger"), {"a": 1, "b": 2, "gone": 3})
    for fewest, most, sample in ((3, 9, {}), (0, 1, {}), (2, 2, {"missing": 1})):
        with pytest.raises(EngineError):
            make_anew(engine, batch, fewest, most, sample)
    assert ask(engine) == ["old"]
    make_anew(engine, batch, 2, 2, {"a": 1, "b": 2})
    assert set(ask(engine)) == {"a", "b"}


def make_anew(engine: Any, batch: Batch, fewest: int, most: int, sample: dict[str, int]) -> None:
    with engine.rebuilding() as target:
        target.apply(batch)
        target.verify(fewest, most, sample)
