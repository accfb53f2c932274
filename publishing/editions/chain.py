"""Is every edition what it was? Recomputes the digests and follows them from the first edition of a page to its last."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from wagtail.models import Page, Revision

from publishing.editions.canonical import File, content_digest, digest_of
from publishing.models.document_versions import DocumentVersion
from publishing.models.editions import Edition, EditionFile

__all__ = ["Checked", "Fault", "Problem", "check_chains"]

_CHUNK = 100


class Fault(StrEnum):
    """What can be wrong."""

    GAP = "gap"
    CHAIN = "chain"
    CONTENT = "content"
    ENVELOPE = "envelope"
    REVISION = "revision"
    FILE = "file"
    HEAD = "head"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault of an edition; ``number`` 0 is a page that is live and has none."""

    page: int
    number: int
    fault: Fault
    detail: str = ""


@dataclass(slots=True)
class Checked:
    """What was gone through."""

    pages: int = 0
    editions: int = 0
    files: int = 0


def check_chains(checked: Checked, *, page: int | None = None) -> Iterator[Problem]:
    """Go through the editions of all pages, or of the one with this key; counts in ``checked``.

    Reads a hundred editions at a time, whatever their number.
    """
    editions = Edition.objects.all() if page is None else Edition.objects.filter(page=page)
    for key, chain in groupby(_stream(editions), key=lambda found: found[0].page_id):
        checked.pages += 1
        yield from _check_chain(key, chain, checked)
    live = Page.objects.filter(live=True, alias_of=None, depth__gt=1)
    yield from _without_editions(live if page is None else live.filter(pk=page))


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What a hundred editions rest on."""

    revisions: dict[int, Any]
    live: dict[int, int | None]
    files: dict[int, list[EditionFile]]
    versions: set[tuple[int, str]]


def _stream(editions: QuerySet[Edition]) -> Iterator[tuple[Edition, _Surroundings]]:
    ordered = editions.order_by("page_id", "number")
    last: Edition | None = None
    while True:
        chunk = list((_after(ordered, last) if last else ordered)[:_CHUNK])
        if not chunk:
            return
        around = _surroundings(chunk)
        for found in chunk:
            yield found, around
        last = chunk[-1]


def _after(editions: QuerySet[Edition], last: Edition) -> QuerySet[Edition]:
    # Written so that the index on page and number is walked and not the whole table.
    return editions.filter(page_id__gte=last.page_id).exclude(page_id=last.page_id, number__lte=last.number)


def _surroundings(chunk: list[Edition]) -> _Surroundings:
    files: dict[int, list[EditionFile]] = {}
    for file in EditionFile.objects.filter(edition__in=chunk).order_by("document_id"):
        files.setdefault(file.edition_id, []).append(file)
    digests = {file.digest for held in files.values() for file in held}
    versions = DocumentVersion.objects.filter(digest__in=digests - {""}) if digests else DocumentVersion.objects.none()
    known = set(versions.values_list("document_key", "digest"))
    revisions = Revision.objects.in_bulk({found.revision_id for found in chunk})
    pages = Page.objects.filter(pk__in={found.page_id for found in chunk})
    return _Surroundings(revisions, dict(pages.values_list("pk", "live_revision_id")), files, known)


def _check_chain(page: int, chain: Iterable[tuple[Edition, _Surroundings]], checked: Checked) -> Iterator[Problem]:
    number, digest = 0, ""
    found: tuple[Edition, _Surroundings] | None = None
    for found in chain:
        edition, around = found
        checked.editions += 1
        if edition.number != number + 1:
            yield Problem(page, edition.number, Fault.GAP, str(number + 1))
        elif edition.previous_digest != digest:
            yield Problem(page, edition.number, Fault.CHAIN)
        yield from _check_edition(edition, around, checked)
        number, digest = edition.number, edition.digest
    if found is not None:
        yield from _check_head(*found)


def _check_edition(edition: Edition, around: _Surroundings, checked: Checked) -> Iterator[Problem]:
    revision = around.revisions.get(edition.revision_id)
    if revision is None or revision.object_id != str(edition.page_id):
        yield Problem(edition.page_id, edition.number, Fault.REVISION)
    elif content_digest(revision.content) != edition.content_digest:
        yield Problem(edition.page_id, edition.number, Fault.CONTENT)
    files = around.files.get(edition.pk, [])
    checked.files += len(files)
    if digest_of(edition, map(File.of, files)) != edition.digest:
        yield Problem(edition.page_id, edition.number, Fault.ENVELOPE)
    for file in files:
        if (file.document_id, file.digest) not in around.versions:
            yield Problem(edition.page_id, edition.number, Fault.FILE, file.file_name)


def _check_head(last: Edition, around: _Surroundings) -> Iterator[Problem]:
    """The last edition must say what the page was last published from: otherwise a later one has been deleted."""
    live = around.live.get(last.page_id)
    if live is None or live == last.revision_id:
        return
    revision = Revision.objects.filter(pk=live).first()
    if revision is not None and content_digest(revision.content) != last.content_digest:
        yield Problem(last.page_id, last.number, Fault.HEAD)


def _without_editions(pages: QuerySet[Any]) -> Iterator[Problem]:
    editions = Edition.objects.filter(page_id=OuterRef("pk"))
    for pk in pages.exclude(Exists(editions)).order_by("pk").values_list("pk", flat=True).iterator():
        yield Problem(pk, 0, Fault.NONE)
