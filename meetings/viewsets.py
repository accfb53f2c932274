"""The secretariat's own list of meetings in the admin."""

import datetime as dt
from typing import Any, ClassVar

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView, PageFilterSet

from meetings.choices import UNFINISHED
from meetings.models import MeetingPage
from publishing.copies.place import without_copies
from publishing.listings import PageListing

__all__ = ["meetings_viewset"]


def _day(meeting: MeetingPage) -> str:
    """The day in words with the time, or the year where that is all one knows."""
    if meeting.start is None:
        return str(meeting.year or "")
    start: dt.datetime = timezone.localtime(meeting.start)
    return f"{date_format(start, 'j M Y')} {date_format(start, 'H.i')}"


class MeetingFilterSet(PageFilterSet):
    """Filters by kind and status beside Wagtail's own."""

    class Meta:
        model = MeetingPage
        fields: ClassVar[list[str]] = ["kind", "status", "owner_agency"]


class MeetingListView(IndexView):
    """Newest meeting first, with the number of action items that are still open."""

    default_ordering = "-start"

    def get_base_queryset(self) -> QuerySet[MeetingPage]:
        meetings = without_copies(super().get_base_queryset()).select_related("owner_agency")
        unfinished = Q(action_items__status__in=UNFINISHED)
        counted: QuerySet[MeetingPage] = meetings.annotate(open_actions=Count("action_items", filter=unfinished))
        return counted

    def order_queryset(self, queryset: QuerySet[MeetingPage]) -> QuerySet[MeetingPage]:
        """Undated meetings come last whichever way the days are sorted."""
        if self.ordering == "-start":
            return queryset.order_by(F("start").desc(nulls_last=True), "-pk")
        if self.ordering == "start":
            return queryset.order_by(F("start").asc(nulls_last=True), "pk")
        ordered: QuerySet[MeetingPage] = super().order_queryset(queryset)
        return ordered


class MeetingListingViewSet(PageListing):
    """All meetings of the site in one list, wherever they stand in the tree."""

    model = MeetingPage
    icon = "calendar-alt"
    menu_label = _("Meetings")
    menu_order = 150
    add_to_admin_menu = True
    name = "meetings"
    index_view_class = MeetingListView
    filterset_class = MeetingFilterSet
    columns: ClassVar[list[Any]] = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Meeting"), sort_key="title", classname="title", width="34%"),
        Column("start", label=_("Date"), accessor=_day, sort_key="start", width="11%"),
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind", width="11%"),
        Column("place", label=_("Place"), sort_key="place", width="14%"),
        Column("meeting_status", label=_("Status"), accessor="get_status_display", sort_key="status", width="8%"),
        Column("open_actions", label=_("To do"), sort_key="open_actions", width="5%"),
        Column("owner_agency", label=_("Responsible"), width="9%"),
        PageStatusColumn("page_status", label=_("On the site"), sort_key="live", width="8%"),
    ]


meetings_viewset = MeetingListingViewSet()
