"""The text of an archive record as the blocks of a body, so that editors can go on working with it."""

from html import escape
from typing import Any, TypeVar

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from django.utils.translation import gettext as _

from publishing.archive.record import ArchiveRecord

__all__ = ["stream_data", "with_text"]

Page = TypeVar("Page", bound=Any)

_MAX_HEADING = 150
_MAX_CAPTION = 200
_HEADINGS = frozenset({"h2", "h3", "h4"})


def stream_data(*, html: str = "", text: str = "") -> list[dict[str, Any]]:
    """Clean HTML or plain text → raw data of a ``StreamField(BODY_BLOCKS)``; HTML wins where both are given.

    ``html`` must have been through ``publishing.html.sanitize``; ``text`` may be anything.
    """
    return _from_html(html) if html else _from_text(text)


def with_text(page: Page, field: str, record: ArchiveRecord) -> Page:
    """The page with the text of a record, whose HTML is clean, in its body ``field``."""
    block = page._meta.get_field(field).stream_block
    setattr(page, field, block.to_python(stream_data(html=record.html, text=record.text)))
    return page


def _from_text(text: str) -> list[dict[str, Any]]:
    """One block of paragraphs, which blank lines part."""
    paragraphs = (part.strip() for part in text.replace("\r\n", "\n").split("\n\n"))
    html = "".join("<p>{}</p>".format("<br/>".join(escape(part).split("\n"))) for part in paragraphs if part)
    return [_paragraph(html)] if html else []


def _from_html(html: str) -> list[dict[str, Any]]:
    """Headings and tables become blocks of their own; whatever stands between them is one paragraph block each."""
    body: list[dict[str, Any]] = []
    pending: list[str] = []
    heading = ""
    for node in BeautifulSoup(html, "html.parser").children:
        block = _own_block(node, heading)
        if block is None:
            pending.append(_running_text(node))
            continue
        if running := "".join(pending).strip():
            body.append(_paragraph(running))
        pending.clear()
        body.append(block)
        if block["type"] == "heading":
            heading = block["value"]["text"]
    if running := "".join(pending).strip():
        body.append(_paragraph(running))
    return body


def _paragraph(html: str) -> dict[str, Any]:
    return {"type": "paragraph", "value": html}


def _own_block(node: Any, heading: str) -> dict[str, Any] | None:
    """The heading or table block that a node becomes, or None for running text.

    A table without a caption of its own is called like the heading above it.
    """
    if not isinstance(node, Tag):
        return None
    if node.name in _HEADINGS and 0 < len(words := _words(node)) <= _MAX_HEADING:
        return {"type": "heading", "value": {"text": words, "level": "h2" if node.name == "h2" else "h3"}}
    if node.name == "table" and (rows := _rows(node)):
        caption = _words(node.caption) if node.caption else heading
        return {"type": "table", "value": {"caption": (caption or _("Table"))[:_MAX_CAPTION], "lines": rows}}
    return None


def _running_text(node: Any) -> str:
    if isinstance(node, NavigableString):
        return f"<p>{escape(words)}</p>" if (words := " ".join(str(node).split())) else ""
    if node.name in _HEADINGS:
        # Too long for a heading, or empty.
        return f"<p><b>{escape(words)}</b></p>" if (words := _words(node)) else ""
    return str(node)


def _words(node: Tag) -> str:
    return " ".join(node.get_text(" ").split())


def _rows(table: Tag) -> list[list[str]]:
    """The cells of a table, row by row; every row has as many as the widest."""
    rows = [[_words(cell) for cell in row.find_all(["td", "th"])] for row in table.find_all("tr")]
    width = max(map(len, rows), default=0)
    return [[*row, *[""] * (width - len(row))] for row in rows if any(row)]
