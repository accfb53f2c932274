"""The one analysis of text: pages, questions and highlights all go through it, so that they agree on what a word is.

Pure: no Django, no engine. What it does, in order:

1. ``normalise``: Unicode NFKC, soft hyphens and zero-width characters removed, control characters made blanks. The
   ledger stores text in this form, so that offsets found here fit what is shown.
2. Words are folded to lower case without changing their length and split at whatever is neither letter nor digit.
   An apostrophe inside a word is dropped ("Jum'at" is "jumat"); reduplication becomes its base ("undang-undang",
   "anak2", "perundang-undangan").
3. Every word has its surface form and its stem (``search.stems``).
4. Citations ("UU No. 21/2007") and letter numbers ("400.2.3/015/DP3AP2KB/2025") become one key each, beside their
   parts.
5. Question and function words are dropped from a query only: at index time they cost nothing and quotations need them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from itertools import chain, pairwise

from search.citations import KeySpan, key_spans
from search.stems import ROOTS, stem
from search.words import word_list

_VERSION = 2  # Raise it whenever the code below gives other terms for the same text.
FINGERPRINT = sha256(f"{_VERSION} {version('snowballstemmer')} {sorted(ROOTS)}".encode()).hexdigest()[:12]
"""Changes with whatever changes the terms of a text; an index with another one is rebuilt by itself."""

LONGEST_WORD = 64
MOST_QUERY_TERMS = 32
_SHORTEST_TWICE = 3
_BESIDE = "_"  # No stem has it: it is neither a letter nor a digit.

FUNCTION_WORDS = word_list("function_words")

_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_WORD = r"[^\W_]+(?:['’`][^\W_]+)*"
# A run of words joined by hyphens, also where a line broke after the hyphen ("undang- undang").
_RUN = re.compile(rf"{_WORD}(?:[-‐]\s?{_WORD})*")
_PART = re.compile(_WORD)
_APOSTROPHE = re.compile("['’`]")
_DOUBLED_BY_TWO = re.compile(r"([^\W\d_]{3,})2")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: folded surface form, stem, and the half-open span of the normalised text it stands for.

    ``doubled`` is set where the word was written twice ("anak-anak", "anak2", "anak anak").
    """

    word: str
    stem: str
    start: int
    end: int
    doubled: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a text for an index, in reading order: position n of ``words`` and ``stems`` is the same word.

    ``doubled`` holds the doubled words once more, in a form of their own.
    """

    words: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QueryTerms:
    """The distinct terms of a question.

    ``phrase`` holds the stems as written, each with its place (dropped words leave a gap). ``shown`` are the stems that
    highlighting looks for outside citations, ``shown_phrases`` stems that answer only next to each other.
    """

    words: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    phrase: tuple[tuple[int, str], ...] = ()
    shown: frozenset[str] = frozenset()
    shown_phrases: tuple[tuple[str, ...], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.stems or self.keys)


def normalise(text: str) -> str:
    """The text as the ledger keeps it. Idempotent; never raises, whatever the string holds."""
    if text.isascii():
        return _CONTROL.sub(" ", text)
    return unicodedata.normalize("NFKC", _CONTROL.sub(" ", _INVISIBLE.sub("", text)))


def fold(text: str) -> str:
    """Lower case of the same length, so that an offset in the result is an offset in ``text``."""
    folded = text.lower()
    if len(folded) == len(text):
        return folded
    return "".join(character.lower()[0] for character in text)


def _single(word: str) -> tuple[str, bool]:
    """A word without apostrophes and without doubling ("anak2", "undangundang"), and whether it was doubled."""
    word = _APOSTROPHE.sub("", word)[:LONGEST_WORD]
    by_two = _DOUBLED_BY_TWO.fullmatch(word)
    if by_two:
        return by_two[1], True
    half = len(word) // 2
    if len(word) >= 8 and word[:half] == word[half:]:
        return word[:half], True
    return word, False


@lru_cache(maxsize=1 << 16)
def _pieces(run: str) -> tuple[Token, ...]:
    """The tokens of one run of hyphenated words, with offsets inside the run."""
    pieces: list[Token] = []
    for part in _PART.finditer(run):
        word, doubled = _single(part[0])
        token = Token(word, stem(word), part.start(), part.end(), doubled)
        previous = pieces[-1] if pieces else None
        if previous and word[:1].isalpha() and token.stem == previous.stem:
            # Reduplication: the longer half says more about the form ("perundang-undangan" is "undangan").
            longer = word if len(word) >= len(previous.word) else previous.word
            pieces[-1] = Token(longer, token.stem, previous.start, token.end, doubled=True)
        else:
            pieces.append(token)
    return tuple(pieces)


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a normalised text with their offsets in it."""
    for start, pieces in joined_runs(fold(text)):
        for piece in pieces:
            yield Token(piece.word, piece.stem, start + piece.start, start + piece.end, piece.doubled)


def joined_runs(folded: str) -> Iterator[tuple[int, tuple[Token, ...]]]:
    """Where each run of hyphenated words begins, and its tokens; "anak anak" is one that lost its hyphen."""
    runs = _RUN.finditer(folded)
    run = next(runs, None)
    while run:
        following = next(runs, None)
        if following and following[0] == run[0] and _lost_hyphen(folded, run, following):
            yield run.start(), _pieces(f"{run[0]}-{run[0]}")
            following = next(runs, None)
        else:
            yield run.start(), _pieces(run[0])
        run = following


