"""Meetings from the archive import: a record becomes a MeetingPage."""

import datetime as dt

from django.utils import timezone
from django.utils.html import linebreaks

from meetings.choices import MeetingStatus
from meetings.models import AgendaItem, MeetingPage
from publishing.archive import ArchiveContext, ArchiveRecord

__all__ = ["build_meeting"]

# Archives know the day only; meetings of the regency start in the morning.
USUAL_START = dt.time(9, 0)


def build_meeting(record: ArchiveRecord, context: ArchiveContext) -> MeetingPage:
    """An unsaved meeting with the record's text as its first agenda item (``publishing.archive`` does the rest).

    A record without a day keeps its year; one with neither has no date. A day that is still to come is planned.
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
    text = record.html or linebreaks(record.text, autoescape=True)
    if record.html or record.text:
        page.agenda_items = [AgendaItem(title=record.title[:250], discussion=text, sort_order=0)]
    return page
