"""The embedded engine over a real index on disk, without a database."""

import shutil
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.analysis import query_terms
from search.contract import Term
from search.engines import Batch, Cursor, EngineBusyError, EngineError, FacetCount, IndexMissingError, Plan
from search.engines.tantivy import TantivyEngine
from search.query import Filters, Sort
from tests.unit.search.indexing import MEMBER, PUBLIC, ask, document, put


def test_without_an_index_there_is_an_error_and_no_answer(tmp_path: Path) -> None:
    engine = TantivyEngine(tmp_path / "index")
    for call in (engine.cursor, engine.status, lambda: engine.search(Plan(), PUBLIC)):
        with pytest.raises(IndexMissingError):
            call()
    with pytest.raises(IndexMissingError):
        put(engine, [])


def test_a_new_index_is_empty(engine: TantivyEngine) -> None:
    assert engine.status().documents == 0
    assert engine.cursor() == Cursor()
    assert ask(engine, "korban") == []


def test_a_document_is_found_by_title_body_and_other_forms_of_a_word(engine: TantivyEngine) -> None:
    put(engine, [document("a", "Penanganan korban"), document("b", "Rapat", "Mereka menangani pengaduan.")])
    assert ask(engine, "ditangani") == ["a", "b"]
    assert ask(engine, "adukan") == ["b"]
    assert engine.status().documents == 2
    assert engine.cursor() == Cursor(1, "ledger")


def test_applying_twice_changes_nothing(engine: TantivyEngine) -> None:
    for _ in range(2):
        put(engine, [document("a", "Rapat")], 5)
    assert engine.status().documents == 1
    assert engine.search(Plan(query_terms("rapat")), PUBLIC).total == 1


def test_a_newer_document_replaces_the_older_and_a_deleted_one_is_gone(engine: TantivyEngine) -> None:
    put(engine, [document("a", "Lama"), document("b", "Lama")], 2)
    put(engine, [document("a", "Baru")], 4, deleted=["b"])
    assert ask(engine, "lama") == []
    assert ask(engine, "baru") == ["a"]
    assert engine.cursor().stamp == 4


def test_access_decides_about_hits_totals_and_counts(engine: TantivyEngine) -> None:
    put(
        engine,
        [
            document("open", "Rapat", year=2021),
            document("closed", "Rapat rahasia", kind="meeting", year=2022, access=("members", "superuser")),
            document("nobody", "Rapat", access=()),
        ],
    )
    public = engine.search(Plan(query_terms("rapat rahasia")), PUBLIC)
    assert (public.keys, public.total) == (("open",), 1)
    assert public.facets["kind"] == (FacetCount("sop", "", 1),)
    assert public.facets["year"] == (FacetCount("2021", "", 1),)
    assert ask(engine, "", tokens=PUBLIC) == ["open"]
    assert ask(engine, "", tokens=frozenset()) == []
    assert set(ask(engine, "rapat", tokens=MEMBER)) == {"open", "closed"}


def test_members_text_is_searched_for_members_only(engine: TantivyEngine) -> None:
    put(engine, [document("a", "Rapat", "Pembukaan.", members="Anggaran dibahas tertutup.")])
    assert ask(engine, "anggaran") == []
    assert ask(engine, "bahas tertutup") == []
    assert ask(engine, "anggaran", tokens=MEMBER) == ["a"]


def test_filters_narrow_and_their_own_counts_do_not(engine: TantivyEngine) -> None:
    dinas, polres = Term("1", "Dinas"), Term("2", "Polres")
    put(
        engine,
        [
            document(
                "a", "Rapat", kind="sop", year=2020, agency=dinas, topics=(Term("t", "Topik"), Term("u", "Usaha"))
            ),
            document("b", "Rapat", kind="meeting", year=2021, agency=dinas, status=Term("planned", "Direncanakan")),
            document("c", "Rapat", kind="meeting", year=2021, agency=polres, audience=Term("public", "Umum")),
        ],
    )
    found = engine.search(Plan(query_terms("rapat"), Filters(kind=("meeting",))), PUBLIC)
    assert set(found.keys) == {"b", "c"}
    assert set(found.facets["kind"]) == {FacetCount("meeting", "", 2), FacetCount("sop", "", 1)}
    assert set(found.facets["agency"]) == {FacetCount("1", "Dinas", 1), FacetCount("2", "Polres", 1)}
    assert found.facets["topic"] == ()
    for filters, keys in (
        (Filters(year=(2020, 2021)), {"a", "b", "c"}),
        (Filters(year=(2021,), agency=("1",)), {"b"}),
        (Filters(topic=("t",)), {"a"}),
        (Filters(status=("planned",)), {"b"}),
        (Filters(audience=("public",)), {"c"}),
        (Filters(kind=("sop",), year=(2021,)), set()),
    ):
        assert set(ask(engine, "", filters=filters)) == keys


