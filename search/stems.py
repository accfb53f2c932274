"""Indonesian stems: Snowball's stemmer, corrected by a list of roots of our own.

Snowball works by rule alone. It can't know that ``penanganan`` and ``ditangani`` are both about ``tangan`` (meN- and
peN- swallow the k, t, s or p that a root begins with), nor that the ``teri`` in ``menteri`` is no root at all. So the
ways in which a word may have been built are tried first, the simplest first, and the first whose root stands in
``words/roots.txt`` is taken; a word that leads to no known root is left to Snowball.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from threading import Lock

import snowballstemmer

from search.words import word_list

ROOTS = word_list("roots")

_PARTICLES = ("lah", "kah", "tah", "pun")
_POSSESSIVES = ("nya", "ku", "mu")
_SUFFIXES = ("kan", "an", "i")
_PLAIN_PREFIXES = ("di", "ke", "se", "ber", "ter", "per", "be", "te", "pe", "me", "kau", "ku", "antar", "non")
# What meN- and peN- become before a root, with the letter that they may have swallowed there.
_NASAL_PREFIXES = (
    ("mem", "p"), ("men", "t"), ("meng", "k"), ("meny", "s"), ("menge", ""),
    ("pem", "p"), ("pen", "t"), ("peng", "k"), ("peny", "s"), ("penge", ""),
)  # fmt: skip
_VOWEL = re.compile("[aeiour]")
_SHORTEST_ROOT = 2
_MOST_PREFIXES = 3

_snowball = snowballstemmer.stemmer("indonesian")
_snowball_lock = Lock()


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


def _candidates(word: str) -> Iterator[str]:
    """What the word may be built on: itself first, then with one affix less, and so on; each form once.

    At equal numbers of affixes the one without suffix comes first ("beri" + "kan" before "ber" + "ikan").
    """
    seen = {word}
    forms = [(word, 0)]
    while forms:
        yield from (form for form, _ in forms)
        simpler: list[tuple[str, int]] = []
        for form, prefixes in forms:
            for shorter in _without_suffix(form):
                if shorter not in seen:
                    seen.add(shorter)
                    simpler.append((shorter, prefixes))
            if prefixes < _MOST_PREFIXES:
                for shorter in _without_prefix(form):
                    if shorter not in seen:
                        seen.add(shorter)
                        simpler.append((shorter, prefixes + 1))
        forms = simpler


def _without_suffix(form: str) -> Iterator[str]:
    for suffix in (*_PARTICLES, *_POSSESSIVES, *_SUFFIXES):
        if form.endswith(suffix) and len(form) - len(suffix) >= _SHORTEST_ROOT:
            yield form[: -len(suffix)]


def _without_prefix(form: str) -> Iterator[str]:
    for prefix, swallowed in _NASAL_PREFIXES:
        rest = form[len(prefix) :]
        if form.startswith(prefix) and len(rest) >= _SHORTEST_ROOT:
            if swallowed and _VOWEL.match(rest):
                yield swallowed + rest
            yield rest
    if form.startswith(("belajar", "pelajar")):  # The only words in which the prefix has an l.
        yield form[3:]
    for prefix in _PLAIN_PREFIXES:
        if form.startswith(prefix) and len(form) - len(prefix) >= _SHORTEST_ROOT:
            yield form[len(prefix) :]
