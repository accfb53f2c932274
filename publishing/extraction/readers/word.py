"""Word files (DOCX): a section for every heading. Deleted text, hidden text and comments are nobody's business."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from publishing.extraction.readers.archives import Archive, Event
from publishing.extraction.readers.parts import Out, Refusal, RefusedError

__all__ = ["read"]

_BODY = "word/document.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_HEADING = re.compile(r"(heading [1-9]|title|subtitle)", re.IGNORECASE)
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# What holds text a second time, or text that is no longer there.
_SKIPPED = frozenset({"Fallback", "del", "moveFrom"})
_BODY_TEXT = "9"  # The outline level of what is no heading.


def read(archive: Archive, out: Out) -> None:
    """Give the sections of a DOCX file, and its notes."""
    if _BODY not in archive:
        raise RefusedError(Refusal.BROKEN)
    headings = _heading_styles(archive)
    name: str = ""
    paragraphs: list[str] = []
    for paragraph in _paragraphs(archive, _BODY):
        if paragraph.outline or paragraph.style in headings:
            out.section(name, paragraphs)
            # The heading stays with its text, so that a search for words of both finds them together.
            name, paragraphs = paragraph.text, [paragraph.text]
        else:
            paragraphs.append(paragraph.text)
    out.section(name, paragraphs)
    for part in _NOTES:
        out.section("", [paragraph.text for paragraph in _paragraphs(archive, part)])


@dataclass(slots=True)
class _Paragraph:
    """A paragraph as far as it was read; ``hidden`` and ``texts`` say what the run being read is."""

    pieces: list[str] = field(default_factory=list)
    style: str = ""
    outline: bool = False
    hidden: bool = False
    texts: int = 0

    @property
    def text(self) -> str:
        return " ".join("".join(self.pieces).split())

    def note(self, event: Event) -> None:
        """Take in what stands inside the paragraph."""
        if event.kind == "text":
            if self.texts and not self.hidden:
                self.pieces.append(event.text)
        elif event.tag == "t":
            self.texts += 1 if event.starts else -1
        elif event.starts:
            self._begin(event)

    def _begin(self, event: Event) -> None:
        if event.tag == "r":
            self.hidden = False
        elif event.tag in _BREAKS:
            self.pieces.append(_BREAKS[event.tag])
        elif event.tag == "vanish":
            self.hidden = event.get("val") not in {"0", "false", "off"}
        elif event.tag == "pStyle":
            self.style = event.get("val")
        elif event.tag == "outlineLvl":
            self.outline = event.get("val") != _BODY_TEXT


def _paragraphs(archive: Archive, part: str) -> Iterator[_Paragraph]:
    """The paragraphs that have text, in order; those of a text box stand before the one that it is anchored in."""
    open_paragraphs: list[_Paragraph] = []
    skipped = 0
    for event in archive.events(part):
        if event.tag in _SKIPPED:
            skipped += 1 if event.starts else -1
        elif skipped:
            continue
        elif event.tag == "p" and event.starts:
            open_paragraphs.append(_Paragraph())
        elif event.tag == "p":
            if open_paragraphs and (paragraph := open_paragraphs.pop()).text:
                yield paragraph
        elif open_paragraphs:
            open_paragraphs[-1].note(event)


def _heading_styles(archive: Archive) -> frozenset[str]:
    """The styles of headings: by the name, which Word keeps in English, or by an outline level; also those based on one."""
    base: dict[str, str] = {}
    found: set[str] = set()
    style = ""
    for event in archive.events("word/styles.xml"):
        if not event.starts:
            continue
        if event.tag == "style":
            style = event.get("styleId")
        elif event.tag == "basedOn":
            base[style] = event.get("val")
        elif (event.tag == "name" and _HEADING.fullmatch(event.get("val"))) or (
            event.tag == "outlineLvl" and event.get("val") != _BODY_TEXT
        ):
            found.add(style)
    found.discard("")
    for derived in base:
        above, steps = derived, 0
        while above not in found and above in base and steps < len(base):
            above, steps = base[above], steps + 1
        if above in found:
            found.add(derived)
    return frozenset(found)