def test_a_changed_label_does_not_split_a_count(engine: TantivyEngine) -> None:
    put(engine, [document(key, agency=Term("1", name)) for key, name in (("a", "Lama"), ("b", "Baru"), ("c", "Baru"))])
    assert engine.search(Plan(), PUBLIC).facets["agency"] == (FacetCount("1", "Baru", 3),)


def test_the_title_comes_before_the_body_and_the_whole_title_first(engine: TantivyEngine) -> None:
    put(
        engine,
        [
            document("body", "Berita acara", "perlindungan saksi " * 5 + "dan hal lain " * 50),
            document("part", "Perlindungan anak", "saksi"),
            document("whole", "Perlindungan saksi"),
        ],
    )
    assert ask(engine, "perlindungan saksi")[0] == "whole"


def test_most_words_are_asked_for_where_enough_documents_have_them(engine: TantivyEngine) -> None:
    put(
        engine,
        [
            *(document(f"both{n}", "Perdagangan orang") for n in range(12)),
            *(document(f"one{n}", "Orang tua", kind="meeting") for n in range(30)),
        ],
    )
    found = engine.search(Plan(query_terms("perdagangan orang")), PUBLIC)
    assert found.total == 12
    assert found.facets["kind"] == (FacetCount("sop", "", 12),)
    assert engine.search(Plan(query_terms("perdagangan tua")), PUBLIC).total == 42
    assert (
        engine.search(
            Plan(
                query_terms(
                    "perdagangan orang",
                ),
                Filters(kind=("meeting",)),
            ),
            PUBLIC,
        ).total
        == 30
    )


def test_the_word_as_written_comes_first(engine: TantivyEngine) -> None:
    put(engine, [document("a", "Pengaduan warga"), document("b", "Mengadukan warga"), document("c", "Diadukan warga")])
    assert ask(engine, "mengadukan")[0] == "b"
    assert ask(engine, "pengaduan")[0] == "a"


def test_a_cited_document_comes_before_those_that_cite_it(engine: TantivyEngine) -> None:
    cited = document("law", "Undang-Undang Nomor 21 Tahun 2007 tentang Perdagangan Orang")
    citing = [
        document(f"c{i}", f"Catatan {i} atas UU 21 2007", "Menurut UU No. 21/2007 dan UU 21 Tahun 2007. " * 9)
        for i in range(15)
    ]
    put(engine, [*citing, cited])
    for written in ("UU 21/2007", "undang-undang nomor 21 tahun 2007", "nomor 21 tahun 2007"):
        assert ask(engine, written)[0] == "law"


def test_sorting_by_date_and_paging_meets_every_document_once(engine: TantivyEngine) -> None:
    put(engine, [document(f"d{day:03}", "Rapat", day=day) for day in range(57)])
    seen: list[str] = []
    for offset in range(0, 70, 10):
        seen += ask(engine, "rapat", sort=Sort.DATE, offset=offset)
    assert seen == [f"d{day:03}" for day in reversed(range(57))]
    assert ask(engine) == seen[:10]


def test_a_page_far_beyond_the_end_is_empty_and_cheap(engine: TantivyEngine) -> None:
    put(engine, [document("a", "Rapat")])
    found = engine.search(Plan(query_terms("rapat"), offset=10**9), PUBLIC)
    assert (found.keys, found.total) == ((), 1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.characters(), max_size=80),
    st.lists(st.text(max_size=20), max_size=3),
    st.lists(st.integers(-(2**40), 2**40), max_size=2),
)
def test_no_question_is_an_error(engine: TantivyEngine, text: str, values: list[str], years: list[int]) -> None:
    filters = Filters(kind=tuple(values), agency=tuple(values), year=tuple(years))
    engine.search(Plan(query_terms(text), filters), PUBLIC)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(st.text(st.characters(), max_size=200))
def test_no_text_stops_the_index(engine: TantivyEngine, text: str) -> None:
    put(engine, [document("x", text, text, text, topics=(Term(text[:50], text),))])
    assert engine.status().documents == 1


