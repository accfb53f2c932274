"""Putting pages into the trash, restoring them, and deleting them for good: each in one transaction with the ledger."""

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.delete_page import DeletePagePermissionError
from wagtail.log_actions import log
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_unpublished

from publishing import generation, lifecycle, redirects, tasks
from publishing.access import ancestor_paths
from publishing.models import DeletedPage, ImportedRecord, PageAbsence, PortalPage
from publishing.models.deleted import KEPT_DAYS
from publishing.pending import call_off
from publishing.reserved import is_kept_at
from publishing.trash.deletion import delete_for_good
from publishing.trash.place import in_trash, node, top_path

__all__ = ["DELETED", "RESTORED", "Restored", "home_of", "purge", "purge_due", "put", "restore", "stood_below"]

logger = logging.getLogger(__name__)

DELETED = "publishing.trash"
RESTORED = "publishing.restore"
_LONGEST_SLUG = 255


@dataclass(frozen=True, slots=True)
class Restored:
    """A page that is back, whether its address is the one that it had, and whether what was public is public again."""

    page: Any
    same_address: bool
    public_again: bool


@transaction.atomic
def put(page: Any, *, user: Any = None, allowed: bool = False) -> DeletedPage | None:
    """Move a page with its descendants to the trash; None where it lies there already.

    Raises ``ValidationError`` for the home page of a site, ``DeletePagePermissionError`` where ``user`` may not delete;
    ``allowed`` says that this was asked before.
    """
    # Deletions, publications and changes of privacy go one after the other.
    generation.bump_on_commit()
    _hold(page.path)
    top = Page.objects.get(pk=page.pk)
    if in_trash(top):
        return None
    if user is not None and not allowed and not top.specific.permissions_for_user(user).can_delete():
        raise DeletePagePermissionError(_("You do not have permission to delete this page."))
    below = Page.objects.filter(path__startswith=top.path)
    if Site.objects.filter(root_page__in=below).exists():
        raise ValidationError({NON_FIELD_ERRORS: _("The home page of a site can't be deleted.")})
    parent = top.get_parent()
    pages = list(below.order_by("path").specific())
    live = [each.pk for each in pages if each.live]
    for each in pages:
        _retire(each, user)
    # An import that is repeated makes the page anew, as after any deletion.
    ImportedRecord.objects.filter(page__in=below).delete()
    below.update(live=False, locked=False, locked_by=None, locked_at=None)
    deleted = DeletedPage.objects.create(
        page=top,
        parent=parent,
        place=" › ".join(above.title for above in top.get_ancestors() if above.depth > 1),
        url_path=top.url_path,
        step=top.path[-Page.steplen :],
        live_pages=live,
        was_restricted=PageViewRestriction.objects.filter(page__path__in=ancestor_paths(parent.path)).exists(),
        deleted_by=user,
    )
    _relocate(top, node(), slug=top.slug)
    tasks.forget(pages)
    for each in pages:
        log(instance=each, action=DELETED, user=user, deleted=True)
    return deleted


@transaction.atomic
def restore(deleted: DeletedPage, *, parent: Any = None, user: Any = None) -> Restored:
    """Put a page with its descendants back where it stood, or below ``parent``; what was public is public again.

    It stays unpublished where it could get more readers than it had: below another parent than the one that kept it
    private, or below a page that was removed from the public. Raises ``ValidationError`` where it has no place to go,
    its type may not stand there, or another page has taken what must be unique.
    """
    generation.bump_on_commit()
    stored = DeletedPage.objects.select_for_update().filter(pk=deleted.pk).first()
    if stored is None:
        raise ValidationError(_("This page is not among the deleted ones any more."))
    former = home_of(stored)
    target = Page.objects.get(pk=parent.pk) if parent else former
    if target is None or in_trash(target) or target.depth == 1:
        raise ValidationError(_("The page above it is gone. Choose another one."))
    _hold(target.path)
    target = Page.objects.get(pk=target.pk)
    top = Page.objects.get(pk=stored.pk)
    if target != former and not top.specific.can_move_to(target.specific):
        raise ValidationError(_("A page of this kind can't stand there. Choose another one."))
    slug = _free_slug(target, top.slug)
    top = _relocate(top, target, slug=slug, step=stored.step if target == former else "")
    pages = Page.objects.filter(path__startswith=top.path)
    for each in pages.specific():
        if isinstance(each, PortalPage):
            each.leave_trash()
    if top.url_path != stored.url_path:
        _say_new_slug(top.specific, slug)
    public = _may_be_public(stored, target, former)
    if public:
        pages.filter(pk__in=stored.live_pages).update(live=True)
    lifecycle.resync_pages(pages.all(), content=True)
    tasks.refresh_later(pages.values_list("pk", flat=True))
    log(instance=top.specific, action=RESTORED, user=user)
    same = top.url_path == stored.url_path
    redirects.keep_old_addresses(top.path, stored.url_path, top.url_path)
    stored.delete()
    return Restored(Page.objects.get(pk=top.pk).specific, same, public or not stored.live_pages)


