"""Plain text and tables as text (CSV)."""

import csv
from io import StringIO

from publishing.extraction.readers.parts import Out, Refusal, RefusedError
from publishing.extraction.readers.sheets import BETWEEN_CELLS

__all__ = ["read_table", "read_text"]

_ENCODINGS = ("utf-8-sig", "cp1252")
_MARKS_OF_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_SAMPLE = 20_000


def read_text(data: bytes, out: Out) -> None:
    """Give a text in parts of some length, cut between lines."""
    out.section("", _decoded(data).splitlines())


def read_table(data: bytes, out: Out) -> None:
    """Give the rows of a table, whatever stands between its cells: comma, semicolon, tab or bar."""
    text = _decoded(data)
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(text[:_SAMPLE], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    csv.field_size_limit(out.limits.characters)
    try:
        rows = list(csv.reader(StringIO(text), dialect))
    except csv.Error:
        rows = [[line] for line in text.splitlines()]
    out.section("", (BETWEEN_CELLS.join(filter(None, map(str.strip, row))) for row in rows))


def _decoded(data: bytes) -> str:
    if data.startswith(_MARKS_OF_UTF_16):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        raise RefusedError(Refusal.BROKEN)
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")
