"""What an editor says about a change before it is published: kind, note, and from when it is in force."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from publishing.models.editions import MAJOR, MINOR

__all__ = ["LONGEST_NOTE", "MISSING_NOTE", "Change"]

LONGEST_NOTE = 1000


@dataclass(frozen=True, slots=True)
class Change:
    """Carried by the revision (``canonical.NEXT_EDITION``) through drafts, workflow and schedule, until it is published.

    ``kind`` is empty as long as nobody has decided, which counts as a small correction; ``effective_from`` None is the
    day of publication.
    """

    kind: str = ""
    note: str = ""
    effective_from: date | None = None

    def check(self) -> None:
        """Raise ``ValidationError`` at ``change_note`` for a major change that says nothing, or a note that is too long."""
        if self.kind == MAJOR and not self.note.strip():
            raise ValidationError({"change_note": ValidationError(MISSING_NOTE, code="required")})
        if len(self.note) > LONGEST_NOTE:
            raise ValidationError({"change_note": _("Write at most 1000 characters.")})

    def to_json(self) -> dict[str, str]:
        """As a revision carries it."""
        day = self.effective_from.isoformat() if self.effective_from else ""
        return {"kind": self.kind, "note": self.note, "effective_from": day}

    @classmethod
    def from_json(cls, data: Any) -> "Change | None":
        """Read what a revision carries; None where it carries nothing, or nothing that can be read."""
        if not isinstance(data, Mapping):
            return None
        try:
            day = date.fromisoformat(data["effective_from"]) if data.get("effective_from") else None
        except (TypeError, ValueError):
            day = None
        kind = data.get("kind")
        if kind not in (MAJOR, MINOR):
            kind = ""
        return cls(kind=kind, note=str(data.get("note") or ""), effective_from=day)


MISSING_NOTE = _("Say what has changed, in a reader's words, e.g. Batas waktu rujukan menjadi 24 jam.")
