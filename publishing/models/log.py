"""Log entries of the portal's pages."""

from collections.abc import Collection
from typing import Any

from wagtail.models import PageLogEntry

__all__ = ["PortalLogEntry"]


class PortalLogEntry(PageLogEntry):
    """Wagtail's log entry, written without asking whether page, revision and user exist.

    They were read or written a moment before, in the same transaction; the question took three queries for each entry,
    which is a tenth of what a publication costs. Registered for ``PortalPage`` in ``publishing.apps``; reports read
    ``PageLogEntry``, whose table this is.
    """

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = PageLogEntry._meta.verbose_name
        verbose_name_plural = PageLogEntry._meta.verbose_name_plural

    def full_clean(self, exclude: Collection[str] | None = None, **kwargs: Any) -> None:
        """Validate whatever is no reference; raises ``ValidationError``."""
        references = {field.name for field in self._meta.concrete_fields if field.is_relation}
        super().full_clean(exclude={*(exclude or ()), *references}, **kwargs)
