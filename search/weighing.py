"""From a plan to clauses: which documents are hits, and how each is weighed. Pure; every engine answers what stands here.

A hit is visible to the visitor, passes the filters, holds every phrase and number that the question insists on and nothing
that it excludes. Of the other words it must have any; ``attempts`` asks for most of them first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from search.clauses import AllOf, AnyClause, AnyOf, Best, Boosted, Fixed, OneOf, Phrase, Word
from search.contract import MEMBERS
from search.engines import Alternative, Plan
from search.engines.fields import NAMES, SEARCHED
from search.query import FILTERS
from search.ranking import WEIGHTS, Weights


def searched_fields(tokens: frozenset[str]) -> tuple[str, ...]:
    """The fields that this visitor's words are looked for in. What they may not read must not even exclude a hit."""
    return (*SEARCHED, "members") if MEMBERS in tokens else SEARCHED


def attempts(plan: Plan, weights: Weights = WEIGHTS) -> Iterator[int]:
    """How many of the plan's words to ask for: first most, then any. An engine takes the first that finds ``enough``."""
    required = weights.required_terms(len(plan.terms.stems))
    if required > 1:
        yield required
    yield 1


def question(plan: Plan, tokens: frozenset[str], required: int = 1, *, without: str = "") -> AllOf:
    """The whole question as a visitor with these tokens asks it; ``without`` leaves one filter out, for its counts."""
    return Weighing(plan, tokens).question(required, without=without)


class Weighing:
    """One plan, asked by one visitor."""

    def __init__(self, plan: Plan, tokens: frozenset[str], weights: Weights = WEIGHTS) -> None:
        self.plan = plan
        self.tokens = tokens
        self.weights = weights
        self.fields = searched_fields(tokens)
        self._others: defaultdict[str, list[Alternative]] = defaultdict(list)
        for other in plan.alternatives:
            self._others[other.of].append(other)

    def question(self, required: int = 1, *, without: str = "") -> AllOf:
        """See the function of this name."""
        conditions: list[AnyClause] = [OneOf("access", tuple(sorted(self.tokens)))]
        conditions += [
            OneOf(name, values)
            for name in FILTERS
            if name != without and (values := tuple(getattr(self.plan.filters, name)))
        ]
        conditions += [self._holds(phrase) for phrase in self.plan.phrases if phrase]
        conditions += [AllOf(tuple(Word("number", term) for term in number)) for number in self.plan.numbers]
        conditions += [
            AnyOf(tuple(Word(field, word) for word in words for field in NAMES)) for words in self.plan.named
        ]
        if required > 1:
            conditions.append(self._enough_terms(required))
        scored = (self._scores(),) if self.plan.terms else ()
        return AllOf(
            clauses=(*(Fixed(condition) for condition in conditions), *scored),
            without=tuple(self._holds(phrase) for phrase in self.plan.excluded if phrase),
        )

    def _holds(self, phrase: Sequence[str]) -> AnyClause:
        """The stem or phrase somewhere in what the visitor may search."""
        return AnyOf(tuple(in_field(field, tuple(enumerate(phrase))) for field in self.fields))

    def _said(self, field: str, stem: str) -> AnyClause:
        """The term in a field, or the best of the other ways of saying it."""
        others = tuple(
            Boosted(in_field(field, tuple(enumerate(other.terms))), other.weight)
            for other in self._others.get(stem, ())
        )
        return Best((Word(field, stem), *others)) if others else Word(field, stem)

    def _enough_terms(self, required: int) -> AnyClause:
        """Enough of the terms, each in any field; or a citation that is in the question, which says it all."""
        terms = self.plan.terms
        each = tuple(AnyOf(tuple(self._said(field, stem) for field in self.fields)) for stem in terms.stems)
        cited = tuple(Word(field, key) for key in terms.keys for field in ("own_key", "mention"))
        return AnyOf((AnyOf(each, required), *cited))

    def _scores(self) -> AnyClause:
        """Any term in any field; a field's score is BM25 times its weight, and the fields are summed."""
        terms, weights = self.plan.terms, self.weights
        weight_of = {"title": weights.title, "body": weights.body, "about": weights.about, "members": weights.body}
        weighed: list[tuple[AnyClause, float]] = [
            *((self._said(field, stem), weight_of[field]) for stem in terms.stems for field in self.fields),
            *((Word("title_word", word), weights.title_word) for word in terms.words),
            *((Word("mention", key), weights.mention) for key in terms.keys),
        ]
        wordings = tuple(
            wording
            for wording in (terms.phrase, *self.plan.wordings)
            if weights.shortest_phrase <= len(wording) <= weights.longest_phrase
        )
        if wordings:
            weighed += [
                (Best(tuple(Phrase(field, wording) for wording in wordings)), weight_of[field] * weights.phrase)
                for field in self.fields
                if field != "about"
            ]
        defines = Word("defines", self.plan.meaning)
        if self.plan.meaning:
            weighed.append((defines, weights.defines))
        return AnyOf(
            (
                *(Boosted(clause, weight) for clause, weight in weighed),
                *(Fixed(Word("own_key", key), weights.own_key) for key in terms.keys),
                *((Fixed(defines, weights.definition),) if self.plan.asks_meaning else ()),
                *self._title_coverage(),
            )
        )

    def _title_coverage(self) -> Iterator[AnyClause]:
        """Fixed amounts for titles that hold all the terms, or all but one."""
        stems, weights = self.plan.terms.stems, self.weights
        in_title = tuple(self._said("title", stem) for stem in stems)
        if len(stems) >= 2:
            yield Fixed(AnyOf(in_title, len(stems)), weights.whole_title)
        if len(stems) >= 3:
            yield Fixed(AnyOf(in_title, len(stems) - 1), weights.nearly_whole_title)


def in_field(field: str, places: tuple[tuple[int, str], ...]) -> AnyClause:
    """One term, or several as a phrase."""
    return Phrase(field, places) if len(places) > 1 else Word(field, places[0][1])
