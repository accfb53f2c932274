"""What readers give: parts of text, each with what a reader of the file would call its place."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Cut", "EnoughError", "Kind", "Limits", "Out", "Part", "Refusal", "RefusedError"]

_BLANKS = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r"\s*\n\s*")
# What can stand in no database or in no XML, and what PDF puts where a word is broken at the end of a line.
_BROKEN_WORD = re.compile("[\x02\u00ad\ufffe]\\s*\n?")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Kind(StrEnum):
    """What a part is."""

    PAGE = "page"
    SHEET = "sheet"
    SLIDE = "slide"
    SECTION = "section"


class Refusal(StrEnum):
    """Why nothing can be read."""

    PASSWORD = "password"  # noqa: S105 - a reason, not a secret.
    BROKEN = "broken"
    TOO_LARGE = "too_large"
    TIME = "time"
    MEMORY = "memory"
    MISSING = "missing"


class Cut(StrEnum):
    """Why reading ended before the file did."""

    PARTS = "parts"
    CHARACTERS = "characters"
    TIME = "time"
    PAGES = "pages"  # Some pages could not be read.
    BROKEN = "broken"  # The reader broke down.
    SCANS = "scans"  # More pictures than are scanned.


@dataclass(frozen=True, slots=True)
class Part:
    """A page, sheet, slide or section. ``number`` counts pages and slides from 1; ``name`` is a sheet's or heading's."""

    kind: Kind
    text: str
    number: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read. ``section``: a longer section is given in several parts of about this length."""

    parts: int = 2_000
    characters: int = 2_000_000
    part: int = 20_000
    section: int = 4_000
    unpacked: int = 200 * 1024 * 1024


class RefusedError(Exception):
    """The file can't be read; ``reason`` says why."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


class EnoughError(Exception):
    """A limit was reached; what was given until then stands."""

    def __init__(self, cut: Cut) -> None:
        super().__init__(cut.value)
        self.cut = cut


class Out:
    """Takes what a reader finds, tidies it, and counts.

    The reader itself counts ``pages`` (or slides) and ``pictures``: pages that are pictures which nobody has read.
    """

    def __init__(self, give: Callable[[Part], None], limits: Limits) -> None:
        self.limits = limits
        self.pages = 0
        self.pictures = 0
        self._give = give
        self._parts = 0
        self._characters = 0

    def part(self, kind: Kind, text: str, *, number: int = 0, name: str = "") -> None:
        """Give a part; one without words is left out. Raises ``EnoughError`` when there are enough."""
        text = tidy(text)
        if not text:
            return
        if self._parts >= self.limits.parts:
            raise EnoughError(Cut.PARTS)
        room = self.limits.characters - self._characters
        if room <= 0:
            raise EnoughError(Cut.CHARACTERS)
        text = text[: min(room, self.limits.part)]
        self._parts += 1
        self._characters += len(text)
        self._give(Part(kind, text, number, " ".join(tidy(name).split())[:200]))

    def section(self, name: str, paragraphs: Iterable[str], *, kind: Kind = Kind.SECTION, number: int = 0) -> None:
        """Give paragraphs under one name, in several parts where they are long."""
        waiting: list[str] = []
        length = 0
        for paragraph in paragraphs:
            for piece in _pieces(paragraph, self.limits.section):
                if waiting and length + len(piece) > self.limits.section:
                    self.part(kind, "\n".join(waiting), number=number, name=name)
                    waiting, length = [], 0
                waiting.append(piece)
                length += len(piece)
        self.part(kind, "\n".join(waiting), number=number, name=name)


def _pieces(paragraph: str, length: int) -> list[str]:
    """A paragraph, cut at blanks where it is longer than ``length``."""
    pieces = []
    while len(paragraph) > length:
        blank = paragraph.rfind(" ", 0, length)
        end = blank if blank > 0 else length
        pieces.append(paragraph[:end])
        paragraph = paragraph[end:].lstrip(" ")
    return [*pieces, paragraph]


def tidy(text: str) -> str:
    """Text with single blanks and line ends, words that a line end had broken put together, no control characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROL.sub(" ", _BROKEN_WORD.sub("", text))
    return _EMPTY_LINES.sub("\n", _BLANKS.sub(" ", text)).strip()
