"""From clauses to a tantivy query, and from tantivy's counts to facets. Pure functions over a searcher."""

from __future__ import annotations

from collections.abc import Iterable

import tantivy

from search.clauses import AllOf, AnyClause, AnyOf, Best, Boosted, Fixed, OneOf, Phrase, Word
from search.contract import WITHDRAWN
from search.engines import FacetCount
from search.engines.tantivy.schema import SCHEMA
from search.engines.values import MOST_VALUES, counted_field, facet_counts
from search.query import FILTERS
from search.weighing import Weighing

_MANY = 20

_MUST, _SHOULD, _MUST_NOT = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot


def to_query(clause: AnyClause) -> tantivy.Query:
    """The clause in tantivy's terms."""
    match clause:
        case Word(field, term):
            return tantivy.Query.term_query(SCHEMA, field, term, "freq")
        case Phrase(field, places, slop):
            # With a slop, tantivy takes the places for granted.
            words: list[str | tuple[int, str]] = [word for _, word in places] if slop else list(places)
            return tantivy.Query.phrase_query(SCHEMA, field, words, slop)
        case OneOf(field, values):
            return _one_of(field, values)
        case AnyOf(clauses, at_least):
            return _any(clauses, at_least)
        case AllOf(clauses, without, preferring):
            wanted = [(_MUST, to_query(each)) for each in clauses] or [(_MUST, tantivy.Query.all_query())]
            unwanted = [(_MUST_NOT, to_query(each)) for each in without]
            return tantivy.Query.boolean_query(
                [*wanted, *unwanted, *((_SHOULD, to_query(each)) for each in preferring)]
            )
        case Best(clauses):
            return tantivy.Query.disjunction_max_query([to_query(each) for each in clauses])
        case Boosted(inner, factor):
            return tantivy.Query.boost_query(to_query(inner), factor)
        case Fixed(inner, amount):
            return tantivy.Query.const_score_query(to_query(inner), amount)


def _one_of(field: str, values: tuple[str | int, ...]) -> tantivy.Query:
    """A few values are looked up one by one; the query for sets walks through all values of the field."""
    if len(values) > _MANY:
        return tantivy.Query.term_set_query(SCHEMA, field, list(values))
    terms = [tantivy.Query.term_query(SCHEMA, field, value, "basic") for value in values]
    return terms[0] if len(terms) == 1 else tantivy.Query.boolean_query([(_SHOULD, term) for term in terms])


def _any(clauses: Iterable[AnyClause], at_least: int) -> tantivy.Query:
    queries = [(_SHOULD, to_query(each)) for each in clauses]
    # The number is given only where it says something: tantivy is faster without it.
    return tantivy.Query.boolean_query(queries, at_least) if at_least > 1 else tantivy.Query.boolean_query(queries)


def count_left_out(searcher: tantivy.Searcher, asking: Weighing, required: int) -> int:
    """How many more hits there are that were withdrawn; nearly free where nothing was."""
    if not asking.plan.leaves_out or not searcher.doc_freq("status", WITHDRAWN.value):
        return 0
    count: int = searcher.search(to_query(asking.left_out(required)), 1).count  # type: ignore[attr-defined]
    return count


def count_facets(searcher: tantivy.Searcher, asking: Weighing, required: int) -> dict[str, tuple[FacetCount, ...]]:
    """Counts of all filters: one pass for those without values, one more for each that has some."""
    restricted = [name for name in FILTERS if getattr(asking.plan.filters, name)]
    passes = [("", [name for name in FILTERS if name not in restricted]), *((name, [name]) for name in restricted)]
    facets: dict[str, tuple[FacetCount, ...]] = {}
    for without, names in passes:
        if names:
            wanted = {name: {"terms": {"field": counted_field(name), "size": MOST_VALUES}} for name in names}
            counted = searcher.aggregate(to_query(asking.condition(required, without=without)), wanted)
            for name in names:
                facets[name] = facet_counts(counted[name]["buckets"])
    return facets
