"""What stands around a page: the pages that it links to, those that refer to it, and related ones."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Value
from django.http import HttpRequest

from publishing.references import PAGES, page_key
from resources.models.guidance import GuidanceBasis
from resources.models.legal_rows import LegalBasis, LegalRelation
from resources.models.sop_rows import SopListRow
from search import catalogue
from search.access import tokens_for
from search.models import SearchEntry, SearchTopic

__all__ = ["Around", "Incoming", "around", "references_to_legal", "references_to_sop"]

_REFERENCES_READ = 300
_REFERRING_SHOWN = 30
_RELATED_SHOWN = 4
_CANDIDATES = 60


@dataclass(frozen=True, slots=True)
class Incoming:
    """Another page that points here: its primary key, what it does (empty: it names this one as its basis), and a note."""

    page_id: int
    kind: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """Only what the visitor may see. ``own`` is the page's entry (None for a draft, or unasked)."""

    own: SearchEntry | None
    entries: dict[int, SearchEntry]
    referring: list[SearchEntry]
    related: list[SearchEntry]

    def url(self, page_id: int | None) -> str:
        """The address of a linked page; empty where there is none for this visitor."""
        entry = self.entries.get(page_id) if page_id else None
        return entry.url if entry else ""


def references_to_legal(page_id: int | None) -> list[Incoming]:
    """Who relates to a legal document or names it as a legal basis, in one query; the newest pages where many do."""
    if page_id is None:
        return []
    empty = Value("", output_field=CharField())
    relations = LegalRelation.objects.filter(target_id=page_id).values_list("page_id", "kind", "note")
    named = (
        model.objects.filter(legal_document_id=page_id).values_list("page_id", empty, empty)
        for model in (LegalBasis, GuidanceBasis, SopListRow)
    )
    return _read(relations.order_by().union(*(rows.order_by() for rows in named)))


def references_to_sop(page_id: int | None) -> list[Incoming]:
    """Which SOPs name this one as related."""
    if page_id is None:
        return []
    empty = Value("", output_field=CharField())
    rows = SopListRow.objects.filter(sop_id=page_id).order_by().values_list("page_id", empty, empty)
    return _read(rows.distinct())


def _read(rows: Any) -> list[Incoming]:
    return [Incoming(*row) for row in rows.order_by("-page_id")[:_REFERENCES_READ]]


def around(
    page: Any,
    request: HttpRequest,
    *,
    linked: Iterable[int | None] = (),
    incoming: Iterable[Incoming] = (),
    own: bool = False,
) -> Around:
    """Look up everything around ``page`` in two queries, or one where no other page is named.

    ``linked``: primary keys of pages that it links to; ``incoming``: who points here; ``own``: its own entry too.
    """
    tokens = tokens_for(getattr(request, "user", None))
    points_here = list(incoming)
    wanted = {*linked, *(item.page_id for item in points_here)} - {None}
    if own:
        wanted.add(page.pk)
    keys = [page_key(page_id) for page_id in wanted]
    entries = {entry.object_id: entry for entry in catalogue.entries(tokens).filter(key__in=keys)} if keys else {}
    itself = entries.pop(page.pk, None)
    # A page that says what it does to this one is shown among the relations, and not here once more.
    naming = {item.page_id for item in points_here if not item.kind}
    naming -= {item.page_id for item in points_here if item.kind}
    referring = [entry for entry in entries.values() if entry.object_id in naming][:_REFERRING_SHOWN]
    return Around(itself, entries, referring, _related(page, tokens, entries))


def _related(page: Any, tokens: frozenset[str], named: Iterable[int]) -> list[SearchEntry]:
    """Pages under the same topics, beside those that are named on the page already; the newest first.

    Only the latest that were filed under the topics are looked at: a large archive costs no more than a small one.
    """
    topics = SearchTopic.objects.filter(entry=page_key(page.pk)).values("value")
    filed = SearchTopic.objects.filter(value__in=topics, entry__key__startswith=PAGES).order_by("-pk")
    known = [page_key(page.pk), *(page_key(page_id) for page_id in named)]
    return list(
        catalogue.entries(tokens, withdrawn=False)
        .filter(key__in=filed.values("entry")[:_CANDIDATES])
        .exclude(key__in=known)[:_RELATED_SHOWN]
    )
