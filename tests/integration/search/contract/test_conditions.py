"""What a question insists on: phrases, exclusions, numbers."""

from typing import Any

from search.analysis import number_of, number_terms, own_keys, phrase_stems, terms
from search.engines import FacetCount, Plan
from tests.unit.search.indexing import MEMBER, PUBLIC, ask, document, put


def test_a_phrase_must_stand_as_it_is_asked_in_what_the_visitor_may_search(engine: Any) -> None:
    put(
        engine,
        [
            document("title", "Gugus tugas daerah"),
            document("body", "Rapat", "Dibahas tugas gugus, lalu gugus tugas."),
            document("about", "Rapat", about=terms("Oleh gugus tugas")),
            document("apart", "Rapat", "Gugus ini punya tugas."),
            document("members", "Rapat", members="gugus tugas"),
        ],
    )
    quoted = (phrase_stems("gugus tugas"),)
    assert set(ask(engine, "gugus tugas", phrases=quoted)) == {"title", "body", "about"}
    assert set(ask(engine, phrases=quoted)) == {"title", "body", "about"}
    assert set(ask(engine, tokens=MEMBER, phrases=quoted)) == {"title", "body", "about", "members"}
    assert ask(engine, phrases=(*quoted, phrase_stems("lalu"))) == ["body"]
    assert engine.search(Plan(phrases=quoted), PUBLIC).facets["kind"] == (FacetCount("sop", "", 3),)


def test_what_is_excluded_is_not_found(engine: Any) -> None:
    put(
        engine,
        [
            document("a", "Rapat koordinasi"),
            document("b", "Rapat evaluasi"),
            document("c", "Rapat", members="evaluasi tertutup"),
        ],
    )
    without = (phrase_stems("evaluasi"),)
    # What a visitor may not read must not even exclude: the gap would say that it is there.
    assert set(ask(engine, "rapat", excluded=without)) == {"a", "c"}
    assert set(ask(engine, "rapat", tokens=MEMBER, excluded=without)) == {"a"}
    assert set(ask(engine, excluded=(phrase_stems("rapat koordinasi"),))) == {"b", "c"}
    assert ask(engine, "rapat", phrases=without, excluded=without) == []


def test_a_number_is_that_of_the_document_itself(engine: Any) -> None:
    number = "400.2.3/015/DP3AP2KB/2025"
    law = "Undang-Undang Nomor 21 Tahun 2007 tentang Perdagangan Orang"
    put(
        engine,
        [
            document("law", law),
            document("letter", "Undangan", number=number_of("Undangan", number), own_keys=own_keys("Undangan", number)),
            document("citing", "Catatan atas UU 21/2007", f"Menurut UU 21/2007 dan surat {number}, pasal 15 dan 21."),
        ],
    )
    for asked, found in (
        ("21 tahun 2007", {"law"}),
        ("UU 21/2007", {"law"}),
        ("21", {"law"}),
        ("2007", {"law"}),
        ("PP 21/2007", set()),
        ("400.2.3/015/DP3AP2KB/2025", {"letter"}),
        ("015", {"letter"}),
        ("15", {"letter"}),
        ("dp3ap2kb 2025", {"letter"}),
        ("16", set()),
    ):
        assert set(ask(engine, numbers=(number_terms(asked),))) == found, asked
