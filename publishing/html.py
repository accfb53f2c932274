"""The one place that decides which HTML may come in from outside (archive import, Word files).

``bleach`` works with an allow-list: what is not named here is removed, its text kept. ``script`` and ``style`` lose
their text too, since that text is code and not words.
"""

import re
from html import unescape

from bleach.sanitizer import Cleaner

__all__ = ["ALLOWED_ATTRIBUTES", "ALLOWED_PROTOCOLS", "ALLOWED_TAGS", "sanitize", "to_text"]

ALLOWED_TAGS = frozenset(
    [
        "a",
        "b",
        "blockquote",
        "br",
        "caption",
        "em",
        "h2",
        "h3",
        "h4",
        "hr",
        "i",
        "li",
        "ol",
        "p",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
    ]
)
ALLOWED_ATTRIBUTES = {
    "a": ["href", "title"],
    "ol": ["start", "type"],
    "td": ["colspan", "rowspan"],
    "th": ["colspan", "rowspan", "scope"],
}
ALLOWED_PROTOCOLS = frozenset({"http", "https", "mailto", "tel"})
_BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|tr|blockquote|caption|div|table)>|<(?:br|hr)\s*/?>", re.IGNORECASE)
_CELL_END = re.compile(r"</t[dh]>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")
# NUL and the other control characters are never text; some parsers read past them, some stop.
_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])
# The text of these elements is code, so it goes with them; an unclosed one takes the rest of the input along.
_CODE = re.compile(
    r"<(script|style|template|noscript|iframe|object|svg|math)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL
)


def _cleaner() -> Cleaner:
    """A cleaner of one's own: bleach keeps parser state in it, so that threads can't share one."""
    return Cleaner(
        tags=ALLOWED_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        protocols=ALLOWED_PROTOCOLS,
        strip=True,
        strip_comments=True,
    )


def sanitize(html: str) -> str:
    """HTML from outside → HTML of the allow-list, as a string that is safe to show.

    Idempotent: what was cleaned once stays the same. Never raises on malformed input.
    """
    text = html.translate(_CONTROLS)
    return _cleaner().clean(_CODE.sub(" ", text)).strip()


def to_text(html: str) -> str:
    """HTML → plain text with a line for each block, entities decoded; for search and summaries."""
    text = _CODE.sub(" ", html.translate(_CONTROLS))
    text = _CELL_END.sub(" ", _BLOCK_END.sub("\n", text))
    text = unescape(_TAG.sub("", text))
    return _LINES.sub("\n", _SPACES.sub(" ", text)).strip()
