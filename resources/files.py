"""Files as the list of files shows them, and which files a text links to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

__all__ = ["FileLink", "documents_in", "documents_in_stream", "file_links"]

_DOCUMENT_LINK = re.compile(r"<a\b[^>]*>", re.IGNORECASE)
_LINK_TYPE = re.compile(r"""\blinktype=["']document["']""", re.IGNORECASE)
_ID = re.compile(r"""\bid=["'](\d+)["']""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file for ``components/file_list.html``."""

    title: str
    url: str
    file_type: str
    file_size: int | None
    part: Any = ""


def file_links(rows: Iterable[Any]) -> list[FileLink]:
    """Rows with a document → what the list shows; ``part`` where the rows have one."""
    return [
        FileLink(
            title=row.label or row.document.title,
            url=row.document.url,
            file_type=row.document.file_extension,
            file_size=row.document.file_size,
            part=row.get_part_display() if hasattr(row, "get_part_display") else "",
        )
        for row in rows
    ]


def documents_in(*texts: str) -> set[int]:
    """The primary keys of the documents that rich texts link to."""
    links = (link for text in texts for link in _DOCUMENT_LINK.findall(text) if _LINK_TYPE.search(link))
    return {int(found[1]) for found in map(_ID.search, links) if found}


def documents_in_stream(stream: Any) -> set[int]:
    """The primary keys of the documents that the blocks of a body link to or hold."""
    found: set[int] = set()
    for block in stream:
        if block.block_type == "document" and block.value["document"]:
            found.add(block.value["document"].pk)
        elif block.block_type == "paragraph":
            found |= documents_in(block.value.source)
        elif block.block_type == "callout":
            found |= documents_in(block.value["text"].source)
    return found
