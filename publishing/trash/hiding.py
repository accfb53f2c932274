"""Keeps deleted pages out of what Wagtail's admin reads without asking who may see it (``policy`` sees to the rest).

Look at these at every upgrade of Wagtail; ``tests/integration/publishing/test_trash.py`` asks each of them.
"""

from typing import Any

from django.db.models import Count, F, OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from wagtail import hooks
from wagtail.admin.auth import require_admin_access
from wagtail.admin.site_summary import PagesSummaryItem
from wagtail.admin.views.chooser import BrowseView, page_models_from_string
from wagtail.admin.views.home import RecentEditsPanel
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.models import Page, get_default_page_content_type
from wagtail.utils.urlpatterns import decorate_urlpatterns

from publishing.copies.place import without_copies
from publishing.trash.place import in_trash, kept


@hooks.register("construct_explorer_page_queryset")
def keep_out_of_explorer(parent: Page, pages: Any, request: HttpRequest) -> Any:
    """The explorer, and what its menu loads; raises ``Http404`` below a deleted page."""
    if parent is not None and in_trash(parent):
        raise Http404
    return kept(pages)


@hooks.register("construct_page_chooser_queryset")
def keep_out_of_choosers(pages: Any, request: HttpRequest) -> Any:
    """What can be chosen, by browsing and by searching."""
    return kept(pages)


class _Browse(BrowseView):
    """Wagtail's chooser, which opens where the pages of the wanted type stand, those that are left; never among others."""

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        """See Wagtail."""
        if parent_page_id is not None:
            if in_trash(get_object_or_404(Page, pk=parent_page_id)):
                raise Http404
        else:
            parent_page_id = self._common_ancestor(request.GET.get("page_type") or "")
        return super().get(request, parent_page_id)

    @staticmethod
    def _common_ancestor(wanted: str) -> int | None:
        try:
            models = page_models_from_string(wanted) if wanted else (Page,)
        except (ValueError, LookupError):
            return None
        if models == (Page,):
            return None
        above: Page = kept(Page.objects.type(*models)).first_common_ancestor()
        return int(above.pk)


def _counted(pages: Any) -> Any:
    """The pages of a queryset that count as such: what was not deleted, and is no working copy."""
    return without_copies(kept(pages))


class _PageTypes(PageTypesUsageReportView):
    """Wagtail's report, which counts the pages that are left."""

    def get_queryset(self) -> Any:
        """See Wagtail."""
        newest = _counted(Page.objects.filter(content_type=OuterRef("pk"))).order_by(
            F("latest_revision_created_at").desc(nulls_last=True), "title", "-pk"
        )
        left = _counted(Page.objects.filter(content_type=OuterRef("pk"))).order_by()
        counted = left.values("content_type").annotate(number=Count("pk")).values("number")
        found = super().get_queryset()
        # The node of the trash is the only page of Wagtail's own type beside the root.
        return found.exclude(pk=get_default_page_content_type().pk).annotate(
            count=Subquery(counted), last_edited_page_id=Subquery(newest.values("pk")[:1])
        )


class _Summary(PagesSummaryItem):
    """Wagtail's number of pages, less those in the trash and working copies."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """See Wagtail."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        root = context["root_page"]
        every = Page.objects.all()
        context["total_pages"] -= every.count() - _counted(every).count() if root else 0
        return context


class _RecentEdits(RecentEditsPanel):
    """Wagtail's list of what somebody edited last, less what was deleted since."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """See Wagtail."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        context["last_edits"] = [(moment, page) for moment, page in context["last_edits"] if not in_trash(page)]
        return context


@hooks.register("construct_homepage_summary_items", order=100)
def count_what_is_left(request: HttpRequest, items: list[Any]) -> None:
    """Put our item in the place of Wagtail's."""
    items[:] = [_Summary(request) if type(item) is PagesSummaryItem else item for item in items]


@hooks.register("construct_homepage_panels", order=100)
def leave_out_deleted_edits(request: HttpRequest, panels: list[Any]) -> None:
    """Put our panel in the place of Wagtail's."""
    panels[:] = [_RecentEdits() if type(panel) is RecentEditsPanel else panel for panel in panels]


# In place of Wagtail's, which can't be exchanged otherwise; its names keep leading here.
urlpatterns = [
    path("choose-page/", _Browse.as_view()),
    path("choose-page/<int:parent_page_id>/", _Browse.as_view()),
    path("reports/page-types-usage/", _PageTypes.as_view()),
    path("reports/page-types-usage/results/", _PageTypes.as_view(results_only=True)),
]
decorate_urlpatterns(urlpatterns, require_admin_access)
"""Stands before Wagtail's own addresses of the admin (``portal.urls``)."""
