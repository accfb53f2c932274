"""Writes archive records as pages, in steps of one transaction each: a run can be stopped and taken up again."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from publishing.archive.record import ArchiveRecord
from publishing.archive.registry import ArchiveContext, registered_kinds
from publishing.html import sanitize, to_text
from publishing.models import ImportedRecord, PortalDocument
from publishing.shelves import shelf_of

__all__ = ["ImportRefusedError", "Importer", "Outcome", "Result"]

BATCH = 50


class Outcome(StrEnum):
    """What became of a record."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    EDITED_BY_HAND = "edited"
    FAILED = "failed"


class ImportRefusedError(Exception):
    """The import can't start; the text says why, in the reader's language."""


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome for one line; ``reason`` only where it failed."""

    line: int
    outcome: Outcome
    reason: str = ""


class Importer:
    """Writes records below their parents.

    ``parent``: the page below which all go; None puts each kind where most pages of its type are.
    ``folder``: where the records' files lie. ``user``: who is named in the history.
    """

    def __init__(self, *, parent: Page | None, folder: Path, user: Any = None) -> None:
        self._context = ArchiveContext()
        self._builders = registered_kinds()
        self._parent = parent
        self._parents: dict[type[Page], Page] = {}
        self._folder = folder
        self._user = user

    def check_parents(self, kinds: Iterable[str]) -> None:
        """Raise ``ImportRefusedError`` when a kind has no place in the tree."""
        for kind in sorted(set(kinds)):
            self._parent_for(type(self._builders[kind](_PROBE, self._context)), kind)

    def run(self, records: Iterable[tuple[int, ArchiveRecord]]) -> Iterator[Result]:
        """Write the records; yields a result for each, after the transaction that holds it has been committed."""
        source = iter(records)
        while batch := list(islice(source, BATCH)):
            yield from self._write(batch)

    def _write(self, batch: list[tuple[int, ArchiveRecord]]) -> list[Result]:
        """A batch in one transaction; when a record fails, each on its own, so that only the bad one is lost."""
        try:
            with transaction.atomic():
                return [Result(line, self._one(record)) for line, record in batch]
        except ValidationError:
            self._forget_rolled_back()
            return [self._alone(line, record) for line, record in batch]

    def _alone(self, line: int, record: ArchiveRecord) -> Result:
        try:
            with transaction.atomic():
                return Result(line, self._one(record))
        except ValidationError as error:
            self._forget_rolled_back()
            return Result(line, Outcome.FAILED, "; ".join(error.messages))

    def _forget_rolled_back(self) -> None:
        """Parents count their children and the context remembers topics; a rollback has undone some of both."""
        self._context = ArchiveContext()
        self._parents.clear()
        if self._parent is not None:
            self._parent = Page.objects.get(pk=self._parent.pk).specific

    def _one(self, record: ArchiveRecord) -> Outcome:
        clean = replace(record, html=sanitize(record.html))
        page = self._builders[record.kind](clean, self._context)
        parent = self._parent_for(type(page), record.kind)
        digest = self._digest(record)
        known = ImportedRecord.objects.filter(parent_id=parent.pk, slug=record.id).select_related("page").first()
        if known is None:
            existing = Page.objects.child_of(parent).filter(slug=record.id).first()
            if existing is not None:
                raise ValidationError(
                    _("a page with this address was made by hand: %(title)s") % {"title": existing.title}
                )
            return self._create(page, parent, clean, digest)
        if known.digest == digest:
            return Outcome.UNCHANGED
        if known.page.latest_revision_id != known.revision_id:
            return Outcome.EDITED_BY_HAND
        return self._update(known, page, clean, digest)

    def _create(self, page: Any, parent: Page, record: ArchiveRecord, digest: str) -> Outcome:
        page.slug, page.owner, page.live = record.id, self._user, False
        self._fill(page, record)
        parent.add_child(instance=page)
        revision = self._publish(page, draft=record.draft)
        ImportedRecord.objects.create(parent_id=parent.pk, slug=record.id, page=page, digest=digest, revision=revision)
        return Outcome.CREATED

    def _update(self, known: ImportedRecord, fresh: Any, record: ArchiveRecord, digest: str) -> Outcome:
        current = known.page.specific
        if type(current) is not type(fresh):
            raise ValidationError(_("the page exists with another kind"))
        self._fill(fresh, record)
        fresh.slug, fresh.path, fresh.depth = current.slug, current.path, current.depth
        fresh.content_type_id, fresh.locale_id = current.content_type_id, current.locale_id
        page = current.with_content_json({**fresh.serializable_data(), "pk": current.pk})
        known.revision = self._publish(page, draft=record.draft)
        known.digest = digest
        known.save(update_fields=["revision", "digest"])
        return Outcome.UPDATED

    def _publish(self, page: Any, *, draft: bool) -> Any:
        revision = page.save_revision(user=self._user, log_action=False)
        if not draft:
            revision.publish(user=self._user, skip_permission_checks=True)
        elif page.live:
            page.unpublish(user=self._user)
        return revision

    def _fill(self, page: Any, record: ArchiveRecord) -> None:
        """What all kinds have in common."""
        page.title = record.title
        page.topics = self._context.topics(record.topics)
        page.owner_agency = self._context.agency(record.agency) if record.agency else None
        page.summary = record.summary or _opening(record)
        documents = [self._document(name) for name in record.files]
        if documents:
            attach = getattr(page, "attach_archive_documents", None)
            if attach is None:
                raise ValidationError(_("pages of this kind can't hold files"))
            attach(documents)

    def _document(self, name: str) -> PortalDocument:
        """The document of a file of the archive; the same content is stored once."""
        path = self._folder / name
        with path.open("rb") as handle:
            digest = hashlib.file_digest(handle, "sha1").hexdigest()
            known: PortalDocument | None = PortalDocument.objects.filter(file_hash=digest, title=path.name).first()
            if known is not None:
                return known
            handle.seek(0)
            document = PortalDocument(title=path.name, uploaded_by_user=self._user)
            document.file = File(handle, name=path.name)
            document.clean()
            document.file_hash, document.file_size = digest, path.stat().st_size
            document.save()
        return document

    def _digest(self, record: ArchiveRecord) -> str:
        """A fingerprint of the line and of its files' sizes, in bytes."""
        files = [(name, (self._folder / name).stat().st_size) for name in record.files]
        return hashlib.sha256(repr((asdict(record), files)).encode()).hexdigest()

    def _parent_for(self, model: type[Page], kind: str) -> Page:
        if self._parent is not None:
            if not model.can_exist_under(self._parent):
                raise ImportRefusedError(
                    _('Below "%(parent)s" no page of the kind %(kind)s is possible.')
                    % {"parent": self._parent.title, "kind": kind}
                )
            return self._parent
        if model not in self._parents:
            found = shelf_of(model)
            if found is None:
                raise ImportRefusedError(
                    _("There is no page yet that can hold the kind %(kind)s; name one.") % {"kind": kind}
                )
            self._parents[model] = found.specific
        return self._parents[model]


_PROBE = ArchiveRecord(id="probe", kind="", title="probe")


def _opening(record: ArchiveRecord) -> str:
    """The first words of the text, cut at a word, for lists."""
    words = " ".join((record.text or to_text(record.html)).split())
    if len(words) <= 240:
        return words
    return words[:240].rsplit(" ", 1)[0] + "…"
