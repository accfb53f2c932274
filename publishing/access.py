"""Who may see a page, as the access tokens that the search ledger understands."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from wagtail.models import Page, PageViewRestriction
from wagtail.models.view_restrictions import BaseViewRestriction

__all__ = [
    "MEMBERS_ONLY",
    "PUBLIC",
    "access_of",
    "ancestor_paths",
    "covers",
    "for_members",
    "restrictions_of",
    "with_restrictions",
]

PUBLIC = frozenset({"public"})
MEMBERS_ONLY = frozenset({"members", "superuser"})
NOBODY: frozenset[str] = frozenset()


def ancestor_paths(path: str) -> list[str]:
    """The treebeard paths of a page and of all its ancestors, e.g. ``000100020003`` → three paths."""
    step = Page.steplen
    return [path[:end] for end in range(step, len(path) + 1, step)]


def restrictions_of(path: str) -> list[PageViewRestriction]:
    """The view restrictions that hold for the page at this treebeard path, its ancestors' included."""
    return list(PageViewRestriction.objects.filter(page__path__in=ancestor_paths(path)).prefetch_related("groups"))


def with_restrictions(pages: Iterable[Any]) -> Iterator[Any]:
    """The pages, each told its view restrictions (for ``search_access``), which are read once for all of them."""
    restrictions = list(PageViewRestriction.objects.select_related("page").prefetch_related("groups"))
    for page in pages:
        above = set(ancestor_paths(page.path))
        page.known_restrictions = [item for item in restrictions if item.page.path in above]
        yield page


def access_of(restrictions: Iterable[Any], *, excluded: bool) -> frozenset[str]:
    """Access tokens, any one of which suffices, for a page under these restrictions.

    A page behind a shared password is found by nobody: the password belongs to its address. Several group
    restrictions are met by a group that is in all of them; where there is none, by nobody but superusers (a person
    in two groups would be let in by Wagtail, so this errs on the safe side). Information of the class
    "dikecualikan" (UU 14/2008) is for members at most, whatever the tree says.
    """
    groups: set[str] | None = None
    login = False
    for restriction in restrictions:
        if restriction.restriction_type == BaseViewRestriction.PASSWORD:
            return NOBODY
        if restriction.restriction_type == BaseViewRestriction.GROUPS:
            named = {f"group:{group.pk}" for group in restriction.groups.all()}
            groups = named if groups is None else groups & named
        elif restriction.restriction_type == BaseViewRestriction.LOGIN:
            login = True
    if groups is not None:
        return frozenset(groups | {"superuser"})
    if excluded:
        return MEMBERS_ONLY
    return frozenset({"login", "superuser"}) if login else PUBLIC


def for_members(access: frozenset[str], member_groups: Callable[[], frozenset[str]]) -> frozenset[str]:
    """The access of what a page shows to members only, where ``access`` is that of the page.

    ``member_groups`` gives the tokens of the groups whose people are all members; of a page for another group, that
    group as a whole does not get in, though a member among its people may see it on the page.
    """
    if not access.isdisjoint({"public", "login", "members"}):
        return MEMBERS_ONLY
    return access & (member_groups() | {"superuser"})


def covers(wide: frozenset[str], narrow: frozenset[str]) -> bool:
    """Whether whoever gets in by ``narrow`` gets in by ``wide`` as well."""
    return "public" in wide or narrow <= wide or ("login" in wide and "public" not in narrow)
