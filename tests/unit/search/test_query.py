"""The form of a search: anything may stand in it, and only what is meant gets through."""

from dataclasses import replace

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from search.query import LONGEST_TEXT, PAGE_SIZE, Filters, SearchQuery, Sort, read

KINDS = {"sop": "sop", "meeting": "meeting", "rapat": "meeting", "decree": "decree"}


def codes(query_string: str) -> list[tuple[str, str]]:
    _, problems = read(QueryDict(query_string), KINDS)
    return [(problem.code, problem.field) for problem in problems]


def test_a_full_form() -> None:
    query, problems = read(
        QueryDict(
            "q=+hak%09korban+&kind=sop&kind=meeting&kind=sop&year=2021&agency=12&topic=a-b&sort=date&page=3&page_size=20"
        ),
        KINDS,
    )
    assert not problems
    assert query == SearchQuery(
        text="hak korban",
        filters=Filters(kind=("meeting", "sop"), year=(2021,), agency=("12",), topic=("a-b",)),
        sort=Sort.DATE,
        page=3,
        page_size=20,
    )
    assert query.offset == 40


def test_an_empty_form_asks_for_everything() -> None:
    assert read(QueryDict("q=&kind=&year=&sort=&page="), KINDS) == (SearchQuery(), [])


@pytest.mark.parametrize(
    ("query_string", "problem"),
    [
        ("kind=unknown", ("unknown_kind", "kind")),
        ("year=abc", ("invalid_year", "year")),
        ("year=0", ("invalid_year", "year")),
        ("year=20211", ("invalid_year", "year")),
        ("year=%D9%A2", ("invalid_year", "year")),
        ("page=0", ("invalid_page", "page")),
        ("page=-1", ("invalid_page", "page")),
        ("page=1.5", ("invalid_page", "page")),
        ("page=" + "9" * 5000, ("invalid_page", "page")),
        ("page_size=0", ("invalid_page_size", "page_size")),
        ("page_size=101", ("invalid_page_size", "page_size")),
        ("sort=title", ("invalid_sort", "sort")),
        ("withdrawn=yes", ("invalid_withdrawn", "withdrawn")),
        ("agency=%3Cscript%3E", ("invalid_value", "agency")),
        ("topic=" + "a" * 200, ("invalid_value", "topic")),
        ("q=a%00b", ("invalid_characters", "q")),
        ("q=%1B%5B2J", ("invalid_characters", "q")),
        ("q=" + "kata+" * 2000, ("too_long", "q")),
    ],
)
def test_what_cannot_be_meant_is_named(query_string: str, problem: tuple[str, str]) -> None:
    assert codes(query_string) == [problem]


@given(st.binary(max_size=300))
def test_any_bytes_give_a_query(raw: bytes) -> None:
    form = QueryDict(raw, encoding="utf-8")
    query, _ = read(form, KINDS)
    assert len(query.text) <= LONGEST_TEXT
    assert query.page >= 1


@given(
    st.dictionaries(
        st.sampled_from(
            ["q", "kind", "year", "agency", "topic", "status", "audience", "withdrawn", "sort", "page", "page_size"]
        ),
        st.lists(st.text(max_size=30), max_size=3),
    ),
    st.lists(
        st.sampled_from(["tahun:", "2021", "jenis:", "sop", "rapat", '"', "-", " ", ",", "nomor:", "x"]), max_size=12
    ).map("".join),
)
def test_whatever_was_accepted_is_accepted_again(form: dict[str, list[str]], text: str) -> None:
    data = QueryDict(mutable=True)
    for name, values in form.items():
        data.setlist(name, values)
    data.appendlist("q", text)
    query, _ = read(data, KINDS)
    again, problems = read(QueryDict(query.address()[1:]), KINDS)
    assert not problems
    assert again == replace(query, page_size=PAGE_SIZE)


def test_a_filter_address_adds_and_takes_away() -> None:
    query = SearchQuery("hak", Filters(kind=("sop",), year=(2021, 2022)), page=4)
    year = query.toggling("year")
    assert year("2023") == "?q=hak&kind=sop&year=2021&year=2022&year=2023"
    assert year("2021") == "?q=hak&kind=sop&year=2022"
    assert query.toggling("kind")("sop") == "?q=hak&year=2021&year=2022"
    assert SearchQuery().toggling("kind")("sop") == "?kind=sop"
    every = SearchQuery("hak", Filters(status=("planned",)), sort=Sort.DATE, withdrawn=True)
    assert every.toggling("kind")("sop") == "?q=hak&kind=sop&status=planned&withdrawn=1&sort=date"
    assert every.with_withdrawn(False).address() == "?q=hak&status=planned&sort=date"
    assert query.unfiltered().address() == "?q=hak"
    assert query.sorted_by(Sort.DATE).address() == "?q=hak&kind=sop&year=2021&year=2022&sort=date"


def test_the_address_of_a_question_does_not_depend_on_the_order_in_which_it_was_built() -> None:
    one, _ = read(QueryDict("sort=date&year=2022&kind=sop&q=hak&year=2021&kind=meeting"), KINDS)
    other, _ = read(QueryDict("kind=meeting&q=hak&kind=sop&year=2021&year=2022&sort=date"), KINDS)
    assert one.address() == other.address() == "?q=hak&kind=meeting&kind=sop&year=2021&year=2022&sort=date"
    assert one.toggled("agency", "7") == "?q=hak&kind=meeting&kind=sop&year=2021&year=2022&agency=7&sort=date"
    assert one.toggled("kind", "decree") == "?q=hak&kind=decree&kind=meeting&kind=sop&year=2021&year=2022&sort=date"
    assert one.toggled("kind", "sop") == "?q=hak&kind=meeting&year=2021&year=2022&sort=date"


def test_years_and_kinds_among_the_words_are_filters() -> None:
    query, problems = read(QueryDict("q=hak+jenis:rapat+tahun:2019-2021&year=2022"), KINDS)
    assert not problems
    assert query.text == "hak"
    assert query.filters == Filters(kind=("meeting",), year=(2019, 2020, 2021, 2022))
