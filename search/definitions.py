"""The terms that a text defines: "3. Korban adalah …", "Gugus Tugas, yang selanjutnya disebut Gugus, adalah …".

Laws do so in their first article, SOPs and guidance in a list of terms. A definition begins an item, a line or a sentence,
and the term itself comes first: what stands in the middle of a sentence before "adalah" is a statement like any other.
"""

from __future__ import annotations

import re

from search.analysis import normalise, phrase_stems

_MOST_WORDS = 8
_REACH = 200
_IS = re.compile(r"[\s,]\s?(?:adalah|ialah|yaitu)\s")
_SHORT_NAME = re.compile(
    r"[\s,(]+(?:yang\s|untuk\s|dan\s)?(?:dalam\s[^,.]{3,60}\s)?selanjutnya\s(?:disebut|disingkat)\s?(?:dengan\s|sebagai\s|juga\s)?"
)
# An item's number or letter; whatever follows it is where a definition begins, even if the line breaks within the term.
_ITEM = re.compile(r"(?:^|[\s.;:])\(?(?:\d{1,3}|[a-z]{1,2})[.)]\s{1,3}(?=[\"“]?[A-Z])")
_BREAK = re.compile(r"[.;:\n]\s{0,3}(?=[\"“]?[A-Z])")
_INTRODUCTION = re.compile(r"^(?:yang|dalam [^,]{3,80} yang) dimaksud (?:dengan|dalam)\s", re.IGNORECASE)
_NOT_IN_A_TERM = re.compile(r"[.;:()\[\]]")
_QUOTES = re.compile('["“”]')


def defined_terms(text: str) -> tuple[str, ...]:
    """What the text defines, as keys (``term_key``), each once."""
    text = normalise(text)
    keys: dict[str, None] = {}
    for place in _IS.finditer(text):
        written = _beginning(text[max(0, place.start() - _REACH) : place.start()])
        for name in _SHORT_NAME.split(written):
            term = _QUOTES.sub("", name).strip(" ,\n")
            if term and not term[0].isdigit() and not _NOT_IN_A_TERM.search(term):
                stems = phrase_stems(term)
                if 0 < len(stems) <= _MOST_WORDS:
                    keys[term_key(stems)] = None
    return tuple(keys)


def _beginning(before: str) -> str:
    """From the beginning of the item, line or sentence to its end; empty where there is none in sight."""
    item = max((place.end() for place in _ITEM.finditer(before)), default=-1)
    line = max((place.end() for place in _BREAK.finditer(before)), default=-1)
    if item >= 0 and (item >= line or not _NOT_IN_A_TERM.search(before[item:])):
        return before[item:]
    return _INTRODUCTION.sub("", before[line:]) if line >= 0 else ""


def term_key(stems: tuple[str, ...]) -> str:
    """One word for a term of several, since the terms of an index hold no blanks."""
    return "_".join(stems)
