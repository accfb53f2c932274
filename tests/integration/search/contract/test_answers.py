"""What is found, in which order, with which counts, by whom."""

from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.analysis import number_of, number_terms, own_keys, phrase_stems, query_terms
from search.contract import WITHDRAWN, Term
from search.engines import Alternative, FacetCount, Plan
from search.query import Filters, Sort
from tests.unit.search.indexing import MEMBER, PUBLIC, ask, document, put


def test_access_decides_about_hits_totals_and_counts(engine: Any) -> None:
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


def test_members_text_is_searched_for_members_only(engine: Any) -> None:
    put(engine, [document("a", "Rapat", "Pembukaan.", members="Anggaran dibahas tertutup.")])
    assert ask(engine, "anggaran") == []
    assert ask(engine, "bahas tertutup") == []
    assert ask(engine, "anggaran", tokens=MEMBER) == ["a"]


def test_filters_narrow_and_their_own_counts_do_not(engine: Any) -> None:
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


def test_what_was_withdrawn_is_found_when_all_statuses_are_asked_for(engine: Any) -> None:
    put(
        engine,
        [
            document("now", "Rapat", status=Term("in_force", "Berlaku")),
            document("old", "Rapat", kind="meeting", status=WITHDRAWN),
            document("hidden", "Rapat", status=WITHDRAWN, access=("members",)),
        ],
    )
    found = engine.search(Plan(query_terms("rapat")), PUBLIC)
    assert (found.keys, found.total, found.left_out) == (("now",), 1, 1)
    assert found.facets["kind"] == (FacetCount("sop", "", 1),)
    assert {count.value for count in found.facets["status"]} == {"in_force"}
    every = engine.search(Plan(query_terms("rapat"), withdrawn=True), PUBLIC)
    # What is over comes after what is not.
    assert (every.keys, every.left_out) == (("now", "old"), 0)
    assert {count.value for count in every.facets["status"]} == {"in_force", "withdrawn"}
    assert set(ask(engine, "rapat", filters=Filters(status=("withdrawn",)), withdrawn=True)) == {"old"}
    assert engine.search(Plan(filters=Filters(kind=("meeting",))), PUBLIC).left_out == 1
    assert engine.search(Plan(filters=Filters(kind=("decree",))), PUBLIC).left_out == 0
    assert engine.search(Plan(query_terms("rapat"), facets=False), PUBLIC).left_out == 0


def test_a_withdrawn_document_is_found_by_its_own_number(engine: Any) -> None:
    number = "400.2/SOP-01/DP3AP2KB/2025"
    put(
        engine,
        [
            document("law", "Undang-Undang Nomor 39 Tahun 2004 tentang Penempatan", status=WITHDRAWN),
            document(
                "sop",
                "SOP Pengaduan",
                status=WITHDRAWN,
                number=number_of("SOP Pengaduan", number),
                own_keys=own_keys("SOP Pengaduan", number),
            ),
            document("citing", "Catatan", f"Menurut UU 39/2004 dan SOP {number}."),
            document("also", "Catatan lama", "Menurut UU 39/2004.", status=WITHDRAWN),
        ],
    )
    cited = engine.search(Plan(query_terms("UU 39/2004")), PUBLIC)
    assert (cited.keys, cited.left_out) == (("law", "citing"), 1)
    assert ask(engine, number)[0] == "sop"
    assert ask(engine, numbers=(number_terms(number),)) == ["sop"]
    assert "sop" not in ask(engine, "pengaduan")


def test_a_changed_label_does_not_split_a_count(engine: Any) -> None:
    put(engine, [document(key, agency=Term("1", name)) for key, name in (("a", "Lama"), ("b", "Baru"), ("c", "Baru"))])
    assert engine.search(Plan(), PUBLIC).facets["agency"] == (FacetCount("1", "Baru", 3),)


def test_the_title_comes_before_the_body_and_the_whole_title_first(engine: Any) -> None:
    put(
        engine,
        [
            document("body", "Berita acara", "perlindungan saksi " * 5 + "dan hal lain " * 50),
            document("part", "Perlindungan anak", "saksi"),
            document("whole", "Perlindungan saksi"),
        ],
    )
    assert ask(engine, "perlindungan saksi")[0] == "whole"


def test_most_words_are_asked_for_where_enough_documents_have_them(engine: Any) -> None:
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