def run_tokens(folded: str) -> Iterator[tuple[int, tuple[Token, ...]]]:
    """Where each run of hyphenated words of a folded text begins, and its tokens with their offsets in the run."""
    for run in _RUN.finditer(folded):
        yield run.start(), _pieces(run[0])


def _lost_hyphen(folded: str, first: re.Match[str], second: re.Match[str]) -> bool:
    return _may_be_doubled(first[0]) and folded[first.end() : second.start()] == " "


def _may_be_doubled(run: str) -> bool:
    return len(run) >= _SHORTEST_TWICE and run.isalpha()


def _following_itself(runs: list[str]) -> Iterator[str]:
    return (run for run, following in pairwise(runs) if run == following)


def terms(text: str) -> Terms:
    """The terms to index for a text."""
    folded = fold(normalise(text))
    runs = _RUN.findall(folded)
    if any(_may_be_doubled(run) and f"{run} {run}" in folded for run in _following_itself(runs)):
        pieces = [piece for _, run in joined_runs(folded) for piece in run]
    else:
        # No hyphen is lost, so that it does not matter what stands between the words.
        pieces = [*chain.from_iterable(map(_pieces, runs))]
    return Terms(
        words=tuple([piece.word for piece in pieces]),
        stems=tuple([piece.stem for piece in pieces]),
        keys=tuple(dict.fromkeys(span.keys[0] for span in key_spans(folded))),
        doubled=tuple(dict.fromkeys(_twice(piece) for piece in pieces if piece.doubled)),
    )


def _twice(token: Token) -> str:
    """The term for a doubled word; no word looks like it, since "anak2" itself is read as the doubled "anak"."""
    return f"{token.stem}2"


def own_keys(title: str, number: str) -> tuple[str, ...]:
    """The keys by which a document itself is called, the wide ones ("nomor 21 tahun 2007") among them.

    A title names its own document where it begins with a citation; a citation further on ("perubahan atas …") is that of
    another one.
    """
    leading = [span for span in key_spans(fold(normalise(title))) if span.start == 0]
    spans = leading + key_spans(fold(normalise(number)))
    return tuple(dict.fromkeys(key for span in spans for key in span.keys))


def number_of(title: str, number: str) -> tuple[str, ...]:
    """What a question for the number of a document may say: its own keys, and the single words of its number.

    Where the number stands in the title only ("Undang-Undang Nomor 21 Tahun 2007 tentang …"), the words are those of the
    citation there. "007" is found as "7" as well.
    """
    folded = fold(normalise(title))
    leading = next((span for span in key_spans(folded) if span.start == 0), None)
    words = [*_number_words(number), *(_number_words(folded[: leading.end]) if leading else ())]
    return tuple(dict.fromkeys((*own_keys(title, number), *words)))


def number_terms(text: str) -> tuple[str, ...]:
    """What a document's number must hold to be the one that ``text`` asks for; empty where that is no number at all.

    A whole citation or letter number is its key; anything less its words, each of which must be there.
    """
    folded = fold(normalise(text)).strip()
    spans = [span for span in key_spans(folded) if (span.start, span.end) == (0, len(folded))]
    return (spans[0].keys[0],) if spans else tuple(dict.fromkeys(_number_words(folded)))


def _number_words(text: str) -> Iterator[str]:
    for part in _PART.finditer(fold(normalise(text))):
        word = _APOSTROPHE.sub("", part[0])[:LONGEST_WORD]
        yield word.lstrip("0") or word


def shingles(stems: Sequence[str]) -> tuple[str, ...]:
    """Every two neighbouring stems as one term, in their order; one fewer than there are stems.

    A phrase is found by them without looking at the places of its words, which takes long where the words are common.
    """
    return tuple([f"{first}{_BESIDE}{second}" for first, second in pairwise(stems)])


def phrase_stems(text: str) -> tuple[str, ...]:
    """The stems of a quotation, none left out, in their order; empty where it holds no word."""
    return tuple(token.stem for token in tokens(normalise(text)))


@dataclass(frozen=True, slots=True)
class Question:
    """A question in words: all of them in order, the places of those that carry its subject, and its citations."""

    text: str
    tokens: tuple[Token, ...]
    content: tuple[int, ...]
    spans: tuple[KeySpan, ...]

    def cited(self, token: Token) -> bool:
        """Whether the word belongs to a citation or a letter number."""
        return any(span.start <= token.start < span.end for span in self.spans)

    def terms(self) -> QueryTerms:
        """The distinct terms to ask for."""
        content = [(place, self.tokens[place]) for place in self.content]
        first = self.content[0] if content else 0
        return QueryTerms(
            words=tuple(
                dict.fromkeys(
                    form
                    for _, token in content
                    for form in ((token.word, _twice(token)) if token.doubled else (token.word,))
                )
            ),
            stems=tuple(dict.fromkeys(token.stem for _, token in content)),
            keys=tuple(dict.fromkeys(span.keys[0] for span in self.spans)),
            phrase=tuple((place - first, token.stem) for place, token in content),
            shown=frozenset(token.stem for _, token in content if not self.cited(token)),
        )


def read_question(text: str) -> Question:
    """Take a question apart: function words carry no subject (unless there are no others), and a few dozen words do."""
    text = normalise(text)
    found = tuple(tokens(text))
    content = [place for place, token in enumerate(found) if token.word not in FUNCTION_WORDS] or [*range(len(found))]
    return Question(text, found, tuple(content[:MOST_QUERY_TERMS]), tuple(key_spans(fold(text))))


def query_terms(text: str) -> QueryTerms:
    """The distinct terms of a question: without function words (unless it has no others), at most a few dozen."""
    return read_question(text).terms()
