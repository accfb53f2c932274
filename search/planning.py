"""From the words of a question to the terms of a plan, with all the ways in which the archive may say the same.

What a visitor writes is kept; what the archive knows about it is added: the word that was meant where a word is in no
document, what an acronym stands for and the other way round, and words of the same meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from search.analysis import QueryTerms, Question, Token, fold, normalise, read_question
from search.definitions import term_key
from search.engines import Alternative
from search.ranking import WEIGHTS, Weights
from search.stems import ROOTS, stem
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


@dataclass(frozen=True, slots=True)
class Understanding:
    """What the words of a question come to; most fields are those of ``engines.Plan``.

    ``changes`` has what was written and what it was taken for, for every word that was corrected; ``all_changed`` says that
    nothing of the question is left as it was written.
    """

    terms: QueryTerms
    alternatives: tuple[Alternative, ...] = ()
    wordings: tuple[tuple[tuple[int, str], ...], ...] = ()
    meaning: str = ""
    asks_meaning: bool = False
    changes: tuple[tuple[str, str], ...] = ()
    all_changed: bool = False

    def corrected(self, text: str) -> str:
        """The text with the words corrected; empty where there is nothing to correct."""
        for wrong, right in self.changes:
            text = re.sub(rf"(?<![^\W_]){re.escape(wrong)}(?![^\W_])", right, text, count=1)
        return text if self.changes else ""


def understand(text: str, vocabulary: Vocabulary, weights: Weights = WEIGHTS) -> Understanding:
    """Read the words of a question in the light of what the archive holds. Raises EngineError."""
    text = normalise(text)
    asked = _ASKS_MEANING.match(fold(text))
    subject = text[asked.end() :] if asked else text
    if not asked and (behind := _ASKS_MEANING_BEHIND.search(fold(text))):
        asked, subject = behind, text[: behind.start()]
    question = read_question(subject)
    if not question.tokens:
        question = read_question(text)
    question, others, changes = _corrected(question, vocabulary, weights)
    others += _said_otherwise(question, vocabulary, weights)
    terms = question.terms()
    return Understanding(
        terms=replace(
            terms,
            shown=terms.shown.union(other.terms[0] for other in others if len(other.terms) == 1),
            shown_phrases=tuple(dict.fromkeys(other.terms for other in others if len(other.terms) > 1)),
        ),
        alternatives=tuple(dict.fromkeys(others)),
        wordings=_wordings(question, others),
        meaning=term_key(tuple(token.stem for token in question.tokens)),
        asks_meaning=bool(asked),
        changes=tuple(changes.items()),
        all_changed=bool(changes) and len(changes) == len(question.content),
    )


def _corrected(
    question: Question, vocabulary: Vocabulary, weights: Weights
) -> tuple[Question, list[Alternative], dict[str, str]]:
    """The question with unknown words replaced by what was likely meant; the word itself stays as an alternative."""
    replaced = list(question.tokens)
    others: list[Alternative] = []
    changes: dict[str, str] = {}
    for place in question.content:
        token = question.tokens[place]
        if question.cited(token):
            continue
        corrections = vocabulary.corrections(token.word)
        if corrections:
            first, *more = corrections
            meant = tuple(stem(word) for word in first.words)
            replaced[place] = replace(token, word=first.words[0], stem=meant[0]) if len(meant) == 1 else token
            of = replaced[place].stem
            others += [Alternative(of, meant, 1.0)] if len(meant) > 1 else [Alternative(of, (token.stem,), 1.0)]
            others += [Alternative(of, (stem(one.text),), weights.other_correction) for one in more]
            changes[question.text[token.start : token.end]] = first.text
    return replace(question, tokens=tuple(replaced)), [one for one in others if one.terms != (one.of,)], changes


def _said_otherwise(question: Question, vocabulary: Vocabulary, weights: Weights) -> list[Alternative]:
    others: list[Alternative] = []
    alone = len(question.content) == 1
    for place in question.content:
        token = question.tokens[place]
        if not question.cited(token) and _may_be_acronym(question, token, alone):
            others += [Alternative(token.stem, stems, weights.expansion) for stems in vocabulary.expansions(token.word)]
    for window in _windows(question):
        for short in vocabulary.acronyms(term_key(tuple(token.stem for token in window))):
            others += [
                Alternative(token.stem, (short,), weights.acronym)
                for token in window
                if token.stem in question.terms().stems
            ]
    return others


def _may_be_acronym(question: Question, token: Token, alone: bool) -> bool:
    """Two letters, or a word of the language, are an acronym only where they are written as one, or stand alone."""
    written = question.text[token.start : token.end]
    plain = len(token.word) > _AMBIGUOUS_LENGTH and token.word not in ROOTS
    return plain or alone or written.isupper()


def _windows(question: Question) -> Iterator[tuple[Token, ...]]:
    """Stretches of two words or more that may be what an acronym stands for."""
    tokens = question.tokens
    made = 0
    for start in range(len(tokens)):
        for end in range(start + 2, min(len(tokens), start + _LONGEST_EXPANSION) + 1):
            if made == _MOST_WINDOWS:
                return
            made += 1
            yield tokens[start:end]


def _wordings(question: Question, others: list[Alternative]) -> tuple[tuple[tuple[int, str], ...], ...]:
    """The question as a phrase with one of its words said otherwise."""
    wordings: list[tuple[tuple[int, str], ...]] = []
    content = [question.tokens[place].stem for place in question.content]
    for other in others:
        if len(wordings) < _MOST_WORDINGS and len(other.terms) > 1 and content.count(other.of) == 1:
            place = content.index(other.of)
            wordings.append(tuple(enumerate((*content[:place], *other.terms, *content[place + 1 :]))))
    return tuple(wordings)
