"""From a question to an answer: analysis, engine, and then the ledger, which has the last word on who may see what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils import timezone

from search import engines
from search.access import ANONYMOUS_TOKENS
from search.analysis import number_terms, phrase_stems
from search.contract import WITHDRAWN
from search.engines import Engine, Found, Plan
from search.facets import Facet, labelled
from search.hits import Hit, hits_of
from search.planning import Understanding, understand
from search.query import SearchQuery
from search.vocabulary import Vocabulary

_NOTHING = Found(total=0, keys=())


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The question with its unknown words corrected. ``applied`` says that the hits are already those of ``text``."""

    text: str
    applied: bool = False


@dataclass(frozen=True, slots=True)
class SearchResults:
    """The answer to a query: one page of hits, the number of all, the counts of every filter, and what may be meant.

    ``left_out`` is the number of documents that would be hits had they not been withdrawn (0 where they are, or uncounted).
    """

    query: SearchQuery
    total: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    suggestion: Suggestion | None = None
    left_out: int = 0

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
    engine = engine or engines.current()
    asked = query.asked
    understood = understand(asked.words, Vocabulary(engine))
    plan = plan_of(query, understood, facets=facets)
    # Nothing but punctuation: everything would be a strange answer.
    found = engine.search(plan, tokens) if not query.text or plan.terms or plan.excluded else _NOTHING
    return SearchResults(
        query=query,
        total=found.total,
        hits=hits_of(found.keys, plan.terms, tokens, quoted=asked.phrases),
        facets=labelled(found.facets, query, tokens),
        suggestion=_suggestion(query, understood, found),
        left_out=found.left_out,
    )


def total_for_everybody(query: SearchQuery, engine: Engine | None = None) -> int:
    """How many hits the results page shows the public for ``query``, without getting one of them. Raises EngineError."""
    engine = engine or engines.current()
    understood = understand(query.asked.words, Vocabulary(engine))
    return engine.search(plan_of(replace(query, page_size=1), understood, facets=False), ANONYMOUS_TOKENS).total


def plan_of(query: SearchQuery, understood: Understanding, *, facets: bool = True) -> Plan:
    """The plan for an engine: what was asked, as it was understood."""
    asked = query.asked
    return Plan(
        terms=understood.terms,
        phrases=_sequences(map(phrase_stems, asked.phrases)),
        excluded=_sequences(map(phrase_stems, asked.excluded)),
        numbers=_sequences(map(number_terms, asked.numbers)),
        alternatives=understood.alternatives,
        wordings=understood.wordings,
        common=understood.common,
        meaning=understood.meaning,
        asks_meaning=understood.asks_meaning,
        year=timezone.localdate().year,
        withdrawn=query.withdrawn or WITHDRAWN.value in query.filters.status,
        filters=query.filters,
        sort=query.sort,
        offset=query.offset,
        limit=query.page_size,
        facets=facets,
    )


def _suggestion(query: SearchQuery, understood: Understanding, found: Found) -> Suggestion | None:
    """What may be meant. The words as they were written find nothing where each of them had to be corrected."""
    corrected = understood.corrected(query.text)
    if not corrected or corrected == query.text:
        return None
    return Suggestion(corrected, applied=understood.all_changed and bool(found.total))


def _sequences(found: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Those that hold anything: a condition without a term is none."""
    return tuple(filter(None, found))
