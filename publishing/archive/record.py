"""The form of an archive line and what makes it valid; pure, so that a file is checked before a database is touched."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

__all__ = ["FIELDS", "MAX_LINE_BYTES", "ArchiveRecord", "LineError", "parse_line", "validate_lines"]

FIELDS = frozenset(
    ["id", "kind", "title", "text", "html", "summary", "number", "year", "date", "agency", "topics", "files", "draft"]
)
# A line of a law with all its articles has well under a megabyte; more is a broken file.
MAX_LINE_BYTES = 8 * 1024 * 1024
_MAX_TITLE = 255
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_YEARS = range(1800, 2200)


@dataclass(frozen=True, slots=True)
class ArchiveRecord:
    """One document of the archive.

    ``id`` is the page's slug; ``html`` may hold anything, it is cleaned by ``publishing.html.sanitize`` before a page
    is built; ``files`` are paths relative to the archive file's folder; ``draft`` leaves the page unpublished.
    """

    id: str
    kind: str
    title: str
    text: str = ""
    html: str = ""
    summary: str = ""
    number: str = ""
    year: int | None = None
    date: date | None = None
    agency: str = ""
    topics: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    draft: bool = False


@dataclass(frozen=True, slots=True)
class LineError:
    """Why a line can't be imported: its number (from 1) and a reason in the reader's language."""

    line: int
    reason: str

    def __str__(self) -> str:
        return _("line %(line)d: %(reason)s") % {"line": self.line, "reason": self.reason}


def parse_line(raw: bytes, kinds: Collection[str]) -> ArchiveRecord:
    """A line of the file → a record. Raises ``ValueError`` whose text says what is wrong, in the reader's language."""
    if len(raw) > MAX_LINE_BYTES:
        raise ValueError(_("the line has more than %(limit)d MB") % {"limit": MAX_LINE_BYTES // 1024**2})
    try:
        data = json.loads(raw.decode("utf-8"), parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise ValueError(_("the line is not UTF-8")) from None
    except (ValueError, RecursionError):
        raise ValueError(_("the line is not a JSON object")) from None
    if not isinstance(data, dict):
        raise ValueError(_("the line is not a JSON object"))  # noqa: TRY004 - one kind of error for a bad line
    unknown = sorted(set(data) - FIELDS)
    if unknown:
        raise ValueError(_("unknown field: %(names)s") % {"names": ", ".join(name[:40] for name in unknown[:5])})
    return _record(data, kinds)


def _record(data: dict[str, Any], kinds: Collection[str]) -> ArchiveRecord:
    slug = _text(data, "id", required=True)
    if not _SLUG.fullmatch(slug) or len(slug) > _MAX_TITLE:
        raise ValueError(_('"id" must be small letters, digits and single hyphens, e.g. uu-21-2007'))
    kind = _text(data, "kind", required=True)
    if kind not in kinds:
        raise ValueError(_('unknown "kind"; possible are %(kinds)s') % {"kinds": ", ".join(sorted(kinds))})
    title = " ".join(_text(data, "title", required=True).split())
    if len(title) > _MAX_TITLE:
        raise ValueError(_('"title" has more than %(limit)d characters') % {"limit": _MAX_TITLE})
    text, html = _text(data, "text"), _text(data, "html")
    if text and html:
        raise ValueError(_('give "text" or "html", not both'))
    return ArchiveRecord(
        id=slug,
        kind=kind,
        title=title,
        text=text,
        html=html,
        summary=_text(data, "summary")[:500],
        number=_text(data, "number", numbers=True),
        year=_year(data.get("year")),
        date=_date(data.get("date")),
        agency=_text(data, "agency"),
        topics=_texts(data, "topics"),
        files=_files(data),
        draft=_boolean(data, "draft"),
    )


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _text(data: dict[str, Any], name: str, *, required: bool = False, numbers: bool = False) -> str:
    value = data.get(name)
    if numbers and isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if value is None:
        value = ""
    if not isinstance(value, str):
        raise ValueError(_('"%(name)s" must be text') % {"name": name})  # noqa: TRY004 - one kind of error for a bad line
    if "\0" in value:
        raise ValueError(_('"%(name)s" holds a NUL character') % {"name": name})
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError(_('"%(name)s" holds half a character (a lone surrogate)') % {"name": name}) from None
    value = value.strip()
    if required and not value:
        raise ValueError(_('"%(name)s" is missing') % {"name": name})
    return value


def _texts(data: dict[str, Any], name: str) -> tuple[str, ...]:
    value = data.get(name) or []
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError(_('"%(name)s" must be a list of texts') % {"name": name})
    found = (_text({name: item}, name) for item in value)
    return tuple(dict.fromkeys(item for item in found if item))


def _files(data: dict[str, Any]) -> tuple[str, ...]:
    files = _texts(data, "files")
    for name in files:
        path = Path(name)
        if path.is_absolute() or ".." in path.parts:
            raise ValueError(_('"files" must name files below the folder of the archive'))
    return files


def _year(value: Any) -> int | None:
    if value in (None, ""):
        return None
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit():
        value = int(value.strip()[:6])
    if not isinstance(value, int) or isinstance(value, bool) or value not in _YEARS:
        raise ValueError(_('"year" must be a year, e.g. 2007'))
    return value


def _date(value: Any) -> date | None:
    if value in (None, ""):
        return None
    try:
        found = date.fromisoformat(value) if isinstance(value, str) and _DAY.fullmatch(value) else None
    except ValueError:
        found = None
    if found is None or found.year not in _YEARS:
        raise ValueError(_('"date" must be a day in the form 2021-11-18'))
    return found


def _boolean(data: dict[str, Any], name: str) -> bool:
    value = data.get(name, False)
    if not isinstance(value, bool):
        raise ValueError(_('"%(name)s" must be true or false') % {"name": name})  # noqa: TRY004 - one kind of error for a bad line
    return value


def validate_lines(
    lines: Iterable[bytes], kinds: Collection[str], folder: Path | None = None
) -> Iterator[tuple[int, ArchiveRecord | LineError]]:
    """Every line that is not blank with its number: the record, or what is wrong with it.

    An ``id`` that came before (in any kind) is an error, and so is a file that is not there. Memory stays small:
    only the ids are kept.
    """
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        raw = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if not raw.strip():
            continue
        try:
            record = parse_line(raw, kinds)
            if record.id in seen:
                raise ValueError(
                    _('the "id" %(id)s is already in line %(line)d') % {"id": record.id, "line": seen[record.id]}
                )
            for name in record.files:
                if folder is not None and not (folder / name).is_file():
                    raise ValueError(_("the file %(name)s is not there") % {"name": name})
        except ValueError as error:
            yield number, LineError(number, str(error))
        else:
            seen[record.id] = number
            yield number, record
