"""The rule of who may read a row, and the numbers that rows have for everybody."""

import pytest

from meetings.models import ActionItem, AgendaItem, Decision, MeetingFile
from meetings.visibility import VisibleRow, numbered, visible
from search.contract import MEMBERS_ONLY

ROW_TYPES = [ActionItem, AgendaItem, Decision, MeetingFile]


@pytest.mark.parametrize("row_type", ROW_TYPES)
@pytest.mark.parametrize(
    ("visibility", "public", "members"),
    [("public", True, True), ("members", False, True), ("", False, True), ("Public", False, True)],
)
def test_what_is_not_plainly_public_is_for_members(
    row_type: type[VisibleRow], visibility: str, public: bool, members: bool
) -> None:
    row = row_type(visibility=visibility)
    assert row.visible_to(members=False) is public
    assert row.visible_to(members=True) is members
    assert row.passage_access == (None if public else MEMBERS_ONLY)


@pytest.mark.parametrize("row_type", ROW_TYPES)
def test_a_new_row_is_public(row_type: type[VisibleRow]) -> None:
    assert row_type().visible_to(members=False)


def test_hidden_rows_keep_their_number() -> None:
    rows = numbered([Decision(text="a"), Decision(text="b", visibility="members"), Decision(text="c")])
    assert [(row.number, row.text) for row in visible(rows, members=False)] == [(1, "a"), (3, "c")]
    assert [row.anchor for row in visible(rows, members=True)] == ["keputusan-1", "keputusan-2", "keputusan-3"]
