"""What the search ledger says about agencies and help lines follows them when they change."""

from collections.abc import Iterable

from wagtail.models import Page

from home.models.agencies import Agency
from publishing.lifecycle import resync_pages
from publishing.references import PAGES, pages_referring_to
from search.models import SearchEntry

__all__ = ["lists_changed", "pages_naming", "resync"]


def pages_naming(agency: Agency) -> set[int]:
    """The primary keys of the pages that name the agency: as their owner, in their rows (members, actions), in a text.

    The ledger knows the owners, Wagtail's reference index the rest.
    """
    owned = SearchEntry.objects.filter(agency=str(agency.pk), deleted=False, key__startswith=PAGES)
    return {*owned.values_list("object_id", flat=True), *pages_referring_to(agency)}


def resync(keys: Iterable[int]) -> None:
    """Record the live pages with these primary keys anew, in the caller's transaction."""
    wanted = set(keys)
    if wanted:
        resync_pages(Page.objects.filter(pk__in=wanted))


def lists_changed(page_type: type[Page]) -> None:
    """Record anew the pages of a type that lists all agencies or all help lines."""
    resync_pages(Page.objects.type(page_type))
