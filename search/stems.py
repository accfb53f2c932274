"""Indonesian stems: Snowball's stemmer, corrected by a list of roots of our own.

Snowball works by rule alone. It can't know that ``penanganan`` and ``ditangani`` are both about ``tangan`` (meN- and
peN- swallow the k, t, s or p that a root begins with), nor that the ``teri`` in ``menteri`` is no root at all. So the
ways in which a word may have been built are tried first, the simplest first, and the first whose root stands in
``words/roots.txt`` is taken; a word that leads to no known root is left to Snowball.

``guesses`` and ``built_on`` are for roots that no list knows: what a word may be built on, and what may be built on a root.
Which of them are words at all, the archive says (``search.vocabulary``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

import snowballstemmer

from search.words import word_list

ROOTS = word_list("roots")

_ENDINGS = (("lah", "kah", "tah", "pun"), ("nya", "ku", "mu"), ("kan", "an", "i"))
_PLAIN_PREFIXES = ("di", "ke", "se", "ber", "ter", "per", "be", "te", "pe", "me", "kau", "ku", "antar", "non")
# What meN- and peN- become before a root, with the letter that they may have swallowed there.
_NASAL_PREFIXES = (
    ("mem", "p"), ("men", "t"), ("meng", "k"), ("meny", "s"), ("menge", ""),
    ("pem", "p"), ("pen", "t"), ("peng", "k"), ("peny", "s"), ("penge", ""),
)  # fmt: skip
_SWALLOWED = frozenset(swallowed for _, swallowed in _NASAL_PREFIXES if swallowed)
# A few loanwords lose their p before an r as well ("pemrosesan").
_VOWEL = re.compile("[aeiour]")
_SHORTEST_ROOT = 2
SHORTEST_GUESS = 4
"""A shorter root stands in too many words by chance."""
_MOST_PREFIXES = 3

_snowball = snowballstemmer.stemmer("indonesian")
_snowball_lock = Lock()


class _Form(NamedTuple):
    """A word less some affixes: how many prefixes are gone, and which of the layers of endings."""

    text: str
    prefixes: int
    suffixes: int


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The stem of a folded word; numbers and mixed codes such as "dp3ap2kb" are their own stem."""
    if not word.isalpha():
        return word
    for candidate in _candidates(word):
        if candidate in ROOTS:
            return candidate
    with _snowball_lock:  # The stemmer keeps the word that it works on in itself, and servers have threads.
        return str(_snowball.stemWord(word)) or word


def guesses(word: str) -> list[str]:
    """What a folded word may be built on, the simplest first, without the word itself and what is too short to tell."""
    return [text for text in _candidates(word) if text != word and len(text) >= SHORTEST_GUESS]


def built_on(root: str) -> list[str]:
    """The words that may be built on a folded root with one prefix and one suffix, or with one of them."""
    nasals = _nasal_forms(root)
    verbs = [*(f"me{form}" for form in nasals), f"di{root}", f"ter{root}", f"memper{root}", f"diper{root}"]
    nouns = [*(f"pe{form}" for form in nasals), f"per{root}", f"ber{root}", f"ke{root}"]
    built = [verb + ending for verb in verbs for ending in ("", "kan", "i")]
    built += [noun + ending for noun in nouns for ending in ("", "an")]
    return list(dict.fromkeys([*built, f"{root}an", f"{root}kan", f"{root}i", f"se{root}"]))


def may_lose_first(root: str) -> bool:
    """Whether meN- or peN- may have swallowed the letter that a root begins with."""
    return root[:1] in _SWALLOWED and bool(_VOWEL.match(root[1:])) and root.isalpha()


def _nasal_forms(root: str) -> list[str]:
    """A root with the nasal that meN- and peN- put before it; swallowed and whole, since loanwords keep their letter."""
    first, rest = root[:1], root[1:]
    if first in "lrmnwy":
        return [root]
    nasal, swallows = {"p": ("m", True), "t": ("n", True), "k": ("ng", True), "s": ("ny", True)}.get(
        first, ("m" if first in "bfv" else "n" if first in "cdjz" else "ng", False)
    )
    whole = {"ny": "n"}.get(nasal, nasal) + root
    return [nasal + rest, whole] if swallows and _VOWEL.match(rest) else [whole]


def _candidates(word: str) -> Iterator[str]:
    """What the word may be built on: itself first, then with one affix less, and so on; each form once.

    At equal numbers of affixes the one without suffix comes first ("beri" + "kan" before "ber" + "ikan").
    """
    seen = {word}
    forms = [_Form(word, prefixes=0, suffixes=0)]
    while forms:
        yield from (form.text for form in forms)
        simpler: list[_Form] = []
        for form in forms:
            for shorter in (*_without_suffix(form), *_without_prefix(form)):
                if shorter.text not in seen:
                    seen.add(shorter.text)
                    simpler.append(shorter)
        forms = simpler


def _without_suffix(form: _Form) -> Iterator[_Form]:
    """Particle, possessive and suffix each stand once and in this order from the end ("-kan-nya-lah")."""
    for layer, endings in enumerate(_ENDINGS[form.suffixes :], form.suffixes + 1):
        for ending in endings:
            if form.text.endswith(ending) and len(form.text) - len(ending) >= _SHORTEST_ROOT:
                yield _Form(form.text[: -len(ending)], form.prefixes, layer)


def _without_prefix(form: _Form) -> Iterator[_Form]:
    if form.prefixes < _MOST_PREFIXES:
        for shorter in _shorn(form.text):
            if len(shorter) >= _SHORTEST_ROOT:
                yield _Form(shorter, form.prefixes + 1, form.suffixes)


def _shorn(text: str) -> Iterator[str]:
    for prefix, swallowed in _NASAL_PREFIXES:
        if text.startswith(prefix):
            rest = text[len(prefix) :]
            if swallowed and _VOWEL.match(rest):
                yield swallowed + rest
            yield rest
    if text.startswith(("belajar", "pelajar")):  # The only words in which the prefix has an l.
        yield text[3:]
    for prefix in _PLAIN_PREFIXES:
        if text.startswith(prefix):
            yield text[len(prefix) :]
