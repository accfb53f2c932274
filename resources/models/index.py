"""ResourceIndexPage: a list of what stands below it, with filters and pages."""

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from publishing.blocks import RICH_TEXT_FEATURES
from publishing.generation import per_generation
from publishing.models import PortalPage
from publishing.paging import page_number
from publishing.panels import tabs
from resources.listing import FILTERS, Choices, filter_form, known_total, read_selection
from resources.terms import DECREE, GUIDANCE, REGULATION, SOP, TRAINING
from search import catalogue
from search.access import ANONYMOUS_TOKENS, tokens_for

__all__ = ["PER_PAGE", "ResourceIndexPage"]

PER_PAGE = 20
_KINDS = tuple(kind.value for kind in (REGULATION, DECREE, SOP, GUIDANCE, TRAINING))


class ResourceIndexPage(PortalPage):
    """Lists the resources of all levels below it, newest first, straight from the search ledger."""

    search_excluded = True
    cache_parameters = (*FILTERS, "page")
    history_parts = ("intro",)

    intro = RichTextField(
        _("introduction"),
        blank=True,
        features=RICH_TEXT_FEATURES,
        help_text=_("E.g. Peraturan dan keputusan yang menjadi dasar kerja gugus tugas."),
    )

    content_panels: ClassVar[list[Any]] = [*PortalPage.content_panels, FieldPanel("intro")]
    edit_handler = tabs(content=content_panels, about=PortalPage.about_panels)

    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "resources.ResourceIndexPage"]
    subpage_types: ClassVar[list[str]] = [
        "resources.LegalDocumentPage",
        "resources.SopPage",
        "resources.LegalGuidancePage",
        "resources.TrainingModulePage",
        "resources.ResourceIndexPage",
    ]

    class Meta:
        verbose_name = _("list of resources")
        verbose_name_plural = _("lists of resources")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds a page of entries, the filters, notes on what could not be done, and whether the list links here itself.

        A page that does not exist gives no ``page_obj`` but ``last_url``, and ``serve`` answers with status 404.
        """
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        tokens = tokens_for(getattr(request, "user", None))
        choices = _choices(self.path, tokens)
        selection = read_selection(request.GET, choices)
        entries = catalogue.entries(tokens, within=self.path, **_filters(selection.values))
        paginator = CountedPaginator(entries, PER_PAGE, known=known_total(selection, choices))
        number = page_number(request.GET.get("page", ""), paginator.num_pages)
        return context | {
            **filter_form(selection, choices),
            "notes": selection.notes,
            "is_linked": selection.spells(request.GET),
            "total": paginator.count,
            "page_obj": paginator.page(number) if number else None,
            "querystring": selection.querystring,
            "last_page": paginator.num_pages,
            "last_url": f"{selection.querystring}page={paginator.num_pages}",
            "clear_url": "?",
        }

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The list; status 404 for a page of it that does not exist."""
        response: Any = super().serve(request, *args, **kwargs)
        if not response.context_data["is_linked"]:
            response.headers["X-Page-Cache"] = "no"
        if response.context_data["page_obj"] is None:
            response.status_code = 404
        return response


class CountedPaginator(Paginator):  # type: ignore[type-arg]
    """Django's paginator, spared the counting where the number is ``known``."""

    def __init__(self, entries: Any, per_page: int, *, known: int | None) -> None:
        super().__init__(entries, per_page)
        if known is not None:
            self.count = known


def _filters(values: dict[str, str]) -> dict[str, Any]:
    """The filters as ``catalogue.entries`` takes them; a list shows resources alone."""
    wanted: dict[str, Any] = {"kinds": _KINDS, **values}
    if kind := wanted.pop("kind", ""):
        wanted["kinds"] = (kind,)
    if year := wanted.pop("year", ""):
        wanted["year"] = int(year)
    return wanted


def _choices(path: str, tokens: frozenset[str]) -> Choices:
    """What the list at this treebeard path can be filtered by.

    Counting reads the whole list, so that for the public it is done once a publication and not once a visit.
    """
    return _public_choices(path, get_language() or "") if tokens == ANONYMOUS_TOKENS else _count(path, tokens)


@per_generation
def _public_choices(path: str, language: str) -> Choices:
    """The choices that every visitor sees who is not signed in, with labels in the active ``language``."""
    return _count(path, ANONYMOUS_TOKENS)


def _count(path: str, tokens: frozenset[str]) -> Choices:
    counted = catalogue.choices(tokens, within=path, kinds=_KINDS)
    return {name: [(choice.value, choice.label, choice.count) for choice in found] for name, found in counted.items()}
