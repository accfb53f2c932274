"""The admin's view of topics, synonyms and refused publications, and who may download a file."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from publishing import moving, remembered_admin
from publishing.absence import admin as absence_admin
from publishing.bulk import DeleteEachBulkAction, PublishEachBulkAction
from publishing.copies import hooks as copies_admin
from publishing.downloads import check_download
from publishing.editions import admin as editions_admin
from publishing.files.admin_views import urls as document_urls
from publishing.files.panels import FileCheckPanel
from publishing.following import admin as following_admin
from publishing.models import Topic
from publishing.overdue import REFUSED, OverduePanel, RefusedFormatter, warn
from publishing.review import admin as review_admin
from publishing.searches import hooks as searches_admin
from publishing.synonyms_admin import SynonymGroupViewSet
from publishing.trash import admin as trash_admin
from publishing.trash import hiding

# They register their own hooks.
__all__ = [
    "absence_admin",
    "copies_admin",
    "editions_admin",
    "following_admin",
    "hiding",
    "moving",
    "remembered_admin",
    "review_admin",
    "searches_admin",
    "trash_admin",
]


class TopicViewSet(SnippetViewSet):
    """Topics in the admin."""

    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    list_display = ["name", "slug"]
    search_fields = ["name"]
    search_backend_name = None


register_snippet(TopicViewSet)
register_snippet(SynonymGroupViewSet)


hooks.register("before_serve_document", check_download)


# Before Wagtail's own, whose addresses these are.
hooks.register("register_admin_urls", document_urls, order=-1)


@hooks.register("register_log_actions")
def register_refusals(actions: Any) -> None:
    """Let the history of a page tell of refused publications."""
    actions.register_action(REFUSED)(RefusedFormatter)


@hooks.register("construct_homepage_panels")
def add_panels(request: HttpRequest, panels: list[Component]) -> None:
    """Show on the dashboard what should have been published, and stored files that are damaged."""
    panels.append(OverduePanel())
    if request.user.is_superuser:
        # Editors can do nothing about it.
        panels.append(FileCheckPanel())


@hooks.register("before_edit_page")
def warn_of_refusal(request: HttpRequest, page: Any) -> None:
    """Say above the form that the page should have been published."""
    if request.method == "GET":
        warn(request, page)


# After Wagtail's own, whose place they take.
hooks.register("register_bulk_action", PublishEachBulkAction, order=100)
hooks.register("register_bulk_action", DeleteEachBulkAction, order=100)
