"""The directory: all agencies of the task force, what each does and how it is reached."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from home.models.agencies import Agency
from publishing.models import PortalPage
from publishing.panels import tabs
from search.contract import Passage, Term

PAGE = Term("page", _("Page"))


@dataclass(frozen=True, slots=True)
class AgencyGroup:
    """The agencies of one kind; ``anchor`` is where their heading stands."""

    anchor: str
    title: Any
    agencies: tuple[Agency, ...]


def grouped(agencies: Iterable[Agency]) -> list[AgencyGroup]:
    """Agencies by kind, in the order of ``Agency.Kind``; kinds without any are left out."""
    by_kind: dict[str, list[Agency]] = {}
    for agency in agencies:
        by_kind.setdefault(agency.kind, []).append(agency)
    return [
        AgencyGroup(kind.value.replace("_", "-"), kind.label, tuple(by_kind[kind.value]))
        for kind in Agency.Kind
        if kind.value in by_kind
    ]


class DirectoryPage(PortalPage):
    """Lists the agencies by kind. What it shows is kept with the agencies, not here."""

    search_kinds = (PAGE,)
    history_parts = ("intro",)

    intro = models.TextField(
        _("introduction"),
        max_length=500,
        blank=True,
        help_text=_("E.g. Instansi yang bekerja sama dalam gugus tugas, perannya, dan cara menghubunginya."),
    )

    content_panels: ClassVar[list[Any]] = [*PortalPage.content_panels, FieldPanel("intro")]
    edit_handler = tabs(content=content_panels, about=PortalPage.about_panels)

    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("directory of agencies")
        verbose_name_plural = _("directories of agencies")

    def search_passages(self) -> Iterable[Passage]:
        """A passage for each agency, so that a search for it opens the directory at its entry."""
        for agency in Agency.objects.all():
            yield Passage(agency.label, agency.anchor, agency.search_text, heading=agency.label)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``groups`` of agencies; ``contents`` lists them."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        groups = context["groups"] = grouped(Agency.objects.all())
        context["contents"] = [(2, group.anchor, group.title) for group in groups]
        return context
