"""The home page: search first, three ways in by audience, what is new."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from home.blocks import FEATURED_BLOCKS, WAY_BLOCKS, WAY_ICONS
from home.links import Target, visible_targets
from publishing.generation import per_generation
from publishing.models import PortalPage
from publishing.panels import tabs
from search import catalogue
from search.access import ANONYMOUS_TOKENS, tokens_for

LATEST_KINDS = ("decree", "regulation", "sop", "guidance", "training", "meeting")
LATEST_SHOWN = 6
UPCOMING_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Way:
    """A way in, as the template shows it."""

    title: str
    text: str
    icon: str
    url: str
    links: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Featured:
    """A featured page, as the template shows it."""

    title: str
    summary: str
    url: str


class HomePage(PortalPage):
    """The root of the site; there is one."""

    search_excluded = True
    history_parts = ("hero_title", "hero_lead", "featured_title")

    hero_title = models.CharField(
        _("title of the page's head"),
        max_length=120,
        help_text=_("What the visitor can do here, e.g. Cegah perdagangan orang, lindungi warga Sinjai"),
    )
    hero_lead = models.TextField(
        _("lead"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences below it, e.g. Cari prosedur, keputusan, notulen, dan informasi pencegahan."),
    )
    ways = StreamField(
        WAY_BLOCKS,
        verbose_name=_("ways in by audience"),
        blank=True,
        max_num=3,
        help_text=_("Three cards below the search box: for the public, for officers, for the task force."),
    )
    featured_title = models.CharField(
        _("heading of what is featured"), max_length=80, blank=True, help_text=_("E.g. Perlu diketahui sekarang")
    )
    featured = StreamField(
        FEATURED_BLOCKS,
        verbose_name=_("featured pages"),
        blank=True,
        max_num=3,
        help_text=_(
            "Up to three pages, e.g. the newest warning. Pages that are not public are left out by themselves."
        ),
    )

    content_panels: ClassVar[list[Any]] = [
        *PortalPage.content_panels,
        MultiFieldPanel([FieldPanel("hero_title"), FieldPanel("hero_lead")], heading=_("Head of the page")),
        FieldPanel("ways"),
        MultiFieldPanel([FieldPanel("featured_title"), FieldPanel("featured")], heading=_("Featured")),
    ]
    edit_handler = tabs(content=content_panels, about=PortalPage.about_panels)

    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "home.InformationIndexPage",
        "home.DirectoryPage",
        "home.HelpLinesPage",
        "home.StandardPage",
        "resources.ResourceIndexPage",
        "meetings.MeetingIndexPage",
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def linked_keys(self) -> set[int]:
        """The primary keys of all pages that the ways and the featured section link to."""
        chosen = [block.value["page"] for block in [*self.ways, *self.featured]]
        chosen += [link["page"] for way in self.ways for link in way.value["links"]]
        return {page.pk for page in chosen if page is not None}

    def ways_to(self, targets: dict[int, Target]) -> list[Way]:
        """The ways whose page is among ``targets``; links to other pages are left out."""
        ways = []
        for block in self.ways:
            value = block.value
            target = _target_of(value, targets)
            if target is None:
                continue
            links = ((link["text"], _target_of(link, targets)) for link in value["links"])
            shown = tuple(Target(text or link.title, link.summary, link.url_path) for text, link in links if link)
            ways.append(Way(value["title"], value["text"], WAY_ICONS[value["audience"]], target.url, shown))
        return ways

    def featured_among(self, targets: dict[int, Target]) -> list[Featured]:
        """The featured pages that are among ``targets``."""
        pairs = [(block.value, _target_of(block.value, targets)) for block in self.featured]
        return [
            Featured(value["title"] or target.title, value["text"] or target.summary, target.url)
            for value, target in pairs
            if target is not None
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``ways``, ``featured``, ``latest`` (entries, newest first) and ``upcoming`` (meetings, soonest first)."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        tokens = tokens_for(getattr(request, "user", None))
        page, targets = self._linked(tokens, preview=getattr(request, "is_preview", False))
        today = timezone.localdate()
        context["ways"] = page.ways_to(targets)
        context["featured"] = page.featured_among(targets)
        context["latest"] = catalogue.entries(tokens, kinds=LATEST_KINDS, withdrawn=False).exclude(
            kind="meeting", date__gt=today
        )[:LATEST_SHOWN]
        context["upcoming"] = [meeting for meeting in _coming_meetings() if meeting.date >= today][:UPCOMING_SHOWN]
        return context

    def _linked(self, tokens: frozenset[str], *, preview: bool) -> "tuple[HomePage, dict[int, Target]]":
        """The page whose links are shown, and the pages that the visitor may be led to.

        They are the same for every visitor who is not signed in, so they are read once a generation.
        """
        if tokens == ANONYMOUS_TOKENS and not preview:
            known = _public_links()
            if known is not None and known[0].pk == self.pk:
                return known
        return self, visible_targets(self.linked_keys(), tokens)


def _target_of(value: Any, targets: dict[int, Target]) -> Target | None:
    page = value["page"]
    return targets.get(page.pk) if page is not None else None


@per_generation
def _public_links() -> tuple[HomePage, dict[int, Target]] | None:
    page = HomePage.objects.filter(live=True).first()
    return (page, visible_targets(page.linked_keys(), ANONYMOUS_TOKENS)) if page else None


@per_generation
def _coming_meetings() -> list[Any]:
    """The public meetings that were still to come when this was read, soonest first; days pass, so a few more."""
    coming = catalogue.entries(ANONYMOUS_TOKENS, kinds=("meeting",), withdrawn=False).filter(
        listed_on__gte=timezone.localdate()
    )
    return list(coming.order_by("listed_on", "key")[:20])
