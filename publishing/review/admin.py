"""Puts what is due for review on the dashboard and into the reports; ``publishing.wagtail_hooks`` loads it."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.permissions import page_permission_policy

from publishing.review.due import due_until, soon, to_review
from publishing.review.report import ReviewView

__all__ = ["ReviewPanel"]

_SHOWN = 6


class ReviewPanel(Component):
    """The pages that have to be checked until in a month, as far as the reader may edit them."""

    name = "due_for_review"
    template_name = "publishing/admin/review_panel.html"
    # After what waits for the reader's own approval.
    order = 210

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """``pages``, the first of them, and whether there are ``more``."""
        found = list(due_until(to_review(parent_context["request"].user), soon())[: _SHOWN + 1])
        return {"pages": found[:_SHOWN], "more": len(found) > _SHOWN, "today": timezone.localdate()}


@hooks.register("construct_homepage_panels")
def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Show it to whoever may edit pages."""
    if page_permission_policy.user_has_permission(request.user, "change"):
        panels.append(ReviewPanel())


class _ReportItem(MenuItem):
    """The report in the menu, for those who may edit pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the reader may edit any page."""
        return bool(page_permission_policy.user_has_permission(request.user, "change"))


@hooks.register("register_reports_menu_item")
def add_report() -> MenuItem:
    """The first of the reports."""
    return _ReportItem(
        _("Due for review"), reverse("due_for_review"), name="due-for-review", icon_name="calendar-check", order=100
    )


@hooks.register("register_admin_urls")
def report_addresses() -> list[URLPattern]:
    """The list, and its results alone for the filters."""
    return [
        path("reports/review/", ReviewView.as_view(), name="due_for_review"),
        path("reports/review/results/", ReviewView.as_view(results_only=True), name="due_for_review_results"),
    ]
