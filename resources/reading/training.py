"""A training module as its template shows it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from publishing.blocks import stream_contents
from resources import passages
from resources.durations import spoken
from resources.files import FileLink
from resources.reading.around import around

__all__ = ["SessionView", "training_context"]

SESSIONS_ANCHOR = "sesi"


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session with its number and its time in words (empty where it is open)."""

    number: int
    anchor: str
    row: Any
    time: str


def training_context(page: Any, request: HttpRequest) -> dict[str, Any]:
    """The variables of ``resources/training_module_page.html``. Nothing of the trainer's notes is among them."""
    rows = list(page.sessions.all())
    minutes = page.minutes_with(rows)
    objectives = list(page.objectives.all())
    materials = list(page.materials.select_related("document"))
    return {
        "objectives": objectives,
        "sessions": [
            SessionView(place, passages.session_anchor(place), row, spoken(row.minutes) if row.minutes else "")
            for place, row in enumerate(rows, start=1)
        ],
        "duration": spoken(minutes) if minutes else "",
        "provider": page.provider_name,
        "licence": page.get_licence_display(),
        "files": [
            FileLink(row.title, row.document.url, row.document.file_extension, row.document.file_size)
            for row in materials
            if row.document
        ],
        "links": [row for row in materials if not row.document],
        "related": around(page, request).related,
        "contents": _contents(page, objectives=bool(objectives), sessions=bool(rows), materials=bool(materials)),
    }


def _contents(page: Any, *, objectives: bool, sessions: bool, materials: bool) -> list[tuple[int, str, str]]:
    contents: list[tuple[int, str, str]] = [(2, passages.OBJECTIVES, _("Objectives"))] if objectives else []
    contents += stream_contents(page.introduction)
    if sessions:
        contents.append((2, SESSIONS_ANCHOR, _("Sessions")))
    if materials:
        contents.append((2, passages.MATERIALS, _("Materials")))
    return contents
