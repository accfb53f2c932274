"""Resources from the archive import: each kind becomes a page of its type with the record's text.

What a builder can't place in a field of its own stays readable in the text; it invents nothing.
"""

from functools import partial
from typing import Any, TypeVar

from publishing.archive import ArchiveContext, ArchiveRecord, register_kind
from publishing.archive.body import with_text
from resources.institutions import institution_of
from resources.instruments import OTHER_DECREE, OTHER_REGULATION, bare_number, parse_title
from resources.models import LegalDocumentPage, LegalGuidancePage, SopPage, TrainingModulePage
from resources.terms import DECREE, GUIDANCE, REGULATION, SOP, TRAINING

__all__ = ["build_guidance", "build_legal", "build_sop", "build_training", "register"]

Page = TypeVar("Page", bound=Any)


def register() -> None:
    """Register the kinds of this app; called once, when the apps are ready."""
    register_kind(REGULATION.value, _build_regulation)
    register_kind(DECREE.value, _build_decree)
    register_kind(SOP.value, build_sop)
    register_kind(GUIDANCE.value, build_guidance)
    register_kind(TRAINING.value, build_training)


def build_legal(record: ArchiveRecord, context: ArchiveContext, *, decree: bool) -> LegalDocumentPage:
    """An unsaved legal document; kind, issuer, number and year come from its title where the record is silent."""
    cited = parse_title(record.title)
    kind = cited.instrument
    if kind is None or kind.decree != decree:
        kind = OTHER_DECREE if decree else OTHER_REGULATION
    year = record.year or cited.year or (record.date.year if record.date else None)
    # A law of December may be promulgated in January; a day of another year is not that of its enactment.
    enacted = record.date if record.date and record.date.year == year else None
    page = LegalDocumentPage(
        title=record.title,
        kind=kind.value,
        issuer=cited.issuer[:200],
        number=bare_number(record.number or cited.number, year)[:100],
        year=year,
        enacted_on=enacted,
        promulgated_on=record.date if enacted is None else None,
    )
    return with_text(page, "body", record)


_build_regulation = partial(build_legal, decree=False)
_build_decree = partial(build_legal, decree=True)


def build_sop(record: ArchiveRecord, context: ArchiveContext) -> SopPage:
    """An unsaved SOP whose text awaits somebody who makes steps of it."""
    return _dated(SopPage(unit_name=record.agency[:200]), "body", record)


def build_guidance(record: ArchiveRecord, context: ArchiveContext) -> LegalGuidancePage:
    """Unsaved legal guidance: the title asks, the text answers."""
    who = institution_of(record, context, agency_field="answering_agency", name_field="answering_institution")
    return _dated(LegalGuidancePage(question=record.title, **who), "answer", record)


def build_training(record: ArchiveRecord, context: ArchiveContext) -> TrainingModulePage:
    """An unsaved training module with its text as the introduction."""
    who = institution_of(record, context, agency_field="provider_agency", name_field="provider")
    return _dated(TrainingModulePage(**who), "introduction", record)


def _dated(page: Page, body: str, record: ArchiveRecord) -> Page:
    """The page with the title, number, day and text of the record; the year stands only where no day is known."""
    page.title = record.title
    page.number = record.number[:100]
    setattr(page, page.day_fields[0], record.date)
    page.year = None if record.date else record.year
    return with_text(page, body, record)
