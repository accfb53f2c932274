"""What the public may know of a SHA-256: the editions and the file versions that have it.

The answer is the same for everybody, whoever is signed in, since it is meant to be passed on. What is private, members',
hidden, removed or deleted is not found, as if it had never been.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from publishing.absence.showing import Withdrawal, withdrawal_for
from publishing.editions import editions_of
from publishing.history.visible import may_see, newest_with_file, open_pages
from publishing.models.absence import know_absences
from publishing.models.document_versions import DocumentVersion
from publishing.models.editions import Edition
from search.access import ANONYMOUS_TOKENS

__all__ = ["EditionFound", "FileFound", "Found", "Place", "find"]

_MOST = 10
"""A file that stands in more documents, or on more pages, is named with the first of them."""


@dataclass(frozen=True, slots=True)
class EditionFound:
    """An edition of a page that everybody may read. ``state`` is current, superseded or withdrawn."""

    page: Any
    number: int
    published_at: datetime
    effective_from: date
    newest: int
    withdrawal: Withdrawal | None

    @property
    def state(self) -> str:
        """A withdrawn page has no edition that may still be used."""
        if self.withdrawal:
            return "withdrawn"
        return "current" if self.number == self.newest else "superseded"

    @property
    def url(self) -> str:
        """Where the edition can be read."""
        return f"{self.page.history_address}{self.number}/"

    @property
    def newest_url(self) -> str:
        """Where the newest one can be read, and stays."""
        return f"{self.page.history_address}{self.newest}/"

    @property
    def kind_label(self) -> Any:
        """What sort of document it is; empty for a page that search does not offer."""
        return "" if self.page.search_excluded else self.page.search_kind().label

    @property
    def status(self) -> Any:
        """What has become of the paper itself, e.g. no longer in force, as a term; None where its kind knows no such thing."""
        return self.page.search_status()


@dataclass(frozen=True, slots=True)
class Place:
    """A page that shows the file, or has shown it: in this edition last."""

    page: Any
    in_use: bool
    edition: int | None
    published_at: datetime | None
    withdrawal: Withdrawal | None

    @property
    def edition_url(self) -> str:
        """Where that edition can be read."""
        return f"{self.page.history_address}{self.edition}/" if self.edition else ""


@dataclass(frozen=True, slots=True)
class FileFound:
    """A version of a file. ``state`` is current, superseded, withdrawn (with all its pages), or unused.

    ``newest`` is the version that took its place, where everybody may have that one.
    """

    version: DocumentVersion
    state: str
    newest: DocumentVersion | None
    places: tuple[Place, ...]

    @property
    def title(self) -> str:
        """What the file is called on the portal."""
        return str(self.version.document.title) if self.version.document else self.version.file_name

    @property
    def current_url(self) -> str:
        """The address that always has the newest version."""
        return str(self.newest.document.url) if self.newest and self.newest.document else ""


@dataclass(frozen=True, slots=True)
class Found:
    """All that was found; nothing at all for a digest that nobody may know of."""

    editions: tuple[EditionFound, ...]
    files: tuple[FileFound, ...]

    def __bool__(self) -> bool:
        return bool(self.editions or self.files)


def find(digest: str) -> Found:
    """What the public may know of a SHA-256 (``digests.digest_of``). Two queries where nothing has it."""
    return Found(tuple(_editions(digest)), tuple(_files(digest)))


def _editions(digest: str) -> Iterable[EditionFound]:
    editions = list(Edition.objects.filter(digest=digest).select_related("revision")[:_MOST])
    pages = open_pages((edition.page_id for edition in editions), ANONYMOUS_TOKENS)
    know_absences(pages.values())
    for edition in editions:
        page = pages.get(edition.page_id)
        if page is None or not may_see(edition, ANONYMOUS_TOKENS):
            continue
        newest = editions_of(page).values_list("number", flat=True).first()
        yield EditionFound(
            page,
            edition.number,
            edition.published_at,
            edition.effective_from,
            newest or edition.number,
            withdrawal_for(page, ANONYMOUS_TOKENS),
        )


def _files(digest: str) -> Iterable[FileFound]:
    versions = DocumentVersion.objects.filter(digest=digest, document__isnull=False)
    # Of several versions with the same content the newest counts.
    latest = {version.document_id: version for version in versions.select_related("document").order_by("number")}
    found = 0
    for version in latest.values():
        file = _file(version) if found < _MOST else None
        if file is not None:
            found += 1
            yield file


def _file(version: DocumentVersion) -> FileFound | None:
    """What everybody may know of a version of a file; None for one that is not public."""
    document: Any = version.document
    newest = document.current_version
    is_current = newest.digest == version.digest
    uses = {use.page_id for use in document.uses.all() if use.opens_for(ANONYMOUS_TOKENS)}
    showing = newest_with_file(document.pk, version.digest, ANONYMOUS_TOKENS)
    pages = open_pages([*showing, *(uses if is_current else ())], ANONYMOUS_TOKENS)
    if not pages or document.collection.get_view_restrictions():
        return None
    know_absences(pages.values())
    places = [_place(page, page.pk in uses and is_current, showing.get(key)) for key, page in pages.items()]
    places.sort(key=lambda place: (not place.in_use, place.page.path))
    return FileFound(
        version,
        _state(places, is_current=is_current, is_public=bool(uses)),
        newest if uses and not is_current else None,
        tuple(places[:_MOST]),
    )


def _place(page: Any, in_use: bool, showing: Any) -> Place:
    number, published_at = showing or (None, None)
    return Place(page, in_use, number, published_at, withdrawal_for(page, ANONYMOUS_TOKENS))


def _state(places: list[Place], *, is_current: bool, is_public: bool) -> str:
    """What may be done with the file; of a newer version that is not public nothing is said."""
    if not is_current:
        return "superseded" if is_public else "unused"
    using = [place for place in places if place.in_use]
    if not using:
        return "unused"
    return "withdrawn" if all(place.withdrawal for place in using) else "current"
