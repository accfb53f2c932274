"""What an address asks of the list of changes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.changes.asking import DAYS, asked_for

TODAY = date(2026, 11, 24)
KINDS = ("sop", "meeting")


def test_nothing_asked_is_the_last_month() -> None:
    asked = asked_for("", "", KINDS, TODAY)
    assert (asked.since, asked.kind, asked.problem) == (TODAY - timedelta(days=DAYS), "", "")


def test_a_day_and_a_kind() -> None:
    asked = asked_for("2026-11-24", "sop", KINDS, TODAY)
    assert (asked.since, asked.kind, asked.problem) == (TODAY, "sop", "")


@pytest.mark.parametrize(
    ("since", "kind", "field"),
    [
        ("2026-11-25", "", "since"),
        ("2026-02-30", "", "since"),
        ("24-11-2026", "", "since"),
        ("2026-11-24 ", "", "since"),
        ("kemarin", "sop", "since"),
        ("2026-11-24", "xyz", "kind"),
    ],
)
def test_what_can_not_be_meant_is_told_at_its_field(since: str, kind: str, field: str) -> None:
    asked = asked_for(since, kind, KINDS, TODAY)
    assert asked.problem
    assert asked.field == field


@given(st.one_of(st.text(), st.dates(max_value=TODAY).map(date.isoformat)), st.text())
def test_whatever_is_asked_has_a_moment(since: str, kind: str) -> None:
    assert asked_for(since, kind, KINDS, TODAY).moment.year >= 1999
