"""Answers: hits in order, with the ledger's word on who may see them."""

import datetime as dt

import pytest
from django.db import transaction
from django.utils.translation import gettext, gettext_lazy, ngettext_lazy, override

from search import engines, ledger
from search.contract import MEMBERS_ONLY, Fact, Passage, Term, filled_in
from search.finding import SearchResults, find
from search.query import Filters, SearchQuery, Sort
from tests.integration.search.fakes import MEETING, Leaflet, publish, withdraw

pytestmark = pytest.mark.django_db

PUBLIC = frozenset({"public"})
MEMBER = frozenset({"public", "login", "members"})


def ask(text: str = "", tokens: frozenset[str] = PUBLIC, **query: object) -> SearchResults:
    return find(SearchQuery(text=text, **query), tokens)  # type: ignore[arg-type]


def slugs(results: SearchResults) -> list[str]:
    return [hit.slug for hit in results.hits]


def test_a_hit_says_what_a_reader_needs() -> None:
    publish(
        Leaflet(
            "sop-pengaduan",
            title="SOP Pengaduan & Identifikasi",
            number="01/2025",
            date=dt.date(2025, 2, 3),
            path="0001",
            status=Term("in_force", "Berlaku"),
            agency=Term("1", "DP3AP2KB"),
            passages=(Passage("Langkah 3", "langkah-3", "Korban mengadukan kejadian < 24 jam."),),
        )
    )
    (hit,) = ask("aduan korban").hits
    assert hit.title_html == "SOP <mark>Pengaduan</mark> &amp; Identifikasi"
    assert hit.snippet_html == "<mark>Korban</mark> <mark>mengadukan</mark> kejadian &lt; 24 jam."
    assert (hit.passage_label, hit.passage_href) == ("Langkah 3", "/dokumen/sop-pengaduan/#langkah-3")
    assert (hit.url, hit.href, hit.kind, hit.kind_label) == (
        "/dokumen/sop-pengaduan/",
        "/dokumen/sop-pengaduan/",
        "sop",
        "SOP",
    )
    assert (hit.number, hit.date, hit.status) == ("01/2025", dt.date(2025, 2, 3), "in_force")
    assert hit.agency_label == "DP3AP2KB"


def test_states_and_facts_are_in_the_language_of_the_reader() -> None:
    time = filled_in(ngettext_lazy("%(count)d hour", "%(count)d hours", 3), count=3)
    publish(
        Leaflet(
            "a",
            path="0001",
            status=Term("in_force", "whatever was stored"),
            facts=(Fact(gettext_lazy("Kind"), time), Fact("", "2 butir", "/rapat/")),
        )
    )
    seen = {}
    for language in ("id", "en"):
        with override(language):
            (hit,) = ask().hits
            facet = next(facet for facet in ask().facets if facet.name == "status")
            assert hit.status_label == facet.choices[0].label == gettext("In force")
            seen[language] = hit.facts
    assert seen["en"] == (Fact("Kind", "3 hours"), Fact("", "2 butir", "/en/rapat/"))
    assert seen["id"] == (Fact("Jenis", "3 jam"), Fact("", "2 butir", "/rapat/"))


def test_an_empty_question_lists_the_newest() -> None:
    publish(Leaflet("old", date=dt.date(2019, 1, 1)), Leaflet("new", date=dt.date(2021, 1, 1)), Leaflet("undated"))
    assert slugs(ask()) == ["new", "old", "undated"]


def test_punctuation_alone_finds_nothing() -> None:
    publish(Leaflet("a"))
    assert ask("?!").total == 0
    assert ask("?!").hits == ()


def test_the_order_can_be_by_date() -> None:
    publish(
        Leaflet("best", title="Rapat koordinasi", date=dt.date(2019, 1, 1)),
        Leaflet("newer", title="Lain", text="Rapat.", date=dt.date(2021, 1, 1)),
    )
    assert slugs(ask("rapat koordinasi")) == ["best", "newer"]
    assert slugs(ask("rapat koordinasi", sort=Sort.DATE)) == ["newer", "best"]


def test_two_thousand_entries_are_paged_without_gap_or_repetition() -> None:
    publish(
        *(
            Leaflet(
                f"l{n:04}", title="Rapat", kind=MEETING if n % 2 else Leaflet.kind, date=dt.date(2000 + n % 20, 1, 1)
            )
            for n in range(2000)
        )
    )
    for sort in Sort:
        seen: list[str] = []
        for page in range(1, 21):
            results = ask("rapat", page=page, page_size=100, sort=sort)
            assert results.total == 2000
            seen += slugs(results)
        assert len(set(seen)) == len(seen) == 2000
    assert ask("rapat", page=21, page_size=100).beyond_the_end
    assert not ask("rapat", page=20, page_size=100).beyond_the_end
    narrowed = ask("rapat", filters=Filters(kind=("meeting",), year=(2001, 2003)))
    assert narrowed.total == 200
    years = next(facet for facet in narrowed.facets if facet.name == "year")
    assert [choice.value for choice in years.selected] == ["2003", "2001"]
    assert sum(choice.count for choice in years.choices) == 1000


