"""MeetingIndexPage: what is coming, what has been, and what still has to be done."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from meetings.listing import listing
from publishing.models import PortalPage
from publishing.panels import tabs
from search.access import tokens_for

__all__ = ["MeetingIndexPage"]


class MeetingIndexPage(PortalPage):
    """The list of meetings below it: upcoming ones first, past ones by year."""

    introduction = models.TextField(
        _("introduction"),
        blank=True,
        max_length=600,
        help_text=_("One or two sentences above the list, e.g. Jadwal dan notulen rapat gugus tugas."),
    )

    edit_handler = tabs(content=[*PortalPage.content_panels, FieldPanel("introduction")], about=PortalPage.about_panels)
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["meetings.MeetingPage"]
    page_description = _("Lists the meetings below it.")
    search_excluded: ClassVar[bool] = True
    cache_parameters: ClassVar[tuple[str, ...]] = ("year", "page")
    history_parts = ("introduction",)

    class Meta:
        verbose_name = _("list of meetings")
        verbose_name_plural = _("lists of meetings")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The context of every page, with ``listing``: what stands on this page of the list for this visitor."""
        context = super().get_context(request, *args, **kwargs)
        context["listing"] = listing(self.path, tokens_for(getattr(request, "user", None)), request.GET)
        return context

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A page of the list that does not exist answers 404, with the nearest one as its content."""
        response: Any = super().serve(request, *args, **kwargs)
        listed = response.context_data["listing"]
        if listed.beyond:
            response.status_code = 404
        if not listed.year_exists:
            response.headers["X-Page-Cache"] = "no"
        return response