def test_the_word_as_written_comes_first(engine: Any) -> None:
    put(engine, [document("a", "Pengaduan warga"), document("b", "Mengadukan warga"), document("c", "Diadukan warga")])
    assert ask(engine, "mengadukan")[0] == "b"
    assert ask(engine, "pengaduan")[0] == "a"


def test_a_cited_document_comes_before_those_that_cite_it(engine: Any) -> None:
    cited = document("law", "Undang-Undang Nomor 21 Tahun 2007 tentang Perdagangan Orang")
    citing = [
        document(f"c{i}", f"Catatan {i} atas UU 21 2007", "Menurut UU No. 21/2007 dan UU 21 Tahun 2007. " * 9)
        for i in range(15)
    ]
    put(engine, [*citing, cited])
    for written in ("UU 21/2007", "undang-undang nomor 21 tahun 2007", "nomor 21 tahun 2007"):
        assert ask(engine, written)[0] == "law"


def test_sorting_by_date_and_paging_meets_every_document_once(engine: Any) -> None:
    put(engine, [document(f"d{day:03}", "Rapat", day=day) for day in range(57)])
    seen: list[str] = []
    for offset in range(0, 70, 10):
        seen += ask(engine, "rapat", sort=Sort.DATE, offset=offset)
    assert seen == [f"d{day:03}" for day in reversed(range(57))]
    assert ask(engine) == seen[:10]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.characters(), max_size=80),
    st.lists(st.text(max_size=20), max_size=3),
    st.lists(st.integers(-(2**40), 2**40), max_size=2),
)
def test_no_question_is_an_error(engine: Any, text: str, values: list[str], years: list[int]) -> None:
    filters = Filters(kind=tuple(values), agency=tuple(values), year=tuple(years))
    engine.search(Plan(query_terms(text), filters), PUBLIC)


def test_a_phrase_counts_where_a_word_was_dropped_between_its_words(engine: Any) -> None:
    put(
        engine,
        [
            document("apart", "Rapat", "bantuan itu penting, dan perlindungan juga " + "perlu dibahas " * 5),
            document("phrase", "Rapat", "perlindungan dan bantuan penting juga itu " + "perlu dibahas " * 5),
        ],
    )
    wordings = (phrase_stems("perlindungan dan bantuan"),)
    assert ask(engine, "perlindungan dan bantuan", wordings=wordings) == ["phrase", "apart"]


def test_a_longer_phrase_counts_where_all_its_words_stand_in_a_row(engine: Any) -> None:
    filler = "perlu dibahas " * 5
    put(
        engine,
        [
            document("parts", "Rapat", f"lembaga perlindungan, juga perlindungan saksi. {filler}"),
            document("row", "Rapat", f"lembaga perlindungan saksi, juga perlindungan. {filler}"),
            document("none", "Rapat", f"saksi perlindungan lembaga, juga perlindungan. {filler}"),
        ],
    )
    said = phrase_stems("lembaga perlindungan saksi")
    assert set(ask(engine, "lembaga perlindungan saksi", wordings=(said,))[:2]) == {"parts", "row"}
    assert ask(engine, phrases=(said,)) == ["row"], "What was quoted must stand as it is."
    assert set(ask(engine, phrases=(said[:2],))) == {"parts", "row"}


def test_all_words_are_asked_for_where_plenty_of_documents_have_them(engine: Any) -> None:
    put(
        engine,
        [
            *(document(f"all{n:03}", "Rapat", "Menteri ketua berlaku.", year=2020) for n in range(100)),
            *(document(f"two{n:03}", "Menteri ketua", "Menteri ketua.", year=2021) for n in range(20)),
        ],
    )
    found = engine.search(Plan(query_terms("menteri ketua berlaku")), PUBLIC)
    assert found.total == 100
    assert found.facets["year"] == (FacetCount("2020", "", 100),)
    put(engine, [], 2, deleted=["all000"])
    most = engine.search(Plan(query_terms("menteri ketua berlaku")), PUBLIC)
    assert most.total == 119, "Fewer than that are no reason to leave others out."
    assert {(count.value, count.count) for count in most.facets["year"]} == {("2020", 99), ("2021", 20)}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["menteri", "ketua", "berlaku", "kapal"]), min_size=1, max_size=4, unique=True))
