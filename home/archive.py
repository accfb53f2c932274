"""Builds an information page from a record of the archive import."""

from html import escape
from typing import Any

from bs4 import BeautifulSoup, NavigableString, Tag
from django.utils.translation import gettext as _

from home.models import InformationPage
from publishing.archive import ArchiveContext, ArchiveRecord

__all__ = ["body_from_html", "body_from_text", "build_information"]

_MAX_HEADING = 150
_MAX_CAPTION = 200


def build_information(record: ArchiveRecord, context: ArchiveContext) -> InformationPage:
    """An unsaved information page; its HTML is clean already (``publishing.html.sanitize``)."""
    body = body_from_html(record.html) if record.html else body_from_text(record.text)
    page = InformationPage(title=record.title, checked_on=record.date)
    field: Any = InformationPage._meta.get_field("body")
    page.body = field.stream_block.to_python(body)
    return page


def body_from_text(text: str) -> list[dict[str, Any]]:
    """Plain text → the stream's raw data: a paragraph block whose paragraphs are parted by blank lines."""
    paragraphs = [part.strip() for part in text.replace("\r\n", "\n").split("\n\n")]
    html = "".join("<p>{}</p>".format("<br/>".join(escape(part).split("\n"))) for part in paragraphs if part)
    return [{"type": "paragraph", "value": html}] if html else []


def body_from_html(html: str) -> list[dict[str, Any]]:
    """Clean HTML → the stream's raw data: headings and tables become blocks of their own, so that they can be edited.

    A heading that is too long to be one stays in the text, in bold.
    """
    body: list[dict[str, Any]] = []
    pending: list[str] = []
    caption = ""

    def flush() -> None:
        text = "".join(pending).strip()
        if text:
            body.append({"type": "paragraph", "value": text})
        pending.clear()

    for node in BeautifulSoup(html, "html.parser").children:
        words = " ".join(node.get_text(" ").split())
        name = node.name if isinstance(node, Tag) else ""
        if name in {"h2", "h3", "h4"} and 0 < len(words) <= _MAX_HEADING:
            flush()
            caption = words
            body.append({"type": "heading", "value": {"text": words, "level": "h2" if name == "h2" else "h3"}})
        elif name in {"h2", "h3", "h4"}:
            pending.append(f"<p><b>{escape(words)}</b></p>" if words else "")
        elif isinstance(node, Tag) and name == "table" and (rows := _rows(node)):
            flush()
            title = node.caption.get_text(" ").strip() if node.caption else caption
            body.append({"type": "table", "value": {"caption": (title or _("Table"))[:_MAX_CAPTION], "lines": rows}})
        elif isinstance(node, NavigableString):
            pending.append(f"<p>{escape(words)}</p>" if words else "")
        else:
            pending.append(str(node))
    flush()
    return body


def _rows(table: Tag) -> list[list[str]]:
    """The cells of a table, row by row; every row has as many as the widest."""
    rows = [[" ".join(cell.get_text(" ").split()) for cell in row.find_all(["td", "th"])] for row in table.find_all("tr")]
    width = max(map(len, rows), default=0)
    return [[*row, *[""] * (width - len(row))] for row in rows if any(row)]