def test_the_ledger_has_the_last_word_while_the_index_is_behind() -> None:
    publish(Leaflet("private", title="Rapat rahasia"), Leaflet("gone", title="Rapat"), Leaflet("stays", title="Rapat"))
    publish(Leaflet("private", title="Rapat rahasia", access=frozenset({"members"})), follow=False)
    withdraw("gone", follow=False)
    results = ask("rapat rahasia")
    assert slugs(results) == ["stays"]
    assert "rahasia" not in str(results.hits)
    assert slugs(ask()) == ["stays"]


def test_a_title_is_shown_as_the_ledger_has_it_now() -> None:
    publish(Leaflet("a", title="Rapat lama"))
    publish(Leaflet("a", title="Rapat baru"), follow=False)
    assert ask("rapat").hits[0].title == "Rapat baru"


def test_members_text_neither_finds_nor_shows_for_the_public() -> None:
    publish(
        Leaflet(
            "a",
            title="Rapat",
            passages=(
                Passage("Butir 1", "butir-1", "Pembukaan rapat."),
                Passage("Butir 2", "butir-2", "Anggaran rapat rapat rapat tertutup.", MEMBERS_ONLY),
            ),
        )
    )
    assert ask("anggaran").total == 0
    (hit,) = ask("rapat anggaran").hits
    assert hit.passage_label == "Butir 1"
    assert "nggaran" not in str(hit)
    (hit,) = ask("anggaran", MEMBER).hits
    assert hit.passage_label == "Butir 2"


def test_nothing_private_is_in_facets_even_as_a_label() -> None:
    secret = Term("77", "Instansi rahasia")
    publish(
        Leaflet("a", title="Rapat", agency=Term("1", "Dinas")),
        Leaflet(
            "b",
            title="Rapat",
            kind=MEETING,
            agency=secret,
            topics=(Term("x", "Topik rahasia"),),
            access=frozenset({"members"}),
        ),
    )
    for query in (SearchQuery("rapat"), SearchQuery(), SearchQuery("rapat", Filters(agency=("77",), topic=("x",)))):
        found = str(find(query, PUBLIC).facets)
        assert "rahasia" not in found
        assert "'meeting'" not in found
    assert "Instansi rahasia" in str(ask("rapat", MEMBER).facets)


def test_a_selected_value_without_hits_keeps_its_label() -> None:
    publish(Leaflet("a", title="Rapat", agency=Term("1", "Dinas"), topics=(Term("t", "Topik"),)))
    results = ask("tiada", filters=Filters(agency=("1",), topic=("t",), kind=("sop",), year=(1999,)))
    labels = {facet.name: [choice.label for choice in facet.choices] for facet in results.facets}
    assert labels["agency"] == ["Dinas"]
    assert labels["topic"] == ["Topik"]
    assert labels["year"] == ["1999"]


def test_quotation_marks_minus_and_number_narrow_an_answer() -> None:
    publish(
        Leaflet("together", title="Tentang hak korban", number="400.2.3/15/DP3AP2KB/2025"),
        Leaflet("apart", title="Korban punya hak", number="16/2025"),
        Leaflet("other", title="Rapat"),
    )
    assert set(slugs(ask("hak korban"))) == {"together", "apart"}
    assert slugs(ask('"hak korban"')) == ["together"]
    assert slugs(ask('hak korban -"hak korban"')) == ["apart"]
    assert slugs(ask("korban -tentang")) == ["apart"]
    assert set(slugs(ask("-rapat"))) == {"together", "apart"}
    assert slugs(ask("nomor:16")) == ["apart"]
    assert slugs(ask("hak nomor:400.2.3/15/DP3AP2KB/2025")) == ["together"]
    assert ask("nomor:99").total == 0
    assert ask('"! ?"').total == 0


def test_a_hit_shows_its_best_passages_each_with_its_address() -> None:
    publish(
        Leaflet(
            "a",
            title="Notulen",
            passages=tuple(Passage(f"Butir {n}", f"butir-{n}", f"Pembahasan restitusi ke-{n}.") for n in range(1, 9)),
        )
    )
    (hit,) = ask("restitusi").hits
    assert [(passage.label, passage.href) for passage in hit.passages] == [
        (f"Butir {n}", f"/dokumen/a/#butir-{n}") for n in (1, 2, 3)
    ]
    assert hit.snippet_html == "Pembahasan <mark>restitusi</mark> ke-1."


def test_an_answer_takes_few_queries(django_assert_max_num_queries: object) -> None:
    publish(*(Leaflet(f"l{n}", title="Rapat", text="Isi rapat.", agency=Term(str(n), f"D{n}")) for n in range(30)))
    ask("rapat")  # The groups of synonyms are read once a publication.
    with django_assert_max_num_queries(2):  # type: ignore[operator]
        ask("rapat")


@pytest.mark.django_db(transaction=True)
def test_what_is_not_committed_is_not_found() -> None:
    publish(Leaflet("a", title="Rapat"))
    with transaction.atomic():
        ledger.record(Leaflet("b", title="Rapat"))
        transaction.set_rollback(True)
    from search.follower import catch_up_now

    catch_up_now()
    assert slugs(ask("rapat")) == ["a"]
    assert engines.current().status().documents == 1
