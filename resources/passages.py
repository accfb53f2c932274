"""The text of each resource, parted where a reader would want a search hit to open."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from publishing.blocks import stream_text
from publishing.html import to_text
from resources.legal_texts import text_lines
from resources.numbering import dictum_label, letter
from search.contract import MEMBERS_ONLY, Passage

__all__ = [
    "ABSTRACT",
    "ANSWER",
    "BASES",
    "BODY",
    "CONSIDERATIONS",
    "COPIES",
    "DATA",
    "IDENTITY",
    "MATERIALS",
    "MEMBERS",
    "OBJECTIVES",
    "QUESTION",
    "RELATIONS",
    "TRAINER_NOTES",
    "dictum_anchor",
    "guidance_passages",
    "legal_passages",
    "list_anchor",
    "session_anchor",
    "sop_passages",
    "step_anchor",
    "training_passages",
]

# Anchors are part of addresses, which are Indonesian.
ABSTRACT = "abstrak"
COPIES = "tembusan"
DATA = "data"
RELATIONS = "hubungan"
CONSIDERATIONS = "menimbang"
BASES = "mengingat"
MEMBERS = "keanggotaan"
BODY = "naskah"
QUESTION = "pertanyaan"
ANSWER = "jawaban"
IDENTITY = "identitas"
OBJECTIVES = "tujuan"
MATERIALS = "bahan"
TRAINER_NOTES = "catatan-pelatih"


def dictum_anchor(position: int) -> str:
    """Where a dictum stands on its page, e.g. ``kesatu``, ``kedua-puluh-satu``."""
    return slugify(dictum_label(position))


def step_anchor(position: int) -> str:
    """Where a step of an SOP stands on its page."""
    return f"langkah-{position}"


def session_anchor(position: int) -> str:
    """Where a session of a training stands on its page."""
    return f"sesi-{position}"


def list_anchor(name: str) -> str:
    """Where a list of an SOP stands on its page."""
    return f"daftar-{slugify(name.replace('_', '-'))}"


def _lines(*parts: Any) -> str:
    """The parts that are there, one to a line."""
    return "\n".join(str(part) for part in parts if part)


def _texts(rows: Iterable[Any]) -> str:
    return _lines(*(row.text for row in rows))


def _sections(stream: Any, beginning: str, anchor: str = "") -> Iterator[Passage]:
    """A passage for each section of a stream; ``beginning`` and ``anchor`` are for what stands before the first heading."""
    for heading, place, text in stream_text(stream):
        yield Passage(heading or beginning, place or anchor, _lines(heading, text), heading=heading)


def legal_passages(page: Any) -> Iterator[Passage]:
    """Citation, abstract, the parts of the paper, the members, the sections of the text."""
    citation = f"{page.heading} {page.formal_number}".strip()
    yield Passage("", "", _lines(citation, page.short_citation, page.about, page.subject, page.source))
    if page.abstract:
        yield Passage(_("Abstract"), ABSTRACT, page.abstract)
    rows = text_lines(page)
    if considerations := rows["considerations"]:
        lettered = (f"{letter(place)}. {row.text}" for place, row in enumerate(considerations, start=1))
        yield Passage(_("Considering"), CONSIDERATIONS, _lines(*lettered))
    if bases := _texts(rows["legal_bases"]):
        yield Passage(_("In view of"), BASES, bases)
    for place, row in enumerate(rows["dictums"], start=1):
        yield Passage(dictum_label(place), dictum_anchor(place), row.text)
    members = [
        ", ".join(part for part in (row.institution_name, row.position, row.role, row.sub_task_force) if part)
        for row in page.memberships.select_related("agency")
    ]
    if members:
        yield Passage(_("Members"), MEMBERS, _lines(*members))
    if copies := _texts(rows["copies"]):
        yield Passage(_("Copies to"), COPIES, copies)
    yield from _sections(page.body, _("Full text"), BODY)
    # The other documents are found by themselves; a visitor who may not see one must not read its title here.
    if notes := _texts(rows["relations"]):
        yield Passage(_("Relations"), RELATIONS, notes)
    yield Passage(_("Data of the document"), DATA, _lines(*_data_of(page)))


def _data_of(page: Any) -> Iterator[str]:
    """What the legal documentation network knows of the document, as far as somebody would look for it."""
    yield from (page.document_type, page.instrument.name, page.abbreviation, page.issuer, page.corporate_author)
    yield from (page.place, page.signatory, page.signatory_position, page.initiator)
    yield from (page.law_field, page.government_affair, page.location)


def sop_passages(page: Any) -> Iterator[Passage]:
    """Identity, lists, one passage for each step, the sections of further text."""
    identity = (page.unit_name, page.number, page.get_stage_display(), page.approved_position, page.approved_name)
    yield Passage(_("Identity"), IDENTITY, _lines(*identity))
    rows = list(page.list_rows.all())
    for value, label in page.list_choices():
        if text := _texts(row for row in rows if row.section == value):
            yield Passage(str(label), list_anchor(value), text)
    names = {actor.code: actor.name for actor in page.actors.all()}
    for place, step in enumerate(page.steps.all(), start=1):
        label = _("Step %(number)d") % {"number": place}
        text = _lines(step.activity, names.get(step.actor, ""), step.requirements, step.output, step.note)
        yield Passage(label, step_anchor(place), text)
    yield from _sections(page.body, _("Full text"), BODY)


def guidance_passages(page: Any) -> Iterator[Passage]:
    """Question, short answer, the sections of the answer, the legal bases."""
    yield Passage(_("Question"), QUESTION, page.question)
    if page.short_answer:
        yield Passage(_("Answer in short"), ANSWER, page.short_answer)
    if page.institution_name:
        yield Passage(_("Answered by"), ANSWER, page.institution_name)
    yield from _sections(page.answer, _("Answer"), ANSWER)
    if bases := _texts(page.legal_bases.all()):
        yield Passage(_("Legal bases"), BASES, bases)


def training_passages(page: Any) -> Iterator[Passage]:
    """Objectives, sessions, materials; the trainer's notes for members alone."""
    if about := _lines(page.target_audience, page.provider_name, _texts(page.objectives.all())):
        yield Passage(_("Objectives"), OBJECTIVES, about)
    yield from _sections(page.introduction, _("Introduction"))
    for place, session in enumerate(page.sessions.all(), start=1):
        label = _("Session %(number)d: %(title)s") % {"number": place, "title": session.title}
        text = _lines(session.title, session.method, to_text(session.content), session.facilitator)
        yield Passage(label, session_anchor(place), text, heading=session.title)
    if materials := _lines(*(row.title for row in page.materials.all())):
        yield Passage(_("Materials"), MATERIALS, materials)
    if notes := to_text(page.trainer_notes):
        yield Passage(_("Trainer's notes"), TRAINER_NOTES, notes, access=MEMBERS_ONLY)
