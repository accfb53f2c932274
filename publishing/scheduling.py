"""Scheduled publication and expiry, each item in a transaction of its own."""

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

__all__ = ["next_due", "publish_due"]

logger = logging.getLogger(__name__)


def publish_due() -> int:
    """Expire and publish whatever is due by now; returns how many items changed.

    One that fails is logged and left for the next turn; the others go on.
    """
    moment = timezone.now()
    changed = 0
    for pk in Page.objects.filter(live=True, expire_at__lt=moment).order_by("expire_at").values_list("pk", flat=True):
        changed += _each(lambda pk=pk: _expire(pk, moment), what=f"expiry of page {pk}")
    due = Revision.objects.filter(approved_go_live_at__lt=moment).order_by("approved_go_live_at")
    for pk in list(due.values_list("pk", flat=True)):
        changed += _each(lambda pk=pk: _publish(pk, moment), what=f"publication of revision {pk}")
    return changed


def next_due(now: datetime | None = None) -> datetime | None:
    """The next moment at which something is published or expires, or None."""
    moment = now or timezone.now()
    expiry = (
        Page.objects.filter(live=True, expire_at__gt=moment).order_by("expire_at").values_list("expire_at", flat=True)
    )
    start = (
        Revision.objects.filter(approved_go_live_at__gt=moment)
        .order_by("approved_go_live_at")
        .values_list("approved_go_live_at", flat=True)
    )
    return min((found for found in (expiry.first(), start.first()) if found is not None), default=None)


def _each(act, *, what: str) -> int:  # type: ignore[no-untyped-def]
    try:
        with transaction.atomic():
            return 1 if act() else 0
    except Exception:
        logger.exception("The %s failed; it is tried again.", what)
        return 0


def _expire(pk: int, moment: datetime) -> bool:
    page = Page.objects.select_for_update().filter(pk=pk, live=True, expire_at__lt=moment).first()
    if page is None:
        return False
    page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True


def _publish(pk: int, moment: datetime) -> bool:
    revision = Revision.objects.select_for_update().filter(pk=pk, approved_go_live_at__lt=moment).first()
    if revision is None:
        return False
    revision.publish(log_action="wagtail.publish.scheduled")
    return True
