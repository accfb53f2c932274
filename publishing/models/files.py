"""Documents and images of the portal; custom models from the first migration, so that they can grow."""

from typing import Any

from django.core.files.storage import storages
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from publishing.uploads import check_upload


def private_storage() -> Any:
    """The storage whose files are given out by a view only, never by address alone."""
    return storages["private"]


class PortalDocument(AbstractDocument):
    """A file for download: decree, annex, form, slides."""

    file = models.FileField(_("file"), upload_to="documents/%Y", storage=private_storage)
    source = models.CharField(
        _("source"),
        max_length=200,
        blank=True,
        help_text=_("Where the file comes from, e.g. Bagian Hukum Setda Sinjai"),
    )

    admin_form_fields = (*Document.admin_form_fields, "source")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def clean(self) -> None:
        """Refuse a file that is too large or is not what its name says."""
        super().clean()
        if self.file and not getattr(self.file, "_committed", True):
            check_upload(self.file.file, self.file.name or "")


class PortalImage(AbstractImage):
    """A picture with the words that stand for it where it can't be seen."""

    credit = models.CharField(_("credit"), max_length=120, blank=True, help_text=_("E.g. Foto: DP3AP2KB Sinjai"))

    admin_form_fields = (*Image.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    @property
    def default_alt_text(self) -> str:
        """The text alternative; an image without one is decoration, so its title is not read out."""
        return self.description or ""


class PortalRendition(AbstractRendition):
    """A size of an image."""

    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="publishing_rendition_once"
            )
        ]
