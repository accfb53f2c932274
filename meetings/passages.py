"""What search knows of a meeting: one passage for the head and for each part that a hit can open at."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from meetings.minutes import Minutes, minutes_of
from publishing.html import to_text
from search.contract import Passage

__all__ = ["passages_of"]


def passages_of(page: Any) -> Iterator[Passage]:
    """The passages of a MeetingPage in the order of reading; those for members carry their access."""
    minutes = minutes_of(page, members=True)
    yield _head(page, minutes)
    yield from _decisions(minutes)
    yield from _action_items(minutes)
    if opening := to_text(page.opening):
        yield Passage(_("Opening"), "pembukaan", opening)
    yield from _agenda(minutes)
    if closing := to_text(page.closing):
        yield Passage(_("Closing"), "penutup", closing)
    yield from _attendance(minutes)
    for row in minutes.files:
        yield Passage(_("Files"), "berkas", row.title, row.passage_access)


def _head(page: Any, minutes: Minutes) -> Passage:
    """The facts at the top, headed by the words that people look for: some say "notulen", some "notula"."""
    heading = _("Minutes of the meeting (notulen, notula)") if page.has_minutes else page.get_kind_display()
    facts = [
        page.get_kind_display(),
        page.place,
        page.chair,
        page.chair_agency.name if page.chair_agency else "",
        page.opened_by,
        page.secretary,
        page.note_taker,
        page.signatory_position,
        page.signatory_name,
        page.invitation_sender,
        page.archive_code,
        page.status_note,
        *(f"{row} {row.subject}" for row in minutes.resource_persons),
    ]
    return Passage(heading, "", _lines(dict.fromkeys([heading, *facts])))


def _decisions(minutes: Minutes) -> Iterator[Passage]:
    for row in minutes.decisions:
        yield Passage(_("Decision %(number)d") % {"number": row.number}, row.anchor, row.text, row.passage_access)


def _action_items(minutes: Minutes) -> Iterator[Passage]:
    for row in minutes.action_items:
        label = _("Follow-up %(number)d") % {"number": row.number}
        yield Passage(label, row.anchor, _lines([row.text, row.institution_name, row.evidence]), row.passage_access)


def _agenda(minutes: Minutes) -> Iterator[Passage]:
    for row in minutes.agenda:
        label = _("Item %(number)d") % {"number": row.number}
        text = _lines([row.title, row.presenter, to_text(row.discussion), row.decision])
        yield Passage(label, row.anchor, text, row.passage_access, heading=row.title)


def _attendance(minutes: Minutes) -> Iterator[Passage]:
    if minutes.attendance:
        rows = (" ".join(part for part in (row.institution_name, row.position) if part) for row in minutes.attendance)
        yield Passage(_("Attendance"), "kehadiran", _lines(dict.fromkeys(rows)))


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(part for part in parts if part)
