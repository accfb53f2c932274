"""Gives a first edition to pages that went live before there were editions."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page, Revision

from publishing import generation
from publishing.editions.canonical import File, content_digest, digest_of
from publishing.editions.change import Change
from publishing.editions.recording import record, rows_of
from publishing.files.holding import files_of
from publishing.models.editions import MAJOR, Edition, EditionFile
from publishing.models.file_uses import FileUse

__all__ = ["record_existing"]

_CHUNK = 200


def record_existing() -> int:
    """Record edition 1 of every live page that has none, a few to a transaction; returns how many were recorded.

    Can be stopped and taken up again, beside a running portal too. A page says what the revision says that it was
    published from; one that was never published from a revision gets one now.
    """
    recorded, last = 0, 0
    while keys := list(_pending().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:_CHUNK]):
        with transaction.atomic():
            generation.take_turn()
            recorded += _record(list(_pending().filter(pk__in=keys).select_related("live_revision")))
        last = keys[-1]
    return recorded


def _pending() -> QuerySet[Any]:
    from publishing.models.types import page_types

    kinds = ContentType.objects.get_for_models(*page_types())
    pages = Page.objects.filter(live=True, alias_of=None, content_type__in=kinds.values())
    return pages.exclude(Exists(Edition.objects.filter(page_id=OuterRef("pk"))))


def _record(pages: Iterable[Any]) -> int:
    with override("id"):
        note = _("As the page was when the portal began to keep editions")
    editions: list[Edition] = []
    without_revision = []
    for page in pages:
        if page.live_revision is None:
            without_revision.append(page)
        else:
            editions.append(_first(page, page.live_revision, note))
    files = _files([edition.page_id for edition in editions])
    for edition in editions:
        edition.digest = digest_of(edition, files.get(edition.page_id, ()))
    Edition.objects.bulk_create(editions)
    EditionFile.objects.bulk_create(
        row for edition in editions for row in rows_of(edition, files.get(edition.page_id, ()))
    )
    for page in without_revision:
        specific = page.specific
        specific.next_edition = Change(MAJOR, note)
        record(specific, files_of(specific))
    return len(editions) + len(without_revision)


def _first(page: Any, revision: Revision, note: str) -> Edition:
    moment = page.last_published_at or revision.created_at
    return Edition(
        page_id=page.pk,
        number=1,
        revision=revision,
        change_kind=MAJOR,
        change_note=note,
        published_at=moment,
        effective_from=timezone.localdate(moment),
        content_digest=content_digest(revision.content),
    )


def _files(pages: Iterable[int]) -> dict[int, list[File]]:
    """The files of live pages, as ``publishing.files`` has written them down."""
    found: dict[int, list[File]] = {}
    for use in FileUse.objects.filter(page__in=pages).select_related("document").order_by("document_id"):
        found.setdefault(use.page_id, []).append(File.of_document(use.document, members_only=use.members_only))
    return found
