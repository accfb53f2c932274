"""From a plan to clauses: which documents are hits, and how each is weighed. Pure; every engine answers what stands here.

A hit is visible to the visitor, was not withdrawn, passes the filters, holds every phrase and number that the question
insists on and nothing that it excludes. Of the other words it must have any; ``attempts`` asks for most of them first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from search.clauses import AllOf, AnyClause, AnyOf, Best, Boosted, Fixed, OneOf, Phrase, Somewhere, Word
from search.contract import MEMBERS, WITHDRAWN
from search.engines import Alternative, Plan
from search.engines.fields import HEADINGS, NAMES, SEARCHED
from search.query import FILTERS
from search.ranking import FADING, OVER, WEIGHTS, Weights


def searched_fields(tokens: frozenset[str]) -> tuple[str, ...]:
    """The fields that this visitor's words are looked for in. What they may not read must not even exclude a hit."""
    return (*SEARCHED, "members") if MEMBERS in tokens else SEARCHED


def heading_fields(tokens: frozenset[str]) -> tuple[str, ...]:
    """The fields with the headings of what this visitor may read."""
    return HEADINGS if MEMBERS in tokens else HEADINGS[:1]


CITED = 0
"""In place of a number of words: only what is cited, and what cites it."""


def attempts(plan: Plan, weights: Weights = WEIGHTS) -> Iterator[int]:
    """How many of the plan's words to ask for: first most, then any. An engine takes the first that finds enough.

    A question that is nothing but a citation is about that document: its words alone are in half of the archive.
    """
    if plan.terms.keys and not plan.terms.shown:
        yield CITED
    required = weights.required_terms(len(plan.terms.stems))
    if required > 1:
        yield required
    yield 1


