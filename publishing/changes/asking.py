"""What an address asks of the list of changes. Knows no database."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.history.addresses import day_of

__all__ = ["DAYS", "Asked", "asked_for"]

DAYS = 30
"""So far back goes the list where no day was asked for."""
# Nothing was published before; a day long before would be no moment in every time zone.
_EARLIEST = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Asked:
    """``since`` and ``kind`` as they count; where they can't be meant, ``problem`` says so in a sentence, and which field it is."""

    since: date
    kind: str
    problem: str = ""
    field: str = ""

    @property
    def moment(self) -> datetime:
        """The beginning of the day."""
        return timezone.make_aware(datetime.combine(max(self.since, _EARLIEST), time.min))


def asked_for(since: str, kind: str, kinds: Collection[str], today: date) -> Asked:
    """Read the two parameters of the address."""
    usual = today - timedelta(days=DAYS)
    if kind and kind not in kinds:
        return Asked(usual, "", _("There is no such kind of document. Choose one of the list."), "kind")
    if not since:
        return Asked(usual, kind)
    day = day_of(since)
    if day is None:
        text = _("This is no day. Write it as year-month-day, e.g. %(day)s.") % {"day": "2024-05-01"}
        return Asked(usual, kind, text, "since")
    if day > today:
        return Asked(usual, kind, _("This day is still to come. Choose today or a day before."), "since")
    return Asked(day, kind)
