"""From clauses to the body of a search request, and from an answer's counts to facets. Pure functions.

``search.weighing`` decides what a hit is and what it scores; here every clause becomes a query of Elasticsearch, so that
both engines give the same hits in (nearly) the same order. Both score by the same BM25 with the same constants, so a
score is the same number in both, but for fields that few documents have: Lucene counts and averages over these few only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from elasticsearch.dsl import Search
from elasticsearch.dsl.aggs import Filter as FilterAggregation
from elasticsearch.dsl.aggs import Global as GlobalAggregation
from elasticsearch.dsl.aggs import Terms as TermsAggregation
from elasticsearch.dsl.query import Bool, ConstantScore, DisMax, MatchAll, MatchPhrase, Query, Term, Terms

from search.clauses import AllOf, AnyClause, AnyOf, Best, Boosted, Fixed, OneOf, Phrase, Somewhere, Word
from search.engines import FacetCount
from search.engines.elasticsearch.schema import GAP
from search.engines.values import MOST_VALUES, counted_field, facet_counts
from search.query import FILTERS, Filters, Sort
from search.weighing import Attempt, Weighing

# More than any filter has values, so that a count over several shards is exact.
_SHARD_VALUES = 5000
# Of two equal hits the one that was recorded first comes first, on every page and from every copy of a shard.
_TIE = {"stamp": {"order": "asc"}}
_LEFT_OUT = "left_out"
# Words near each other score as their phrase does in tantivy: the same however far apart within the slop. Lucene gives less the
# farther they stand apart, so their own scores are taken instead. In a title each stands once, as the phrase does. In a body a
# word stands many times, and BM25 gives that about twice as much as once; anything from .4 to .75 gives the same parity.
_ONCE_IN_A_BODY = 0.5


def request(asking: Weighing, required: int) -> dict[str, Any]:
    """The body of the request for a page of hits, their number, and the counts where the plan wants them."""
    plan = asking.plan
    filters = _conditions(plan.filters)
    left_out = asking
    counting = plan.facets and bool(filters)
    if counting:
        # The filters come after the counting, which leaves out one of them at a time.
        asking = Weighing(replace(plan, filters=Filters()), asking.tokens, asking.weights)
    by_date = plan.sort is Sort.DATE or not plan.terms
    search = (
        Search()
        .query(condition(asking.condition(required)) if by_date else scored(asking.question(required)))
        .sort({"day" if by_date else "_score": {"order": "desc"}}, _TIE)
        .source(False)
        .extra(track_total_hits=True)[plan.offset : plan.offset + plan.limit]
    )
    if counting:
        search = search.post_filter(Bool(filter=list(filters.values())))
    if plan.facets:
        for name in FILTERS:
            _count(search, name, [one for other, one in filters.items() if other != name])
        if plan.leaves_out:
            # Not among the hits of this request, so that they are counted among all documents.
            search.aggs.bucket(_LEFT_OUT, GlobalAggregation()).bucket(
                "hits", FilterAggregation(condition(left_out.left_out(required)))
            )
    body: dict[str, Any] = search.to_dict()
    return body


def count_request(asking: Weighing, attempt: Attempt) -> dict[str, Any]:
    """The body of the request that finds out whether an attempt finds enough: it counts so far and no further."""
    search = Search().query(condition(asking.condition(attempt.required)))[:0]
    body: dict[str, Any] = search.extra(track_total_hits=attempt.suffices).to_dict()
    return body


def scored(clause: AnyClause, factor: float = 1.0) -> Query:
    """The clause with its score, times ``factor``."""
    match clause:
        case Word(field, term):
            return Term(**{field: {"value": term, "boost": _boost(factor)}})
        case Phrase(field, places, slop) if slop:
            factor *= 1.0 if field == "title" else _ONCE_IN_A_BODY
            return Bool(must=[scored(Word(field, term), factor) for _, term in places], filter=[condition(clause)])
        case Phrase(field, places):
            return _phrase(field, places, boost=_boost(factor))
        case AnyOf(clauses, at_least, including):
            return Bool(
                should=[scored(each, factor) for each in clauses],
                minimum_should_match=at_least,
                filter=[condition(AnyOf(including))] if including else [],
            )
        case AllOf(clauses, without, preferring):
            # What scores nothing is a filter, which Elasticsearch can keep the answer of.
            return Bool(
                must=[scored(each, factor) for each in clauses if not _scores_nothing(each)],
                filter=[condition(each) for each in clauses if _scores_nothing(each)],
                must_not=[condition(each) for each in without],
                should=[scored(each, factor) for each in preferring],
            )
        case Best(clauses):
            return DisMax(queries=[scored(each, factor) for each in clauses])
        case Boosted(inner, times):
            return scored(inner, factor * times)
        case Fixed(inner, amount):
            return ConstantScore(filter=condition(inner), boost=_boost(factor * amount))
        case OneOf() | Somewhere():
            return ConstantScore(filter=condition(clause), boost=_boost(factor))


def condition(clause: AnyClause) -> Query:
    """The clause as a mere condition."""
    match clause:
        case Word(field, term):
            return Term(**{field: term})
        case Phrase(field, places, slop):
            return _phrase(field, places, slop)
        case OneOf(field, values):
            return Terms(field, [_sendable(value) for value in values])
        case Somewhere(fields, term):
            return condition(AnyOf(tuple(Word(field, term) for field in fields)))
        case AnyOf(clauses, at_least, including):
            return Bool(
                should=[condition(each) for each in clauses],
                minimum_should_match=at_least,
                filter=[condition(AnyOf(including))] if including else [],
            )
        case AllOf(clauses, without):
            return Bool(filter=[condition(each) for each in clauses], must_not=[condition(each) for each in without])
        case Best(clauses):
            return Bool(should=[condition(each) for each in clauses], minimum_should_match=1)
        case Boosted(inner, _) | Fixed(inner, _):
            return condition(inner)


def _scores_nothing(clause: AnyClause) -> bool:
    return isinstance(clause, Fixed) and not clause.amount


def _phrase(field: str, places: Iterable[tuple[int, str]], slop: int = 0, **options: float) -> Query:
    """The terms at their places; where a word was dropped, any word may stand. With a slop their distances don't count."""
    words: list[str] = []
    for place, term in places:
        words += [GAP] * (0 if slop else place - len(words)) + [term]
    if slop:
        options["slop"] = slop
    return MatchPhrase(**{field: {"query": " ".join(words), "analyzer": "terms_with_gaps", **options}})


