"""The admin's view of agencies, help lines and the pages of ``home``."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, DateColumn, UpdatedAtColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from home.choosing import AgencyChooserViewSet
from home.models import Agency, HelpLine, InformationPage, StandardPage
from publishing.listings import OwnedPagesView, PageListing
from publishing.remembered_admin import RememberedViewSet


class AgencyViewSet(RememberedViewSet):
    """Agencies in the admin."""

    model = Agency
    icon = "group"
    menu_label = _("Agencies")
    list_display = [
        "name",
        Column("short_name", label=_("Short name"), sort_key="short_name"),
        Column("get_kind_display", label=_("Kind"), sort_key="kind"),
        Column("role", label=_("Role")),
        Column("phone", label=_("Phone")),
        UpdatedAtColumn(),
    ]
    list_filter = ["kind"]
    list_export = ["name", "short_name", "kind", "role", "address", "phone", "email", "website"]
    export_filename = "instansi"
    list_per_page = 50
    chooser_viewset_class = AgencyChooserViewSet
    chooser_per_page = 50
    # Agencies are few: the database itself finds them at once, and no index can be behind.
    search_backend_name = None
    search_fields = ["name", "short_name", "role"]


class HelpLineViewSet(RememberedViewSet):
    """Help lines in the admin, in the order of the public site, each with what keeps it from being shown."""

    model = HelpLine
    icon = "mobile-alt"
    menu_label = _("Help lines")
    sort_order_field = "sort_order"
    list_display = [
        "name",
        Column("number", label=_("Number")),
        Column("get_channel_display", label=_("Channel"), sort_key="channel"),
        Column("state_label", label=_("On the public site")),
        DateColumn("checked_on", label=_("Checked on"), sort_key="checked_on"),
        Column("checked_by", label=_("Checked by")),
    ]
    list_filter = ["channel", "abroad"]
    search_backend_name = None
    search_fields = ["name", "number", "note"]


class ContactsGroup(SnippetViewSetGroup):
    """One menu entry for what the secretariat keeps up to date about others."""

    items = (AgencyViewSet, HelpLineViewSet)
    menu_label = _("Agencies and help lines")
    menu_icon = "group"
    menu_order = 240


def _columns(*own: Column) -> list[Any]:
    """The columns that all listings share, with a type's own ones between title and status."""
    return [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        *own,
        Column("owner_agency", label=_("Responsible agency")),
        DateColumn("review_on", label=_("Review on"), sort_key="review_on"),
        DateColumn("latest_revision_created_at", label=_("Updated"), sort_key="latest_revision_created_at"),
        PageStatusColumn("status", label=_("Status"), sort_key="live"),
    ]


class InformationListing(PageListing):
    """All information pages."""

    name = "information_pages"
    model = InformationPage
    icon = "info-circle"
    menu_label = _("Information pages")
    index_view_class = OwnedPagesView
    columns = _columns(DateColumn("checked_on", label=_("Checked on"), sort_key="checked_on"))


class StandardListing(PageListing):
    """All standard pages."""

    name = "standard_pages"
    model = StandardPage
    icon = "doc-full"
    menu_label = _("Standard pages")
    index_view_class = OwnedPagesView
    columns = _columns()


class InformationGroup(ViewSetGroup):
    """One menu entry for the pages of ``home``."""

    items = (InformationListing, StandardListing)
    menu_label = _("Information")
    menu_icon = "info-circle"
    menu_order = 210


class HelpLinesToCheckPanel(Component):
    """Tells editors which help lines the public does not see, and why."""

    name = "help_lines_to_check"
    template_name = "home/admin/help_lines_to_check.html"
    # After what waits for the reader's own approval.
    order = 220

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """``lines`` that need a check, and whether the reader ``may_change`` them."""
        user = parent_context["request"].user
        return {"lines": list(HelpLine.objects.to_check()), "may_change": user.has_perm("home.change_helpline")}


@hooks.register("construct_homepage_panels")
def add_help_lines_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Show the panel to whoever may see help lines in the admin."""
    if request.user.has_perm("home.view_helpline") or request.user.has_perm("home.change_helpline"):
        panels.append(HelpLinesToCheckPanel())


@hooks.register("register_admin_viewset")
def register_page_listings() -> InformationGroup:
    """The listings of pages by type."""
    return InformationGroup()


register_snippet(ContactsGroup)
