"""Links from the home page to other pages: only to those that the visitor may see."""

from collections.abc import Iterable
from dataclasses import dataclass

from wagtail.models import Page, PageViewRestriction

from publishing.access import access_of, ancestor_paths
from publishing.models import PortalPage
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
    """The live portal pages among these primary keys that a holder of ``tokens`` may see, by primary key."""
    wanted = set(keys)
    if not wanted:
        return {}
    restrictions = list(PageViewRestriction.objects.select_related("page").prefetch_related("groups"))
    targets = {}
    for page in Page.objects.filter(pk__in=wanted, live=True).specific():
        if not isinstance(page, PortalPage):
            continue
        above = set(ancestor_paths(page.path))
        access = access_of([item for item in restrictions if item.page.path in above], excluded=page.is_excluded)
        if not access.isdisjoint(tokens):
            targets[page.pk] = Target(page.title, page.summary, page.url_path)
    return targets
