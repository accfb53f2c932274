"""Files of a meeting."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, Panel
from wagtail.models import Orderable

from meetings.visibility import VisibleRow, visibility_panel

__all__ = ["MeetingFile"]


class MeetingFile(VisibleRow, Orderable):
    """A file that belongs to the minutes: signed minutes, invitation, slides."""

    meeting = ParentalKey("meetings.MeetingPage", on_delete=models.CASCADE, related_name="files")
    document = models.ForeignKey(
        "publishing.PortalDocument",
        verbose_name=_("file"),
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_(
            "Never the signed attendance list: it holds names and phone numbers. E.g. the signed minutes as PDF."
        ),
    )
    label = models.CharField(
        _("name for readers"),
        max_length=150,
        blank=True,
        help_text=_("Leave empty to use the file's title, e.g. Notulen bertanda tangan"),
    )

    panels: ClassVar[list[Panel]] = [
        FieldPanel("document"),
        FieldRowPanel([FieldPanel("label"), visibility_panel()]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What the link says."""
        if self.label:
            return self.label
        return str(self.document.title) if self.document_id else ""

    @property
    def documents(self) -> set[int]:
        """The primary key of the file."""
        return {self.document_id} if self.document_id else set()
