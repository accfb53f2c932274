"""What an editor says about a change, as a draft carries it."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from publishing.editions import Change

CHANGES = st.builds(
    Change, st.sampled_from(["major", "minor"]), st.text(max_size=40), st.none() | st.dates(min_value=date(1945, 1, 1))
)


@given(CHANGES)
def test_a_draft_carries_all_of_it(change: Change) -> None:
    assert Change.from_json(change.to_json()) == change


@given(st.none() | st.text() | st.integers() | st.lists(st.text()))
def test_what_can_not_be_read_says_nothing(data: Any) -> None:
    assert Change.from_json(data) is None


@pytest.mark.parametrize("data", [{}, {"effective_from": "besok"}, {"effective_from": 3, "kind": 4, "note": None}])
def test_what_is_half_readable_is_a_small_correction(data: dict[str, Any]) -> None:
    assert Change.from_json(data) == Change()


def test_a_major_change_says_what_it_is() -> None:
    Change("major", "Isi baru").check()
    Change("minor").check()
    for note in ("", "  \n"):
        with pytest.raises(ValidationError) as caught:
            Change("major", note).check()
        assert "change_note" in caught.value.message_dict
    with pytest.raises(ValidationError):
        Change("minor", "x" * 1001).check()
