"""Reports → Due for review."""

from datetime import date, timedelta
from typing import Any

import django_filters
from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import ContentTypeFilter, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page, get_page_content_types
from wagtail.permissions import page_permission_policy

from publishing.review.due import SOON, agencies, due_until, to_review

__all__ = ["ReviewView"]

OVERDUE, QUARTER, ALL, WITHOUT = "overdue", "90", "all", "none"


class _Filters(WagtailFilterSet):
    """When, by whom, and which type. What the period means is the view's business: without one it is the usual."""

    period = django_filters.ChoiceFilter(
        label=gettext_lazy("Period"),
        choices=[
            (OVERDUE, gettext_lazy("Overdue")),
            (QUARTER, gettext_lazy("Until in 90 days")),
            (ALL, gettext_lazy("All with a day of review")),
            (WITHOUT, gettext_lazy("Without a day of review")),
        ],
        empty_label=gettext_lazy("Until in 30 days"),
        method="leave",
        widget=forms.RadioSelect,
    )
    agency = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Responsible agency"),
        queryset=lambda _request: agencies(),
        field_name="agency_id",
        method="of",
    )
    content_type = ContentTypeFilter(
        label=gettext_lazy("Type"), queryset=lambda _request: get_page_content_types(include_base_page_type=False)
    )

    class Meta:
        model = Page
        fields: list[str] = []

    def leave(self, pages: Any, name: str, value: str) -> Any:
        """The pages as they are."""
        return pages

    def of(self, pages: Any, name: str, value: Any) -> Any:
        """The pages of an agency."""
        return pages.filter(agency_id=value.pk)


class _DayColumn(Column):
    """The day, marked where it has passed."""

    cell_template_name = "publishing/admin/review_day_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> Any:
        """Adds whether the day has passed."""
        context = super().get_cell_context_data(instance, parent_context)
        day: date | None = context["value"]
        return {**context, "passed": day is not None and day < timezone.localdate()}


class ReviewView(ReportView):
    """The pages that this person may edit, the longest overdue first."""

    page_title = gettext_lazy("Due for review")
    header_icon = "calendar-check"
    results_template_name = "publishing/admin/review_results.html"
    table_classname = "listing wide-table"
    permission_policy = page_permission_policy
    any_permission_required = ["change"]
    filterset_class = _Filters
    default_ordering = "review_day"
    index_url_name = "due_for_review"
    index_results_url_name = "due_for_review_results"
    columns = [
        TitleColumn(
            "title",
            label=gettext_lazy("Title"),
            classname="title",
            sort_key="title",
            get_url=lambda page: reverse("wagtailadmin_pages:edit", args=[page.pk]),
        ),
        _DayColumn("review_day", label=gettext_lazy("Review on"), sort_key="review_day"),
        Column("agency_label", label=gettext_lazy("Responsible agency"), sort_key="agency_label"),
        Column("page_type_display_name", label=gettext_lazy("Type")),
    ]
    list_export = ["title", "page_type_display_name", "agency_label", "review_day", "full_url"]
    export_headings = {
        "title": gettext_lazy("Title"),
        "page_type_display_name": gettext_lazy("Type"),
        "agency_label": gettext_lazy("Responsible agency"),
        "review_day": gettext_lazy("Review on"),
        "full_url": gettext_lazy("Address"),
    }
    export_filename = "perlu-ditinjau"

    @cached_property
    def period(self) -> str:
        """What was chosen; "" for the usual."""
        return self.filters.form.cleaned_data.get("period") or "" if self.filters.is_valid() else ""

    def get_base_queryset(self) -> Any:
        """The pages of the period."""
        pages = to_review(self.request.user).select_related("content_type")
        today = timezone.localdate()
        if self.period == WITHOUT:
            return pages.filter(review_day=None)
        if self.period == ALL:
            return pages.exclude(review_day=None)
        if self.period == OVERDUE:
            return due_until(pages, today - timedelta(days=1))
        return due_until(pages, today + timedelta(days=int(self.period or SOON)))

    def order_queryset(self, queryset: Any) -> Any:
        """The chosen order; of equal ones by title, so that no page of the list repeats what another has."""
        return queryset.order_by(self.ordering, "title", "pk")
