"""A legal document as its template shows it: the paper, its members, relations and files."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from publishing.blocks import stream_contents
from resources import passages
from resources.dates import written
from resources.files import file_links
from resources.legal_texts import TextLine, text_lines
from resources.models.legal_rows import RelationKind
from resources.numbering import dictum_label
from resources.reading.around import Around, Incoming, around, references_to_legal
from search.models import SearchEntry

__all__ = ["MemberGroup", "Paper", "PaperRow", "RelationLine", "legal_context"]

# The other side of each relation, as the target shows it.
_REVERSE: Final = {
    RelationKind.REVOKES: _("Revoked by"),
    RelationKind.REVOKES_PARTLY: _("Revoked in part by"),
    RelationKind.AMENDS: _("Amended by"),
    RelationKind.IMPLEMENTS: _("Implemented by"),
}
FILES_ANCHOR: Final = "berkas"
DECISIONS_ANCHOR: Final = "memutuskan"


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A line of the paper; ``url`` where it links to another document."""

    text: str
    label: str = ""
    anchor: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """The parts of the paper, each in its order."""

    considerations: list[PaperRow]
    legal_bases: list[PaperRow]
    dictums: list[PaperRow]
    copies: list[PaperRow]

    def __bool__(self) -> bool:
        return bool(self.considerations or self.legal_bases or self.dictums)


@dataclass(frozen=True, slots=True)
class MemberGroup:
    """The members of one sub-task-force; the leadership has no name."""

    name: str
    members: list[Any] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RelationLine:
    """A relation, from this document's side: what it says, the other document, a note."""

    label: Any
    entry: SearchEntry
    note: str
    revoked: bool = False


def legal_context(page: Any, request: HttpRequest) -> dict[str, Any]:
    """The variables of ``resources/legal_document_page.html``."""
    rows = text_lines(page)
    incoming = references_to_legal(page.pk)
    links = [row.link for name in ("legal_bases", "relations") for row in rows[name]]
    near = around(page, request, linked=links, incoming=incoming, own=True)
    paper = _paper(rows, near)
    groups = _member_groups(page)
    files = file_links(page.files.select_related("document"))
    relations = _relation_lines(rows["relations"], incoming, near)
    return {
        "paper": paper,
        "member_groups": groups,
        "relations": relations,
        "files": files,
        "facts": _facts(page, near),
        "badges": _badges(incoming, near),
        "referring": near.referring,
        "related": near.related,
        "contents": _contents(page, paper, groups=bool(groups), relations=bool(relations), files=bool(files)),
        "kind_label": page.search_kind().label,
    }


def _paper(rows: dict[str, list[TextLine]], near: Around) -> Paper:
    return Paper(
        considerations=[PaperRow(row.text) for row in rows["considerations"]],
        legal_bases=[PaperRow(row.text, url=near.url(row.link)) for row in rows["legal_bases"]],
        dictums=[
            PaperRow(row.text, label=dictum_label(place), anchor=passages.dictum_anchor(place))
            for place, row in enumerate(rows["dictums"], start=1)
        ],
        copies=[PaperRow(row.text) for row in rows["copies"]],
    )


def _member_groups(page: Any) -> list[MemberGroup]:
    """The members by sub-task-force, groups and members in the order of the annex."""
    groups: dict[str, MemberGroup] = {}
    for member in page.memberships.select_related("agency"):
        name = member.sub_task_force.strip()
        groups.setdefault(name, MemberGroup(name)).members.append(member)
    return list(groups.values())


def _relation_lines(own: Iterable[TextLine], incoming: Iterable[Incoming], near: Around) -> list[RelationLine]:
    """What this document does, then what others do to it; documents that the visitor may not see are left out."""
    lines = [
        RelationLine(RelationKind(row.kind).label, near.entries[row.link], row.text)
        for row in own
        if row.link in near.entries
    ]
    lines += [
        RelationLine(
            _REVERSE[RelationKind(item.kind)],
            near.entries[item.page_id],
            item.note,
            revoked=item.kind in {RelationKind.REVOKES, RelationKind.REVOKES_PARTLY},
        )
        for item in incoming
        if item.kind and item.page_id in near.entries
    ]
    return lines


def _badges(incoming: Iterable[Incoming], near: Around) -> list[tuple[Any, str]]:
    """Derived states beside the status, as (label, status value for its colour)."""
    done = {item.kind for item in incoming if item.page_id in near.entries}
    states = (
        (RelationKind.REVOKES, _("Revoked"), "revoked"),
        (RelationKind.REVOKES_PARTLY, _("Revoked in part"), "partly_revoked"),
        (RelationKind.AMENDS, _("Amended"), "amended"),
    )
    return [(label, value) for kind, label, value in states if kind in done]


def _facts(page: Any, near: Around) -> list[tuple[Any, Any]]:
    """The metadata of JDIH as (label, value); empty values are left out by the component."""
    owner = near.own.agency_label if near.own else str(page.owner_agency or "")
    return [
        (_("Type of document"), page.document_type),
        (_("Kind"), page.instrument.name),
        (_("Abbreviation"), page.abbreviation or page.instrument.short),
        (_("Number"), page.number),
        (_("Year"), str(page.year or "")),
        (_("Status"), page.get_status_display()),
        (_("Issued by"), page.issuer),
        (_("Corporate author (TEU badan)"), page.corporate_author),
        (_("Place of enactment"), page.place),
        (_("Date of enactment"), written(page.enacted_on)),
        (_("Date of promulgation"), written(page.promulgated_on)),
        (_("In force since"), written(page.effective_on)),
        (_("Source"), page.source),
        (_("Subject"), page.subject),
        (_("Language"), page.language),
        (_("Field of law"), page.law_field),
        (_("Government affair"), page.government_affair),
        (_("Signed by"), ", ".join(part for part in (page.signatory, page.signatory_position) if part)),
        (_("Initiated by"), page.initiator),
        (_("Location"), page.location),
        (_("Responsible agency"), owner),
    ]


def _contents(page: Any, paper: Paper, *, groups: bool, relations: bool, files: bool) -> list[tuple[int, str, Any]]:
    parts = (
        (page.abstract, passages.ABSTRACT, _("Abstract")),
        (paper.considerations, passages.CONSIDERATIONS, _("Considering")),
        (paper.legal_bases, passages.BASES, _("In view of")),
        (paper.dictums, DECISIONS_ANCHOR, _("Decision")),
        (groups, passages.MEMBERS, _("Members")),
    )
    contents: list[tuple[int, str, Any]] = [(2, anchor, label) for there, anchor, label in parts if there]
    contents += stream_contents(page.body)
    if relations:
        contents.append((2, passages.RELATIONS, _("Relations")))
    if files:
        contents.append((2, FILES_ANCHOR, _("Files")))
    return contents
