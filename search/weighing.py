"""From a plan to clauses: which documents are hits, and how each is weighed. Pure; every engine answers what stands here.

A hit is visible to the visitor, was not withdrawn, passes the filters, holds every phrase and number that the question
insists on and nothing that it excludes. How many of the other words it must have, ``attempts`` says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from search.analysis import shingles
from search.clauses import AllOf, AnyClause, AnyOf, Best, Boosted, Fixed, OneOf, Phrase, Somewhere, Word
from search.contract import MEMBERS, WITHDRAWN
from search.engines import Alternative, Plan
from search.engines.fields import HEADINGS, NAMES, SEARCHED, shingled
from search.query import FILTERS, Filters
from search.ranking import FADING, OVER, WEIGHTS, Weights


def searched_fields(tokens: frozenset[str]) -> tuple[str, ...]:
    """The fields that this visitor's words are looked for in. What they may not read must not even exclude a hit."""
    return (*SEARCHED, "members") if MEMBERS in tokens else SEARCHED


def heading_fields(tokens: frozenset[str]) -> tuple[str, ...]:
    """The fields with the headings of what this visitor may read."""
    return HEADINGS if MEMBERS in tokens else HEADINGS[:1]


CITED = 0
"""In place of a number of words: only what is cited, and what cites it."""
ANY = -1
"""In place of a number of words: any word, even one that most documents hold."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """How many of the words to ask for (or ``CITED``, ``ANY``), and how many hits make that the answer.

    ``counted_first``: whether the hits are counted before they are asked for, without the filters: else a count beside a filter
    would not be what choosing it gives. What seldom has enough is counted first as well, since that costs little.
    """

    required: int
    suffices: int = 0
    counted_first: bool = False

    def answers(self, total: int) -> bool:
        """Whether so many hits are the answer; where there were enough before the filters, any are."""
        return total >= (1 if self.counted_first else self.suffices)


def attempts(plan: Plan, weights: Weights = WEIGHTS) -> Iterator[Attempt]:
    """What to ask for, one after the other: first all words, then most, then one. An engine takes the first that finds enough.

    A question that is nothing but a citation is about that document: its words alone are in half of the archive. What holds
    none but words that many documents have (``Plan.common``) is a hit only where nothing else is.
    """
    filtered = bool(plan.filters)
    every = len(plan.terms.stems)
    required = weights.required_terms(every)
    if plan.terms.keys and not plan.terms.shown:
        yield Attempt(CITED, 1, filtered)
    if every > required:
        yield Attempt(every, weights.plenty, counted_first=True)
    if required > 1:
        yield Attempt(required, weights.enough, filtered)
    if plan.common and plan.telling:
        yield Attempt(1, weights.enough, filtered)
    yield Attempt(ANY)


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

    def unfiltered(self) -> Weighing:
        """The same without the filters; itself where there are none."""
        if not self.plan.filters:
            return self
        return Weighing(replace(self.plan, filters=Filters()), self.tokens, self.weights)

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
        return replace(
            conditions,
            clauses=(*conditions.clauses, Fixed(self._enough_terms(required))),
            preferring=(*self._scores(required), *self._preferred()),
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
        """The stem or phrase somewhere in what the visitor may search, exactly as it was quoted."""
        if len(phrase) == 1:
            return Somewhere(self.fields, phrase[0])
        return AnyOf(tuple(exactly_in(field, phrase) for field in self.fields))

    def _said(self, field: str, stem: str) -> AnyClause:
        """The term in a field, or a phrase that says the same: an acronym and what it stands for count once where a text has both."""
        phrases = [
            Boosted(said_in(field, other.terms), other.weight)
            for other in self._others.get(stem, ())
            if len(other.terms) > 1
        ]
        return best_of([Word(field, stem), *phrases])

    def _somehow(self, field: str, stem: str) -> AnyClause:
        """The term in a field, or any other way of saying it."""
        others = tuple(said_in(field, other.terms) for other in self._others.get(stem, ()))
        return AnyOf((Word(field, stem), *others)) if others else Word(field, stem)

    def _enough_terms(self, required: int) -> AnyClause:
        """Enough of the terms, each in any field; or a citation that is in the question, which says it all."""
        return AnyOf((self._of_terms(required), *self._cited("mention", "own_key")))

    def _of_terms(self, required: int) -> AnyClause:
        """So many of the terms, each in any field, and not only such as many documents have."""
        telling = self.plan.telling
        # So many can't all be common ones anyway.
        including = telling if ANY < required <= len(self.plan.terms.stems) - len(telling) else ()
        return AnyOf(self._each_anywhere(), max(1, required), tuple(map(self._anywhere, including)))

    def _each_anywhere(self) -> tuple[AnyClause, ...]:
        return tuple(map(self._anywhere, self.plan.terms.stems))

    def _anywhere(self, stem: str) -> AnyClause:
        """The term in any field, or another way of saying it."""
        others = tuple(self._said_anywhere(other.terms) for other in self._others.get(stem, ()))
        return AnyOf((Somewhere(self.fields, stem), *others)) if others else Somewhere(self.fields, stem)

    def _said_anywhere(self, terms: Sequence[str]) -> AnyClause:
        if len(terms) == 1:
            return Somewhere(self.fields, terms[0])
        return AnyOf(tuple(said_in(field, terms) for field in self.fields))

    def _cited(self, *fields: str) -> tuple[AnyClause, ...]:
        return tuple(Word(field, key) for key in self.plan.terms.keys for field in fields)

    def _scores(self, required: int) -> Iterator[AnyClause]:
        """Each term in each field; a field's score is BM25 times its weight, and the fields are summed."""
        terms, weights = self.plan.terms, self.weights
        weight_of = {"title": weights.title, "body": weights.body, "about": weights.about, "members": weights.body}
        weight_of |= dict.fromkeys(self.headings, weights.heading)
        scored = (*self.fields, *self.headings)
        weighed: list[tuple[AnyClause, float]] = [
            *((self._said(field, stem), weight_of[field]) for stem in terms.stems for field in scored),
            *(
                (Word(field, other.terms[0]), weight_of[field] * other.weight)
                for other in self.plan.alternatives
                if len(other.terms) == 1
                for field in scored
            ),
            *((Word("title_word", word), weights.title_word) for word in terms.words),
            *((mention, weights.mention) for mention in self._cited("mention")),
        ]
        if self.plan.wordings:
            weighed += [
                (best_of(said_in(field, wording) for wording in self.plan.wordings), weight_of[field] * weights.phrase)
                for field in scored
                if field != "about"
            ]
        if weights.shortest_phrase <= len(terms.phrase) <= weights.longest_near:
            weighed.append((Phrase("title", terms.phrase, weights.near_title_slop), weights.near_title))
        if weights.shortest_near <= len(terms.phrase) <= weights.longest_near and self.plan.telling:
            weighed += [
                (Phrase(field, terms.phrase, weights.near_slop), weight_of[field] * weights.near)
                for field in self.fields
                if field in ("body", "members")
            ]
        if self.plan.meaning:
            weighed.append((Word("defines", self.plan.meaning), weights.defines))
        yield from (Boosted(clause, weight) for clause, weight in weighed if weight)
        yield from (Fixed(clause, amount) for clause, amount in self._fixed(required) if amount)

    def _fixed(self, required: int) -> Iterator[tuple[AnyClause, float]]:
        """Fixed amounts: for the cited document, the asked definition, and for holding all the terms, or all but one.

        What every hit has anyway decides nothing, so it is left out.
        """
        terms, weights = self.plan.terms, self.weights
        for key in terms.keys:
            yield Word("own_key", key), weights.own_key
        if self.plan.asks_meaning and self.plan.meaning:
            yield Word("defines", self.plan.meaning), weights.definition
        in_title = tuple(self._somehow("title", stem) for stem in terms.stems)
        if len(in_title) >= 2:
            yield AnyOf(in_title, len(in_title)), weights.whole_title
        if len(in_title) >= 3:
            yield AnyOf(in_title, len(in_title) - 1), weights.nearly_whole_title
            every = len(terms.stems)
            if required < every or terms.keys:
                yield self._of_terms(every), weights.whole_text
            if every >= 4 and (required < every - 1 or terms.keys):
                yield self._of_terms(every - 1), weights.whole_text


def said_in(field: str, terms: Sequence[str]) -> AnyClause:
    """One term, or several as a phrase: all the pairs of neighbours, which score as one. That they stand apart is rare, and hardly worse."""
    if len(terms) == 1:
        return Word(field, terms[0])
    pairs = tuple(Word(shingled(field), pair) for pair in shingles(terms))
    return Boosted(AllOf(pairs), 1 / len(pairs)) if len(pairs) > 1 else pairs[0]


def best_of(clauses: Iterable[AnyClause]) -> AnyClause:
    """The best of the clauses; one alone is that."""
    several = tuple(clauses)
    return Best(several) if len(several) > 1 else several[0]


def exactly_in(field: str, terms: Sequence[str]) -> AnyClause:
    """Several terms as they stand; two neighbours are known without looking at places."""
    said = said_in(field, terms)
    return AllOf((said, Phrase(field, tuple(enumerate(terms))))) if len(terms) > 2 else said
