"""The few signs that a question may hold beside its words: quotation marks, a minus, and names with a colon.

``"hak korban"`` asks for the words together, ``-rapat`` leaves documents with the word out, ``nomor:15`` looks at the
official number alone. ``tahun:2021`` (``tahun:2019-2021``) and ``jenis:rapat`` say the same as the filters beside the
results, and become filters. Pure; nothing is ever an error: what does not fit these forms is words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

MOST_CONDITIONS = 8
"""As many phrases, excluded words and numbers of each as a question may hold; more would only slow it down."""
MOST_YEARS = 50

# Each name in both languages of the interface.
_NUMBER_NAMES = frozenset({"nomor", "no", "number"})
_YEAR_NAMES = frozenset({"tahun", "thn", "year"})
_KIND_NAMES = frozenset({"jenis", "kind"})

# Telephones write curved marks by themselves.
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))
_NAME = "|".join(sorted(_NUMBER_NAMES | _YEAR_NAMES | _KIND_NAMES, key=len, reverse=True))
# A piece is a minus or a name, both only at the beginning of a word, and then something quoted or one bare word. A name
# may be followed by a blank, unless another name comes next.
_PIECE = re.compile(
    rf"""(?:(?<!\S)(?P<minus>-)(?=["\w])|(?<!\S)(?P<name>{_NAME}):(?:\s(?!(?:{_NAME}):))?)?"""
    r"""(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]+))""",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?P<first>[12][0-9]{3})(?:(?:-|–|\.\.)(?P<last>[12][0-9]{3}))?")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question taken apart. ``words`` holds all that may lend a hit its rank, quoted words and numbers among them.

    ``phrases`` are to be found as they stand, ``excluded`` are not to be found, ``numbers`` belong to the official
    number.
    """

    words: str = ""
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    @property
    def is_strict(self) -> bool:
        """Whether the question insists on anything beside its words."""
        return bool(self.phrases or self.excluded or self.numbers)


@dataclass(frozen=True, slots=True)
class _Piece:
    minus: bool
    name: str
    value: str
    quoted: bool
    start: int
    end: int


def parse(text: str) -> Asked:
    """Take a question apart; any string will do."""
    words: list[str] = []
    phrases: list[str] = []
    excluded: list[str] = []
    numbers: list[str] = []
    for piece in _pieces(text):
        if not _says_something(piece.value):
            continue
        if piece.minus:
            excluded.append(piece.value)
        elif piece.name in _NUMBER_NAMES:
            numbers.append(piece.value)
            words.append(piece.value)
        else:
            if piece.quoted and not piece.name:
                phrases.append(piece.value)
            words.append(f"{piece.name} {piece.value}".lstrip())
    return Asked(" ".join(words), _few(phrases), _few(excluded), _few(numbers))


def take_filters(text: str, kinds: Mapping[str, str]) -> tuple[str, tuple[str, ...], tuple[int, ...]]:
    """The question without ``jenis:…`` and ``tahun:…``, the kinds and the years that they named.

    ``kinds`` has the value of a kind for every name (in lower case) that it may be called by. What names no kind and no
    year is left where it stands.
    """
    found_kinds: list[str] = []
    found_years: list[int] = []
    while True:
        # What remains is read again, since taking something out can bring two pieces together.
        rest = text
        for piece in reversed(list(_pieces(text))):
            named = _kinds_of(piece, kinds)
            years = _years_of(piece)
            if named or years:
                found_kinds[:0] = named
                found_years[:0] = years
                rest = f"{rest[: piece.start]} {rest[piece.end :]}"
        rest = " ".join(rest.split())
        if rest == text:
            return text, tuple(dict.fromkeys(found_kinds)), tuple(dict.fromkeys(found_years))
        text = rest


def _pieces(text: str) -> Iterator[_Piece]:
    for match in _PIECE.finditer(text.translate(_QUOTES)):
        quoted = match["quoted"] is not None
        yield _Piece(
            minus=bool(match["minus"]),
            name=(match["name"] or "").lower(),
            value=(match["quoted"] if quoted else match["bare"]).strip(),
            quoted=quoted,
            start=match.start(),
            end=match.end(),
        )


def _kinds_of(piece: _Piece, kinds: Mapping[str, str]) -> list[str]:
    if piece.name not in _KIND_NAMES:
        return []
    wanted = [name.strip().lower() for name in piece.value.split(",")]
    return [kinds[name] for name in wanted] if all(name in kinds for name in wanted) else []


def _years_of(piece: _Piece) -> list[int]:
    if piece.name not in _YEAR_NAMES:
        return []
    years: list[int] = []
    for part in piece.value.split(","):
        span = _YEARS.fullmatch(part.strip())
        if not span:
            return []
        first, last = sorted((int(span["first"]), int(span["last"] or span["first"])))
        years += range(first, last + 1)
    return years if len(years) <= MOST_YEARS else []


def _says_something(value: str) -> bool:
    return any(character.isalnum() for character in value)


def _few(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))[:MOST_CONDITIONS]
