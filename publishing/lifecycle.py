"""Keeps the search ledger and the generation in step with Wagtail's pages, inside the transaction that changes them.

Pages of a concrete type call ``page_saved`` from their own ``save``. The rest (a plain ``Page`` saved by Wagtail as it
moves or expires something, deletions, privacy, files) arrives by signals; what topics and agencies change for visitors is
said by their own ``save``. In the admin every changing request is one transaction (``portal.middleware``), so what a signal
writes stands or falls with the change itself.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.documents import get_document_model
from wagtail.models import COMMENTS_RELATION_NAME, CollectionViewRestriction, Page, PageViewRestriction, Site
from wagtail.signals import page_unpublished, post_page_move

from publishing import access, editions, generation, tasks
from publishing.files import texts, uses, versions
from publishing.files.entries import file_key
from publishing.files.holding import files_of
from publishing.models import PortalPage
from publishing.models.absence import know_absences
from publishing.models.file_uses import FileUse
from publishing.promotions import promotions_for
from publishing.redirects import keep_old_addresses
from publishing.references import PAGES, page_key
from search import ledger, promotions, refilling
from search.models import SearchEntry

__all__ = [
    "addresses_changed",
    "connect",
    "page_saved",
    "record_all_pages",
    "resync_below",
    "resync_pages",
    "resync_topic",
    "visible_fields_changed",
]

# Fields that a draft touches on a live page: no visitor sees them.
_DRAFT_FIELDS = frozenset(
    {
        "draft_title",
        "has_unpublished_changes",
        "latest_revision",
        "latest_revision_created_at",
        "locked",
        "locked_at",
        "locked_by",
        "numchild",
        COMMENTS_RELATION_NAME,
    }
)
_CHUNK = 200
_FEW = 25


def visible_fields_changed(update_fields: Collection[str] | None) -> bool:
    """Whether a save with these ``update_fields`` (None: all) can change what a visitor sees."""
    return update_fields is None or not set(update_fields) <= _DRAFT_FIELDS


def page_saved(page: Any, *, update_fields: Collection[str] | None = None) -> None:
    """Record a live page in the ledger and as an edition, forget one that is not live, and raise the generation."""
    tasks.refresh_later([page.pk])
    if not visible_fields_changed(update_fields) or page.is_copy:
        return
    # First of all, because it makes publications and changes of privacy take turns: what is recorded below then can't
    # rest on restrictions that another transaction is just changing.
    generation.bump_on_commit()
    if page.live:
        ledger.record(page)
    else:
        ledger.forget([page.search_key()])
    files = files_of(page) if page.live else {}
    uses.page_changed(page, files)
    editions.record(page, files)


def resync_below(path: str) -> None:
    """Record all live pages at or below a treebeard path anew: their address or their access has changed."""
    generation.bump_on_commit()
    resync_pages(Page.objects.filter(path__startswith=path))


def resync_pages(pages: Any, *, content: bool = False) -> None:
    """Record all live pages of a queryset of ``Page``, and the files that they use, in steps that keep memory small.

    ``content``: which files those are may have changed as well, so that every page is looked through for them.
    """
    for chunk in _chunks(pages.filter(live=True).order_by("path").values_list("pk", flat=True)):
        specific = Page.objects.filter(pk__in=chunk).specific()
        found = [page for page in access.with_restrictions(specific) if isinstance(page, PortalPage)]
        know_absences(found)
        ledger.record_many(found)
        if content:
            for page in found:
                uses.page_changed(page, files_of(page))
        else:
            uses.access_changed(found)


def resync_topic(slug: str) -> None:
    """Record the live pages anew that search knows under a topic: its name or its short name has changed, or it is gone."""
    generation.bump_on_commit()
    filed = SearchEntry.objects.filter(topics__value=slug, deleted=False, key__startswith=PAGES)
    resync_pages(Page.objects.filter(pk__in=filed.values("object_id")))


def record_all_pages() -> int:
    """Record every live page anew, a few to a transaction so that nobody waits long; returns how many there are."""
    keys = list(Page.objects.filter(live=True).order_by("path").values_list("pk", flat=True))
    for start in range(0, len(keys), _FEW):
        with transaction.atomic():
            generation.take_turn()
            resync_pages(Page.objects.filter(pk__in=keys[start : start + _FEW]), content=True)
    generation.bump_on_commit()
    return len(keys)


def _chunks(keys: Iterable[int]) -> Iterator[list[int]]:
    """Lists of at most ``_CHUNK`` keys; read whole first, since the rows change while they are worked on."""
    every = list(keys)
    for start in range(0, len(every), _CHUNK):
        yield every[start : start + _CHUNK]


def _plain_page_saved(instance: Page, update_fields: Collection[str] | None = None, **_: Any) -> None:
    """Wagtail saved a page as a plain ``Page`` (it moves and expires pages so)."""
    if type(instance) is Page and visible_fields_changed(update_fields):
        specific = instance.specific
        if isinstance(specific, PortalPage):
            page_saved(specific)


def _page_deleted(instance: Any, **_: Any) -> None:
    if isinstance(instance, Page):
        generation.bump_on_commit()
        ledger.forget([page_key(instance.pk)])


def _page_unpublished(instance: Any, **_: Any) -> None:
    """A page that Wagtail unpublishes without saving it (before deletion)."""
    generation.bump_on_commit()
    ledger.forget([page_key(instance.pk)])
    uses.page_withdrawn(instance.pk)


def addresses_changed(path: str, before: str, after: str) -> None:
    """Follow a part of the tree that has other addresses now; the old ones keep leading to it."""
    resync_below(path)
    keep_old_addresses(path, before, after)


def _page_moved(instance: Page, url_path_before: str, url_path_after: str, **_: Any) -> None:
    path = Page.objects.only("path").get(pk=instance.pk).path
    addresses_changed(path, url_path_before, url_path_after)


def _privacy_changed(instance: PageViewRestriction, **_: Any) -> None:
    resync_below(instance.page.path)


def _privacy_groups_changed(instance: Any, action: str, **_: Any) -> None:
    if action.startswith("post_") and isinstance(instance, PageViewRestriction):
        resync_below(instance.page.path)


def _use_deleted(instance: FileUse, **_: Any) -> None:
    """A use goes with its page or with its file."""
    generation.bump_on_commit()
    uses.use_deleted(instance.document_id)


def _document_deleted(instance: Any, **_: Any) -> None:
    generation.bump_on_commit()
    ledger.forget([file_key(instance.pk)])
    texts.forget_unused(versions.document_deleted(instance.pk) | {instance.content_digest})


def _group_permissions_changed(action: str, **_: Any) -> None:
    """Another group may now be one of members, or no longer: what pages for that group show to members alone."""
    if action.startswith("post_"):
        generation.bump_on_commit()
        uses.members_changed()


def _public_object_changed(**_: Any) -> None:
    generation.bump_on_commit()


def _public_models() -> list[type]:
    """Models beside pages that visitors see the values of."""
    from publishing.models import PortalDocument, PortalImage, SynonymGroup

    return [
        SynonymGroup,
        SearchPromotion,
        PortalDocument,
        PortalImage,
        CollectionViewRestriction,
        Redirect,
        Site,
        Group,
    ]


def connect() -> None:
    """Connect all signal handlers; called once, when the apps are ready."""
    refilling.register("pages", record_all_pages)
    promotions.register(promotions_for)
    post_save.connect(_plain_page_saved, sender=Page, dispatch_uid="portal.plain_page_saved")
    post_delete.connect(_page_deleted, dispatch_uid="portal.page_deleted")
    page_unpublished.connect(_page_unpublished, dispatch_uid="portal.page_unpublished")
    post_page_move.connect(_page_moved, dispatch_uid="portal.page_moved")
    post_delete.connect(_use_deleted, sender=FileUse, dispatch_uid="portal.file_use_deleted")
    post_delete.connect(_document_deleted, sender=get_document_model(), dispatch_uid="portal.document_deleted")
    m2m_changed.connect(
        _group_permissions_changed, sender=Group.permissions.through, dispatch_uid="portal.group_permissions"
    )
    for signal in (post_save, post_delete):
        signal.connect(_privacy_changed, sender=PageViewRestriction, dispatch_uid="portal.privacy")
        for model in _public_models():
            signal.connect(_public_object_changed, sender=model, dispatch_uid=f"portal.public.{model.__name__}")
    m2m_changed.connect(
        _privacy_groups_changed, sender=PageViewRestriction.groups.through, dispatch_uid="portal.privacy_groups"
    )
