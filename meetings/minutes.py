"""The minutes as one reader may see them: rows numbered, hidden ones left out, attendance counted.

Everything that shows or indexes a meeting starts here, so that the visibility rule is applied in one place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from modelcluster.queryset import FakeQuerySet

from meetings.choices import Presence
from meetings.visibility import numbered, visible

__all__ = ["AttendanceCount", "Minutes", "hidden_documents", "minutes_of"]


@dataclass(frozen=True, slots=True)
class AttendanceCount:
    """How many came: institutions and people present, institutions with apologies, institutions absent."""

    institutions: int
    people: int
    apologies: int
    absent: int


@dataclass(frozen=True, slots=True)
class Minutes:
    """The rows of a meeting that one reader may see; ``gaps`` says that numbered rows were left out."""

    agenda: Sequence[Any]
    decisions: Sequence[Any]
    action_items: Sequence[Any]
    resource_persons: Sequence[Any]
    attendance: Sequence[Any]
    files: Sequence[Any]
    gaps: bool

    @property
    def attendance_count(self) -> AttendanceCount:
        """The totals; an institution that sent several positions counts once."""
        present = [row for row in self.attendance if row.presence == Presence.PRESENT]
        return AttendanceCount(
            institutions=len({row.institution_key for row in present}),
            people=sum(row.representatives for row in present),
            apologies=self._institutions(Presence.APOLOGY),
            absent=self._institutions(Presence.ABSENT),
        )

    @property
    def contents(self) -> list[tuple[int, str, str]]:
        """The contents list: (level, anchor, text)."""
        parts: list[tuple[int, str, str]] = []
        if self.decisions:
            parts.append((2, "keputusan", _("Decisions")))
        if self.action_items:
            parts.append((2, "tindak-lanjut", _("Follow-up")))
        if self.agenda:
            parts.append((2, "pembahasan", _("Agenda and discussion")))
            parts.extend((3, row.anchor, f"{row.number}. {row.title}") for row in self.agenda)
        if self.attendance:
            parts.append((2, "kehadiran", _("Attendance")))
        if self.files:
            parts.append((2, "berkas", _("Files")))
        return parts

    @property
    def file_entries(self) -> list[dict[str, Any]]:
        """The files as the list component wants them."""
        return [
            {
                "title": row.title,
                "url": row.document.url,
                "file_type": row.document.file_extension,
                "file_size": row.document.file_size,
                "note": "" if row.visible_to(members=False) else _("For members only"),
            }
            for row in self.files
        ]

    def _institutions(self, presence: str) -> int:
        return len({row.institution_key for row in self.attendance if row.presence == presence})


def minutes_of(page: Any, *, members: bool) -> Minutes:
    """The minutes of a MeetingPage for a reader who is a member of the task force, or is not.

    One query a kind of row on a published page. Drafts and previews hold their rows in memory; what the rows refer to
    is then fetched for all of them at once.
    """
    ordered = {
        "agenda": numbered(_rows(page.agenda_items)),
        "decisions": numbered(_rows(page.decisions)),
        "action_items": numbered(_rows(page.action_items, "agency", "evidence_document")),
    }
    shown = {name: visible(rows, members=members) for name, rows in ordered.items()}
    for decision in shown["decisions"]:
        decision.agenda_anchor = next(
            (item.anchor for item in shown["agenda"] if item.number == decision.agenda_number), ""
        )
    return Minutes(
        **shown,
        resource_persons=_rows(page.resource_persons, "agency"),
        attendance=_rows(page.attendance, "agency"),
        files=visible(_rows(page.files, "document"), members=members),
        gaps=any(len(shown[name]) < len(rows) for name, rows in ordered.items()),
    )


def hidden_documents(page: Any) -> frozenset[int]:
    """The primary keys of the documents that rows for members only hold or link to.

    It fails closed: a document that is also in a public row stays hidden.
    """
    found: set[int] = set()
    for row in [*page.agenda_items.all(), *page.action_items.all(), *page.files.all()]:
        if not row.visible_to(members=False):
            found.update(row.documents)
    return frozenset(found)


def _rows(manager: Any, *related: str) -> list[Any]:
    """The rows of a child relation in their order, with what they refer to."""
    rows = manager.all()
    if isinstance(rows, FakeQuerySet):
        held = list(rows)
        if related:
            prefetch_related_objects(held, *related)
        return held
    return list(rows.select_related(*related) if related else rows)
