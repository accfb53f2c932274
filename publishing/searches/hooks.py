"""Puts the report into Wagtail's admin; ``publishing.wagtail_hooks`` loads it."""

from typing import Any

from django.contrib.auth.models import Permission
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.signals import init_new_page

from publishing.searches.report import PERMISSIONS, SearchedWordsView, UnansweredWordsView
from publishing.searches.writing import WriteView, give_title, note_title

hooks.register("before_create_page", note_title)
init_new_page.connect(give_title, dispatch_uid="publishing.searches")


class _ReportItem(MenuItem):
    """The report in the menu, for those who may see it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the reader may see the counts."""
        return bool(PERMISSIONS.user_has_permission(request.user, "view"))


@hooks.register("register_reports_menu_item")
def add_report() -> MenuItem:
    """In the place of Wagtail's report of questions."""
    return _ReportItem(_("Searches"), reverse("searched_words"), name="searched-words", icon_name="search", order=1300)


@hooks.register("construct_reports_menu")
def hide_search_terms(request: HttpRequest, items: list[Any]) -> None:
    """Leave out Wagtail's own report: the portal never writes down a question that a visitor asked."""
    items[:] = [item for item in items if item.name != "search-terms"]


@hooks.register("register_admin_urls")
def report_addresses() -> list[URLPattern]:
    """The two lists, their results alone for the filters, and the choice of what to write."""
    lists = (("", SearchedWordsView), ("unanswered/", UnansweredWordsView))
    return [
        *(
            path(f"reports/searches/{part}{end}", view.as_view(results_only=only), name=name)
            for part, view in lists
            for end, only, name in (
                ("", False, view.index_url_name),
                ("results/", True, view.index_results_url_name),
            )
        ),
        path("reports/searches/write/", WriteView.as_view(), name="write_about"),
    ]


@hooks.register("register_permissions")
def offer_permission() -> Any:
    """Let the form of a group show the permission."""
    return Permission.objects.filter(content_type__app_label="search", codename="view_searchedword")
