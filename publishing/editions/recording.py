"""Writes the editions, in the transaction that publishes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.documents import get_document_model
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page

from publishing import rows
from publishing.editions.canonical import File, content_digest, digest_of
from publishing.editions.change import Change
from publishing.models.editions import MAJOR, MINOR, Edition, EditionFile
from publishing.revisions import keep_below_the_draft

__all__ = ["Publication", "record", "record_files", "rows_of"]


@dataclass(frozen=True, slots=True)
class Publication:
    """The revision that is being published, and the keys of who asked for that and of who approved it."""

    revision: Any
    publisher: int | None = None
    approver: int | None = None


def record(page: Any, files: Mapping[int, bool]) -> Edition | None:
    """Record what a live page that was just saved says now, unless its last edition says the same.

    ``files``: the page's files, each with whether it is for members only. ``page.publication`` says what is being
    published (``Publication``) and is taken off; without one somebody saved the live page itself, and what it says now
    gets a revision, so that the edition has one. The caller has taken its turn (``publishing.generation``), so that two
    publications can't get the same number. Returns the new edition. Raises ``ValidationError`` when a major change has no
    note.
    """
    publication: Publication | None = page.__dict__.pop("publication", None)
    if not page.live or page.alias_of_id:
        # An alias says what its original says, whose editions are its own.
        return None
    last = Edition.objects.filter(page_id=page.pk).order_by("-number").first()
    content = content_digest(publication.revision.content if publication else page.serializable_data())
    unchanged = last is not None and last.content_digest == content
    if unchanged and publication is None:
        return None
    held = _files(files)
    if last is not None and unchanged and _files_of(last) == held:
        return None
    change = _change(page, last)
    moment = timezone.now()
    if publication is None:
        publication = Publication(_own_revision(page, content, last), _current_user())
    else:
        moment = page.last_published_at
        if rows.note_keys(page, publication.revision.content):
            publication.revision.save(update_fields=["content"])
    page.next_edition = None
    return _write(page, publication, change, content, held, last, moment)


def record_files(
    page: Any, files: Mapping[int, bool], change: Change, publisher: int | None, moment: Any
) -> Edition | None:
    """Record that a live page shows other files than its last edition, and nothing else has changed.

    ``files`` as for ``record``; ``moment`` is that of the change. None where the files are the same, or where the page has
    no edition yet: its first one will have them.
    """
    last = Edition.objects.filter(page_id=page.pk).order_by("-number").select_related("revision").first()
    held = _files(files)
    if last is None or _files_of(last) == held:
        return None
    change.check()
    return _write(page, Publication(last.revision, publisher), change, last.content_digest, held, last, moment)


def _write(
    page: Any,
    publication: Publication,
    change: Change,
    content: str,
    files: tuple[File, ...],
    last: Edition | None,
    moment: Any,
) -> Edition:
    edition = Edition(
        page_id=page.pk,
        number=last.number + 1 if last else 1,
        revision_id=publication.revision.pk,
        change_kind=change.kind,
        change_note=change.note,
        publisher_id=publication.publisher,
        approver_id=publication.approver,
        published_at=moment,
        effective_from=_in_force_from(change, last, timezone.localdate(moment)),
        content_digest=content,
        previous_digest=last.digest if last else "",
    )
    edition.digest = digest_of(edition, files)
    edition.save(force_insert=True)
    if files:
        EditionFile.objects.bulk_create(rows_of(edition, files))
    return edition


def rows_of(edition: Edition, files: Iterable[File]) -> list[EditionFile]:
    """The rows of an edition's files, not yet stored."""
    return [
        EditionFile(
            edition=edition,
            document_id=file.document,
            title=file.title,
            file_name=file.name,
            digest=file.digest,
            members_only=file.members_only,
        )
        for file in files
    ]


def _in_force_from(change: Change, last: Edition | None, today: date) -> date:
    """From when an edition counts: the day that was named, else today.

    An edition holds what the one before it said, so that it is not in force before that one; and a day that was named by
    mistake can be taken back by the next edition, which names an earlier one.
    """
    if last is None:
        return change.effective_from or today
    if change.effective_from is None:
        return max(today, last.effective_from)
    return max(change.effective_from, min(today, last.effective_from))


def _change(page: Any, last: Edition | None) -> Change:
    """What the editor said; the first edition is a major change, and its note is given."""
    said: Change = page.next_edition or Change()
    note = said.note.strip()
    if last is None:
        with override("id"):
            note = note or _("First edition")
    change = Change(MAJOR if last is None else said.kind or MINOR, note, said.effective_from)
    change.check()
    return change


def _files(files: Mapping[int, bool]) -> tuple[File, ...]:
    """The files as they are now; one that was deleted is not among them."""
    if not files:
        return ()
    documents = get_document_model().objects.filter(pk__in=files).order_by("pk")
    return tuple(File.of_document(document, members_only=files[document.pk]) for document in documents)


def _files_of(edition: Edition) -> tuple[File, ...]:
    return tuple(File.of(file) for file in edition.files.order_by("document_id"))


def _current_user() -> int | None:
    """Who is at work in the admin, or None."""
    key: int | None = getattr(get_active_log_context().user, "pk", None)
    return key


def _own_revision(page: Any, content: str, last: Edition | None) -> Any:
    """A revision that says what the live page says: the one it was published from (Wagtail's editor), or a new one."""
    if page.live_revision_id is not None and (last is None or page.live_revision_id != last.revision_id):
        revision = page.live_revision
        if str(revision.object_id) == str(page.pk) and content_digest(revision.content) == content:
            return revision
    if page.has_unpublished_changes and page.latest_revision_id is not None:
        # Somebody is working on the draft.
        revision = keep_below_the_draft(page, page.serializable_data())
    else:
        revision = page.save_revision(changed=False, clean=False)
    Page.objects.filter(pk=page.pk).update(live_revision=revision)
    page.live_revision = revision
    return revision
