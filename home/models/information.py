"""Prevention information: signs of trafficking, before going abroad, where to get help."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from home.body import body_contents, body_passages
from home.paging import page_of
from home.sharing import NeutralShareMixin
from publishing.blocks import BODY_BLOCKS
from publishing.generation import per_generation
from publishing.models import PortalPage
from publishing.panels import tabs
from search import catalogue
from search.access import ANONYMOUS_TOKENS, tokens_for
from search.contract import Passage, Term
from search.models import SearchEntry

INFORMATION = Term("information", _("Information"))
SOURCES_ANCHOR = "sumber"
RELATED_SHOWN = 4
_SHELF = 100


class InformationIndexPage(PortalPage):
    """The list of the information pages, in the order that the editors gave them."""

    search_excluded = True
    cache_parameters = ("page",)
    history_parts = ("intro",)

    intro = models.TextField(
        _("introduction"),
        max_length=500,
        blank=True,
        help_text=_("E.g. Kenali tandanya, siapkan diri sebelum berangkat, dan tahu ke mana meminta bantuan."),
    )

    content_panels: ClassVar[list[Any]] = [*PortalPage.content_panels, FieldPanel("intro")]
    edit_handler = tabs(content=content_panels, about=PortalPage.about_panels)

    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["home.InformationPage"]

    class Meta:
        verbose_name = _("information index")
        verbose_name_plural = _("information indexes")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``page_obj``, a page of entries, or None where the address asks for one that does not exist."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        tokens = tokens_for(getattr(request, "user", None))
        entries = catalogue.entries(tokens, within=self.path, kinds=(INFORMATION.value,)).order_by("tree_path")
        context["page_obj"] = page_of(entries, self._total(entries, tokens), request)
        return context

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The list; status 404 for a page of it that does not exist."""
        response: Any = super().serve(request, *args, **kwargs)
        if response.context_data["page_obj"] is None:
            response.status_code = 404
        return response

    def _total(self, entries: QuerySet[SearchEntry], tokens: frozenset[str]) -> int:
        """How many there are; for the public they are counted once a publication and not once a visit."""
        return _public_total(self.path) if tokens == ANONYMOUS_TOKENS else entries.count()


@per_generation
def _public_total(path: str) -> int:
    """How many public pages the index at this treebeard path lists."""
    return catalogue.entries(ANONYMOUS_TOKENS, within=path, kinds=(INFORMATION.value,)).count()


class InformationPage(NeutralShareMixin, PortalPage):
    """Information for the public, with its sources and the day on which somebody last checked it."""

    search_kinds = (INFORMATION,)
    history_parts = ("emergency_first", "body", "checked_on", "sources")

    emergency_first = models.BooleanField(
        _("help lines first"),
        default=False,
        help_text=_(
            "Shows the help lines above the text, and a neutral title when the page is shared, e.g. for a page that"
            " somebody in danger reads."
        ),
    )
    body = StreamField(
        BODY_BLOCKS,
        verbose_name=_("text"),
        blank=True,
        help_text=_(
            "Short paragraphs, one thought each; a heading every few paragraphs, e.g. Tanda-tanda yang perlu dikenali"
        ),
    )
    checked_on = models.DateField(
        _("checked on"),
        null=True,
        blank=True,
        help_text=_("The day on which the content was last compared with its sources, e.g. 2026-01-15."),
    )

    content_panels: ClassVar[list[Any]] = [
        *PortalPage.content_panels,
        FieldPanel("emergency_first"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                InlinePanel("sources", heading=_("Sources"), label=_("Source")),
                FieldRowPanel([FieldPanel("checked_on")]),
            ],
            heading=_("Where it comes from"),
        ),
    ]
    edit_handler = tabs(content=content_panels, about=PortalPage.about_panels)

    parent_page_types: ClassVar[list[str]] = ["home.InformationIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")

    def clean(self) -> None:
        """Refuse a check in the future; raises ``ValidationError``."""
        super().clean()
        if self.checked_on and self.checked_on > timezone.localdate():
            raise ValidationError({"checked_on": _("This day is still to come. Enter the day of the last check.")})

    @property
    def contents(self) -> list[tuple[int, str, str]]:
        """The headings of the text."""
        return body_contents(self.body)

    @property
    def shares_neutrally(self) -> bool:
        """A page that somebody in danger reads does not say so in a shared link."""
        return self.emergency_first

    def search_passages(self) -> Iterable[Passage]:
        """The sections of the text, then the sources."""
        yield from body_passages(self.body)
        sources = "\n".join(source.title for source in self.sources.all())
        if sources:
            yield Passage(str(_("Sources")), SOURCES_ANCHOR, sources)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``sources`` (in order), ``related`` (the next pages of the index) and the sources to ``contents``."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        sources = context["sources"] = list(self.sources.all())
        if sources:
            context["contents"] = [*context["contents"], (2, SOURCES_ANCHOR, _("Sources"))]
        context["related"] = self._next_pages()
        return context

    def _next_pages(self) -> list[SearchEntry]:
        """The public pages that follow in the same index; after the last one come the first ones."""
        beside = self.path[: -self.steplen]
        shelf = [entry for entry in _shelf() if entry.tree_path[: -self.steplen] == beside]
        others = [entry for entry in shelf if entry.tree_path != self.path]
        after = sum(entry.tree_path < self.path for entry in others)
        return [*others[after:], *others[:after]][:RELATED_SHOWN]


@per_generation
def _shelf() -> list[SearchEntry]:
    """The public information pages in the order of the tree; as many as a reader would ever page through."""
    offered = catalogue.entries(ANONYMOUS_TOKENS, kinds=(INFORMATION.value,), withdrawn=False)
    return list(offered.order_by("tree_path")[:_SHELF])


class InformationSource(Orderable):
    """Where a statement comes from."""

    page = ParentalKey(InformationPage, on_delete=models.CASCADE, related_name="sources")
    title = models.CharField(
        _("title"),
        max_length=250,
        help_text=_("E.g. UU 21/2007 tentang Pemberantasan Tindak Pidana Perdagangan Orang, Pasal 1"),
    )
    url = models.URLField(_("web address"), max_length=500, blank=True, help_text=_("E.g. https://peraturan.go.id/…"))
    note = models.CharField(_("note"), max_length=250, blank=True, help_text=_("E.g. dibaca 15 Januari 2026"))

    panels: ClassVar[list[Any]] = [FieldPanel("title"), FieldPanel("url"), FieldPanel("note")]

    class Meta(Orderable.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.title
