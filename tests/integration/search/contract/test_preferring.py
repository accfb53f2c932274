"""What decides between documents that answer alike: in force before over, meetings by age. And what it must not decide."""

from typing import Any

from search.analysis import query_terms
from search.contract import Term
from search.engines import Plan
from tests.unit.search.indexing import PUBLIC, document, put


def order(engine: Any, text: str, **plan: Any) -> list[str]:
    return list(engine.search(Plan(query_terms(text), **plan), PUBLIC).keys)


def test_what_is_in_force_comes_before_what_is_over(engine: Any) -> None:
    title = "SOP Penanganan Pengaduan"
    put(
        engine,
        [
            document("old", title, status=Term("superseded", "Digantikan")),
            document("void", title, status=Term("not_in_force", "Tidak berlaku")),
            document("new", title, status=Term("in_force", "Berlaku")),
        ],
    )
    assert order(engine, "penanganan pengaduan")[0] == "new"
    assert len(order(engine, "penanganan pengaduan")) == 3


def test_a_document_without_status_is_not_over(engine: Any) -> None:
    put(
        engine,
        [document("law", "Pengaduan", status=Term("not_in_force", "Tidak berlaku")), document("page", "Pengaduan")],
    )
    assert order(engine, "pengaduan") == ["page", "law"]


def test_an_old_document_that_answers_comes_before_a_new_one_that_hardly_does(engine: Any) -> None:
    put(
        engine,
        [
            document("old", "Standar pelayanan reintegrasi sosial", status=Term("superseded", "Digantikan")),
            document("new", "Laporan", "Reintegrasi disebut sekali di sini.", status=Term("in_force", "Berlaku")),
        ],
    )
    assert order(engine, "reintegrasi sosial") == ["old", "new"]


def test_of_meetings_the_newest_is_meant(engine: Any) -> None:
    put(
        engine,
        [document(f"m{year}", "Rapat koordinasi", kind="meeting", year=year) for year in (2019, 2025, 2024)]
        + [document("s2026", "Rapat koordinasi", kind="sop", year=2026)],
    )
    assert order(engine, "rapat koordinasi", year=2025)[:2] == ["m2025", "m2024"]
    # Another kind does not fade, and without a present year nothing does.
    assert set(order(engine, "rapat koordinasi", year=2025)[2:]) == {"m2019", "s2026"}


def test_preferring_finds_nothing_more(engine: Any) -> None:
    put(engine, [document("a", "Rapat", kind="meeting", year=2025), document("b", "Lain", kind="meeting", year=2025)])
    found = engine.search(Plan(query_terms("rapat"), year=2025), PUBLIC)
    assert (found.keys, found.total) == (("a",), 1)
