"""What a visitor asks of a list."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from resources.listing import filter_form, known_total, read_selection

CHOICES = {
    "kind": [("regulation", "Peraturan", 3), ("decree", "Keputusan", 2)],
    "year": [("2022", "2022", 5)],
    "topic": [("a&b", "A & B", 1), ("c", "C", 4)],
}


def test_filters_that_fit_are_kept() -> None:
    selection = read_selection({"kind": "decree", "year": " 2022 ", "q": "x"}, CHOICES)
    assert selection.values == {"kind": "decree", "year": "2022"}
    assert selection.notes == ()
    assert selection.querystring == "?kind=decree&year=2022&"
    assert selection.without("kind") == "?year=2022"


def test_filters_that_fit_nothing_are_left_out_and_said_so() -> None:
    with override("en"):
        selection = read_selection({"year": "1800", "status": "<b>", "kind": ""}, CHOICES)
    assert selection.values == {}
    assert selection.notes == (
        "Nothing here fits the filter year “1800”, so it was left out.",
        "Nothing here fits the filter status “<b>”, so it was left out.",
    )
    assert selection.querystring == "?"


@given(st.dictionaries(st.sampled_from(["kind", "year", "agency", "topic", "status", "page"]), st.text()))
def test_whatever_is_asked_is_answered(asked: dict[str, str]) -> None:
    selection = read_selection(asked, CHOICES)
    assert all(len(note) < 200 for note in selection.notes)
    filter_form(selection, CHOICES)


def test_the_form_offers_what_parts_the_list() -> None:
    form = filter_form(read_selection({"topic": "a&b"}, CHOICES), CHOICES)
    assert [entry["name"] for entry in form["filters"]] == ["kind", "topic"]
    assert [chip["url"] for chip in form["chips"]] == ["?"]


@pytest.mark.parametrize(
    ("asked", "total"),
    [({}, 5), ({"kind": "decree"}, 2), ({"topic": "c"}, 4), ({"kind": "decree", "topic": "c"}, None)],
)
def test_what_was_counted_is_not_counted_again(asked: dict[str, str], total: int | None) -> None:
    assert known_total(read_selection(asked, CHOICES), CHOICES) == total
