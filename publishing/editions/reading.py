"""Which editions a page has, which one was in force on a day, and the page as an edition shows it."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from publishing.models.editions import Edition

__all__ = ["edition", "editions_of", "in_force_on", "page_as_of"]


def editions_of(page: Any) -> QuerySet[Edition]:
    """The editions of a page, the newest first; an alias has those of its original.

    Says nothing about who may read them: that is the page's access as it is today.
    """
    return Edition.objects.filter(page_id=page.alias_of_id or page.pk).order_by("-number")


def edition(page: Any, number: int) -> Edition | None:
    """The edition of a page with this number, or None."""
    return editions_of(page).filter(number=number).first()


def in_force_on(page: Any, day: date) -> Edition | None:
    """The edition that was in force on a day; None where the first one came later."""
    return editions_of(page).filter(effective_from__lte=day).first()


def page_as_of(edition: Edition, page: Any = None) -> Any:
    """The page with the content of an edition, ready to render and not to be saved: rows and choices are in memory.

    Its address and its place are those of today. ``page``: the specific page, where the caller has it. What has been
    deleted since (an agency, a document) is left out.
    """
    current = page if page is not None else edition.page.specific
    shown = current.with_content_json(edition.revision.content)
    shown.slug, shown.url_path = current.slug, current.url_path
    shown.live = True
    shown.last_published_at = edition.published_at
    return shown
