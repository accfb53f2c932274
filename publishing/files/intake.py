"""How a file becomes a version of its document: by a form, from the shell, by an import, or from before there were any."""

import logging
from dataclasses import dataclass
from typing import IO, Any

from django.db import transaction
from wagtail.documents import get_document_model

from publishing import generation
from publishing.files import texts
from publishing.files.store import ContentStorage, Fingerprints, clean_name, digest_in, fingerprints
from publishing.models.document_versions import DocumentVersion, private_storage
from publishing.models.file_texts import FileText

__all__ = ["Incoming", "begin", "settle", "take_in_existing"]

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file on its way to become a version: its content, its own name, and what it is known by.

    ``opened``: the content was opened for this and has to be closed.
    """

    content: IO[bytes] | Any
    name: str
    prints: Fingerprints
    opened: bool = False

    def close(self) -> None:
        """Let go of the content."""
        if self.opened:
            self.content.close()


def begin(document: Any) -> Incoming | None:
    """Store the file that a document was given since it was loaded; None where it has been given none.

    That is done before the document's turn comes, so that nobody waits for a large file. Raises ``OSError`` where the
    file can't be read or written.
    """
    if not document.file:
        return None
    if getattr(document.file, "_committed", True):
        if not _is_another(document):
            return None
        content = document.file.storage.open(document.file.name, "rb")
        incoming = Incoming(content, _name_of(document), fingerprints(content), opened=True)
    else:
        content = document.file.file
        incoming = Incoming(content, clean_name(document.file.name), fingerprints(content))
    _keep(incoming)
    return incoming


def _is_another(document: Any) -> bool:
    """Whether a document names a stored file that is not its own: given by name, or that of a document just made."""
    if document._state.adding:  # noqa: SLF001 - Django's own way to ask.
        return True
    digest = digest_in(document.file.name)
    if digest:
        return bool(digest != document.content_digest)
    # From before files had versions; ``take_in_existing`` sees to it.
    stored = get_document_model().objects.filter(pk=document.pk, file=document.file.name)
    return not stored.exists()


def _name_of(document: Any) -> str:
    """The own name of a stored file: as it came in, as it was called before in this document, else what the storage says."""
    if document.incoming_name:
        return str(document.incoming_name)
    known = DocumentVersion.objects.filter(document_key=document.pk, file=document.file.name).first()
    if known:
        return str(known.file_name)
    if document.file_name and document._state.adding:  # noqa: SLF001
        return str(document.file_name)
    return clean_name(document.file.name)


def _keep(incoming: Incoming) -> str:
    storage: ContentStorage = private_storage()
    return storage.keep(incoming.content, incoming.name, incoming.prints.digest)


def settle(document: Any, incoming: Incoming, *, note: str = "", user: Any = None) -> DocumentVersion | None:
    """Give the document the file, in its turn; returns the version that is to be saved with it.

    None where it has this very content already: it then keeps the file's name too. The caller holds the turn
    (``publishing.generation``) and saves both in one transaction.
    """
    latest = _latest(document.pk) if document.pk else None
    if latest and latest.document_id and latest.digest == incoming.prints.digest:
        document.file, document.file_name = latest.file.name, latest.file_name
        version = None
    else:
        # Nobody may have deleted it since it was stored: that takes a turn too.
        document.file, document.file_name = _keep(incoming), incoming.name
        version = DocumentVersion(
            number=(latest.number if latest else 0) + 1,
            file=document.file.name,
            digest=incoming.prints.digest,
            size=incoming.prints.size,
            pages=_pages(incoming),
            file_name=incoming.name,
            note=note,
            uploaded_by=user,
        )
        texts.enrol([incoming.prints.digest])
    document.content_digest = incoming.prints.digest
    # Wagtail's forms set its own two as well.
    document.file_hash, document.file_size = incoming.prints.wagtails, incoming.prints.size
    return version


def _latest(key: int) -> DocumentVersion | None:
    return DocumentVersion.objects.filter(document_key=key).order_by("-number").first()


def _pages(incoming: Incoming) -> int | None:
    if not incoming.name.lower().endswith(".pdf"):
        return None
    known = FileText.objects.filter(digest=incoming.prints.digest).values_list("pages", flat=True).first()
    return known or None


def take_in_existing() -> int:
    """Make the files of documents from before there were versions their first ones; returns how many there were.

    Each is copied to its new address, then the rows change, then the old file goes: after a crash it is taken up again
    and nothing is lost. A document whose file is missing stays as it is (``manage.py verify_files`` names it).
    """
    model = get_document_model()
    keys = list(model.objects.filter(versions=None).exclude(file="").order_by("pk").values_list("pk", flat=True))
    return sum(_take_in(model.objects.get(pk=key)) for key in keys if model.objects.filter(pk=key).exists())


def _take_in(document: Any) -> bool:
    former = document.file.name
    try:
        content = document.file.storage.open(former, "rb")
    except FileNotFoundError:
        logger.warning("The file of document %s is missing.", document.pk)
        return False
    with content:
        name = document.file_name or clean_name(former)
        incoming = Incoming(content, name, fingerprints(content))
        _keep(incoming)
        with transaction.atomic():
            generation.take_turn()
            unchanged = type(document).objects.filter(pk=document.pk, file=former, versions=None)
            version = settle(document, incoming, user=document.uploaded_by_user) if unchanged.exists() else None
            if version is None:
                return False
            version.document = document
            version.document_key, version.created_at = document.pk, document.created_at
            version.save()
            columns = ("file", "file_name", "content_digest", "file_hash", "file_size")
            unchanged.model.objects.filter(pk=document.pk).update(
                **{column: getattr(document, column) for column in columns}
            )
    if not type(document).objects.filter(file=former).exists():
        document.file.storage.delete(former)
    return True
