"""Scheduled publication and expiry, each item in a transaction of its own."""

import logging
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from publishing.generation import per_generation
from publishing.overdue import record_refusal
from publishing.publication import SCHEDULED
from publishing.refusals import PublicationRefusedError

__all__ = ["publish_due"]

logger = logging.getLogger(__name__)

_PAUSE_SECONDS = 60.0
# What has failed in this process, and when it may be tried again: the worker comes by twice a second.
_resting: dict[tuple[str, datetime], float] = {}


def publish_due() -> int:
    """Expire and publish whatever is due by now; returns how many items changed.

    One that fails is logged and tried again after a pause; the others go on. What the rules of the content refuse is
    told to the editors (``publishing.overdue``).
    """
    moment = timezone.now()
    pages: Iterable[tuple[int, datetime]] = ()
    soonest = _next_expiry()
    if soonest is not None and soonest < moment:
        expired = Page.objects.filter(live=True, expire_at__lt=moment).order_by("expire_at")
        pages = expired.values_list("pk", "expire_at")
    revisions = Revision.objects.filter(approved_go_live_at__lt=moment).order_by("approved_go_live_at")
    work = [(f"expiry of page {pk}", due, partial(_expire, pk, moment)) for pk, due in pages]
    work += [
        (f"publication of revision {pk}", due, partial(_publish, pk, moment))
        for pk, due in revisions.values_list("pk", "approved_go_live_at")
    ]
    for gone in _resting.keys() - {(what, due) for what, due, _act in work}:
        _resting.pop(gone, None)
    return sum(_each(what, due, act) for what, due, act in work)


@per_generation
def _next_expiry() -> datetime | None:
    """When the first of the live pages expires, or None.

    No index helps to find it, so that asking each time would be a walk through all pages; whoever sets a date publishes
    the page and so raises the generation.
    """
    dated = Page.objects.filter(live=True, expire_at__isnull=False).order_by("expire_at")
    return dated.values_list("expire_at", flat=True).first()


def _each(what: str, due: datetime, act: Callable[[], bool]) -> int:
    if _resting.get((what, due), 0.0) > time.monotonic():
        return 0
    try:
        with transaction.atomic():
            return int(act())
    except PublicationRefusedError as refusal:
        _refused(refusal, what)
    except Exception:
        logger.exception("The %s failed; it is tried again.", what)
    _resting[what, due] = time.monotonic() + _PAUSE_SECONDS
    return 0


def _refused(refusal: PublicationRefusedError, what: str) -> None:
    """Tell the editors, and the log the first time."""
    with transaction.atomic():
        if record_refusal(refusal.revision, refusal):
            logger.warning("The %s was refused: %s", what, refusal)


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
    revision.publish(log_action=SCHEDULED)
    return True
