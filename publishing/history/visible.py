"""Which editions somebody may see, and which of their files there: what the addresses of the history would show them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.utils import timezone
from wagtail.models import Page

from publishing import access
from publishing.editions import page_as_of
from publishing.generation import per_generation
from publishing.history.files import hidden_today
from publishing.history.hiding import hide_rows
from publishing.models.editions import Edition, EditionFile
from search.contract import MEMBERS

__all__ = ["Showing", "knowing_class", "may_see", "newest_with_file", "open_pages", "was_excluded"]

_CHUNK = 20


class Showing(NamedTuple):
    """An edition that shows a file: its number, and when it was published."""

    number: int
    published_at: datetime


def open_pages(keys: Iterable[int], tokens: frozenset[str]) -> dict[int, Any]:
    """The pages at which a holder of these access tokens finds the editions of the pages with these keys, by these keys.

    An edition is shown to whom its page is shown today, and not at all where the page is no longer live. A copy that
    follows a page (an alias) shows the editions of its original.
    """
    wanted = set(keys)
    found: dict[int, Any] = {}
    for page in access.with_restrictions(_live(wanted)) if wanted else ():
        key = page.alias_of_id if page.alias_of_id in wanted else page.pk
        if not tokens.isdisjoint(page.search_access()) and (key not in found or page.pk == key):
            found[key] = page
    return found


def _of_ours(pages: Iterable[Any]) -> list[Any]:
    """Without what is of a type that this portal does not have any more."""
    from publishing.models import PortalPage

    return [page for page in pages if isinstance(page, PortalPage)]


def _live(keys: Iterable[int]) -> list[Any]:
    # What a schedule takes down is gone from its minute on, though the worker comes a moment later.
    unexpired = Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now())
    pages = Page.objects.filter(unexpired, Q(pk__in=keys) | Q(alias_of__in=keys), live=True).order_by("path")
    return _of_ours(pages.specific())


def knowing_class(editions: QuerySet[Edition]) -> QuerySet[Any]:
    """The editions, each with what ``was_excluded`` has to know, so that no whole content is read for it."""
    return editions.annotate(information_class=KeyTextTransform("information_class", "revision__content"))


def was_excluded(edition: Any) -> bool:
    """Whether an edition was excluded information when it was published."""
    from publishing.models import PortalPage

    known = edition.__dict__
    found = (
        known["information_class"]
        if "information_class" in known
        else edition.revision.content.get("information_class")
    )
    return bool(found == PortalPage.InformationClass.EXCLUDED)


def may_see(edition: Edition, tokens: frozenset[str]) -> bool:
    """Whether a reader of its page (``open_pages``) may open this edition: what was excluded then stays for members."""
    return MEMBERS in tokens or not was_excluded(edition)


def newest_with_file(document_id: int, digest: str, tokens: frozenset[str]) -> dict[int, Showing]:
    """The newest edition that shows this file, by the key of its page, where the page itself is shown.

    Whether a holder of the tokens may see the page is asked by ``open_pages``.
    """
    return _newest(document_id, digest, members=MEMBERS in tokens)


@per_generation
def _newest(document_id: int, digest: str, *, members: bool) -> dict[int, Showing]:
    """Looks into an edition only for the public, and of each page no further than to the first that shows the file."""
    used = EditionFile.objects.filter(document_id=document_id, digest=digest)
    editions = Edition.objects.filter(page__live=True).order_by("page_id", "-number")
    found: dict[int, Showing] = {}
    if members:
        rows = editions.filter(pk__in=used.values("edition")).values_list("page_id", "number", "published_at")
        for key, number, published_at in rows:
            found.setdefault(key, Showing(number, published_at))
        return found
    open_to_all = editions.filter(pk__in=used.filter(members_only=False).values("edition"))
    pages = {page.pk: page for page in _of_ours(Page.objects.filter(pk__in=open_to_all.values("page_id")).specific())}
    for edition in open_to_all.select_related("revision").iterator(chunk_size=_CHUNK):
        page = pages.get(edition.page_id)
        if page is not None and page.pk not in found and _shows(edition, page, document_id):
            found[page.pk] = Showing(edition.number, edition.published_at)
    return found


def _shows(edition: Edition, page: Any, document_id: int) -> bool:
    """Whether this edition shows the file to everybody who may read ``page``."""
    if not may_see(edition, frozenset()):
        return False
    if not hasattr(page, "members_only_documents"):
        return True
    if document_id in page.members_only_documents:
        return False
    shown = page_as_of(edition, page)
    hide_rows(shown, page)
    return document_id not in hidden_today(page, shown)
