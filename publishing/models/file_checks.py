"""When the stored files were last compared with their digests, and what was found."""

from typing import ClassVar

from django.db import models

__all__ = ["FileCheck"]


class FileCheck(models.Model):
    """The last check of all stored files (``publishing.files.fixity``); the table has one row.

    ``findings`` holds the first of them, each as kind, name in the storage, and what refers to it; the counts hold all.
    """

    ONLY: ClassVar[int] = 1

    claimed_until = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    files = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    missing = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    orphaned = models.PositiveIntegerField(default=0)
    findings = models.JSONField(default=list)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.finished_at}: {self.missing}, {self.changed}, {self.orphaned}"

    @property
    def is_bad(self) -> bool:
        """Whether something is lost; an orphan is only in the way."""
        return bool(self.missing or self.changed)
