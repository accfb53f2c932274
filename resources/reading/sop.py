"""An SOP as its template shows it: the form, the people who act, the flow with times, and the view of one role."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.blocks import stream_contents
from publishing.rules import spaced_nip
from resources import passages
from resources.dates import written
from resources.durations import spoken
from resources.files import file_links
from resources.flow import ROLE_PARAMETER, code_of, minutes_of
from resources.models.sop_rows import SopList, SopSymbol
from resources.reading.around import Around, around, references_to_sop
from resources.terms import SopStatus

__all__ = ["ActorView", "ListLine", "ListView", "StepView", "sop_context"]

ACTORS_ANCHOR: Final = "pelaksana"
FLOW_ANCHOR: Final = "alur"
FILES_ANCHOR: Final = "berkas"
_LONGEST_ROLE_SHOWN: Final = 60
# What a screen reader says for a symbol; the first and the last step share the capsule.
_SYMBOL_WORDS: Final = {
    SopSymbol.START_END: gettext_lazy("Start or end"),
    SopSymbol.PROCESS: gettext_lazy("Process"),
    SopSymbol.DECISION: gettext_lazy("Decision"),
    SopSymbol.CONNECTOR: gettext_lazy("Continued on another page"),
}


@dataclass(frozen=True, slots=True)
class ListLine:
    """A line of a list; ``url`` where it links to another page."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class ListView:
    """One of the lists of the form."""

    label: Any
    anchor: str
    lines: list[ListLine]


@dataclass(frozen=True, slots=True)
class ActorView:
    """A role: how many steps it has, how long they take, and the address of its own view."""

    code: str
    name: str
    agency: str
    steps: int
    time: str
    url: str
    selected: bool


@dataclass(frozen=True, slots=True)
class StepView:
    """A step; ``cells`` says for each actor's column whether the symbol stands there.

    ``yes_url`` and ``no_url`` lead to the steps that follow a decision; empty where there is none.
    """

    number: int
    anchor: str
    row: Any
    actor: ActorView | None
    symbol: str
    symbol_label: Any
    time: str
    cells: list[bool]
    yes_url: str
    no_url: str


def sop_context(page: Any, request: HttpRequest) -> dict[str, Any]:
    """The variables of ``resources/sop_page.html``."""
    rows = list(page.list_rows.all())
    steps = list(page.steps.all())
    roles = list(page.actors.select_related("agency"))
    asked = request.GET.get(ROLE_PARAMETER, "").strip()
    role = code_of(asked, roles) if asked else None
    actors = _actors(roles, steps, role)
    links = [page_id for row in rows for page_id in (row.legal_document_id, row.sop_id)]
    near = around(page, request, linked=[*links, page.replaced_by_id], incoming=references_to_sop(page.pk), own=True)
    lists = _lists(rows, near)
    files = file_links(page.files.select_related("document"))
    chosen = next((actor for actor in actors if actor.selected), None)
    return {
        "identity": _identity(page, near),
        "approval": _approval(page),
        "lists": lists,
        "actors": actors,
        "steps": _steps(steps, actors, role),
        "symbols": [(symbol.value, _SYMBOL_WORDS[symbol]) for symbol in SopSymbol],
        "total": spoken(minutes_of(steps)) if minutes_of(steps) else "",
        "role": chosen,
        "role_is_linked": request.GET.get(ROLE_PARAMETER, "") == (chosen.code if chosen else ""),
        "unknown_role": asked[:_LONGEST_ROLE_SHOWN] if asked and chosen is None else "",
        "replacement": near.entries.get(page.replaced_by_id) if page.status == SopStatus.SUPERSEDED else None,
        "status_label": SopStatus(page.status).label,
        "files": files,
        "referring": near.referring,
        "related": near.related,
        "contents": _contents(page, lists, actors=bool(actors), steps=bool(steps), files=bool(files)),
    }


def _actors(roles: Sequence[Any], steps: Sequence[Any], chosen: str | None) -> list[ActorView]:
    views = []
    for role in roles:
        own = [step for step in steps if step.actor == role.code]
        views.append(
            ActorView(
                code=role.code,
                name=role.name,
                agency=role.agency.label if role.agency else "",
                steps=len(own),
                time=spoken(minutes_of(own)) if minutes_of(own) else "",
                url=f"?{urlencode({ROLE_PARAMETER: role.code})}#{FLOW_ANCHOR}",
                selected=role.code == chosen,
            )
        )
    return views


def _steps(steps: Sequence[Any], actors: Sequence[ActorView], chosen: str | None) -> list[StepView]:
    """All steps, or those of the chosen role, with the numbers that they have among all."""
    by_code = {actor.code: actor for actor in actors}
    shown = {number for number, step in enumerate(steps, start=1) if chosen is None or step.actor == chosen}

    def branch(number: int | None) -> str:
        if number is None:
            return ""
        # A step of another role is not on this page, but on the one with all of them.
        return f"#{passages.step_anchor(number)}" if number in shown else f"?#{passages.step_anchor(number)}"

    return [
        StepView(
            number=number,
            anchor=passages.step_anchor(number),
            row=step,
            actor=by_code.get(step.actor),
            symbol=step.symbol,
            symbol_label=_SYMBOL_WORDS[SopSymbol(step.symbol)],
            time=spoken(step.minutes) if step.minutes is not None else "",
            cells=[actor.code == step.actor for actor in actors],
            yes_url=branch(step.yes_step),
            no_url=branch(step.no_step),
        )
        for number, step in enumerate(steps, start=1)
        if number in shown
    ]


def _lists(rows: Sequence[Any], near: Around) -> list[ListView]:
    """The lists that have lines, in the order of the form."""
    lists = []
    for kind in SopList:
        lines = [
            ListLine(row.text, near.url(row.legal_document_id) or near.url(row.sop_id))
            for row in rows
            if row.section == kind
        ]
        if lines:
            lists.append(ListView(kind.label, passages.list_anchor(kind.value), lines))
    return lists


def _identity(page: Any, near: Around) -> list[tuple[str, Any]]:
    """The identity block of the form as (label, value)."""
    owner = near.own.agency_label if near.own else str(page.owner_agency or "")
    return [
        (_("Number of the SOP"), page.number),
        (_("Created on"), written(page.created_on)),
        (_("Revised on"), written(page.revised_on)),
        (_("Effective on"), written(page.effective_on)),
        (_("Year"), "" if page.effective_on else str(page.year or "")),
        (_("Stage of service"), page.get_stage_display()),
        (_("Responsible agency"), owner),
        (_("Next review"), written(page.review_on)),
    ]


def _approval(page: Any) -> dict[str, str]:
    """Who approved it: office, name, NIP in its usual groups."""
    return {
        "position": page.approved_position,
        "name": page.approved_name,
        "nip": spaced_nip(page.approved_nip),
    }


def _contents(
    page: Any, lists: list[ListView], *, actors: bool, steps: bool, files: bool
) -> list[tuple[int, str, Any]]:
    contents: list[tuple[int, str, Any]] = [(2, passages.IDENTITY, _("Identity"))]
    if actors:
        contents.append((2, ACTORS_ANCHOR, _("Who acts")))
    if steps:
        contents.append((2, FLOW_ANCHOR, _("Steps")))
    contents += [(2, entry.anchor, entry.label) for entry in lists]
    contents += stream_contents(page.body)
    if files:
        contents.append((2, FILES_ANCHOR, _("Files")))
    return contents
