"""Listings of the resources in the admin, with the columns that one looks for."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.viewsets.base import ViewSetGroup

from publishing.listings import OwnedPagesView, PageListing
from resources.models import LegalDocumentPage, LegalGuidancePage, SopPage, TrainingModulePage

__all__ = ["ResourcesGroup"]


class GuidanceView(OwnedPagesView):
    """The listing of guidance, which shows who answered."""

    agency_fields = ("owner_agency", "answering_agency")


class TrainingView(OwnedPagesView):
    """The listing of training modules, which shows who provides them."""

    agency_fields = ("owner_agency", "provider_agency")


class DayColumn(Column):
    """A day as a date: an age ("4 years ago") says little about a decree."""

    def get_value(self, instance: Any) -> str:
        """The day in short, e.g. ``1 Mar 2022``; empty for none."""
        day = super().get_value(instance)
        return date_format(day, "j M Y") if day else ""


def _columns(*own: Column) -> list[Column]:
    """A type's own columns between the title and what all listings share."""
    return [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title", width="30%"),
        *own,
        Column("owner_agency", label=_("Responsible")),
        DayColumn("review_on", label=_("Review on"), sort_key="review_on"),
        PageStatusColumn("live", label=_("On the site"), sort_key="live"),
    ]


class LegalDocumentListing(PageListing):
    """All laws, regulations, decrees, circulars and agreements."""

    name = "legal_documents"
    model = LegalDocumentPage
    icon = "doc-full"
    menu_label = _("Legal documents")
    index_view_class = OwnedPagesView
    ordering = "-latest_revision_created_at"
    list_filter = ["kind", "year", "status"]
    columns = _columns(
        Column("short_citation", label=_("Number"), sort_key="number"),
        Column("year", label=_("Year"), sort_key="year"),
        Column("get_status_display", label=_("In force?"), sort_key="status"),
        DayColumn("enacted_on", label=_("Enacted on"), sort_key="enacted_on"),
    )


class SopListing(PageListing):
    """All SOPs."""

    name = "sops"
    model = SopPage
    icon = "tasks"
    menu_label = _("SOPs")
    index_view_class = OwnedPagesView
    ordering = "-latest_revision_created_at"
    list_filter = ["stage", "status"]
    columns = _columns(
        Column("number", label=_("Number"), sort_key="number"),
        Column("get_stage_display", label=_("Stage"), sort_key="stage"),
        Column("get_status_display", label=_("In force?"), sort_key="status"),
        DayColumn("effective_on", label=_("Effective on"), sort_key="effective_on"),
    )


class GuidanceListing(PageListing):
    """All legal guidance."""

    name = "legal_guidance"
    model = LegalGuidancePage
    icon = "help"
    menu_label = _("Legal guidance")
    index_view_class = GuidanceView
    ordering = "-latest_revision_created_at"
    columns = _columns(
        Column("institution_name", label=_("Answered by")),
        DayColumn("answered_on", label=_("Answered on"), sort_key="answered_on"),
    )


class TrainingListing(PageListing):
    """All training modules."""

    name = "training_modules"
    model = TrainingModulePage
    icon = "openquote"
    menu_label = _("Training modules")
    index_view_class = TrainingView
    ordering = "-latest_revision_created_at"
    list_filter = ["licence"]
    columns = _columns(
        Column("provider_name", label=_("Provider")),
        Column("get_licence_display", label=_("Licence"), sort_key="licence"),
        DayColumn("issued_on", label=_("Issued on"), sort_key="issued_on"),
    )


class ResourcesGroup(ViewSetGroup):
    """One menu entry for all of them."""

    items = (LegalDocumentListing, SopListing, GuidanceListing, TrainingListing)
    menu_label = _("Documents and SOPs")
    menu_icon = "folder-open-inverse"
    menu_order = 200
