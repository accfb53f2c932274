"""The text of files, as far as it was read."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from publishing.extraction.readers.parts import Cut, Refusal

__all__ = ["FileText"]

_REASONS: dict[str, str | Promise] = {
    Refusal.PASSWORD: _("It is protected by a password. Save it without one and upload it again."),
    Refusal.BROKEN: _("It is damaged, or not what its name says. Save it anew and upload it again."),
    Refusal.TOO_LARGE: _("Unpacked it is larger than any document. Save it anew and upload it again."),
    Refusal.TIME: _("Reading it took too long. Split it into smaller files."),
    Refusal.MEMORY: _("Reading it takes too much memory. Split it into smaller files."),
    Refusal.MISSING: _("The file is no longer where it was stored. Upload it again."),
}
_CUTS: dict[str, str | Promise] = {
    Cut.PARTS: _("It has very many pages; the last ones are not searched."),
    Cut.CHARACTERS: _("It is very long; the end is not searched."),
    Cut.TIME: _("Reading it took too long; the end is not searched."),
    Cut.PAGES: _("Some of its pages are damaged and are not searched."),
    Cut.BROKEN: _("It is damaged; the end is not searched."),
    Cut.SCANS: _("It has very many scanned pages; the last ones are not searched."),
}


class FileText(models.Model):
    """What was read from a file of this content, whichever documents have it: the same content is read once.

    A waiting one is claimed by the worker that reads it, until ``claimed_until``; a worker that dies leaves it to the
    next one. ``reason`` says why nothing (a refusal) or not all of it (a cut) was read. ``version`` is that of the
    readers: newer ones read it again. ``parts`` are lists of kind, number, name and text.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting to be read")
        READ = "read", _("Readable")
        PARTLY = "partly", _("Readable in part")
        UNREADABLE = "unreadable", _("Not readable")
        UNSCANNED = "unscanned", _("Not scanned yet")
        TEXTLESS = "textless", _("Without text")

    digest = models.CharField(max_length=64, primary_key=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.WAITING)
    reason = models.CharField(max_length=20, blank=True)
    parts = models.JSONField(default=list, blank=True)
    pages = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    claim = models.CharField(max_length=32, blank=True)
    claimed_until = models.DateTimeField(null=True)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        verbose_name = _("text of a file")
        verbose_name_plural = _("texts of files")
        indexes = [
            models.Index(
                fields=["status", "added_at"],
                condition=models.Q(status__in=["waiting", "unscanned"]),
                name="publishing_text_waiting",
            )
        ]

    def __str__(self) -> str:
        return self.digest[:12]

    @property
    def explanation(self) -> Any:
        """Why nothing, or not all of it, was read, in the words of an editor; empty where all is well."""
        return _REASONS.get(self.reason) or _CUTS.get(self.reason) or ""
