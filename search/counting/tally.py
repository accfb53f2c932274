"""Counts of words in memory: safe between threads, and bounded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from threading import Lock

MOST_WORDS = 2000
"""As many different words are held between two flushes; what a flood brings beyond that is not counted."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many questions had a word, and how many of them found nothing."""

    asked: int = 0
    unanswered: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.asked + other.asked, self.unanswered + other.unanswered)


class Tally:
    """What was asked since the last flush; see the module."""

    def __init__(self, most: int = MOST_WORDS) -> None:
        self._most = most
        self._lock = Lock()
        self._counts: dict[str, Count] = {}

    def add(self, words: Iterable[str], *, unanswered: bool) -> None:
        """Count one question."""
        self.give_back(dict.fromkeys(words, Count(1, int(unanswered))))

    def take(self) -> dict[str, Count]:
        """All counts, which begin anew."""
        with self._lock:
            taken, self._counts = self._counts, {}
        return taken

    def give_back(self, counts: Mapping[str, Count]) -> None:
        """Add counts, e.g. those that could not be stored."""
        with self._lock:
            for word, count in counts.items():
                known = self._counts.get(word)
                if known is not None or len(self._counts) < self._most:
                    self._counts[word] = (known or Count()) + count
