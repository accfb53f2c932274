"""OpenDocument files: texts by heading (ODT), spreadsheets by sheet (ODS), presentations by slide (ODP)."""

from collections.abc import Iterator

from publishing.extraction.readers.archives import Archive, Event
from publishing.extraction.readers.parts import Kind, Out, Refusal, RefusedError
from publishing.extraction.readers.sheets import BETWEEN_CELLS

__all__ = ["read_presentation", "read_spreadsheet", "read_text"]

_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
# Comments, deleted text, speaker's notes.
_SKIPPED = frozenset({"annotation", "tracked-changes", "notes"})
_BREAKS = {"s": " ", "tab": " ", "line-break": "\n"}


def read_text(archive: Archive, out: Out) -> None:
    """Give the sections of an ODT file."""
    name: str = ""
    paragraphs: list[str] = []
    for event, text in _texts(archive):
        if event.tag == "h" and event.ends:
            out.section(name, paragraphs)
            name, paragraphs = text, [text]
        elif event.tag == "p" and event.ends:
            paragraphs.append(text)
    out.section(name, paragraphs)


def read_presentation(archive: Archive, out: Out) -> None:
    """Give the slides of an ODP file."""
    paragraphs: list[str] = []
    for event, text in _texts(archive):
        if event.tag == "page" and event.starts:
            out.pages += 1
            paragraphs = []
        elif event.tag == "page":
            out.section("", paragraphs, kind=Kind.SLIDE, number=out.pages)
        elif event.tag in {"p", "h"} and event.ends:
            paragraphs.append(text)


def read_spreadsheet(archive: Archive, out: Out) -> None:
    """Give the sheets of an ODS file that are shown."""
    hidden: set[str] = set()
    style = name = ""
    lines: list[str] = []
    cells: list[str] = []
    for event, text in _texts(archive):
        if event.tag == "style" and event.starts:
            style = event.get("name")
        elif event.tag == "table-properties" and event.get("display") == "false":
            hidden.add(style)
        elif event.tag == "table" and event.starts:
            name, style, lines = event.get("name"), event.get("style-name"), []
        elif event.tag == "table":
            out.section(name, [] if style in hidden else lines, kind=Kind.SHEET)
        elif event.tag == "table-row" and event.starts:
            cells = []
        elif event.tag == "table-row":
            lines.append(BETWEEN_CELLS.join(cells))
        elif event.tag in {"p", "h"} and event.ends and text:
            cells.append(text)


def _texts(archive: Archive) -> Iterator[tuple[Event, str]]:
    """The elements of the content, with the text of a paragraph or heading at its end; without what is not to be read."""
    if _CONTENT not in archive:
        raise RefusedError(Refusal.BROKEN)
    if any(event.tag == "encryption-data" for event in archive.events(_MANIFEST)):
        raise RefusedError(Refusal.PASSWORD)
    open_texts: list[list[str]] = []
    for event in _shown(archive):
        innermost = open_texts[-1] if open_texts else None
        if event.tag in {"p", "h"} and event.starts:
            open_texts.append([])
        elif event.tag in {"p", "h"} and innermost is not None:
            open_texts.pop()
            yield event, " ".join("".join(innermost).split())
        elif event.kind != "text" and event.tag not in _BREAKS:
            yield event, ""
        elif innermost is not None and not event.ends:
            innermost.append(_BREAKS.get(event.tag, event.text))


def _shown(archive: Archive) -> Iterator[Event]:
    """What stands in the content outside of comments, deleted text and notes."""
    skipped = 0
    for event in archive.events(_CONTENT):
        if event.tag in _SKIPPED:
            skipped += 1 if event.starts else -1
        elif not skipped:
            yield event
