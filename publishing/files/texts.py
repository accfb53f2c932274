"""Which files are still to be read, who reads them, and what became of it; safe to do twice, at once, or half."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.crypto import get_random_string
from wagtail.documents import get_document_model

from publishing import generation
from publishing.extraction.child import Reading
from publishing.extraction.readers.parts import Refusal
from publishing.files import entries
from publishing.models.document_versions import DocumentVersion
from publishing.models.file_texts import FileText

__all__ = [
    "VERSION",
    "claim",
    "enrol",
    "enrol_all",
    "forget_unused",
    "keep",
    "read_again",
    "release",
    "renew",
    "with_texts",
]

VERSION = 1
"""Raise it when the readers find more or other text: every file is then read again by and by."""

_CLAIM = timedelta(minutes=2)
_MOST_ATTEMPTS = 3

Status = FileText.Status


def enrol(digests: Iterable[str]) -> None:
    """Have files of these contents read, unless they were already."""
    FileText.objects.bulk_create([FileText(digest=digest) for digest in set(digests) if digest], ignore_conflicts=True)


def enrol_all() -> int:
    """Have read what was never asked for or was read by older readers, and forget what no document has or had.

    Returns how many were added. For the worker's start, and after files came by another way than a form.
    """
    documents = get_document_model().objects
    known = FileText.objects.filter(digest=OuterRef("content_digest"))
    missing = set(documents.exclude(content_digest="").exclude(Exists(known)).values_list("content_digest", flat=True))
    enrol(missing)
    outdated = FileText.objects.filter(version__lt=VERSION, claimed_until=None).exclude(status=Status.WAITING)
    outdated.update(status=Status.WAITING, attempts=0)
    _unused().delete()
    return len(missing)


def _unused() -> QuerySet[FileText]:
    current = get_document_model().objects.filter(content_digest=OuterRef("digest"))
    former = DocumentVersion.objects.filter(digest=OuterRef("digest"))
    return FileText.objects.exclude(Exists(current)).exclude(Exists(former))


def forget_unused(digests: Iterable[str]) -> None:
    """Forget the texts of these contents where no document has or had them any more."""
    _unused().filter(digest__in=list(digests)).delete()


def with_texts(documents: Iterable[Any]) -> list[Any]:
    """The documents, each with its text as ``text`` (without the parts; None where there is none), in one query."""
    every = list(documents)
    digests = {document.content_digest for document in every}
    found = FileText.objects.filter(digest__in=digests).defer("parts").in_bulk()
    for document in every:
        document.text = found.get(document.content_digest)
    return every


def read_again(statuses: Iterable[str]) -> int:
    """Have the files with these statuses read once more; returns how many. Those being read just now are left alone."""
    again = FileText.objects.filter(status__in=list(statuses), claimed_until=None)
    return again.update(status=Status.WAITING, reason="", attempts=0)


def claim(status: str) -> FileText | None:
    """The next file with this status, for the caller alone; None where none is waiting.

    A claim lasts for two minutes unless it is renewed. A file whose reader died three times with the whole worker is
    given up.
    """
    while True:
        now = timezone.now()
        with transaction.atomic():
            text = (
                FileText.objects.filter(Q(claimed_until=None) | Q(claimed_until__lt=now), status=status)
                .order_by("added_at")
                .defer("parts")
                .select_for_update(skip_locked=True)
                .first()
            )
            if text is None:
                return None
            text.attempts += 1
            text.claim, text.claimed_until = get_random_string(32), now + _CLAIM
            text.save(update_fields=["attempts", "claim", "claimed_until"])
        if text.attempts <= _MOST_ATTEMPTS:
            return text
        keep(text, Reading(refused=Refusal.BROKEN))


def renew(text: FileText) -> bool:
    """Prolong the claim; False where somebody else has it now, or the file is no longer wanted."""
    return bool(_mine(text).update(claimed_until=timezone.now() + _CLAIM))


def release(text: FileText) -> None:
    """Give a claim back unused, as if it had never been made."""
    _mine(text).update(claim="", claimed_until=None, attempts=F("attempts") - 1)


def _mine(text: FileText) -> QuerySet[FileText]:
    return FileText.objects.filter(digest=text.digest, claim=text.claim)


def keep(text: FileText, reading: Reading) -> bool:
    """Write down what was read, and with it, in one transaction, what search knows of the documents that have it.

    False where the claim was lost meanwhile: somebody else has read it, and nothing is written. What was read before
    stays where a scan has nothing to put in its place.
    """
    values: dict[str, Any] = {"claim": "", "claimed_until": None, "attempts": 0, "version": VERSION}
    found = [[part.kind, part.number, part.name, part.text] for part in reading.parts]
    with transaction.atomic():
        generation.take_turn()
        if text.status == Status.UNSCANNED:
            found = _with_stored(text, found)
        else:
            values["pages"] = reading.pages
        values["status"], values["reason"] = _outcome(reading, has_parts=bool(found))
        if not _mine(text).update(parts=found, **values):
            return False
        if values.get("pages"):
            pdfs = DocumentVersion.objects.filter(digest=text.digest, pages=None, file_name__iendswith=".pdf")
            pdfs.update(pages=reading.pages)
        documents = get_document_model().objects.filter(content_digest=text.digest)
        entries.record(documents.values_list("pk", flat=True))
    return True


def _with_stored(text: FileText, found: list[list[Any]]) -> list[list[Any]]:
    """The pages that a scan gave, and those that were read before where it broke off."""
    stored = FileText.objects.filter(pk=text.pk).values_list("parts", flat=True).first() or []
    by_number = {part[1]: part for part in (*stored, *found)}
    return [by_number[number] for number in sorted(by_number)]


def _outcome(reading: Reading, *, has_parts: bool) -> tuple[str, str]:
    """The status, and the reason where there is one."""
    if reading.refused and not has_parts:
        return Status.UNREADABLE, reading.refused
    if reading.pictures:
        return Status.UNSCANNED, reading.cut
    if not has_parts:
        return Status.TEXTLESS, ""
    reason = reading.cut or reading.refused
    return (Status.PARTLY, reason) if reason else (Status.READ, "")
