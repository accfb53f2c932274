"""Acronyms that a text explains: "pegawai negeri sipil (PNS)", "badan usaha milik negara yang selanjutnya disingkat BUMN".

Only what can be checked is believed: the letters of the acronym must be the initials of the words before it, of all of
them but for a few small words ("bea perolehan hak atas tanah dan bangunan" is BPHTB). A digit repeats its neighbour, as
officials write it ("P2TP2A" has the initials PPTPPA).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from search.analysis import FUNCTION_WORDS, Token, fold, normalise, tokens

_SHORTEST = 2
_SHORT_FORM = r"[A-Z][A-Za-z0-9]{1,11}"
_EXPLAINED = re.compile(
    rf"\(\s?({_SHORT_FORM})\s?\)|\bselanjutnya\s+(?:disebut|disingkat)(?:\s+(?:dengan|sebagai))?\s+[\"“]?({_SHORT_FORM})\b"
)
# What stands between the words and "selanjutnya disebut".
_BRIDGE = re.compile(r"[\s,(]*(?:(?:yang|untuk|dan)\s+)?[\s,(]*$")
_REACH = 200
_SMALL_WORDS = FUNCTION_WORDS | {"ri", "republik", "indonesia"}


@dataclass(frozen=True, slots=True)
class Acronym:
    """A short form (folded) and the stems of the words that it stands for."""

    short: str
    stems: tuple[str, ...]


def explained(text: str) -> tuple[Acronym, ...]:
    """The acronyms that a text explains, each pair once, in order of appearance."""
    text = normalise(text)
    found: dict[Acronym, None] = {}
    for place in _EXPLAINED.finditer(text):
        short = place[1] or place[2]
        if sum(letter.isupper() for letter in short) < _SHORTEST:
            continue
        before = text[max(0, place.start() - _REACH) : place.start()]
        stems = _expansion(short, list(tokens(_BRIDGE.sub("", before))))
        if stems:
            found[Acronym(fold(short), stems)] = None
    return tuple(found)


def _expansion(short: str, before: list[Token]) -> tuple[str, ...]:
    """The stems of the last words whose initials are the acronym; empty where they are not."""
    for initials in _readings(short):
        words: list[Token] = []
        remaining = list(initials)
        for token in reversed(before):
            if not remaining:
                break
            if token.word[:1] == remaining[-1]:
                remaining.pop()
            elif token.word not in _SMALL_WORDS:
                break
            words.append(token)
        if not remaining and len(words) >= _SHORTEST:
            return tuple(token.stem for token in reversed(words))
    return ()


def _readings(short: str) -> Iterator[str]:
    """The initials that an acronym may mean: a digit repeats the letter before it, or the one after it."""
    letters = "".join(letter for letter in short if letter.isupper() or letter.isdigit())
    yield fold(re.sub(r"([A-Z])([2-9])", lambda pair: pair[1] * int(pair[2]), letters))
    if any(letter.isdigit() for letter in letters):
        yield fold(re.sub(r"([2-9])([A-Z])", lambda pair: pair[2] * int(pair[1]), letters))
