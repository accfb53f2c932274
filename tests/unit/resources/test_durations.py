"""Times in words."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from resources.durations import spoken


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (60, "1 hour"),
        (90, "1 hour 30 minutes"),
        (1440, "1 day"),
        (1441, "1 day 1 minute"),
        (3075, "2 days 3 hours 15 minutes"),
    ],
)
def test_minutes_become_days_hours_and_minutes(minutes: int, words: str) -> None:
    with override("en"):
        assert spoken(minutes) == words


@given(st.integers(min_value=0, max_value=10_000_000))
def test_nothing_is_lost(minutes: int) -> None:
    factors = {"day": 1440, "days": 1440, "hour": 60, "hours": 60, "minute": 1, "minutes": 1}
    with override("en"):
        words = spoken(minutes).split()
    assert sum(int(number) * factors[unit] for number, unit in zip(words[::2], words[1::2], strict=True)) == minutes


def test_a_negative_time_is_none() -> None:
    with pytest.raises(ValueError, match="-1 minutes"):
        spoken(-1)
