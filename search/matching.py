"""Where a text answers a question: the places that are marked, and by which passages are compared. Pure.

A long text is not taken apart word by word. All forms of a word have letters in common, so that it is enough to look at
the words around these letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from search.analysis import QueryTerms, fold, joined_runs, run_tokens
from search.citations import key_spans
from search.stems import may_lose_first

_HYPHENS = "-‐"
_APOSTROPHES = ("'", "’", "`")
_KEY_PARTS = re.compile(r"[x/]")
_INNER_APOSTROPHE = re.compile(r"\w['’`]\w")
_SHORTEST_LETTERS = 2
_FARTHEST = 60
"""Words that stand so many characters apart are no phrase."""


class Match(NamedTuple):
    """A place of a text that answers a question: the span, and the term that matched there."""

    start: int
    end: int
    term: str


class Matcher:
    """One question, asked of any number of texts; it remembers what it has judged, so it belongs to one answer only.

    ``needles`` are letters of which a text must hold some to answer at all.
    """

    def __init__(self, query: QueryTerms) -> None:
        self.query = query
        self._letters = tuple(dict.fromkeys(map(letters, query.shown)))
        # With hardly any letters to look for, every word is looked at.
        self._scanning = any(len(each) < _SHORTEST_LETTERS for each in self._letters)
        self._phrases = tuple((phrase, _anything_like(phrase)) for phrase in query.shown_phrases)
        self._keys = frozenset(query.keys)
        self._key_letters = tuple(map(key_letters, query.keys))
        longest = (letters(max(phrase, key=len)) for phrase in query.shown_phrases)
        self.needles = tuple(dict.fromkeys(filter(None, (*self._letters, *longest, *self._key_letters))))
        self._judged: dict[str, tuple[Match, ...]] = {}

    def matches(self, text: str) -> list[Match]:
        """Where a normalised text answers the question, in reading order and without overlaps.

        Words match by their stem, so that a highlight always covers a whole word; a citation in the question matches the
        same citation, however it is written, and lends no marks to its single numbers elsewhere.
        """
        folded = fold(text)
        found = self._words(folded)
        if self._phrases:
            found.extend(self._said_in_phrases(folded))
        if any(each in folded for each in self._key_letters):
            found.extend(
                Match(span.start, span.end, span.keys[0])
                for span in key_spans(folded)
                if not self._keys.isdisjoint(span.keys)
            )
        return _without_overlaps(found)

    def _words(self, folded: str) -> list[Match]:
        if not self._letters:
            return []
        if self._scanning:
            return [*self._judge(folded)]
        spaced = folded.replace("\n", " ")
        found: list[Match] = []
        seen: set[int] = set()
        for wanted in (*self._letters, *_APOSTROPHES):
            place = folded.find(wanted)
            while place >= 0:
                start, end = _surroundings(spaced, place)
                if start not in seen:
                    seen.add(start)
                    for begins, ends, term in self._judge(folded[start:end]):
                        found.append(Match(start + begins, start + ends, term))
                place = folded.find(wanted, end)
        return found

    def _said_in_phrases(self, folded: str) -> set[Match]:
        """The places of the phrases, each as one match."""
        # A word with an apostrophe in it ("jum'at") may lack the letters, so that such a text is read whole.
        phrases = [phrase for phrase, _ in self._phrases]
        if _INNER_APOSTROPHE.search(folded):
            return set(_phrases(folded, 0, phrases))
        spaced = folded.replace("\n", " ")
        last = len(spaced) - 1
        likely = sorted(
            (_surroundings(spaced, place.start())[0], _surroundings(spaced, min(last, place.end() + _FARTHEST))[1])
            for _, likeness in self._phrases
            for place in likeness.finditer(folded)
        )
        return {match for start, end in _merged(likely) for match in _phrases(folded[start:end], start, phrases)}

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
    return stem[1:] if may_lose_first(stem) else stem


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


def _anything_like(phrase: tuple[str, ...]) -> re.Pattern[str]:
    """The letters of the words of a phrase, in their order."""
    return re.compile(f".{{0,{_FARTHEST}}}?".join(re.escape(letters(stem)) for stem in phrase), re.DOTALL)


def _merged(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Sorted spans, those that overlap as one."""
    begun: tuple[int, int] | None = None
    for start, end in spans:
        if begun and start <= begun[1]:
            begun = (begun[0], max(begun[1], end))
        else:
            if begun:
                yield begun
            begun = (start, end)
    if begun:
        yield begun


def _phrases(folded: str, offset: int, phrases: Iterable[tuple[str, ...]]) -> Iterator[Match]:
    """Where the phrases stand in a part of a text that begins at ``offset``."""
    words = [(start, piece) for start, pieces in joined_runs(folded) for piece in pieces]
    stems = [piece.stem for _, piece in words]
    for phrase in phrases:
        for place in range(len(stems) - len(phrase) + 1):
            if stems[place] == phrase[0] and tuple(stems[place : place + len(phrase)]) == phrase:
                (first, begins), (last, ends) = words[place], words[place + len(phrase) - 1]
                yield Match(offset + first + begins.start, offset + last + ends.end, "_".join(phrase))


def _reading_order(match: Match) -> tuple[int, int]:
    return match.start, -match.end


def _without_overlaps(found: list[Match]) -> list[Match]:
    """The matches in order; of two that overlap, the longer one."""
    kept: list[Match] = []
    for match in sorted(found, key=_reading_order):
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
        elif match.end - match.start > kept[-1].end - kept[-1].start:
            kept[-1] = match
    return kept
