"""The files that a document has had, one after the other."""

from typing import Any

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.files.store import ContentStorage
from publishing.verification.digests import in_parts

__all__ = ["DocumentVersion", "private_storage"]


def private_storage() -> Any:
    """The storage whose files are given out by a view only, never by address alone."""
    return storages["private"]


class DocumentVersion(models.Model):
    """A file that a document has or had: never changed, never deleted while the public history may need it.

    ``document_key`` is the number of the document. It stays when the document is deleted: a version that an edition of
    a page has used is kept (``publishing.files.versions``), for nobody but superusers. ``pages`` is filled in when the
    file's text is read; None for what is no PDF.
    """

    document = models.ForeignKey(
        "publishing.PortalDocument", on_delete=models.SET_NULL, null=True, related_name="versions"
    )
    document_key = models.PositiveBigIntegerField(editable=False)
    number = models.PositiveIntegerField(_("number"))
    file = models.FileField(_("file"), storage=private_storage)
    digest = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(_("size"))
    pages = models.PositiveIntegerField(_("pages"), null=True)
    file_name = models.CharField(_("file name"), max_length=255)
    note = models.TextField(_("what has changed"), blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("uploaded at"), default=timezone.now)

    # The document itself is what pages use.
    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        ordering = ("document_key", "-number")
        verbose_name = _("version of a file")
        verbose_name_plural = _("versions of files")
        constraints = [
            models.UniqueConstraint(fields=["document_key", "number"], name="publishing_version_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.document_key}: {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new version. Raises ``TypeError`` for one that is stored already, unless only ``pages`` is filled in."""
        if not self._state.adding and set(kwargs.get("update_fields") or ("everything",)) != {"pages"}:
            raise TypeError("A version of a file is never changed.")
        super().save(*args, **kwargs)

    save.alters_data = True  # type: ignore[attr-defined]

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Raises ``TypeError``: versions go with their document."""
        raise TypeError("A version of a file is never deleted by itself.")

    delete.alters_data = True  # type: ignore[attr-defined]

    @property
    def url(self) -> str:
        """The address that always gives this version out, to whoever may have it."""
        return reverse("document_version", args=[self.document_key, self.number, self.file_name])

    @property
    def digest_parts(self) -> list[str]:
        """The SHA-256 in pieces between which a line may be broken."""
        return in_parts(self.digest)

    @property
    def storage(self) -> ContentStorage:
        """Where the file lies."""
        storage: ContentStorage = private_storage()
        return storage
