"""Where a text answers a question: the places that are marked, and by which passages are compared. Pure.

A long text is not taken apart word by word. All forms of a word have letters in common, so that it is enough to look at
the words around these letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from search.analysis import QueryTerms, Token, fold, run_tokens, tokens
from search.citations import key_spans

_SWALLOWED = "kpst"
_HYPHENS = "-‐"
_APOSTROPHES = ("'", "’", "`")
_KEY_PARTS = re.compile(r"[x/]")
_SHORTEST_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Match:
    """A place of a text that answers a question: the span, and the term that matched there."""

    start: int
    end: int
    term: str


class Matcher:
    """One question, asked of any number of texts; it remembers what it has judged, so it belongs to one answer only."""

    def __init__(self, query: QueryTerms) -> None:
        self.query = query
        self._letters = tuple(dict.fromkeys(map(letters, query.shown)))
        # With hardly any letters to look for, every word is looked at.
        self._scanning = any(len(each) < _SHORTEST_LETTERS for each in self._letters)
        self._phrases = tuple((phrase, tuple(map(letters, phrase))) for phrase in query.shown_phrases)
        self._keys = frozenset(query.keys)
        self._key_letters = tuple(map(key_letters, query.keys))
        self._judged: dict[str, tuple[Match, ...]] = {}

    def matches(self, text: str) -> list[Match]:
        """Where a normalised text answers the question, in reading order and without overlaps.

        Words match by their stem, so that a highlight always covers a whole word; a citation in the question matches the
        same citation, however it is written, and lends no marks to its single numbers elsewhere.
        """
        folded = fold(text)
        found = list(self._words(folded))
        # A word with an apostrophe in it ("jum'at") may lack the letters.
        marked = any(mark in folded for mark in _APOSTROPHES)
        phrases = [phrase for phrase, wanted in self._phrases if marked or all(each in folded for each in wanted)]
        if phrases:
            found.extend(_phrases(list(tokens(text)), phrases))
        if any(each in folded for each in self._key_letters):
            found.extend(
                Match(span.start, span.end, span.keys[0])
                for span in key_spans(folded)
                if not self._keys.isdisjoint(span.keys)
            )
        return _without_overlaps(found)

    def _words(self, folded: str) -> Iterator[Match]:
        if not self._letters:
            return
        if self._scanning:
            yield from self._judge(folded)
            return
        spaced = folded.replace("\n", " ")
        seen: set[int] = set()
        for wanted in (*self._letters, *_APOSTROPHES):
            place = folded.find(wanted)
            while place >= 0:
                start, end = _surroundings(spaced, place)
                if start not in seen:
                    seen.add(start)
                    for match in self._judge(folded[start:end]):
                        yield Match(start + match.start, start + match.end, match.term)
                place = folded.find(wanted, end)

    def _judge(self, part: str) -> tuple[Match, ...]:
        """The words of a part of the text that answer, with their places in it."""
        known = self._judged.get(part)
        if known is None:
            shown = self.query.shown
            known = self._judged[part] = tuple(
                Match(start + piece.start, start + piece.end, piece.stem)
                for start, pieces in run_tokens(part)
                for piece in pieces
                if piece.stem in shown
            )
        return known


def letters(stem: str) -> str:
    """What all words with this stem have in common (apostrophes aside): a prefix may have swallowed the first letter."""
    return stem[1:] if len(stem) > 1 and stem[0] in _SWALLOWED and stem.isalpha() else stem


def key_letters(key: str) -> str:
    """What every way of writing a citation or letter number has in common."""
    return max(_KEY_PARTS.split(key.removeprefix("nr:")), key=len)


def _surroundings(spaced: str, place: int) -> tuple[int, int]:
    """Where the words around a place begin and end: at blanks, but for those behind a hyphen ("undang- undang")."""
    start = spaced.rfind(" ", 0, place) + 1
    while start > 1 and spaced[start - 2] in _HYPHENS:
        start = spaced.rfind(" ", 0, start - 1) + 1
    end = spaced.find(" ", place)
    while end > 0 and spaced[end - 1] in _HYPHENS:
        end = spaced.find(" ", end + 1)
    return start, end if end >= 0 else len(spaced)


def _phrases(found: list[Token], phrases: Iterable[tuple[str, ...]]) -> Iterator[Match]:
    """Where the phrases stand, each as one match."""
    stems = [token.stem for token in found]
    for phrase in phrases:
        for place in range(len(stems) - len(phrase) + 1):
            if stems[place] == phrase[0] and tuple(stems[place : place + len(phrase)]) == phrase:
                yield Match(found[place].start, found[place + len(phrase) - 1].end, "_".join(phrase))


def _without_overlaps(found: list[Match]) -> list[Match]:
    """The matches in order; of two that overlap, the longer one."""
    kept: list[Match] = []
    for match in sorted(found, key=lambda match: (match.start, -match.end)):
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
        elif match.end - match.start > kept[-1].end - kept[-1].start:
            kept[-1] = match
    return kept
