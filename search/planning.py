"""From the words of a question to the terms of a plan, with all the ways in which the archive may say the same.

What a visitor writes is kept; what the archive knows about it is added: the word that was meant where a word is in no
document, what an acronym stands for and the other way round, and words of the same meaning.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from search.analysis import QueryTerms, Question, Token, fold, normalise, read_question
from search.definitions import term_key
from search.engines import Alternative
from search.ranking import WEIGHTS, Weights
from search.stems import ROOTS, stem
from search.synonyms import Synonyms
from search.synonyms import current as current_synonyms
from search.vocabulary import Vocabulary

# The ways to ask what something is. What follows is the term, whole.
_ASKS_MEANING = re.compile(
    r"^\s*(?:apa(?:kah)?\s+(?:itu|arti(?:nya)?|maksud(?:nya)?|definisi|pengertian|yang\s+(?:dimaksud|disebut)(?:\s+(?:dengan|sebagai))?)(?:\s+dari)?|"
    r"(?:arti|definisi|pengertian|makna|maksud)(?:\s+(?:dari|kata|istilah))?|yang\s+dimaksud\s+dengan)\s+(?=\S)"
)
_ASKS_MEANING_BEHIND = re.compile(r"\s+(?:itu|adalah|artinya|maksudnya)(?:\s+apa)?\s*\??\s*$")
_AMBIGUOUS_LENGTH = 2
_LONGEST_EXPANSION = 7
_MOST_WINDOWS = 48
_MOST_WORDINGS = 3
_MOST_ALTERNATIVES = 8


@dataclass(frozen=True, slots=True)
class Understanding:
    """What the words of a question come to; most fields are those of ``engines.Plan``.

    ``changes`` has what was written and what it was taken for, for every word that was corrected; ``all_changed`` says that
    nothing of the question is left as it was written.
    """

    terms: QueryTerms
    alternatives: tuple[Alternative, ...] = ()
    wordings: tuple[tuple[str, ...], ...] = ()
    meaning: str = ""
    asks_meaning: bool = False
    changes: tuple[tuple[str, str], ...] = ()
    all_changed: bool = False
    common: frozenset[str] = frozenset()

    def corrected(self, text: str) -> str:
        """The text with the words corrected; empty where there is nothing to correct."""
        for wrong, right in self.changes:
            text = re.sub(rf"(?<![^\W_]){re.escape(wrong)}(?![^\W_])", right, text, count=1)
        return text if self.changes else ""


def understand(
    text: str, vocabulary: Vocabulary, synonyms: Synonyms | None = None, weights: Weights = WEIGHTS
) -> Understanding:
    """Read the words of a question in the light of what the archive holds. Raises EngineError.

    ``synonyms`` are those of this moment unless others are given.
    """
    synonyms = current_synonyms() if synonyms is None else synonyms
    text = normalise(text)
    asked = _ASKS_MEANING.match(fold(text))
    subject = text[asked.end() :] if asked else text
    if not asked and (behind := _ASKS_MEANING_BEHIND.search(fold(text))):
        asked, subject = behind, text[: behind.start()]
    question = read_question(subject)
    if not question.tokens:
        question = read_question(text)
    question, others, changes = _corrected(question, vocabulary, synonyms, weights)
    others += _kin(question, vocabulary, weights)
    others += _said_otherwise(question, vocabulary, synonyms, weights)
    terms = question.terms()
    return Understanding(
        terms=replace(
            terms,
            shown=terms.shown.union(other.terms[0] for other in others if len(other.terms) == 1),
            shown_phrases=tuple(dict.fromkeys(other.terms for other in others if len(other.terms) > 1)),
        ),
        alternatives=tuple(dict.fromkeys(others)),
        wordings=_wordings(question, others, weights),
        meaning=term_key(tuple(token.stem for token in question.tokens)),
        asks_meaning=bool(asked),
        changes=tuple(changes.items()),
        all_changed=bool(changes) and len(changes) == len(question.content),
        common=vocabulary.common(terms.stems, weights.common, weights.common_documents),
    )


def _corrected(
    question: Question, vocabulary: Vocabulary, synonyms: Synonyms, weights: Weights
) -> tuple[Question, list[Alternative], dict[str, str]]:
    """The question with unknown words replaced by what was likely meant; the word itself stays as an alternative."""
    replaced = list(question.tokens)
    others: list[Alternative] = []
    changes: dict[str, str] = {}
    for place in question.content:
        token = question.tokens[place]
        if question.cited(token) or synonyms.has(token):
            continue
        corrections = vocabulary.corrections(token.word)[: weights.most_corrections]
        if corrections:
            first, *more = corrections
            meant = tuple(stem(word) for word in first.words)
            replaced[place] = replace(token, word=first.words[0], stem=meant[0]) if len(meant) == 1 else token
            of = replaced[place].stem
            others += [Alternative(of, meant, 1.0)] if len(meant) > 1 else [Alternative(of, (token.stem,), 1.0)]
            others += [Alternative(of, (stem(one.text),), weights.other_correction) for one in more]
            changes[question.text[token.start : token.end]] = first.text
    return replace(question, tokens=tuple(replaced)), [one for one in others if one.terms != (one.of,)], changes


def _kin(question: Question, vocabulary: Vocabulary, weights: Weights) -> list[Alternative]:
    """Words that the archive builds on the same root as one of the question, where no list knows that root."""
    tokens = [question.tokens[place] for place in question.content] if weights.kin else []
    return [
        Alternative(token.stem, (other,), weights.kin)
        for token in tokens
        if not question.cited(token)
        for other in vocabulary.family(token.word)
    ]


def _said_otherwise(
    question: Question, vocabulary: Vocabulary, synonyms: Synonyms, weights: Weights
) -> list[Alternative]:
    """What acronyms stand for, the acronyms of what is written out, and words of the same meaning."""
    others: list[Alternative] = []
    asked = {question.tokens[place].stem for place in question.content}
    alone = len(question.content) == 1
    for window in _windows(question):
        stems = tuple(token.stem for token in window)
        said: list[tuple[tuple[str, ...], float]] = []
        if len(window) == 1:
            if not _may_be_short(question, window[0], alone):
                continue
            if _may_be_acronym(question, window[0], alone):
                said += [(found, weights.expansion) for found in vocabulary.expansions(window[0].word)]
        else:
            said += [((short,), weights.acronym) for short in vocabulary.acronyms(term_key(stems))]
        said += [
            # A phrase scores for each of its words; it shall not outweigh the shorter word that was asked for.
            (found, weights.synonym * min(1.0, len(stems) / len(found)))
            for found in synonyms.of(window)
            if not _holds(found, stems)
        ]
        others += [
            Alternative(stem, found, weight) for found, weight in said for stem in stems if weight and stem in asked
        ]
    return _few(others)


def _few(others: list[Alternative]) -> list[Alternative]:
    """At most so many for each term; the best come first."""
    counted: Counter[str] = Counter()
    kept: dict[tuple[str, tuple[str, ...]], Alternative] = {}
    for other in sorted(others, key=lambda one: -one.weight):
        if (other.of, other.terms) not in kept and counted[other.of] < _MOST_ALTERNATIVES:
            counted[other.of] += 1
            kept[other.of, other.terms] = other
    return list(kept.values())


def _holds(longer: tuple[str, ...], stems: tuple[str, ...]) -> bool:
    """Whether the stems stand within a longer phrase: whatever has that one answers the question as it is."""
    return any(longer[place : place + len(stems)] == stems for place in range(len(longer) - len(stems) + 1))


def _may_be_short(question: Question, token: Token, alone: bool) -> bool:
    """Two letters mean something of their own ("se", "ba") unless they are written in capitals, or stand alone."""
    return len(token.word) > _AMBIGUOUS_LENGTH or alone or question.text[token.start : token.end].isupper()


def _may_be_acronym(question: Question, token: Token, alone: bool) -> bool:
    """A word of the language is an acronym only where it is written as one, or stands alone."""
    return token.word not in ROOTS or alone or question.text[token.start : token.end].isupper()


def _windows(question: Question) -> Iterator[tuple[Token, ...]]:
    """Single words that carry a subject, and stretches of two words and more; none of a citation."""
    tokens = question.tokens
    yield from ((tokens[place],) for place in question.content if not question.cited(tokens[place]))
    made = 0
    for start in range(len(tokens)):
        for end in range(start + 2, min(len(tokens), start + _LONGEST_EXPANSION) + 1):
            if made == _MOST_WINDOWS:
                return
            if not any(question.cited(token) for token in tokens[start:end]):
                made += 1
                yield tokens[start:end]


def _wordings(question: Question, others: list[Alternative], weights: Weights) -> tuple[tuple[str, ...], ...]:
    """The question as a phrase, as it was written and with an acronym written out; one word alone is no phrase."""
    stems = [token.stem for token in question.tokens]
    content = [stems[place] for place in question.content]
    if len(content) < weights.shortest_phrase:
        return ()
    wordings: list[tuple[str, ...]] = []
    if len(content) <= weights.longest_phrase:
        wordings.append(tuple(stems[question.content[0] : question.content[-1] + 1]))
        if len(stems) > len(wordings[0]):
            wordings.append(tuple(stems))
    for other in others:
        said = len(content) - 1 + len(other.terms)
        if other.weight >= weights.expansion and content.count(other.of) == 1 and said <= weights.longest_phrase:
            place = content.index(other.of)
            wordings.append((*content[:place], *other.terms, *content[place + 1 :]))
    return tuple(wordings[:_MOST_WORDINGS])
