"""Spreadsheets (XLSX): a part for every sheet, a line for every row. Hidden sheets and comments are left out."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from publishing.extraction.readers.archives import Archive
from publishing.extraction.readers.parts import Kind, Out, Refusal, RefusedError
from publishing.extraction.readers.relations import relations

__all__ = ["BETWEEN_CELLS", "read"]

BETWEEN_CELLS = " | "
_WORKBOOK = "xl/workbook.xml"
# The formats of dates that need no definition, and what a definition holds that is no letter of a date.
_DATE_FORMATS = frozenset({14, 15, 16, 17, 22})
_NO_LETTERS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_FIRST_DAY, _FIRST_DAY_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)
_LAST_DAY = 2_900_000  # Near the end of the year 9999; what is larger is no date.


def read(archive: Archive, out: Out) -> None:
    """Give the sheets of an XLSX file in their order."""
    if _WORKBOOK not in archive:
        raise RefusedError(Refusal.BROKEN)
    targets = relations(archive, _WORKBOOK)
    strings = _strings(archive, out.limits.characters)
    dates = _date_styles(archive)
    sheets, first_day = _workbook(archive)
    for name, key in sheets:
        rows = _rows(archive, targets.get(key, ""), strings, dates, first_day)
        out.section(name, (BETWEEN_CELLS.join(row) for row in rows if row), kind=Kind.SHEET)


def _workbook(archive: Archive) -> tuple[list[tuple[str, str]], dt.date]:
    """Names and ids of the sheets that are not hidden, and the day that dates are counted from."""
    shown: list[tuple[str, str]] = []
    first_day = _FIRST_DAY
    for event in archive.events(_WORKBOOK):
        if event.starts and event.tag == "sheet" and event.get("state") in {"", "visible"}:
            shown.append((event.get("name"), event.get("id")))
        elif event.starts and event.tag == "workbookPr" and event.get("date1904") in {"1", "true"}:
            first_day = _FIRST_DAY_1904
    return shown, first_day


def _strings(archive: Archive, most: int) -> list[str]:
    """The texts that cells refer to; of those beyond ``most`` characters nothing is kept, nor would it be read."""
    strings: list[str] = []
    pieces: list[str] = []
    texts = readings = 0
    for event in archive.events("xl/sharedStrings.xml"):
        step = 1 if event.starts else -1
        if event.tag == "t":
            texts += step
        elif event.tag == "rPh":  # How a Japanese word is read aloud.
            readings += step
        elif event.kind == "text" and texts and not readings and most > 0:
            pieces.append(event.text)
            most -= len(event.text)
        elif event.tag == "si" and event.ends:
            strings.append(" ".join("".join(pieces).split()))
            pieces = []
    return strings


def _date_styles(archive: Archive) -> frozenset[str]:
    """The numbers of the cell styles that show a date."""
    dates = set(_DATE_FORMATS)
    styles: list[int] = []
    within = False
    for event in archive.events("xl/styles.xml"):
        if event.tag == "cellXfs":
            within = event.starts
        elif event.starts and event.tag == "numFmt":
            letters = _NO_LETTERS.sub("", event.get("formatCode")).lower()
            if "y" in letters or ("d" in letters and "m" in letters):
                dates.add(_number(event.get("numFmtId")))
        elif event.starts and event.tag == "xf" and within:
            styles.append(_number(event.get("numFmtId")))
    return frozenset(str(place) for place, form in enumerate(styles) if form in dates)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else -1


def _rows(
    archive: Archive, part: str, strings: Sequence[str], dates: frozenset[str], first_day: dt.date
) -> Iterator[list[str]]:
    row: list[str] = []
    kind = style = ""
    value: list[str] = []
    values = 0
    for event in archive.events(part):
        if event.tag == "c" and event.starts:
            kind, style, value = event.get("t") or "n", event.get("s"), []
        elif event.tag in {"v", "t"}:
            values += 1 if event.starts else -1
        elif event.kind == "text" and values:
            value.append(event.text)
        elif event.tag == "c":
            if text := _cell(kind, "".join(value), strings, first_day if style in dates else None):
                row.append(text)
        elif event.tag == "row" and event.ends:
            yield row
            row = []


def _cell(kind: str, value: str, strings: Sequence[str], first_day: dt.date | None) -> str:
    """What a cell shows; ``first_day`` where its style is that of a date."""
    if kind == "s":
        place = _number(value)
        return strings[place] if 0 <= place < len(strings) else ""
    if kind == "n" and first_day is not None:
        days = _number(value.partition(".")[0])
        return (first_day + dt.timedelta(days=days)).isoformat() if 0 < days <= _LAST_DAY else value
    return "" if kind in {"b", "e"} else " ".join(value.split())
