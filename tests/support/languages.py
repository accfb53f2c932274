"""Which language each piece of a page is marked to be in, and which it is in."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

__all__ = ["Piece", "pieces", "wrongly_marked"]

_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr", "path", "circle", "rect"})
_UNSPOKEN = frozenset({"link", "meta", "script", "style", "svg"})
# Attributes that are read aloud or shown; ``data-label`` is, in front of a cell of a table on a phone.
_SPOKEN_ATTRIBUTES = ("alt", "aria-label", "data-label", "placeholder", "title")
_LANGUAGE = re.compile(r'<html lang="(\w+)"')
# The link to the same page in another language says the name of that language in that language.
_OTHER_LANGUAGE = "a.language__link"
_LETTERS = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A text or attribute: what it says, the language that it is marked to be in, and where it stands."""

    text: str
    language: str
    place: str


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[Piece] = []
        # For each open element its name, its language, and whether anything in it is spoken.
        self._open: list[tuple[str, str, bool]] = [("", "", True)]

    @property
    def _place(self) -> str:
        return " > ".join(name for name, _language, _spoken in self._open[1:])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        language = values.get("lang") or self._open[-1][1]
        spoken = self._open[-1][2] and tag not in _UNSPOKEN
        name = f"{tag}.{(values.get('class') or '').partition(' ')[0]}".rstrip(".")
        self._open.append((name, language, spoken))
        for attribute in _SPOKEN_ATTRIBUTES:
            if spoken and values.get(attribute):
                self._add(values[attribute] or "", f"[{attribute}]")
        if tag in _VOID:
            self._open.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        while len(self._open) > 1 and self._open.pop()[0].partition(".")[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open[-1][2]:
            self._add(data, "")

    def _add(self, text: str, suffix: str) -> None:
        if self._open[-1][0] == _OTHER_LANGUAGE:
            return
        self.pieces.append(Piece(" ".join(text.split()), self._open[-1][1], self._place + suffix))


def pieces(html: str) -> list[Piece]:
    """All texts and spoken attributes of a page that have a word in them, in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [piece for piece in reader.pieces if _LETTERS.search(piece.text)]


def wrongly_marked(page: str, translated: str, *, same_in_both: re.Pattern[str]) -> list[str]:
    """What is marked wrongly in ``translated``, one line each; ``page`` is the same page in the language of the content.

    A piece that differs between the two was translated and must have the language of the page. One that is the same in
    both is content, and must be marked as what it is, unless it fits ``same_in_both``.
    """
    ours, theirs = pieces(page), pieces(translated)
    first, second = (_LANGUAGE.findall(html)[0] for html in (page, translated))
    shapes = [piece.place for piece in ours], [piece.place for piece in theirs]
    if shapes[0] != shapes[1]:
        different = next(pair for pair in zip(ours, theirs, strict=False) if pair[0].place != pair[1].place)
        return [f"the pages differ at {different}"]
    wrong = []
    for one, other in zip(ours, theirs, strict=True):
        expected = first if one.text == other.text else second
        if other.language != expected and not (one.text == other.text and same_in_both.fullmatch(other.text)):
            wrong.append(f"{other.place}: “{other.text[:60]}” is marked {other.language}, but is {expected}")
    return wrong