def home_of(deleted: DeletedPage) -> Page | None:
    """The page that a deleted one stood below, unless that one is gone as well."""
    parent = deleted.parent
    return None if parent is None or in_trash(parent) else parent


def stood_below(page: Any) -> Page | None:
    """Below which page a deleted one stood, alone or with what was deleted together; None where that one is gone for good.

    Where that page was deleted as well, the one that it stood below: there are those who worked on both.
    """
    while page is not None and in_trash(page):
        found = DeletedPage.objects.filter(page__path=top_path(page)).select_related("parent").first()
        page = found.parent if found else None
    return page


@transaction.atomic
def purge(deleted: DeletedPage, *, user: Any = None) -> bool:
    """Delete a page for good, with its descendants, revisions and editions; False where it was restored meanwhile."""
    generation.bump_on_commit()
    stored = DeletedPage.objects.select_for_update().filter(pk=deleted.pk).first()
    if stored is None:
        return False
    page = Page.objects.get(pk=stored.pk)
    delete_for_good(page, user=user)
    return True


def purge_due() -> int:
    """Delete for good what has lain in the trash for thirty days; returns how many. One that fails stops no other."""
    due = DeletedPage.objects.filter(deleted_at__lt=timezone.now() - timedelta(days=KEPT_DAYS))
    purged = 0
    for deleted in due.order_by("deleted_at"):
        try:
            purged += purge(deleted)
        except Exception:
            logger.exception("The deleted page %s could not be deleted for good; it is tried again.", deleted.pk)
    return purged


def _hold(path: str) -> None:
    """Let nobody change a part of the tree until the transaction ends, and wait for whoever is doing so."""
    list(Page.objects.select_for_update().filter(path__startswith=path).order_by("path").values_list("pk", flat=True))


def _retire(page: Any, user: Any) -> None:
    """What a page that goes must no longer do: be public, wait for its hour, or for somebody's approval."""
    if page.live:
        page_unpublished.send(sender=type(page), instance=page)
    call_off(page, user)
    if isinstance(page, PortalPage):
        page.enter_trash()


def _relocate(page: Page, target: Page, *, slug: str, step: str = "") -> Page:
    """Move a page in the tree, to the place ``step`` among the children of ``target`` if it is free, else to the end.

    Not by Wagtail's action, whose signals and log speak of public pages, nor by treebeard's, which can't give a place
    back. Returns the page as it is stored then.
    """
    path = target.path + step
    if not step or Page.objects.filter(path=path).exists():
        last = target.get_last_child()
        path = last._inc_path() if last else Page._get_path(target.path, target.depth + 1, 1)  # noqa: SLF001
    address = f"{target.url_path}{slug}/"
    Page.objects.filter(path=page.path[: -Page.steplen]).update(numchild=F("numchild") - 1)
    Page.objects.filter(pk=target.pk).update(numchild=F("numchild") + 1)
    Page.objects.filter(path__startswith=page.path).update(
        path=Concat(Value(path), Substr("path", len(page.path) + 1)),
        depth=F("depth") + (target.depth + 1 - page.depth),
        url_path=Concat(Value(address), Substr("url_path", len(page.url_path) + 1)),
    )
    Page.objects.filter(pk=page.pk).update(slug=slug)
    return Page.objects.get(pk=page.pk)


def _free_slug(parent: Page, slug: str) -> str:
    """The slug, or the first one with a number behind it that no page below ``parent`` has, nor the portal itself."""
    taken = set(
        parent.get_children().filter(slug__startswith=slug[: _LONGEST_SLUG - 10]).values_list("slug", flat=True)
    )
    number, free = 1, slug
    while free in taken or is_kept_at(free, parent.path):
        number += 1
        ending = f"-{number}"
        free = slug[: _LONGEST_SLUG - len(ending)] + ending
    return free


def _say_new_slug(page: Any, slug: str) -> None:
    """Let the newest draft have the new address too, so that it can be published."""
    if page.latest_revision_id is not None:
        draft = page.get_latest_revision_as_object()
        draft.slug = slug
        draft.save_revision(changed=False, clean=False)


def _may_be_public(deleted: DeletedPage, target: Page, former: Page | None) -> bool:
    above = ancestor_paths(target.path)
    if PageAbsence.objects.filter(page__path__in=above, state=PageAbsence.State.REMOVED).exists():
        return False
    return target == former or not deleted.was_restricted
