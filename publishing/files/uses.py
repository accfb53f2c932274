"""Writes down which files the live pages use, in the transaction that changes a page, and with it who may have them."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from wagtail.documents import get_document_model

from publishing.files import entries
from publishing.models.file_uses import FileUse
from search.access import pack
from search.contract import GROUP_PREFIX

__all__ = ["access_changed", "members_changed", "page_changed", "page_withdrawn", "use_deleted"]


def page_changed(page: Any, files: Mapping[int, bool]) -> None:
    """Follow a page that was just saved: ``files`` are those of its public content, none while it is not live.

    One query for a page without files. The caller has taken its turn (``publishing.generation``) and recorded the page
    in the ledger.
    """
    known = {use.document_id: use for use in FileUse.objects.filter(page_id=page.pk)}
    if not known and not files:
        return
    wanted = _existing(files, known)
    access = pack(page.search_access()) if wanted else ""
    new = [
        FileUse(page_id=page.pk, document_id=pk, members_only=hidden, access=access)
        for pk, hidden in wanted.items()
        if pk not in known
    ]
    changed = []
    for pk, hidden in wanted.items():
        use = known.get(pk)
        if use and (use.members_only, use.access) != (hidden, access):
            use.members_only, use.access = hidden, access
            changed.append(use)
    if new:
        FileUse.objects.bulk_create(new)
    if changed:
        FileUse.objects.bulk_update(changed, ["members_only", "access"])
    if gone := known.keys() - wanted.keys():
        _remove(FileUse.objects.filter(page_id=page.pk, document_id__in=gone))
    entries.record(known.keys() | wanted.keys())


def access_changed(pages: Iterable[Any]) -> None:
    """Follow live pages whose access, address or labels have changed, but not their content."""
    access = {page.pk: pack(page.search_access()) for page in pages}
    uses = list(FileUse.objects.filter(page_id__in=access))
    changed = [use for use in uses if use.access != access[use.page_id]]
    for use in changed:
        use.access = access[use.page_id]
    if changed:
        FileUse.objects.bulk_update(changed, ["access"], batch_size=500)
    entries.record({use.document_id for use in uses})


def page_withdrawn(page_id: int) -> None:
    """Follow a page that was taken down without being saved."""
    uses = FileUse.objects.filter(page_id=page_id)
    known = set(uses.values_list("document_id", flat=True))
    if known:
        _remove(uses)
        entries.record(known)


def use_deleted(document_id: int) -> None:
    """Follow a use that went with its page or its file."""
    entries.record([document_id])


def members_changed() -> None:
    """Follow a change of who the members are: of what pages for a group show to members alone."""
    entries.record(
        set(FileUse.objects.filter(members_only=True, access__contains=GROUP_PREFIX).values_list("document", flat=True))
    )


def _existing(wanted: Mapping[int, bool], known: Collection[int]) -> dict[int, bool]:
    """Without the files that have been deleted: a text can still link to one."""
    asked = wanted.keys() - set(known)
    found = set(get_document_model().objects.filter(pk__in=asked).values_list("pk", flat=True)) if asked else set()
    return {pk: hidden for pk, hidden in wanted.items() if pk in known or pk in found}


def _remove(uses: QuerySet[FileUse]) -> None:
    # In one statement and without signals: nothing refers to a use, and the caller follows up himself.
    uses._raw_delete(connection.alias)  # noqa: SLF001
