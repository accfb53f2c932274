"""What the index of meetings shows, read from the search ledger: no page is loaded to list it.

The cost of a visit follows the size of one list page, not the number of meetings: lists are read by index, and what has
to read everything (counts by year, open action items) is done once a publication for the public.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.apps import apps
from django.core.paginator import Page, Paginator
from django.db.models import Count, F
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.choices import UNFINISHED, MeetingStatus
from meetings.visibility import Visibility
from publishing.generation import per_generation
from publishing.paging import page_number
from publishing.routing import public_url
from search.access import ANONYMOUS_TOKENS
from search.catalogue import entries
from search.contract import WITHDRAWN
from search.kinds import label as status_label

__all__ = ["Listing", "OpenAction", "UpcomingMeeting", "YearGroup", "listing"]

KIND = "meeting"
PER_PAGE = 20
MOST_UPCOMING = 12
MOST_ACTIONS = 8
_LONGEST_SHOWN = 20

# How many past meetings a year has; None for those whose year nobody knows.
YearCounts = Mapping[int | None, int]


@dataclass(frozen=True, slots=True)
class UpcomingMeeting:
    """A meeting of today or later: its ledger entry with time and place from the page."""

    entry: Any
    start: dt.datetime | None
    place: str

    @property
    def status_label(self) -> str:
        """The status in the language of the interface; the ledger keeps that of the site."""
        return status_label(self.entry.status, self.entry.status_label, name="status")

    @property
    def is_called_off(self) -> bool:
        """Whether it does not take place on that day."""
        return self.entry.status in (MeetingStatus.CANCELLED, MeetingStatus.POSTPONED, WITHDRAWN.value)


@dataclass(frozen=True, slots=True)
class OpenAction:
    """An unfinished action item and the meeting that it comes from."""

    row: Any
    meeting_title: str
    meeting_path: str

    @property
    def meeting_url(self) -> str:
        """The address of the meeting in the present language."""
        return public_url(self.meeting_path)


@dataclass(frozen=True, slots=True)
class YearGroup:
    """Past meetings of one year, as far as they are on this list page; ``year`` is None where it is unknown."""

    year: int | None
    entries: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything on one page of the index.

    ``year_exists`` is False where the address names a year without a meeting, or something that is no year;
    ``beyond`` is a wanted page that does not exist, else empty.
    """

    upcoming: Sequence[UpcomingMeeting]
    actions: Sequence[OpenAction]
    groups: Sequence[YearGroup]
    page_obj: Page[Any]
    years: Sequence[tuple[str, str, int]]
    year: int | None
    year_exists: bool
    beyond: str

    @property
    def querystring(self) -> str:
        """What page links begin with."""
        return f"?year={self.year}&" if self.year else "?"


def listing(tree_path: str, tokens: frozenset[str], parameters: Mapping[str, str]) -> Listing:
    """The index below ``tree_path`` for a holder of ``tokens``.

    ``parameters`` are those of the address: ``year`` and ``page``. What is no year is ignored; a page that does not
    exist gives the nearest one and the wanted number in ``beyond``. Upcoming meetings and open action items stand on
    the first, unfiltered page only.
    """
    today = timezone.localdate()
    all_entries = entries(tokens, within=tree_path, kinds=(KIND,))
    counts = _counts(tree_path, tokens, today)
    year = _number(parameters.get("year", ""))
    # Entries without a day have the first day of their year here, or of the calendar, so that they are past as well.
    past = all_entries.filter(listed_on__lt=today)
    if year is not None:
        past = past.filter(year=year, listed_on__lte=dt.date(year, 12, 31))
    total = sum(counts.values()) if year is None else counts.get(year, 0)
    page_obj, beyond = _page_of(past, total, parameters.get("page", ""))
    first = year is None and page_obj.number == 1
    return Listing(
        upcoming=_upcoming(all_entries.filter(listed_on__gte=today)) if first else (),
        actions=_open_actions(tree_path) if first else (),
        groups=_by_year(list(page_obj.object_list)),
        page_obj=page_obj,
        years=[(str(known), str(known), number) for known, number in counts.items() if known is not None],
        year=year,
        year_exists=year in counts if year else not parameters.get("year"),
        beyond=beyond,
    )


def _number(text: str) -> int | None:
    """A year from an address; None for anything that is none."""
    return int(text) or None if len(text) == 4 and text.isascii() and text.isdigit() else None


def _page_of(past: Any, total: int, wanted: str) -> tuple[Page[Any], str]:
    """The wanted page of ``total`` entries, or the nearest one and what was asked for instead."""
    paginator = Paginator(past, PER_PAGE)
    paginator.count = total
    number = page_number(wanted, paginator.num_pages)
    if number:
        return paginator.page(number), ""
    return paginator.get_page(1 if wanted == "0" or wanted.startswith("-") else wanted), wanted[:_LONGEST_SHOWN]


def _counts(tree_path: str, tokens: frozenset[str], today: dt.date) -> YearCounts:
    """Past meetings by year, newest year first."""
    return _public_counts(tree_path, today) if tokens == ANONYMOUS_TOKENS else _count(tree_path, tokens, today)


@per_generation
def _public_counts(tree_path: str, today: dt.date) -> YearCounts:
    """The counts that every visitor sees who is not signed in."""
    return _count(tree_path, ANONYMOUS_TOKENS, today)


def _count(tree_path: str, tokens: frozenset[str], today: dt.date) -> YearCounts:
    past = entries(tokens, within=tree_path, kinds=(KIND,)).filter(listed_on__lt=today)
    return dict(past.order_by(F("year").desc(nulls_last=True)).values_list("year").annotate(Count("pk")))


def _upcoming(coming: Any) -> list[UpcomingMeeting]:
    """The next meetings, soonest first. Called-off ones stay, so that nobody sets out for them."""
    found = list(coming.order_by("listed_on", "key")[:MOST_UPCOMING])
    pages = (
        apps.get_model("meetings", "MeetingPage")
        .objects.only("start", "place")
        .in_bulk([entry.object_id for entry in found])
    )
    meetings = [
        UpcomingMeeting(entry, pages[entry.object_id].start, pages[entry.object_id].place)
        for entry in found
        if entry.object_id in pages
    ]
    return sorted(meetings, key=lambda meeting: (meeting.start is None, meeting.start, meeting.entry.key))


def _by_year(found: Sequence[Any]) -> list[YearGroup]:
    for entry in found:
        if entry.status == MeetingStatus.PLANNED:
            # It is past and says "planned" because nobody has written the minutes yet.
            entry.status, entry.status_label = "awaiting", _("Minutes to follow")
        else:
            entry.status_label = status_label(entry.status, entry.status_label, name="status")
    return [YearGroup(year, list(group)) for year, group in groupby(found, key=lambda entry: entry.year)]


@per_generation
def _open_actions(tree_path: str) -> Sequence[OpenAction]:
    """What still has to be done after public meetings, most urgent first; the same for every visitor."""
    public = entries(ANONYMOUS_TOKENS, within=tree_path, kinds=(KIND,), withdrawn=False).order_by()
    rows = (
        apps.get_model("meetings", "ActionItem")
        .objects.filter(status__in=UNFINISHED, visibility=Visibility.PUBLIC, meeting_id__in=public.values("object_id"))
        .select_related("agency", "meeting")
        .order_by(F("due_on").asc(nulls_last=True), "pk")
    )
    return [OpenAction(row, row.meeting.title, row.meeting.url_path) for row in rows[:MOST_ACTIONS]]
