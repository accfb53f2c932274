"""What the rows of several page types have in common."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

__all__ = ["FileRow", "LegalBasisRow", "TextRow"]


class TextRow(Orderable):
    """A row that is a text. Types declare ``text`` anew, with an example of their own."""

    text = models.TextField(_("text"))

    panels: ClassVar[list[Any]] = [FieldPanel("text")]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.text


class LegalBasisRow(Orderable):
    """A legal basis as it is cited, with a link where the portal holds the document.

    The text is always given: the title of a document that a visitor may not see must not stand in its place.
    """

    text = models.TextField(
        _("legal basis"),
        help_text=_(
            "As it is cited, e.g. Undang-Undang Nomor 21 Tahun 2007 tentang Pemberantasan Tindak Pidana Perdagangan"
            " Orang"
        ),
    )
    legal_document = models.ForeignKey(
        "resources.LegalDocumentPage",
        verbose_name=_("document in this portal"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Makes the citation a link, e.g. to UU 21/2007."),
    )

    panels: ClassVar[list[Any]] = [FieldPanel("text"), FieldPanel("legal_document")]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.text


class FileRow(Orderable):
    """A file for download, with a title of its own where the file's does not say enough."""

    document = models.ForeignKey(
        "publishing.PortalDocument",
        verbose_name=_("file"),
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("A PDF with searchable text is best, e.g. the scan after text recognition."),
    )
    label = models.CharField(
        _("title"),
        max_length=150,
        blank=True,
        help_text=_("Empty: the title of the file. E.g. Lampiran I: Susunan keanggotaan"),
    )

    panels: ClassVar[list[Any]] = [FieldPanel("document"), FieldPanel("label")]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.label or self.document.title