class Weighing:
    """One plan, asked by one visitor."""

    def __init__(self, plan: Plan, tokens: frozenset[str], weights: Weights = WEIGHTS) -> None:
        self.plan = plan
        self.tokens = tokens
        self.weights = weights
        self.fields = searched_fields(tokens)
        self.headings = heading_fields(tokens)
        self._others: defaultdict[str, list[Alternative]] = defaultdict(list)
        for other in plan.alternatives:
            self._others[other.of].append(other)

    def question(self, required: int = 1) -> AllOf:
        """The whole question: hits must meet the conditions, and are scored by their terms."""
        conditions = self._conditions()
        if not self.plan.terms:
            return conditions
        if required == CITED:
            cited = AnyOf(
                (*self._cited("mention"), *(Fixed(own, self.weights.own_key) for own in self._cited("own_key")))
            )
            return replace(conditions, clauses=(*conditions.clauses, cited), preferring=tuple(self._preferred()))
        enough = (Fixed(self._enough_terms(required)),) if required > 1 else ()
        return replace(
            conditions,
            clauses=(*conditions.clauses, *enough, self._scores(required)),
            preferring=tuple(self._preferred()),
        )

    def condition(self, required: int = 1, *, without: str = "") -> AllOf:
        """The same hits without scores, for counting; ``without`` leaves one filter out, for the counts of that filter."""
        conditions = self._conditions(without)
        if not self.plan.terms:
            return conditions
        hits = AnyOf(self._cited("mention", "own_key")) if required == CITED else self._enough_terms(required)
        return replace(conditions, clauses=(*conditions.clauses, Fixed(hits)))

    def left_out(self, required: int = 1) -> AllOf:
        """What would be a hit as well, had it not been withdrawn."""
        hits = self.condition(required)
        return replace(hits, clauses=(*hits.clauses, Fixed(self._withdrawn())), without=self._excluded())

    def _withdrawn(self) -> AnyClause:
        """What was withdrawn, less the documents that are cited themselves: who asks for one by its number must learn of it."""
        return AllOf((OneOf("status", (WITHDRAWN.value,)),), without=self._cited("own_key"))

    def _conditions(self, without: str = "") -> AllOf:
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
        return AllOf(
            clauses=tuple(map(Fixed, conditions)),
            without=(*self._excluded(), *((self._withdrawn(),) if self.plan.leaves_out else ())),
        )

    def _excluded(self) -> tuple[AnyClause, ...]:
        return tuple(self._holds(phrase) for phrase in self.plan.excluded if phrase)

    def _preferred(self) -> Iterator[AnyClause]:
        """What decides between documents that answer alike."""
        year, weights = self.plan.year, self.weights
        if weights.in_force:
            yield Fixed(AllOf(without=(OneOf("status", OVER),)), weights.in_force)
        if year and weights.recent:
            for since, amount in ((year, weights.recent), (year - 1, weights.recent / 2)):
                yield Fixed(AllOf((OneOf("kind", FADING), OneOf("year", (since,)))), amount)

    def _holds(self, phrase: Sequence[str]) -> AnyClause:
        """The stem or phrase somewhere in what the visitor may search."""
        if len(phrase) == 1:
            return Somewhere(self.fields, phrase[0])
        return AnyOf(tuple(in_field(field, tuple(enumerate(phrase))) for field in self.fields))

    def _said(self, field: str, stem: str, required: int = 1) -> AnyClause:
        """The term in a field, or the best of the other ways of saying it."""
        others = tuple(
            Boosted(self._among_hits(in_field(field, tuple(enumerate(other.terms))), stem, required), other.weight)
            for other in self._others.get(stem, ())
        )
        return Best((Word(field, stem), *others)) if others else Word(field, stem)

    def _among_hits(self, clause: AnyClause, stem: str, required: int) -> AnyClause:
        """What is said for the stem; a phrase only where enough of the other terms are: elsewhere it is looked for in vain."""
        if required <= 1 or not isinstance(clause, Phrase):
            return clause
        others = tuple(self._anywhere(other) for other in self.plan.terms.stems if other != stem)
        return AllOf((clause, Fixed(AnyOf(others, required - 1))))

    def _enough_terms(self, required: int) -> AnyClause:
        """Enough of the terms, each in any field; or a citation that is in the question, which says it all."""
        return AnyOf((AnyOf(self._each_anywhere(), required), *self._cited("mention", "own_key")))

    def _each_anywhere(self) -> tuple[AnyClause, ...]:
        return tuple(map(self._anywhere, self.plan.terms.stems))

    def _anywhere(self, stem: str) -> AnyClause:
        """The term in any field, or another way of saying it."""
        others = tuple(self._holds(other.terms) for other in self._others.get(stem, ()))
        return AnyOf((Somewhere(self.fields, stem), *others)) if others else Somewhere(self.fields, stem)

    def _cited(self, *fields: str) -> tuple[AnyClause, ...]:
        return tuple(Word(field, key) for key in self.plan.terms.keys for field in fields)

    def _scores(self, required: int) -> AnyClause:
        """Any term in any field; a field's score is BM25 times its weight, and the fields are summed."""
        terms, weights = self.plan.terms, self.weights
        weight_of = {"title": weights.title, "body": weights.body, "about": weights.about, "members": weights.body}
        weight_of |= dict.fromkeys(self.headings, weights.heading)
        scored = (*self.fields, *self.headings)
        weighed: list[tuple[AnyClause, float]] = [
            *((self._said(field, stem, required), weight_of[field]) for stem in terms.stems for field in scored),
            *((Word("title_word", word), weights.title_word) for word in terms.words),
            *((mention, weights.mention) for mention in self._cited("mention")),
        ]
        wordings = tuple(
            wording
            for wording in (terms.phrase, *self.plan.wordings)
            if weights.shortest_phrase <= len(wording) <= weights.longest_phrase
        )
        if wordings:
            weighed += [
                (Best(tuple(Phrase(field, wording) for wording in wordings)), weight_of[field] * weights.phrase)
                for field in scored
                if field != "about"
            ]
        if weights.shortest_phrase <= len(terms.phrase) <= weights.longest_near:
            weighed.append((Phrase("title", terms.phrase, weights.near_title_slop), weights.near_title))
        if weights.shortest_near <= len(terms.phrase) <= weights.longest_near:
            weighed += [
                (Phrase(field, terms.phrase, weights.near_slop), weight_of[field] * weights.near)
                for field in self.fields
                if field in ("body", "members")
            ]
        if self.plan.meaning:
            weighed.append((Word("defines", self.plan.meaning), weights.defines))
        return AnyOf(
            (
                *(Boosted(clause, weight) for clause, weight in weighed if weight),
                *(Fixed(clause, amount) for clause, amount in self._fixed(required) if amount),
            )
        )

    def _fixed(self, required: int) -> Iterator[tuple[AnyClause, float]]:
        """Fixed amounts: for the cited document, the asked definition, and for holding all the terms, or all but one.

        What every hit has anyway decides nothing, so it is left out.
        """
        terms, weights = self.plan.terms, self.weights
        for key in terms.keys:
            yield Word("own_key", key), weights.own_key
        if self.plan.asks_meaning and self.plan.meaning:
            yield Word("defines", self.plan.meaning), weights.definition
        in_title = tuple(self._said("title", stem) for stem in terms.stems)
        if len(in_title) >= 2:
            yield AnyOf(in_title, len(in_title)), weights.whole_title
        if len(in_title) >= 3:
            yield AnyOf(in_title, len(in_title) - 1), weights.nearly_whole_title
            anywhere = self._each_anywhere()
            yield AnyOf(anywhere, len(anywhere)), weights.whole_text
            if len(anywhere) >= 4 and (required < len(anywhere) - 1 or terms.keys):
                yield AnyOf(anywhere, len(anywhere) - 1), weights.whole_text


def in_field(field: str, places: tuple[tuple[int, str], ...]) -> AnyClause:
    """One term, or several as a phrase."""
    return Phrase(field, places) if len(places) > 1 else Word(field, places[0][1])
