"""From a question to an answer: analysis, engine, and then the ledger, which has the last word on who may see what."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.utils.safestring import SafeString

from search import engines, kinds
from search.access import may_read, visible
from search.analysis import QueryTerms, query_terms
from search.engines import Engine, Found, Plan
from search.facets import Facet, labelled
from search.models import SearchEntry, SearchPassage
from search.query import SearchQuery
from search.snippets import PassageText, marked, snippet

_NOTHING = Found(total=0, keys=())


@dataclass(frozen=True, slots=True)
class Hit:
    """One result. ``title_html`` and ``snippet_html`` are escaped and hold no tag but ``<mark>``.

    ``url`` is the address in the site's language; ``href`` that in the reader's. When a labelled passage answers the
    question, ``passage_label`` names it and ``passage_href`` opens there.
    """

    key: str
    slug: str
    url: str
    href: str
    kind: str
    kind_label: str
    title: str
    title_html: SafeString
    snippet_html: SafeString
    passage_label: str
    passage_href: str
    number: str
    date: dt.date | None
    status: str
    status_label: str
    agency_label: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The question with its unknown words corrected. ``applied`` says that the hits are already those of ``text``."""

    text: str
    applied: bool = False


@dataclass(frozen=True, slots=True)
class SearchResults:
    """The answer to a query: one page of hits, the number of all, the counts of every filter, and what may be meant."""

    query: SearchQuery
    total: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    suggestion: Suggestion | None = None

    @property
    def pages(self) -> int:
        """How many pages there are; the first one exists even when it is empty."""
        return max(1, -(-self.total // self.query.page_size))

    @property
    def beyond_the_end(self) -> bool:
        """Whether the asked page comes after the last."""
        return self.query.page > self.pages


def find(
    query: SearchQuery, tokens: frozenset[str], *, facets: bool = True, engine: Engine | None = None
) -> SearchResults:
    """Answer ``query`` for a visitor who holds ``tokens``; an empty question lists the newest documents.

    Raises EngineError when the engine can't answer. A hit that the ledger no longer shows this visitor (the engine
    follows a moment later) is left out, so that a page can be short of a hit but never shows one too many.
    """
    terms = query_terms(query.text)
    if query.text and not terms:
        found = _NOTHING  # Nothing but punctuation: everything would be a strange answer.
    else:
        plan = Plan(
            terms=terms,
            filters=query.filters,
            sort=query.sort,
            offset=query.offset,
            limit=query.page_size,
            facets=facets,
        )
        found = (engine or engines.current()).search(plan, tokens)
    return SearchResults(
        query=query,
        total=found.total,
        hits=_hits(found.keys, terms, tokens),
        facets=labelled(found.facets, query, tokens),
    )


def _hits(keys: tuple[str, ...], terms: QueryTerms, tokens: frozenset[str]) -> tuple[Hit, ...]:
    entries = SearchEntry.objects.filter(visible(tokens), deleted=False).in_bulk(list(keys)) if keys else {}
    passages: defaultdict[str, list[PassageText]] = defaultdict(list)
    for passage in SearchPassage.objects.filter(entry__in=list(entries)).order_by("entry", "order") if entries else ():
        if may_read(passage.access, tokens):
            passages[passage.entry_id].append(PassageText(passage.label, passage.anchor, passage.text))
    return tuple(_hit(entries[key], passages[key], terms) for key in keys if key in entries)


def _hit(entry: SearchEntry, passages: list[PassageText], terms: QueryTerms) -> Hit:
    shown = snippet(terms, entry.summary, passages)
    href = entry.href
    return Hit(
        key=entry.key,
        slug=entry.slug,
        url=entry.url,
        href=href,
        kind=entry.kind,
        kind_label=kinds.label(entry.kind, entry.kind_label),
        title=entry.title,
        title_html=marked(entry.title, terms),
        snippet_html=shown.html,
        passage_label=shown.label,
        passage_href=f"{href}#{shown.anchor}" if shown.anchor else "",
        number=entry.number,
        date=entry.date,
        status=entry.status,
        status_label=entry.status_label,
        agency_label=entry.agency_label,
    )
