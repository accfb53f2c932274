"""What the body text of a page gives to its contents list and to search."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from publishing.blocks import stream_contents, stream_text
from search.contract import Passage

__all__ = ["body_contents", "body_passages"]


def body_contents(body: Any) -> list[tuple[int, str, str]]:
    """The headings of a stream as (level, anchor, text)."""
    return stream_contents(body)


def body_passages(body: Any) -> Iterator[Passage]:
    """A passage for each section of a stream; what stands before the first heading opens at the top of the page."""
    for label, anchor, text in stream_text(body):
        yield Passage(label or _("Introduction"), anchor, f"{label}\n{text}" if label else text, heading=label)
