"""Links from the home page to other pages: only to those that the visitor may see."""

from collections.abc import Iterable
from dataclasses import dataclass

from wagtail.models import Page

from publishing.access import with_restrictions
from publishing.models import PortalPage
from publishing.models.absence import in_force
from publishing.routing import public_url

__all__ = ["Target", "visible_targets"]


@dataclass(frozen=True, slots=True)
class Target:
    """A page that is linked to; ``url`` is its tree address, since the public one depends on the language."""

    title: str
    summary: str
    url_path: str

    @property
    def url(self) -> str:
        """The public address in the interface's present language."""
        return public_url(self.url_path)


def visible_targets(keys: Iterable[int], tokens: frozenset[str]) -> dict[int, Target]:
    """The portal pages in force among these primary keys that a holder of ``tokens`` may see, by primary key."""
    wanted = set(keys)
    if not wanted:
        return {}
    pages = with_restrictions(in_force(Page.objects.filter(pk__in=wanted, live=True)).specific())
    return {
        page.pk: Target(page.title, page.summary, page.url_path)
        for page in pages
        if isinstance(page, PortalPage) and not page.search_access().isdisjoint(tokens)
    }
