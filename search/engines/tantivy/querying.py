"""From a plan to a tantivy query, and from tantivy's counts to facets. Pure functions over a searcher."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import tantivy

from search.contract import MEMBERS
from search.engines import FacetCount, Plan
from search.engines.tantivy.schema import BETWEEN, SCHEMA, counted_field
from search.query import FILTERS, Filters
from search.ranking import Weights

_MOST_FACET_VALUES = 500

_MUST, _SHOULD = tantivy.Occur.Must, tantivy.Occur.Should


def _text_query(plan: Plan, members: bool, weights: Weights) -> tantivy.Query:
    """Any term in any field; a field's score is BM25 times its weight, and the fields are summed."""
    terms = plan.terms
    texts = {"title": weights.title, "body": weights.body}
    if members:
        texts["members"] = weights.body
    weighed = [
        *((_term(name, stem), weight) for stem in terms.stems for name, weight in texts.items()),
        *((_term("about", stem), weights.about) for stem in terms.stems),
        *((_term("title_word", word), weights.title_word) for word in terms.words),
        *((_term("mention", key), weights.mention) for key in terms.keys),
    ]
    if weights.shortest_phrase <= len(terms.phrase) <= weights.longest_phrase:
        weighed += [
            (tantivy.Query.phrase_query(SCHEMA, name, list(terms.phrase)), weight * weights.phrase)
            for name, weight in texts.items()
        ]
    clauses = [(_SHOULD, tantivy.Query.boost_query(query, weight)) for query, weight in weighed]
    clauses += [
        (_SHOULD, tantivy.Query.const_score_query(_term("own_key", key), weights.own_key)) for key in terms.keys
    ]
    clauses += [(_SHOULD, query) for query in _title_coverage(terms.stems, weights)]
    return tantivy.Query.boolean_query(clauses)


def _title_coverage(stems: tuple[str, ...], weights: Weights) -> list[tantivy.Query]:
    """Fixed amounts for titles that hold all the terms, or all but one."""
    in_title = [(_SHOULD, _term("title", stem)) for stem in stems]
    coverage = []
    if len(stems) >= 2:
        coverage.append((tantivy.Query.boolean_query(in_title, len(stems)), weights.whole_title))
    if len(stems) >= 3:
        coverage.append((tantivy.Query.boolean_query(in_title, len(stems) - 1), weights.nearly_whole_title))
    return [tantivy.Query.const_score_query(query, amount) for query, amount in coverage]


def _term(field: str, value: str) -> tantivy.Query:
    return tantivy.Query.term_query(SCHEMA, field, value, "freq")


def _condition(name: str, filters: Filters) -> tantivy.Query | None:
    values = list(getattr(filters, name))
    return tantivy.Query.term_set_query(SCHEMA, name, values) if values else None


@dataclass(frozen=True, slots=True)
class Asking:
    """A plan as one visitor asks it: what they may see, how hits are weighed, and how many of the terms a hit must have.

    One term is enough for ``required`` 0 or 1.
    """

    plan: Plan
    tokens: frozenset[str]
    weights: Weights
    required: int = 1

    def query(self, without: str = "") -> tantivy.Query:
        """The whole query; ``without`` leaves one filter out, for the counts of that filter."""
        plan = self.plan
        conditions: list[tantivy.Query | None] = [tantivy.Query.term_set_query(SCHEMA, "access", sorted(self.tokens))]
        conditions += [_condition(name, plan.filters) for name in FILTERS if name != without]
        if self.required > 1:
            conditions.append(self._enough_terms())
        clauses = [(_MUST, tantivy.Query.const_score_query(condition, 0.0)) for condition in conditions if condition]
        if plan.terms:
            clauses.append((_MUST, _text_query(plan, self._may_search_members, self.weights)))
        return tantivy.Query.boolean_query(clauses)

    @property
    def _may_search_members(self) -> bool:
        return MEMBERS in self.tokens

    def _enough_terms(self) -> tantivy.Query:
        """Enough of the terms, each in any field; or a citation that is in the question, which says it all."""
        fields = ("title", "body", "about", *(("members",) if self._may_search_members else ()))
        each = [
            (_SHOULD, tantivy.Query.boolean_query([(_SHOULD, _term(field, stem)) for field in fields]))
            for stem in self.plan.terms.stems
        ]
        cited = [(_SHOULD, _term(field, key)) for key in self.plan.terms.keys for field in ("own_key", "mention")]
        return tantivy.Query.boolean_query([(_SHOULD, tantivy.Query.boolean_query(each, self.required)), *cited])


def count_facets(searcher: tantivy.Searcher, asking: Asking) -> dict[str, tuple[FacetCount, ...]]:
    """Counts of all filters: one pass for those without values, one more for each that has some."""
    restricted = [name for name in FILTERS if getattr(asking.plan.filters, name)]
    passes = [("", [name for name in FILTERS if name not in restricted]), *((name, [name]) for name in restricted)]
    facets: dict[str, tuple[FacetCount, ...]] = {}
    for without, names in passes:
        if names:
            wanted = {name: {"terms": {"field": counted_field(name), "size": _MOST_FACET_VALUES}} for name in names}
            counted = searcher.aggregate(asking.query(without), wanted)
            for name in names:
                facets[name] = _facet_counts(counted[name]["buckets"])
    return facets


def _facet_counts(buckets: list[dict[str, Any]]) -> tuple[FacetCount, ...]:
    """Values with their counts; where a label has changed, documents of both count together under the more frequent."""
    counts: dict[str, FacetCount] = {}
    for bucket in buckets:  # The most frequent comes first.
        key, number = bucket["key"], int(bucket["doc_count"])
        # Years come back as floats.
        value, _, label = str(int(key) if isinstance(key, int | float) else key).partition(BETWEEN)
        known = counts.get(value)
        counts[value] = FacetCount(value, known.label if known else label, number + (known.count if known else 0))
    return tuple(counts.values())
