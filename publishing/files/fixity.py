"""Whether every stored file is still what it was: each is read and compared with its SHA-256."""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from itertools import islice
from pathlib import Path
from threading import Event

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy
from wagtail.documents import get_document_model

from publishing.files import versions
from publishing.files.store import StoredFile, digest_of
from publishing.models.document_versions import DocumentVersion, private_storage
from publishing.models.file_checks import FileCheck

__all__ = [
    "GRACE",
    "KIND_WORDS",
    "Checked",
    "Finding",
    "Kind",
    "check_files",
    "check_when_due",
    "keep",
    "last_check",
    "remove_orphan",
]

GRACE = timedelta(days=1)
"""How old a file is that nothing refers to before it is called an orphan: an upload under way has no row yet."""

_EVERY = timedelta(days=7)
_CLAIM = timedelta(days=1)
_CHUNK = 200
_MOST_KEPT = 100


class Kind(StrEnum):
    """What can be wrong with a file."""

    MISSING = "missing"
    CHANGED = "changed"
    ORPHANED = "orphaned"


KIND_WORDS = {
    Kind.MISSING: pgettext_lazy("file", "missing"),
    Kind.CHANGED: pgettext_lazy("file", "changed"),
    Kind.ORPHANED: pgettext_lazy("file", "belongs to nothing"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A file that is not as it should be: its name in the storage, and what refers to it in words (empty: nothing)."""

    kind: Kind
    name: str
    owner: str = ""


@dataclass(slots=True)
class Checked:
    """How many files were compared, their size in bytes together, and what was found, by kind."""

    files: int = 0
    size: int = 0
    found: Counter[Kind] = field(default_factory=Counter)
    first: list[Finding] = field(default_factory=list)

    def note(self, finding: Finding) -> Finding:
        """Count a finding; the first hundred are remembered."""
        self.found[finding.kind] += 1
        if len(self.first) < _MOST_KEPT:
            self.first.append(finding)
        return finding


def check_files(checked: Checked, stop: Event | None = None) -> Iterator[Finding]:
    """Compare all stored files with the versions that name them, a few rows at a time; counts in ``checked``.

    The same content is read once. Ends early when ``stop`` is set. Adds and deletions meanwhile are no findings.
    """
    stop = stop or Event()
    seen: set[str] = set()
    for version in _all_versions():
        if stop.is_set():
            return
        name = str(version.file.name)
        if name in seen:
            continue
        seen.add(name)
        kind = _compare(Path(version.storage.path(name)), version.digest, checked)
        if kind and DocumentVersion.objects.filter(pk=version.pk).exists():
            yield checked.note(Finding(kind, name, f"{version.document_key}/{version.number} {version.file_name}"))
    yield from _without_version(checked)
    yield from _orphans(checked, stop)


def _all_versions() -> Iterator[DocumentVersion]:
    """By their keys in chunks: a reader that stays open for hours would keep SQLite from tidying up."""
    last = 0
    while chunk := list(DocumentVersion.objects.filter(pk__gt=last).order_by("pk")[:_CHUNK]):
        yield from chunk
        last = chunk[-1].pk


def _compare(path: Path, digest: str, checked: Checked) -> Kind | None:
    try:
        with path.open("rb") as file:
            size, found = digest_of(file)
    except FileNotFoundError:
        return Kind.MISSING
    except OSError:
        # A disk that can't read it any more.
        return Kind.CHANGED
    checked.files += 1
    checked.size += size
    return None if found == digest else Kind.CHANGED


def _without_version(checked: Checked) -> Iterator[Finding]:
    """Documents from before there were versions whose file is gone, so that it could not be taken in."""
    storage = private_storage()
    for document in get_document_model().objects.filter(versions=None).exclude(file="").order_by("pk"):
        if not storage.exists(document.file.name):
            yield checked.note(Finding(Kind.MISSING, document.file.name, f"{document.pk} {document.filename}"))


def _orphans(checked: Checked, stop: Event) -> Iterator[Finding]:
    old = time.time() - GRACE.total_seconds()
    files = (file for file in private_storage().walk() if file.written < old)
    while (chunk := list(islice(files, _CHUNK))) and not stop.is_set():
        unused = _unused(chunk)
        yield from (checked.note(Finding(Kind.ORPHANED, file.name)) for file in chunk if file.name in unused)


def _unused(files: list[StoredFile]) -> set[str]:
    names = {file.name for file in files}
    named = DocumentVersion.objects.filter(file__in=names).values_list("file", flat=True)
    current = get_document_model().objects.filter(file__in=names).values_list("file", flat=True)
    return names - set(named) - set(current)


def remove_orphan(finding: Finding) -> bool:
    """Delete a file that nothing refers to, unless somebody uploaded it again meanwhile; says whether it is gone."""
    try:
        written = Path(private_storage().path(finding.name)).stat().st_mtime
    except FileNotFoundError:
        return True
    is_young = written >= time.time() - GRACE.total_seconds()
    return not is_young and bool(versions.discard([finding.name]))


# --- The last check ---------------------------------------------------------------------------------------------------


def last_check() -> FileCheck | None:
    """The last one that ended; None before the first."""
    return FileCheck.objects.filter(pk=FileCheck.ONLY).exclude(finished_at=None).first()


def keep(checked: Checked) -> None:
    """Write down what a check of all files has found."""
    FileCheck.objects.update_or_create(
        pk=FileCheck.ONLY,
        defaults={
            "claimed_until": None,
            "finished_at": timezone.now(),
            "files": checked.files,
            "size": checked.size,
            "missing": checked.found[Kind.MISSING],
            "changed": checked.found[Kind.CHANGED],
            "orphaned": checked.found[Kind.ORPHANED],
            "findings": [[finding.kind, finding.name, finding.owner] for finding in checked.first],
        },
    )


def check_when_due(stop: Event) -> Checked | None:
    """Check all files where the last check is a week old and no other worker is at it; None otherwise.

    A worker that is stopped meanwhile leaves it to the next start; one that dies, to the next day.
    """
    now = timezone.now()
    FileCheck.objects.get_or_create(pk=FileCheck.ONLY)
    mine = FileCheck.objects.filter(
        Q(claimed_until=None) | Q(claimed_until__lt=now),
        Q(finished_at=None) | Q(finished_at__lt=now - _EVERY),
        pk=FileCheck.ONLY,
    ).update(claimed_until=now + _CLAIM)
    if not mine:
        return None
    checked = Checked()
    for _ in check_files(checked, stop):
        pass
    if stop.is_set():
        FileCheck.objects.filter(pk=FileCheck.ONLY).update(claimed_until=None)
        return None
    keep(checked)
    return checked
