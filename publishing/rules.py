"""Small validation rules that several content types share; each raises ``ValidationError`` with a clear message."""

from datetime import date, datetime
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

__all__ = ["not_before", "sane_year", "spaced_nip", "tidy_nip"]

# NIP since 2009 has 18 digits, before it had 9; older papers keep the number that they were signed with.
_NIP_LENGTHS = (18, 9)

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


def tidy_nip(nip: str, *, field: str) -> str:
    """The number of a civil servant without blanks; refuses one that can't be. ``field`` shows the message."""
    digits = "".join(nip.split())
    if digits and not (digits.isdecimal() and digits.isascii() and len(digits) in _NIP_LENGTHS):
        raise ValidationError({field: _("A NIP has 18 digits, e.g. 19750312 200003 2 001.")})
    return digits


def spaced_nip(digits: str) -> str:
    """A NIP of 18 digits in the groups in which it is written; any other as it is."""
    if len(digits) != _NIP_LENGTHS[0]:
        return digits
    return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}"