def test_choosing_a_filter_gives_as_many_as_its_count_says(engine: Any, words: list[str]) -> None:
    put(
        engine,
        [
            *(document(f"a{n:03}", "Rapat", "Menteri ketua berlaku.", year=2000 + n % 7) for n in range(103)),
            *(document(f"b{n:03}", "Rapat", "Menteri ketua.", year=2005 + n % 7, kind="meeting") for n in range(9)),
            *(document(f"c{n:03}", "Rapat", "Kapal menteri.", year=2009) for n in range(3)),
        ],
    )
    asked = Plan(query_terms(" ".join(words)))
    found = engine.search(asked, PUBLIC)
    for count in found.facets["year"]:
        assert engine.search(replace(asked, filters=Filters(year=(int(count.value),))), PUBLIC).total == count.count
    for count in found.facets["kind"]:
        narrowed = engine.search(replace(asked, filters=Filters(kind=(count.value,))), PUBLIC)
        assert narrowed.total == count.count
        assert narrowed.facets["kind"] == found.facets["kind"]


def test_phrases_of_members_text_are_found_by_members_only(engine: Any) -> None:
    put(engine, [document("a", "Rapat", "Pembukaan rapat.", members="Anggaran perlindungan saksi dibahas tertutup.")])
    for said in ("anggaran perlindungan", "anggaran perlindungan saksi"):
        stems = phrase_stems(said)
        assert ask(engine, phrases=(stems,)) == []
        assert ask(engine, phrases=(stems,), tokens=MEMBER) == ["a"]
        assert ask(engine, "rapat", excluded=(stems,)) == ["a"], "What one may not read excludes nothing either."
        assert ask(engine, "rapat", excluded=(stems,), tokens=MEMBER) == []
        other = Alternative("dana", stems, 1.0)
        assert ask(engine, "dana", alternatives=(other,)) == []
        assert ask(engine, "dana", alternatives=(other,), tokens=MEMBER) == ["a"]


def test_words_that_many_documents_have_make_no_hit_alone_unless_nothing_else_is_found(engine: Any) -> None:
    put(
        engine,
        [
            *(document(f"both{number}", "Menteri", "Ketua menteri berlaku.") for number in range(12)),
            *(document(f"rare{number}", "Rapat", "Ketua berlaku.") for number in range(3)),
            *(document(f"dull{number}", "Rapat", "Menteri berlaku.") for number in range(9)),
        ],
    )
    common = frozenset(query_terms("menteri berlaku").stems)
    found = engine.search(Plan(query_terms("menteri berlaku ketua"), common=common, limit=30), PUBLIC)
    assert found.total == 15
    assert all(key.startswith("both") for key in found.keys[:12])
    assert sum(count.count for count in found.facets["kind"]) == 15
    assert engine.search(Plan(query_terms("menteri berlaku ketua")), PUBLIC).total == 24
    # Three words of four are nowhere; then one telling word is enough.
    few = engine.search(Plan(query_terms("menteri desa kapal ketua"), common=common, limit=30), PUBLIC)
    assert few.total == 15
    nothing = engine.search(Plan(query_terms("menteri berlaku kapal"), common=common, limit=30), PUBLIC)
    assert nothing.total == 24
    assert engine.search(Plan(query_terms("menteri berlaku"), common=common), PUBLIC).total == 21


def test_paging_through_equal_hits_meets_each_of_them_once(engine: Any) -> None:
    put(engine, [document(f"d{number:02}", "Rapat") for number in range(12)])
    pages = [key for offset in range(0, 12, 5) for key in ask(engine, "rapat", offset=offset, limit=5)]
    assert sorted(pages) == [f"d{number:02}" for number in range(12)]


def test_counts_come_with_every_page_and_not_without_being_asked_for(engine: Any) -> None:
    put(engine, [document(f"d{number}", "Rapat", year=2020 + number) for number in range(3)])
    far = engine.search(Plan(query_terms("rapat"), offset=2, limit=1), PUBLIC)
    assert (far.total, len(far.keys)) == (3, 1)
    assert {count.value for count in far.facets["year"]} == {"2020", "2021", "2022"}
    assert engine.search(Plan(query_terms("rapat"), facets=False), PUBLIC).facets == {}


def test_a_longer_question_is_answered_where_its_words_stand_together(engine: Any) -> None:
    filler = "dan hal lain yang diatur " * 30
    put(
        engine,
        [
            document("apart", "Lain", f"restitusi {filler} korban {filler} penuntut {filler} mengajukan " * 3),
            document("near", "Lain", f"{filler} Korban dapat mengajukan restitusi melalui penuntut umum. {filler * 4}"),
            document("some", "Lain", "restitusi korban restitusi korban restitusi korban"),
        ],
    )
    assert ask(engine, "siapa yang mengajukan restitusi korban kepada penuntut?")[0] == "near"
