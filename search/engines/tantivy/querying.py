"""From clauses to a tantivy query, and from tantivy's counts to facets. Pure functions over a searcher."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product
from math import comb, prod

import tantivy

from search.clauses import AllOf, AnyClause, AnyOf, Best, Boosted, Fixed, OneOf, Phrase, Somewhere, Word
from search.contract import WITHDRAWN
from search.engines import FacetCount
from search.engines.fields import ANYWHERE, SEARCHED
from search.engines.tantivy.schema import SCHEMA
from search.engines.values import MOST_VALUES, counted_field, facet_counts
from search.query import FILTERS
from search.weighing import Weighing

_MANY = 20
_MOST_SETS = 15
_MOST_BRANCHES = 60

_MUST, _SHOULD, _MUST_NOT = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot


def to_query(clause: AnyClause) -> tantivy.Query:
    """The clause with its score, in tantivy's terms. Only the order of scores is kept, not the scores themselves."""
    match clause:
        case Word(field, term):
            return tantivy.Query.term_query(SCHEMA, field, term, "freq")
        case AnyOf(clauses, at_least, including):
            queries = [(_SHOULD, to_query(each)) for each in clauses]
            if including:
                queries.append((_MUST, tantivy.Query.const_score_query(_at_least(including, 1), 0)))
            # The number is given only where it says something: tantivy is faster without it.
            return tantivy.Query.boolean_query(queries, *((at_least,) if at_least > 1 or including else ()))
        case AllOf(clauses, without, preferring):
            wanted = [(_MUST, to_query(each)) for each in clauses] or [(_MUST, tantivy.Query.all_query())]
            unwanted = [(_MUST_NOT, _condition(each)) for each in without]
            # tantivy merges words among themselves at twice the speed that it has with anything else among them.
            words = [(_SHOULD, to_query(each)) for each in preferring if _is_word(each)]
            others = [(_SHOULD, _preferred(each)) for each in preferring if not _is_word(each)]
            asked = tantivy.Query.boolean_query([*wanted, *unwanted, *words])
            return tantivy.Query.boolean_query([(_MUST, asked), *others]) if others else asked
        case Best(clauses):
            return tantivy.Query.disjunction_max_query([to_query(each) for each in clauses])
        case Boosted(inner, factor):
            return tantivy.Query.boost_query(to_query(inner), factor)
        case Fixed(inner, amount):
            return tantivy.Query.const_score_query(_condition(inner), amount)
        case Phrase() | OneOf() | Somewhere():
            return _condition(clause)


def _is_word(clause: AnyClause) -> bool:
    match clause:
        case Boosted(inner, _):
            return _is_word(inner)
    return isinstance(clause, Word)


def _preferred(clause: AnyClause) -> tantivy.Query:
    """What all have but a few is taken from these few instead, since to add it means to walk through all documents."""
    match clause:
        case Fixed(AllOf((), without, ()), amount) if without:
            return tantivy.Query.const_score_query(_union([_condition(each) for each in without]), -amount)
    return to_query(clause)


def _condition(clause: AnyClause) -> tantivy.Query:
    """The clause as a mere condition. tantivy scores inside of conditions as well, so they are put as cheaply as can be."""
    match clause:
        case Word(field, term):
            return tantivy.Query.term_query(SCHEMA, field, term, "basic")
        case Phrase(field, places, slop):
            # With a slop, tantivy takes the places for granted.
            words: list[str | tuple[int, str]] = [word for _, word in places] if slop else list(places)
            return tantivy.Query.phrase_query(SCHEMA, field, words, slop)
        case OneOf(field, values):
            return _one_of(field, values)
        case Somewhere(fields, term):
            return _union([_condition(Word(field, term)) for field in _looked_into(fields)])
        case AnyOf(clauses, at_least, including):
            return _at_least(clauses, at_least, including)
        case Best(clauses):
            return _at_least(clauses, 1)
        case AllOf(clauses, without):
            wanted = [(_MUST, _condition(each)) for each in clauses] or [(_MUST, tantivy.Query.all_query())]
            return tantivy.Query.boolean_query([*wanted, *((_MUST_NOT, _condition(each)) for each in without)])
        case Boosted(inner, _) | Fixed(inner, _):
            return _condition(inner)


def _looked_into(fields: tuple[str, ...]) -> tuple[str, ...]:
    """Where to look for a word that may stand in any of the fields: all of ``SEARCHED`` at once."""
    if not set(SEARCHED) <= set(fields):
        return fields
    return (*ANYWHERE, *(field for field in fields if field not in SEARCHED))


def _one_of(field: str, values: tuple[str | int, ...]) -> tantivy.Query:
    """A few values are looked up one by one; the query for sets walks through all values of the field."""
    if len(values) > _MANY:
        return tantivy.Query.term_set_query(SCHEMA, field, list(values))
    return _union([tantivy.Query.term_query(SCHEMA, field, value, "basic") for value in values])


def _at_least(clauses: Sequence[AnyClause], number: int, including: Sequence[AnyClause] = ()) -> tantivy.Query:
    """So many of the clauses, one of ``including`` among them where there are any.

    tantivy merges all their lists for that. Taken apart into intersections, of which any will do, it skips what can't be a
    hit: "two of a, b, c" is "a and b, or a and c, or b and c". So is a word with other ways of saying it.
    """
    if number == 1 and including:
        return _at_least(including, 1)
    if number == 1 or number > len(clauses) or comb(len(clauses), number) > _MOST_SETS:
        merged = [(_SHOULD, _condition(each)) for each in clauses]
        if including:
            merged.append((_MUST, _at_least(including, 1)))
        return tantivy.Query.boolean_query(merged, *((number,) if number > 1 else ()))
    sets = [some for some in combinations(clauses, number) if not including or any(each in including for each in some)]
    parts = {each: _parts(each) for each in clauses}
    if sum(prod(len(parts[each]) for each in some) for some in sets) > _MOST_BRANCHES:
        parts = {each: [each] for each in clauses}
    queries = {each: [_condition(part) for part in parts[each]] for each in clauses}
    return _union([_intersection(branch) for some in sets for branch in product(*(queries[each] for each in some))])


def _parts(clause: AnyClause) -> list[AnyClause]:
    """A word, and whatever else answers the clause: a long list is walked through twice as fast by itself."""
    match clause:
        case AnyOf((first, *others), 1, ()) if others:
            return [first, AnyOf(tuple(others))]
    return [clause]


def _union(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    return queries[0] if len(queries) == 1 else tantivy.Query.boolean_query([(_SHOULD, each) for each in queries])


def _intersection(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    return queries[0] if len(queries) == 1 else tantivy.Query.boolean_query([(_MUST, each) for each in queries])


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
