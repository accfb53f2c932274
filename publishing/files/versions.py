"""The files that documents have and had: which one an edition means, who may have it, and when it may go.

The door for whoever shows the history of a page: ``version_with`` and ``versions_with`` find what a page used, ``url`` of
a version is the address that always gives it out.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest

from publishing import generation
from publishing.files import editions
from publishing.models.document_versions import DocumentVersion, private_storage
from publishing.models.files import PortalDocument
from publishing.tasks import discard_files
from search.access import tokens_for

__all__ = ["discard", "document_deleted", "forget_abandoned", "may_have", "version_with", "versions_with"]


def versions_with(files: Iterable[tuple[int, str]]) -> dict[tuple[int, str], DocumentVersion]:
    """The versions by document number and SHA-256, in one query; what is not there is left out.

    Of several versions of a document with the same content it is the newest.
    """
    wanted = set(files)
    if not wanted:
        return {}
    found = DocumentVersion.objects.filter(
        document_key__in={key for key, _ in wanted}, digest__in={digest for _, digest in wanted}
    )
    by_content = {(version.document_key, version.digest): version for version in found.order_by("number")}
    return {file: by_content[file] for file in wanted if file in by_content}


def version_with(document_id: int, digest: str) -> DocumentVersion | None:
    """The version of a document that has this SHA-256; the newest where it had this content twice."""
    return versions_with([(document_id, digest)]).get((document_id, digest))


def may_have(version: DocumentVersion, request: HttpRequest) -> bool:
    """Whether the visitor may have a version that is not the current one of its document.

    Editors may have all of them. Everybody else needs an edition, shown to them, that has used it. What a deleted
    document had is nobody's business but a superuser's.
    """
    user = request.user
    if version.document_id is None:
        return bool(user.is_active and user.is_superuser)
    if user.is_authenticated and user.has_perm("wagtailadmin.access_admin"):
        return True
    return editions.open_file(version.document_key, version.digest, tokens_for(user))


def document_deleted(key: int) -> set[str]:
    """Let go of what a deleted document had, in the caller's transaction; what an edition has used stays.

    Returns the SHA-256 of what went.
    """
    return _forget(DocumentVersion.objects.filter(document_key=key, document=None))


def forget_abandoned() -> None:
    """Let go of what deleted documents had and what no edition speaks of any more; for the worker."""
    with transaction.atomic():
        generation.take_turn()
        _forget(DocumentVersion.objects.filter(document=None))


def _forget(versions: Any) -> set[str]:
    """Delete the rows that no edition needs, and have their files deleted after the commit; returns their SHA-256."""
    found = list(versions.values_list("pk", "document_key", "digest", "file"))
    used = editions.used_files((key, digest) for _, key, digest, _ in found)
    gone = [row for row in found if (row[1], row[2]) not in used]
    if gone:
        # In one statement and without signals: nothing refers to a version.
        rows = DocumentVersion.objects.filter(pk__in=[pk for pk, *_ in gone])
        rows._raw_delete(connection.alias)  # noqa: SLF001
        discard_files.enqueue(sorted({file for *_, file in gone}))
    return {digest for _, _, digest, _ in gone}


def discard(names: Collection[str]) -> list[str]:
    """Delete those of these stored files that nothing refers to; returns which. Whoever adds a version waits meanwhile."""
    storage = private_storage()
    with transaction.atomic():
        generation.take_turn()
        kept = set(DocumentVersion.objects.filter(file__in=names).values_list("file", flat=True))
        kept |= set(PortalDocument.objects.filter(file__in=names).values_list("file", flat=True))
        gone = sorted(set(names) - kept)
        for name in gone:
            storage.discard(name)
    return gone
