"""Where a working copy stands: below the page that it is a copy of, under a slug that no form accepts.

There it has the page's permissions and privacy, is moved and deleted together with it, and is known without asking the
database.
"""

from typing import Any, TypeVar
from uuid import uuid4

from django.db.models import QuerySet

__all__ = ["is_copy", "new_slug", "without_copies"]

_SLUG = "~copy-"

Pages = TypeVar("Pages", bound="QuerySet[Any]")


def is_copy(page: Any) -> bool:
    """Whether a page is a working copy."""
    return bool(page.slug) and page.slug.startswith(_SLUG)


def without_copies(pages: Pages) -> Pages:
    """The pages of a queryset that are no working copies."""
    return pages.exclude(slug__startswith=_SLUG)


def new_slug() -> str:
    """A slug for another copy."""
    return f"{_SLUG}{uuid4().hex[:12]}"
