"""Small validation rules that several content types share; each raises ``ValidationError`` with a clear message."""

from datetime import date, datetime
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

__all__ = ["not_before", "sane_year"]

Moment = TypeVar("Moment", date, datetime)


def not_before(start: Moment | None, end: Moment | None, *, field: str, message: object = "") -> None:
    """Refuse an end before its start; where either is missing there is nothing to compare.

    ``field`` is the form field that shows the message.
    """
    if start is not None and end is not None and end < start:
        raise ValidationError({field: message or _("This date is before the one that it should follow.")})


def sane_year(year: int | None, *, field: str = "year") -> None:
    """Refuse a year before the Republic's first laws or further ahead than next year (a slip of the hand)."""
    if year is not None and not 1945 <= year <= date.today().year + 1:
        raise ValidationError({field: _("Enter a year between 1945 and next year, e.g. 2024.")})