def test_another_process_sees_a_commit_at_once(engine: TantivyEngine, tmp_path: Path) -> None:
    put(engine, [document("a", "Rapat")])
    reader = textwrap.dedent(f"""
        import sys
        from pathlib import Path
        from search.analysis import query_terms
        from search.engines import Plan
        from search.engines.tantivy import TantivyEngine
        engine = TantivyEngine(Path({str(tmp_path / "index")!r}))
        for line in sys.stdin:
            print(*engine.search(Plan(query_terms(line)), frozenset({{"public"}})).keys, flush=True)
    """)
    process = subprocess.Popen([sys.executable, "-c", reader], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin
    assert process.stdout

    def other(question: str) -> str:
        assert process.stdin
        assert process.stdout
        process.stdin.write(question + "\n")
        process.stdin.flush()
        return process.stdout.readline().strip()

    assert other("rapat") == "a"
    put(engine, [document("b", "Notulen")], 2, deleted=["a"])
    assert other("rapat") == ""
    assert other("notulen") == "b"
    with engine.rebuilding() as target:
        target.apply(Batch((document("c", "Rapat"),), (), Cursor(3, "ledger")))
    assert other("rapat") == "c"
    process.communicate()


def test_a_second_writer_waits_its_turn(engine: TantivyEngine, tmp_path: Path) -> None:
    put(engine, [document("a", "Rapat")])
    second = TantivyEngine(tmp_path / "index")
    with pytest.raises(EngineBusyError):
        put(second, [])
    engine.release()
    put(second, [document("b", "Rapat")], 2)
    second.release()
    assert engine.status().documents == 2


def test_a_writer_that_is_killed_before_its_commit_leaves_the_last_batch_whole(
    engine: TantivyEngine, tmp_path: Path
) -> None:
    put(engine, [document("a", "Rapat")])
    engine.release()
    writer = textwrap.dedent(f"""
        import os, signal
        from pathlib import Path
        import tantivy
        from search.engines.tantivy import writing
        directory = next(Path({str(tmp_path / "index")!r}).glob("index-*"))
        target = writing.Writing(directory)
        target._writer.delete_documents_by_term("key", "a")
        target._writer.add_document(tantivy.Document(key="half", title="rapat", access=["public"]))
        os.kill(os.getpid(), signal.SIGKILL)
    """)
    assert subprocess.run([sys.executable, "-c", writer], check=False).returncode == -9
    assert ask(engine, "rapat") == ["a"]
    assert engine.cursor().stamp == 1
    put(engine, [document("b", "Rapat")], 2)
    assert set(ask(engine, "rapat")) == {"a", "b"}


def test_a_rebuild_replaces_the_index_while_the_old_one_answers_and_is_written(engine: TantivyEngine) -> None:
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


def test_a_failed_rebuild_leaves_the_live_index_alone(engine: TantivyEngine) -> None:
    put(engine, [document("old", "Rapat")])
    with pytest.raises(RuntimeError), engine.rebuilding():
        raise RuntimeError
    assert ask(engine, "rapat") == ["old"]


def test_a_broken_batch_is_not_half_applied(engine: TantivyEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    put(engine, [document("a", "Rapat")])
    broken = replace(document("b", "Rapat"), year="no number")  # type: ignore[arg-type]
    with pytest.raises(EngineError):
        put(engine, [document("a", "Lain"), broken], 2)
    assert ask(engine, "rapat") == ["a"]
    assert engine.cursor().stamp == 1
    put(engine, [document("a", "Lain")], 2)
    assert ask(engine, "lain") == ["a"]


@pytest.mark.parametrize("damage", ["meta", "segments", "gone", "all"])
def test_a_damaged_index_counts_as_missing(engine: TantivyEngine, tmp_path: Path, damage: str) -> None:
    put(engine, [document("a", "Rapat")])
    engine.release()
    root = tmp_path / "index"
    (live,) = root.glob("index-*")
    if damage == "meta":
        (live / "meta.json").write_text("{broken")
    elif damage == "segments":
        for file in live.iterdir():
            if file.suffix in (".idx", ".term", ".store", ".fast", ".pos", ".fieldnorm"):
                file.write_bytes(b"")
    else:
        shutil.rmtree(live if damage == "gone" else root)
    with pytest.raises(IndexMissingError):
        TantivyEngine(root).search(Plan(query_terms("rapat")), PUBLIC)
    fresh = TantivyEngine(root)
    with fresh.rebuilding() as target:
        target.apply(Batch((document("b", "Rapat"),), (), Cursor(1, "ledger")))
    assert ask(fresh, "rapat") == ["b"]
