"""What a word may have been meant to be: words of the archive that are one slip of the pen away. Pure.

A slip is a letter too many, one too few, a wrong one, or two that changed places. Only words of four letters or more are
corrected: of shorter ones nearly everything is one slip away.
"""

from __future__ import annotations

from collections.abc import Iterator

SHORTEST = 4
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SHORTEST_PART = 3


def correctable(word: str) -> bool:
    """Whether the word is long enough, and made of letters alone."""
    return len(word) >= SHORTEST and word.isalpha() and word.isascii()


def neighbours(word: str) -> list[str]:
    """All strings that one slip makes of ``word``; a few hundred."""
    return list(dict.fromkeys(other for other in _slips(word) if other != word and len(other) >= _SHORTEST_PART))


def _slips(word: str) -> Iterator[str]:
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in _LETTERS)
        yield from (before + letter + after for letter in _LETTERS)


def splits(word: str) -> list[tuple[str, str]]:
    """The ways to take a word apart into two ("perdaganganorang")."""
    return [(word[:place], word[place:]) for place in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)]
