"""Meetings from the archive import: a record becomes a MeetingPage."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.html import format_html, format_html_join

from meetings.choices import MeetingStatus
from meetings.models import AgendaItem, MeetingPage
from publishing.archive import ArchiveContext, ArchiveRecord
from publishing.archive.body import stream_data

__all__ = ["build_meeting"]

# Archives know the day only; meetings of the regency start in the morning.
USUAL_START = dt.time(9, 0)


def build_meeting(record: ArchiveRecord, context: ArchiveContext) -> MeetingPage:
    """An unsaved meeting from a record whose HTML is clean (``publishing.archive`` does the rest).

    Every heading of the text begins an agenda item, what stands before the first one is the opening; a text without
    headings is one item. A record without a day keeps its year; one with neither has no date. A day that is still to
    come is planned.
    """
    start = timezone.make_aware(dt.datetime.combine(record.date, USUAL_START)) if record.date else None
    to_come = record.date is not None and record.date > timezone.localdate()
    page = MeetingPage(
        title=record.title,
        start=start,
        year=None if start else record.year,
        status=MeetingStatus.PLANNED if to_come else MeetingStatus.HELD,
        invitation_number=record.number[:100],
    )
    opening, items = _parts(stream_data(html=record.html, text=record.text))
    if items:
        page.opening = opening
    elif opening:
        items = [(record.title, opening)]
    page.agenda_items = [
        AgendaItem(title=title[:250], discussion=text, sort_order=order) for order, (title, text) in enumerate(items)
    ]
    return page


def _parts(blocks: list[dict[str, Any]]) -> tuple[str, list[tuple[str, str]]]:
    """What stands before the first heading, and each heading with the text below it, as rich text."""
    opening: list[str] = []
    items: list[tuple[str, list[str]]] = []
    for block in blocks:
        if block["type"] == "heading":
            items.append((block["value"]["text"], []))
            continue
        text = block["value"] if block["type"] == "paragraph" else _table(block["value"])
        (items[-1][1] if items else opening).append(text)
    return "".join(opening), [(title, "".join(parts)) for title, parts in items]


def _table(value: dict[str, Any]) -> str:
    """A table as a list, a point for each row: the editor of minutes keeps lists, but would drop a table."""
    points = format_html_join(
        "", "<li>{}</li>", ((" – ".join(cell for cell in row if cell),) for row in value["lines"])
    )
    return format_html("<p><b>{}</b></p><ul>{}</ul>", value["caption"], points)
