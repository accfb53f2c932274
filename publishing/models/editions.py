"""Editions: what a page said each time it was published."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.deletion import Collector, ProtectedError
from django.utils.translation import gettext_lazy as _

__all__ = ["MAJOR", "MINOR", "Edition", "EditionFile", "protect_revision"]

MAJOR = "major"
MINOR = "minor"


def protect_revision(collector: Collector, field: Any, editions: Any, using: str) -> None:
    """Django's ``PROTECT``, except where the page itself is deleted with its editions and revisions.

    ``PROTECT`` alone would keep a page from ever being deleted for good; ``RESTRICT`` raises what ``purge_revisions``
    does not expect.
    """
    going = {
        row.pk for model, rows in collector.data.items() if model._meta.label == "wagtailcore.Page" for row in rows
    }
    staying = [edition for edition in editions if edition.page_id not in going]
    if staying:
        raise ProtectedError("An edition holds this revision.", set(staying))


class Edition(models.Model):
    """A publication: the revision, the files as they were, what changed, by whom, and a digest chained to the one before.

    Written once by ``publishing.editions`` in the transaction that publishes and never changed afterwards. ``publisher``
    asked for the publication (pressed the button, planned it, or sent the draft for review); ``approver`` approved it in
    the workflow. How ``content_digest`` and ``digest`` are made is in ``docs/editions.md``.
    """

    class ChangeKind(models.TextChoices):
        MAJOR = MAJOR, _("Change of the content")
        MINOR = MINOR, _("Small correction")

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField(_("edition"))
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=protect_revision, related_name="+")
    change_kind = models.CharField(_("kind of change"), max_length=10, choices=ChangeKind.choices)
    change_note = models.TextField(_("what has changed"), blank=True)
    publisher = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("published by")
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("approved by")
    )
    published_at = models.DateTimeField(_("published at"))
    effective_from = models.DateField(_("in force from"))
    content_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, db_index=True)
    previous_digest = models.CharField(max_length=64, blank=True)

    # What editors see as "used in" is the page itself.
    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="publishing_edition_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="publishing_edition_from_one"),
        ]
        # For what has changed on the whole site, the newest first (``publishing.changes``).
        indexes = [models.Index(fields=["-published_at"], name="publishing_edition_newest")]

    def __str__(self) -> str:
        return f"{self.page_id}/{self.number}"

    @property
    def is_major(self) -> bool:
        """Whether the content has changed."""
        return self.change_kind == MAJOR


class EditionFile(models.Model):
    """A file that a page held or linked to in an edition, as it was then; the document may be gone or replaced today.

    ``digest`` is the SHA-256 of the file's bytes. ``members_only``: the page showed it to members of the task force alone.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="files")
    document_id = models.PositiveBigIntegerField(db_index=True)
    title = models.CharField(max_length=255)
    file_name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64, blank=True, db_index=True)
    members_only = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["edition", "document_id"], name="publishing_edition_file_once")]

    def __str__(self) -> str:
        return self.file_name
