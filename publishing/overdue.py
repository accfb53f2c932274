"""Scheduled publications that were refused when their minute came: what the editors see of them.

The page stays as it was and the rest goes on. The refusal stands in the page's history, on the dashboard, and above the
form of the page, until the publication succeeds or somebody plans another one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.log_actions import LogFormatter, log
from wagtail.models import PageLogEntry, Revision

from publishing.moments import in_words
from publishing.refusals import PublicationRefusedError

__all__ = ["REFUSED", "Overdue", "OverduePanel", "RefusedFormatter", "overdue", "record_refusal", "warn"]

REFUSED = "publishing.scheduled_refused"
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Overdue:
    """A publication that was due and did not happen."""

    page: Any
    due: datetime
    reasons: str


class RefusedFormatter(LogFormatter):
    """The refusal as the history of a page tells it."""

    label = gettext_lazy("Refuse scheduled publication")

    def format_message(self, log_entry: Any) -> str:
        """Why it was refused."""
        return _("Not published at the scheduled time. %(reasons)s") % {"reasons": log_entry.data.get("reasons", "")}


def record_refusal(revision: Revision, refusal: PublicationRefusedError) -> bool:
    """Put a refusal into the page's history; False where it stands there already with the same reasons."""
    reasons = " ".join(refusal.reasons)
    last = PageLogEntry.objects.filter(revision_id=revision.pk, action=REFUSED).order_by("-timestamp", "-pk").first()
    if last is not None and last.data.get("reasons") == reasons:
        return False
    log(instance=refusal.page, action=REFUSED, revision=revision, data={"reasons": reasons})
    return True


def overdue(pages: Iterable[Any] | None = None) -> list[Overdue]:
    """What is due and was refused, the longest overdue first; of these pages, or of all."""
    due = Revision.page_revisions.filter(approved_go_live_at__lt=timezone.now())
    if pages is not None:
        due = due.filter(object_id__in=[str(page.pk) for page in pages])
    moments = dict(due.values_list("pk", "approved_go_live_at"))
    entries = PageLogEntry.objects.filter(revision_id__in=list(moments), action=REFUSED)
    latest = {entry.revision_id: entry for entry in entries.select_related("page").order_by("timestamp", "pk")}
    found = [Overdue(entry.page, moments[key], entry.data.get("reasons", "")) for key, entry in latest.items()]
    return sorted(found, key=lambda item: item.due)


def warn(request: HttpRequest, page: Any) -> None:
    """Above the form of a page: that it should have been published, and why it was not."""
    for item in overdue([page]):
        messages.warning(
            request,
            _("This page should have been published on %(moment)s. %(reasons)s")
            % {"moment": in_words(item.due), "reasons": item.reasons},
        )


class OverduePanel(Component):
    """The dashboard's list of refused publications, as far as the reader may edit the pages."""

    name = "overdue_publications"
    template_name = "publishing/admin/overdue.html"
    order = 120

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """``items``, each with ``page``, ``due`` and ``reasons``."""
        user = parent_context["request"].user
        mine = (item for item in overdue() if item.page.specific.permissions_for_user(user).can_edit())
        return {"items": [item for item, _place in zip(mine, range(_SHOWN), strict=False)]}
