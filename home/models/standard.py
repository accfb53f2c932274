"""Standard pages: privacy, accessibility, about."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from home.body import body_contents, body_passages
from home.models.directory import PAGE
from publishing.blocks import BODY_BLOCKS
from publishing.models import PortalPage
from publishing.panels import tabs
from search.contract import Passage


class StandardPage(PortalPage):
    """A page of plain text about the portal itself."""

    search_kinds = (PAGE,)
    history_parts = ("body",)

    body = StreamField(
        BODY_BLOCKS,
        verbose_name=_("text"),
        blank=True,
        help_text=_("E.g. for privacy: a heading Data yang kami simpan, then a paragraph."),
    )

    content_panels: ClassVar[list[Any]] = [*PortalPage.content_panels, FieldPanel("body")]
    edit_handler = tabs(content=content_panels, about=PortalPage.about_panels)

    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")

    @property
    def contents(self) -> list[tuple[int, str, str]]:
        """The headings of the text."""
        return body_contents(self.body)

    def search_passages(self) -> Iterable[Passage]:
        """The sections of the text."""
        return body_passages(self.body)
