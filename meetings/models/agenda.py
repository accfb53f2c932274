"""What was on the agenda, and what was decided."""

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, Panel
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField
from wagtail.models import Orderable
from wagtail.rich_text import extract_references_from_rich_text

from meetings.visibility import VisibleRow, visibility_panel
from publishing.blocks import RICH_TEXT_FEATURES

__all__ = ["AgendaItem", "Decision"]


class AgendaItem(VisibleRow, Orderable):
    """An item of the agenda with its discussion."""

    meeting = ParentalKey("meetings.MeetingPage", on_delete=models.CASCADE, related_name="agenda_items")
    title = models.CharField(
        _("subject"),
        max_length=250,
        help_text=_("E.g. Pembentukan Gugus Tugas TPPO Kabupaten Sinjai"),
    )
    presenter = models.CharField(
        _("presented by"),
        max_length=250,
        blank=True,
        help_text=_("Office and institution; a name for officials only, e.g. Kepala DP3AP2KB"),
    )
    discussion = RichTextField(
        _("discussion"),
        blank=True,
        features=RICH_TEXT_FEATURES,
        help_text=_(
            "What was said, without anything that tells who a victim is, e.g. Forkopimda diminta memberi saran dari"
            " sisi hukum."
        ),
    )
    decision = models.TextField(
        _("outcome of this item"),
        blank=True,
        help_text=_("In one or two sentences, e.g. Peserta sepakat membentuk gugus tugas sebelum akhir tahun."),
    )

    panels: ClassVar[list[Panel]] = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("presenter"), visibility_panel()]),
        FieldPanel("discussion"),
        FieldPanel("decision"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")

    def __str__(self) -> str:
        return self.title

    @property
    def anchor(self) -> str:
        """The fragment of the page's address that opens at this item."""
        return f"butir-{self.number}"

    @property
    def documents(self) -> set[int]:
        """The primary keys of the documents that the discussion links to."""
        references = extract_references_from_rich_text(self.discussion)
        document_model = get_document_model()
        return {int(key) for model, key, _model_path, _content_path in references if model is document_model}


class Decision(VisibleRow, Orderable):
    """A decision of the meeting; its number follows from its place."""

    meeting = ParentalKey("meetings.MeetingPage", on_delete=models.CASCADE, related_name="decisions")
    text = models.TextField(
        _("decision"),
        help_text=_("One decision a row, in a full sentence, e.g. Membentuk Gugus Tugas TPPO Kabupaten Sinjai."),
    )
    agenda_number = models.PositiveSmallIntegerField(
        _("agenda item number"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("The agenda item that it comes from, e.g. 2. Leave empty if it has none."),
    )

    # Where its agenda item stands on the page; empty where the reader does not see that item. Set by ``minutes``.
    agenda_anchor: str = ""

    panels: ClassVar[list[Panel]] = [
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("agenda_number"), visibility_panel()]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")

    def __str__(self) -> str:
        return Truncator(self.text).chars(90)

    @property
    def anchor(self) -> str:
        """The fragment of the page's address that opens at this decision."""
        return f"keputusan-{self.number}"
