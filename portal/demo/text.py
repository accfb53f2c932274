"""Short ways to write the blocks of a body text."""

from html import escape
from typing import Any

__all__ = ["Block", "heading", "help_box", "link", "note", "paragraph", "plain", "points", "steps", "table", "warning"]

# The kind of a block and its value, as a stream takes them.
Block = tuple[str, Any]


def heading(text: str, level: str = "h2") -> Block:
    """A heading; ``h3`` for one below another."""
    return "heading", {"text": text, "level": level}


def paragraph(html: str) -> Block:
    """A paragraph; ``html`` may hold links and emphasis."""
    return "paragraph", f"<p>{html}</p>"


def points(*items: str) -> Block:
    """A list without order; each item may hold links and emphasis."""
    return "paragraph", f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def steps(title: str, *items: str) -> Block:
    """Numbered steps, plain text."""
    return "steps", {"title": title, "steps": list(items)}


def table(caption: str, *lines: tuple[str, ...]) -> Block:
    """A table; the first line is its header."""
    return "table", {"caption": caption, "lines": [list(line) for line in lines]}


def note(title: str, html: str) -> Block:
    """A box with something good to know."""
    return _box("info", title, html)


def warning(title: str, html: str) -> Block:
    """A box with a warning."""
    return _box("warning", title, html)


def help_box(title: str, html: str) -> Block:
    """A box that says where to get help."""
    return _box("help", title, html)


def _box(kind: str, title: str, html: str) -> Block:
    return "callout", {"kind": kind, "title": title, "text": f"<p>{html}</p>"}


def plain(text: str) -> str:
    """Paragraphs of plain text, parted by empty lines, as rich text."""
    return "".join(f"<p>{escape(' '.join(part.split()), quote=False)}</p>" for part in text.split("\n\n"))


def link(page: Any, text: str) -> str:
    """A link to a page that stays right when the page is moved."""
    return f'<a linktype="page" id="{page.pk}">{escape(text, quote=False)}</a>'
