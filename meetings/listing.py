"""What the index of meetings shows, read from the search ledger: no page is loaded to list it.

The cost follows the size of one list page, not the number of meetings.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.apps import apps
from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.choices import UNFINISHED, MeetingStatus
from meetings.visibility import Visibility
from publishing.routing import public_url
from search.catalogue import entries
from search.contract import PUBLIC

__all__ = ["Listing", "UpcomingMeeting", "YearGroup", "listing"]

KIND = "meeting"
PER_PAGE = 20
MOST_UPCOMING = 12
MOST_ACTIONS = 8


@dataclass(frozen=True, slots=True)
class UpcomingMeeting:
    """A meeting to come: its ledger entry with time and place from the page."""

    entry: Any
    start: dt.datetime | None
    place: str

    @property
    def status_label(self) -> str:
        """The status in the language of the interface; the ledger keeps that of the site."""
        return str(MeetingStatus(self.entry.status).label)

    @property
    def is_called_off(self) -> bool:
        """Whether it does not take place on that day."""
        return self.entry.status in (MeetingStatus.CANCELLED, MeetingStatus.POSTPONED)


@dataclass(frozen=True, slots=True)
class YearGroup:
    """Past meetings of one year, as far as they are on this list page; ``year`` is None where it is unknown."""

    year: int | None
    entries: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything on one page of the index."""

    upcoming: Sequence[UpcomingMeeting]
    actions: Sequence[Any]
    groups: Sequence[YearGroup]
    page_obj: Page[Any]
    years: Sequence[tuple[str, str, int]]
    year: int | None
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
    coming = Q(date__gte=today) & ~Q(status=MeetingStatus.HELD)
    past = all_entries.exclude(coming)
    years = _years(past)
    year = _number(parameters.get("year", ""))
    if year is not None:
        past = past.filter(year=year)
    page_obj, beyond = _page_of(past, parameters.get("page", ""))
    first = year is None and page_obj.number == 1
    return Listing(
        upcoming=_upcoming(all_entries.filter(coming)) if first else (),
        actions=_open_actions(tree_path) if first else (),
        groups=_by_year(list(page_obj.object_list), today),
        page_obj=page_obj,
        years=years,
        year=year,
        beyond=beyond,
    )


def _number(text: str) -> int | None:
    """A year from an address; None for anything that is none."""
    return int(text) if len(text) == 4 and text.isascii() and text.isdigit() else None


def _page_of(past: Any, wanted: str) -> tuple[Page[Any], str]:
    """The wanted page, or the nearest one and what was asked for instead."""
    paginator = Paginator(past, PER_PAGE)
    page_obj = paginator.get_page(1 if wanted in ("", "0") or wanted.startswith("-") else wanted)
    return page_obj, "" if not wanted or wanted == str(page_obj.number) else wanted[:20]


def _years(past: Any) -> list[tuple[str, str, int]]:
    """The years that have meetings, newest first: value, label, how many."""
    counted = past.filter(year__isnull=False).order_by("-year").values_list("year").annotate(Count("pk"))
    return [(str(year), str(year), count) for year, count in counted]


def _upcoming(coming: Any) -> list[UpcomingMeeting]:
    """The next meetings, soonest first. Called-off ones stay, so that nobody sets out for them."""
    found = list(coming.order_by("date", "key")[:MOST_UPCOMING])
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


def _by_year(found: Sequence[Any], today: dt.date) -> list[YearGroup]:
    for entry in found:
        if entry.status == MeetingStatus.PLANNED and (entry.date is None or entry.date < today):
            # It says "planned" because nobody has written the minutes yet.
            entry.status, entry.status_label = "awaiting", _("Minutes to follow")
        elif entry.status in MeetingStatus.values:
            entry.status_label = MeetingStatus(entry.status).label
    return [YearGroup(year, list(group)) for year, group in groupby(found, key=lambda entry: entry.year)]


def _open_actions(tree_path: str) -> list[Any]:
    """What still has to be done after public meetings, most urgent first; only what everybody may read."""
    public = entries(frozenset({PUBLIC}), within=tree_path, kinds=(KIND,)).order_by()
    rows = (
        apps.get_model("meetings", "ActionItem")
        .objects.filter(status__in=UNFINISHED, visibility=Visibility.PUBLIC, meeting_id__in=public.values("object_id"))
        .select_related("agency", "meeting")
        .only(
            "text",
            "due_on",
            "status",
            "institution",
            "visibility",
            "agency__name",
            "agency__short_name",
            "meeting__title",
            "meeting__url_path",
        )
        .order_by(F("due_on").asc(nulls_last=True), "pk")
    )
    found = list(rows[:MOST_ACTIONS])
    for row in found:
        row.meeting_url = public_url(row.meeting.url_path)
    return found
