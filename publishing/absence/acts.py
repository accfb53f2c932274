"""Withdrawing a page, bringing it back into force, removing it: state, log and search in one transaction."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import log
from wagtail.models import Page

from publishing import generation, lifecycle
from publishing.models.absence import PageAbsence
from publishing.pending import call_off

__all__ = ["REINSTATED", "REMOVED", "WITHDRAWN", "check_successor", "reinstate", "remove", "withdraw"]

REMOVED = "publishing.remove"
WITHDRAWN = "publishing.withdraw"
REINSTATED = "publishing.reinstate"


@transaction.atomic
def withdraw(
    page: Any, *, reason: str, since: date | None = None, successor: Page | None = None, user: Any = None
) -> PageAbsence:
    """Withdraw a live page as of ``since`` (today); of one that is withdrawn already, say it otherwise.

    Raises ``ValidationError`` for a page that is not public, a day to come, no reason, or a successor that can't be one.
    """
    # Whatever else is published or withdrawn at the same moment waits here, or is seen below.
    generation.bump_on_commit()
    stored, *aliases = _stored(page)
    since = since or timezone.localdate()
    if not stored.live or stored.is_site_root():
        raise ValidationError(_("Only a published page can be withdrawn, and not the home page."))
    if since > timezone.localdate():
        raise ValidationError({"since": _("This day is still to come. Withdraw the page on that day.")})
    reason = _said(reason)
    if successor is not None:
        check_successor(stored, successor)
    data = {"since": since.isoformat(), "reason": reason, "successor": successor.title if successor else ""}
    for each in (stored, *aliases):
        _record(each, PageAbsence.State.WITHDRAWN, since, reason, user, successor)
        log(instance=each, action=WITHDRAWN, user=user, data=data)
    return _told(page, [stored, *aliases])


@transaction.atomic
def reinstate(page: Any, *, user: Any = None) -> None:
    """Bring a withdrawn page back into force; a page that is not withdrawn stays as it is."""
    generation.bump_on_commit()
    every = _stored(page)
    for each in every:
        gone, _rows = PageAbsence.objects.filter(page_id=each.pk, state=PageAbsence.State.WITHDRAWN).delete()
        if gone:
            log(instance=each, action=REINSTATED, user=user)
    _told(page, every)


@transaction.atomic
def remove(page: Any, *, reason: str, user: Any = None) -> PageAbsence:
    """Remove a page from the public, with all pages below it; their addresses give the reason and nothing else.

    What waits for its hour or for approval is called off, since it would bring the page back unseen. Raises
    ``ValidationError`` for the home page, a page that never was public, or no reason.
    """
    generation.bump_on_commit()
    stored, *aliases = _stored(page)
    if stored.is_site_root() or not (stored.live or stored.first_published_at):
        raise ValidationError(_("Only a page that is or was public can be removed, and not the home page."))
    reason = _said(reason)
    for each in (stored, *aliases):
        _record(each, PageAbsence.State.REMOVED, timezone.localdate(), reason, user)
        log(instance=each, action=REMOVED, user=user, data={"reason": reason})
    for each in [stored, *stored.get_descendants().order_by("path").specific()]:
        call_off(each, user)
        if each.live:
            # Wagtail takes the copies that follow a page offline with it.
            UnpublishPageAction(each, user=user, log_action=each.pk != stored.pk).execute(skip_permission_checks=True)
    absence = PageAbsence.objects.get(page_id=stored.pk)
    page.know_absence(absence)
    return absence


def check_successor(page: Any, successor: Page) -> None:
    """Raise ``ValidationError`` for a page that can't take the place of ``page``: itself, or one that is gone as well."""
    problem = ""
    if successor.pk == page.pk:
        problem = _("A page can't take its own place.")
    elif not successor.live or successor.depth < 2:
        problem = _("This page is not public. Publish it first, or leave the successor empty.")
    elif PageAbsence.objects.filter(page_id=successor.pk).exists():
        problem = _("This page was withdrawn as well. Choose the one that took its place.")
    if problem:
        raise ValidationError({"successor": problem})


def _said(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Say why, in one or two sentences for readers.")})
    return reason


def _record(page: Any, state: str, since: date, reason: str, user: Any, successor: Page | None = None) -> None:
    """Write the absence of a page down, in place of the one that it had."""
    PageAbsence.objects.update_or_create(
        page_id=page.pk,
        defaults={
            "state": state,
            "since": since,
            "reason": reason,
            "successor_id": successor.pk if successor else None,
            "recorded_by": user,
        },
    )


def _stored(page: Any) -> list[Any]:
    """The page as the database has it, not as a draft would have it, and then the copies that follow it."""
    stored = Page.objects.get(pk=page.pk).specific
    return [stored, *(alias.specific for alias in stored.aliases.all())]


def _told(page: Any, every: list[Any]) -> Any:
    """Bring search and files in step, and let the caller's page know what is stored now."""
    lifecycle.resync_pages(Page.objects.filter(pk__in=[each.pk for each in every]))
    absence = PageAbsence.objects.filter(page_id=page.pk).first()
    page.know_absence(absence)
    return absence
