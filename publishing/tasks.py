"""Work that may follow a request by a second: Wagtail's own indexes, which only editors read, and files that are gone."""

from collections.abc import Iterable

from django.db import connection, transaction
from django_tasks import task
from modelsearch import index as admin_index
from wagtail.models import Page, ReferenceIndex

from publishing.copies.place import is_copy
from publishing.trash.place import in_trash

__all__ = ["discard_files", "forget", "refresh_indexes", "refresh_later"]


@task()
def refresh_indexes(keys: list[int]) -> int:
    """Bring Wagtail's reference index and its admin search up to date for pages; returns how many were found.

    Deleted pages are in neither. A working copy is not searched for, but what it uses is known to be used.
    """
    pages = list(Page.objects.filter(pk__in=keys).specific())
    for page in pages:
        with transaction.atomic():
            if in_trash(page):
                forget([page])
                continue
            ReferenceIndex.create_or_update_for_object(page)
            if not is_copy(page):
                admin_index.insert_or_update_object(page)
    return len(pages)


def forget(pages: Iterable[Page]) -> None:
    """Take pages out of both indexes at once, in the caller's transaction: they are being deleted."""
    for page in pages:
        ReferenceIndex.remove_for_object(page)
        admin_index.remove_object(page)


def refresh_later(keys: Iterable[int]) -> None:
    """Queue ``refresh_indexes`` in the caller's transaction; once for a page, however often that saves it.

    Wagtail would queue one task for each of the two indexes at each save of the page and of each of its rows.
    """
    asked = set(keys)
    if connection.in_atomic_block:
        asked -= {key for _, callback, *_ in connection.run_on_commit for key in getattr(callback, "refreshes", ())}
        if asked:

            def mark() -> None:
                """Carries the keys for the check above; the queue itself is a row of this transaction."""

            mark.refreshes = frozenset(asked)  # type: ignore[attr-defined]
            transaction.on_commit(mark)
    if asked:
        refresh_indexes.enqueue(sorted(asked))


@task()
def discard_files(names: list[str]) -> int:
    """Delete stored files that nothing refers to any more; returns how many those are.

    A task is a row of the transaction that deletes the document: a crash neither loses it nor runs it too early.
    """
    from publishing.files import versions

    return len(versions.discard(names))