def _boost(number: float) -> float:
    """Short enough to read; products of floats are not."""
    return round(number, 6)


def _conditions(filters: Filters) -> dict[str, Query]:
    """What each filter in force demands."""
    return {name: condition(OneOf(name, tuple(getattr(filters, name)))) for name in FILTERS if getattr(filters, name)}


def _sendable(value: str | int) -> str | int:
    """A value that can be encoded; half a surrogate pair, which no document has, becomes a question mark."""
    return value.encode(errors="replace").decode() if isinstance(value, str) else value


def _count(search: Search, name: str, conditions: list[Query]) -> None:
    values = TermsAggregation(field=counted_field(name), size=MOST_VALUES, shard_size=_SHARD_VALUES)
    left = FilterAggregation(Bool(filter=conditions) if conditions else MatchAll())
    search.aggs.bucket(name, left).bucket("values", values)


def read_facets(aggregations: Mapping[str, Any]) -> dict[str, tuple[FacetCount, ...]]:
    """The counts of an answer."""
    return {name: facet_counts(aggregations[name]["values"]["buckets"]) for name in FILTERS if name in aggregations}


def read_left_out(aggregations: Mapping[str, Any]) -> int:
    """How many more hits there are that were withdrawn."""
    return int(aggregations[_LEFT_OUT]["hits"]["doc_count"]) if _LEFT_OUT in aggregations else 0
