"""The laws behind the task force, with summaries of our own. What they say here was read in a source (domain notes)."""

from portal.demo.builder import Builder
from portal.demo.law_texts import LAWS, Law
from resources.instruments import identity, instrument
from resources.models import LegalDocumentPage, LegalRelation, ResourceIndexPage

__all__ = ["citation", "load_laws"]


def _title(law: Law) -> str:
    """The full name, e.g. ``Undang-Undang Nomor 21 Tahun 2007 tentang …``."""
    kind = instrument(law.kind)
    opening = kind.headed(law.issuer or kind.issuer) if "{issuer}" in kind.heading else kind.name
    return f"{opening} {kind.formal_number(law.number, law.year)} tentang {law.about}"


def citation(builder: Builder, name: str) -> tuple[str, LegalDocumentPage]:
    """How the law called ``name`` is cited as a legal basis, and its page."""
    page: LegalDocumentPage = builder.pages[name]
    return page.title, page


def load_laws(builder: Builder, index: ResourceIndexPage) -> None:
    """Put the laws below ``index``, older ones first, so that relations have something to point to."""
    for law in LAWS:
        _load(builder, index, law)


def _load(builder: Builder, index: ResourceIndexPage, law: Law) -> None:
    kind = instrument(law.kind)
    issuer = law.issuer or kind.issuer
    key = identity(law.kind, issuer, law.number, law.year)
    filed = LegalDocumentPage.objects.filter(identity_key=key).first()
    if filed is not None:
        # Filed already, by an earlier run or by hand; the same document can't be filed twice.
        builder.kept[LegalDocumentPage] += 1
        builder.pages[law.name] = filed
        return
    page = LegalDocumentPage(
        title=_title(law),
        kind=law.kind,
        abbreviation=law.abbreviation,
        issuer=issuer,
        number=law.number,
        year=law.year,
        summary=law.summary,
        abstract=law.abstract,
        relations=[
            LegalRelation(kind=relation.kind, target=builder.pages[relation.target], note=relation.note)
            for relation in law.relations
        ],
    )
    builder.page(law.name, index, page, topics=law.topics)
