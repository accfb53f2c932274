"""What the portal adds to Wagtail's editor; Wagtail finds this module by its name."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.ui.components import Component

from portal.wagtail_labels import give_labels
from search import cluster

__all__ = ["SearchClusterPanel", "add_icons", "add_search_cluster_panel", "add_styles", "label_the_editor"]


@hooks.register("register_admin_urls")
def label_the_editor() -> list[object]:
    """No addresses: this is called where the editor is loaded, which no command and no worker has to wait for."""
    give_labels()
    return []


@hooks.register("insert_global_admin_css")
def add_styles() -> str:
    """The few rules of our own for the admin."""
    return format_html('<link rel="stylesheet" href="{}">', static("portal/admin.css"))


@hooks.register("register_icons")
def add_icons(icons: list[str]) -> list[str]:
    """Wagtail's notices of the level "info" name an icon that it does not have."""
    return [*icons, "portal/icons/info.svg"]


class SearchClusterPanel(Component):
    """Says what is wrong with Elasticsearch, in plain words; nothing where all is well or none is configured."""

    name = "search_cluster"
    template_name = "portal/admin/search_cluster.html"
    order = 50

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The ``state`` of the cluster, with its ``troubles``."""
        return {"state": cluster.state()}


@hooks.register("construct_homepage_panels")
def add_search_cluster_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Editors can't do anything about it: the panel is for administrators."""
    if request.user.is_superuser:
        panels.append(SearchClusterPanel())
