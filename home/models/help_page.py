"""The page with all help lines."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from home.body import body_contents, body_passages
from home.models.directory import PAGE
from home.models.help_lines import HelpLine
from home.models.public_lines import public_lines
from home.sharing import NeutralShareMixin
from publishing.blocks import BODY_BLOCKS
from publishing.models import PortalPage
from publishing.panels import tabs
from search.contract import Passage

LINES_ANCHOR = "layanan"


class HelpLinesPage(NeutralShareMixin, PortalPage):
    """Lists all public help lines, and says what happens when somebody calls."""

    search_kinds = (PAGE,)
    history_parts = ("intro", "body")

    intro = models.TextField(
        _("introduction"),
        max_length=500,
        blank=True,
        help_text=_(
            "E.g. Anda boleh menelepon tanpa menyebutkan nama. Bila ada bahaya sekarang, hubungi polisi di 110."
        ),
    )
    body = StreamField(
        BODY_BLOCKS,
        verbose_name=_("text below the lines"),
        blank=True,
        help_text=_("What happens when one calls, e.g. a heading Apa yang terjadi setelah Anda menelepon, then steps."),
    )

    content_panels: ClassVar[list[Any]] = [*PortalPage.content_panels, FieldPanel("intro"), FieldPanel("body")]
    edit_handler = tabs(content=content_panels, about=PortalPage.about_panels)

    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("page of help lines")
        verbose_name_plural = _("pages of help lines")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``lines_here`` and ``lines_abroad``: the public lines by where one calls from."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        lines = public_lines()
        context["lines_here"] = [line for line in lines if not line.abroad]
        context["lines_abroad"] = [line for line in lines if line.abroad]
        return context

    @property
    def contents(self) -> list[tuple[int, str, str]]:
        """The headings of the text below the lines."""
        return body_contents(self.body)

    def search_passages(self) -> Iterable[Passage]:
        """The introduction, who answers (without numbers: those are shown only while they are fresh), and the text."""
        yield Passage(str(_("Introduction")), "", self.intro)
        names = "\n".join(f"{line.name}. {line.note}".strip() for line in HelpLine.objects.public())
        if names:
            yield Passage(str(_("Help lines")), LINES_ANCHOR, names)
        yield from body_passages(self.body)
