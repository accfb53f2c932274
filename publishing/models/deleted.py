"""Pages that were deleted and can still be restored."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

__all__ = ["KEPT_DAYS", "DeletedPage"]

KEPT_DAYS = 30


class DeletedPage(models.Model):
    """The top of a part of the tree that lies in the trash, and what it takes to put it back (``publishing.trash``).

    ``place`` is where it stood, in words; ``url_path`` its address in the tree, ``step`` its place among the pages beside
    it. ``live_pages`` has the primary keys of
    those that were public, ``was_restricted`` whether something above it kept it private.
    """

    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, primary_key=True, related_name="deletion", verbose_name=_("page")
    )
    parent = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("parent page")
    )
    place = models.TextField(_("where it stood"), blank=True)
    url_path = models.TextField(blank=True)
    step = models.CharField(max_length=4, blank=True)
    live_pages = models.JSONField(default=list, blank=True)
    was_restricted = models.BooleanField(default=False)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("deleted by"),
    )
    deleted_at = models.DateTimeField(_("deleted at"), default=timezone.now, db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        verbose_name = _("deleted page")
        verbose_name_plural = _("deleted pages")
        ordering = ["-deleted_at", "-pk"]

    def __str__(self) -> str:
        return str(self.page)

    @property
    def kept_until(self) -> datetime:
        """When it is deleted for good."""
        return self.deleted_at + timedelta(days=KEPT_DAYS)
