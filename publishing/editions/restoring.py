"""A draft that says what an edition said."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page, Revision

from publishing.editions.change import Change
from publishing.editions.reading import page_as_of
from publishing.models.editions import MAJOR, Edition

__all__ = ["as_draft", "restore"]


def as_draft(edition: Edition, page: Any) -> Any:
    """The page as an edition says it, ready to be saved as a draft: with the address, schedule and state of today."""
    draft = page_as_of(edition, page)
    draft.live, draft.last_published_at = page.live, page.last_published_at
    draft.go_live_at, draft.expire_at, draft.expired = page.go_live_at, page.expire_at, page.expired
    with override("id"):
        note = _("Back to edition %(number)d") % {"number": edition.number}
    draft.next_edition = Change(MAJOR, note)
    return draft


@transaction.atomic
def restore(edition: Edition, user: Any) -> Revision:
    """Make a draft of an edition; what waits as a draft now stays in the history. Nothing is published.

    Raises ``PermissionDenied`` for somebody who may not edit the page, and ``ValidationError`` where it is locked.
    """
    # In turn with whoever saves the page at this moment.
    page = Page.objects.select_for_update().get(pk=edition.page_id).specific
    if page.alias_of_id or not page.permissions_for_user(user).can_edit():
        raise PermissionDenied
    lock = page.get_lock()
    if lock is not None and lock.for_user(user):
        raise ValidationError(_("The page is locked, so that nobody else can change it now. Nothing was changed."))
    draft = as_draft(edition, page)
    # An old edition may break a rule that is younger; whoever publishes the draft is told.
    revision: Revision = draft.save_revision(
        user=user, log_action=True, previous_revision=edition.revision, clean=False
    )
    return revision
