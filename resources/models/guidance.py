"""LegalGuidancePage: a question of law, answered by an institution."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from publishing.blocks import BODY_BLOCKS
from publishing.panels import tabs
from resources.institutions import institution_name, not_both
from resources.models.dated import DatedPage
from resources.models.rows import FileRow, LegalBasisRow
from resources.passages import guidance_passages
from resources.terms import GUIDANCE
from search.contract import Passage

__all__ = ["GuidanceBasis", "GuidanceFile", "LegalGuidancePage"]


class LegalGuidancePage(DatedPage):
    """A question with its answer, who answered and on what legal basis."""

    search_kinds = (GUIDANCE,)
    history_parts = (
        *("question", "short_answer", "answer", "answering_agency", "answering_institution", "answered_on", "number"),
        *("year", "disclaimer", "legal_bases", "files"),
    )
    day_fields = ("answered_on",)

    question = models.TextField(
        _("question"),
        help_text=_("As somebody would ask it, e.g. Apakah korban boleh didampingi saat diperiksa polisi?"),
    )
    short_answer = models.TextField(
        _("answer in short"),
        blank=True,
        max_length=600,
        help_text=_("One to three sentences, e.g. Ya. Korban berhak didampingi sejak laporan pertama."),
    )
    answer = StreamField(
        BODY_BLOCKS, verbose_name=_("answer"), blank=True, help_text=_("With reasons, e.g. which article says what.")
    )
    answering_agency = models.ForeignKey(
        "home.Agency",
        verbose_name=_("answered by (agency)"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("From the list of agencies, e.g. Kejaksaan Negeri Sinjai."),
    )
    answering_institution = models.CharField(
        _("answered by (other institution)"),
        max_length=200,
        blank=True,
        help_text=_("Only where the list has no such agency, e.g. LBH Makassar"),
    )
    answered_on = models.DateField(_("answered on"), null=True, blank=True, help_text=_("E.g. 2025-03-12"))
    number = models.CharField(
        _("number of the letter"),
        max_length=100,
        blank=True,
        help_text=_("Of the written answer, e.g. B-125/P.4.31/Gs/03/2025"),
    )
    disclaimer = models.TextField(
        _("disclaimer"),
        blank=True,
        help_text=_("Empty: the usual sentence, that guidance replaces no legal counsel. E.g. for a single case: …"),
    )

    content_panels: ClassVar[list[Any]] = [
        *DatedPage.content_panels,
        MultiFieldPanel([FieldPanel("question"), FieldPanel("short_answer")], heading=_("What")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("answering_agency"), FieldPanel("answering_institution")]),
                FieldRowPanel([FieldPanel("number"), FieldPanel("answered_on"), FieldPanel("year")]),
            ],
            heading=_("Who and when"),
        ),
        FieldPanel("answer"),
        InlinePanel("legal_bases", heading=_("Legal bases"), label=_("Legal basis")),
        FieldPanel("disclaimer"),
    ]
    files_panels: ClassVar[list[Any]] = [InlinePanel("files", heading=_("Files"), label=_("File"))]
    edit_handler = tabs(content=content_panels, files=files_panels, about=DatedPage.about_panels)

    search_fields = [
        *DatedPage.search_fields,
        index.SearchField("number"),
        *(index.FilterField(name) for name in ("answered_on", "review_on")),
    ]

    parent_page_types: ClassVar[list[str]] = ["resources.ResourceIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("legal guidance")
        verbose_name_plural = _("legal guidance")

    def clean(self) -> None:
        """An answer has one institution and a day that has come; raises ``ValidationError``."""
        super().clean()
        not_both(self.answering_agency_id, self.answering_institution, field="answering_institution")
        if self.answered_on and self.answered_on > timezone.localdate():
            raise ValidationError({"answered_on": _("This day is still to come. Enter the day of the answer.")})

    @property
    def institution_name(self) -> str:
        """Who answered."""
        return institution_name(self.answering_agency, self.answering_institution)

    def attach_archive_documents(self, documents: Iterable[Any]) -> None:
        """Files of the archive import."""
        self.files.set([GuidanceFile(document=document, sort_order=place) for place, document in enumerate(documents)])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the legal bases with their links, files, and what belongs to the page."""
        from resources.reading.guidance import guidance_context

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | guidance_context(self, request)

    def search_number(self) -> str:
        return self.number

    def search_passages(self) -> Iterable[Passage]:
        return guidance_passages(self)


class GuidanceBasis(LegalBasisRow):
    """A law that the answer stands on."""

    page = ParentalKey(LegalGuidancePage, on_delete=models.CASCADE, related_name="legal_bases")

    class Meta(LegalBasisRow.Meta):
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal bases")


class GuidanceFile(FileRow):
    """A file of the answer, e.g. the letter in which it was given."""

    page = ParentalKey(LegalGuidancePage, on_delete=models.CASCADE, related_name="files")

    class Meta(FileRow.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")
