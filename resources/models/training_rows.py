"""The rows of a training module: objectives, sessions, materials."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from publishing.blocks import RICH_TEXT_FEATURES
from resources.models.rows import TextRow

__all__ = ["TrainingMaterial", "TrainingObjective", "TrainingSession"]

_PAGE = "resources.TrainingModulePage"


class TrainingObjective(TextRow):
    """What a participant can do afterwards."""

    page = ParentalKey(_PAGE, on_delete=models.CASCADE, related_name="objectives")
    text = models.TextField(_("text"), help_text=_("E.g. Peserta dapat mengenali tanda-tanda perdagangan orang"))

    class Meta(TextRow.Meta):
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")


class TrainingSession(Orderable):
    """A session, in the order of the day."""

    page = ParentalKey(_PAGE, on_delete=models.CASCADE, related_name="sessions")
    title = models.CharField(_("title"), max_length=200, help_text=_("E.g. Mengenali tanda-tanda perdagangan orang"))
    minutes = models.PositiveSmallIntegerField(
        _("time in minutes"), null=True, blank=True, help_text=_("E.g. 90; empty where it is open.")
    )
    method = models.CharField(
        _("method"), max_length=200, blank=True, help_text=_("E.g. Diskusi kelompok dan studi kasus")
    )
    content = RichTextField(
        _("content"),
        blank=True,
        features=RICH_TEXT_FEATURES,
        help_text=_("What is dealt with, e.g. ciri-ciri lowongan palsu."),
    )
    facilitator = models.CharField(
        _("facilitator"),
        max_length=200,
        blank=True,
        help_text=_("Institution or office, e.g. Institute of Community Justice"),
    )

    panels: ClassVar[list[Any]] = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("minutes"), FieldPanel("method")]),
        FieldPanel("content"),
        FieldPanel("facilitator"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def __str__(self) -> str:
        return self.title


class TrainingMaterial(Orderable):
    """A file of the portal, or a link to elsewhere."""

    page = ParentalKey(_PAGE, on_delete=models.CASCADE, related_name="materials")
    title = models.CharField(_("title"), max_length=200, help_text=_("E.g. Lembar kerja sesi 2"))
    document = models.ForeignKey(
        "publishing.PortalDocument",
        verbose_name=_("file"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("E.g. slides as PDF."),
    )
    url = models.URLField(
        _("link"),
        max_length=500,
        blank=True,
        help_text=_("Where the material is kept elsewhere, e.g. https://icj.or.id/modul"),
    )

    panels: ClassVar[list[Any]] = [FieldPanel("title"), FieldRowPanel([FieldPanel("document"), FieldPanel("url")])]

    class Meta(Orderable.Meta):
        verbose_name = _("material")
        verbose_name_plural = _("materials")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """A material is a file or a link; raises ``ValidationError``."""
        super().clean()
        if self.document_id is None and not self.url:
            raise ValidationError({"document": _("Choose a file or enter a link.")})
        if self.document_id is not None and self.url:
            raise ValidationError({"url": _("Choose a file or enter a link, not both.")})
