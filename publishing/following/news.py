"""What has changed in what somebody follows, as far as they may know of it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry
from wagtail.permissions import page_permission_policy

from publishing.absence.acts import REMOVED
from publishing.changes.reading import Happening, Happenings, happenings
from publishing.following.acts import Followed
from publishing.models import Topic
from publishing.references import page_key
from publishing.trash.acts import DELETED, stood_below
from publishing.trash.place import lying_there

__all__ = ["GONE", "TAKEN_DOWN", "news_for", "public_news"]

TAKEN_DOWN, GONE = "offline", "deleted"
_MOST_PAGES = 50


def news_for(
    user: Any, followed: Followed, tokens: frozenset[str], *, since: datetime, most: int, counted: bool = False
) -> Happenings:
    """The newest happenings to what is followed that this person, who holds the access tokens, may know of.

    Beside what readers are told: that a followed page was taken from the public, or deleted, as long as it is.
    """
    found = _happenings(followed, tokens, since=since, most=most, counted=counted)
    gone = [*_taken_down(user, followed, since), *_deleted(user, followed, since)] if followed.pages else []
    shown = sorted([*found.shown, *gone], key=lambda item: item.moment, reverse=True)
    return Happenings(found.total + len(gone), tuple(shown[:most]))


def public_news(followed: Followed, tokens: frozenset[str], *, since: datetime, most: int) -> Happenings:
    """The same for holders of the access tokens who are no editors."""
    return _happenings(followed, tokens, since=since, most=most, counted=True)


def _happenings(followed: Followed, tokens: frozenset[str], *, since: datetime, most: int, counted: bool) -> Happenings:
    if not followed:
        return Happenings(0, ())
    about = Q(key__in=[page_key(key) for key in followed.pages]) | Q(kind__in=followed.kinds)
    if followed.topics:
        # The ledger knows a topic by its short name.
        about |= Q(topics__value__in=Topic.objects.filter(pk__in=followed.topics).values("slug"))
    return happenings(tokens, since=since, about=about, most=most, counted=counted)


def _taken_down(user: Any, followed: Followed, since: datetime) -> Iterator[Happening]:
    """The followed pages, of those that this person may edit, that were unpublished or removed since and still are."""
    mine = page_permission_policy.instances_user_has_permission_for(user, "change")
    pages = mine.filter(pk__in=followed.pages, live=False).values("pk")
    acts = PageLogEntry.objects.filter(page__in=pages, action__in=("wagtail.unpublish", REMOVED), timestamp__gte=since)
    for entry in _newest_of_each(acts):
        edit = reverse("wagtailadmin_pages:edit", args=[entry.page_id])
        yield _gone(TAKEN_DOWN, entry, edit, entry.data.get("reason", ""))


def _deleted(user: Any, followed: Followed, since: datetime) -> Iterator[Happening]:
    """The followed pages that were deleted since and can still be restored, of those that this person could edit."""
    pages = lying_there(Page.objects.filter(pk__in=followed.pages)).values("pk")
    acts = PageLogEntry.objects.filter(page__in=pages, action=DELETED, timestamp__gte=since)
    for entry in _newest_of_each(acts):
        if _could_edit(user, entry.page):
            yield _gone(GONE, entry, reverse("deleted_pages"))


def _newest_of_each(acts: QuerySet[PageLogEntry]) -> Iterator[PageLogEntry]:
    """The newest entry of each page, the newest first."""
    told: set[int] = set()
    for entry in acts.select_related("page").order_by("-timestamp", "-pk")[: _MOST_PAGES * 2]:
        if entry.page_id not in told:
            told.add(entry.page_id)
            yield entry


def _could_edit(user: Any, page: Any) -> bool:
    """Whether somebody may change pages where a deleted one stood, or add pages there and has made this one."""
    place = stood_below(page)
    if place is None or user.is_superuser:
        return bool(user.is_superuser)
    permissions = place.permissions_for_user(user).permissions
    return "change" in permissions or ("add" in permissions and page.owner_id == user.pk)


def _gone(what: str, entry: Any, address: str, note: str = "") -> Happening:
    return Happening(
        what=what,
        moment=timezone.localtime(entry.timestamp),
        page_id=entry.page_id,
        title=entry.page.title,
        address=address,
        kind="",
        note=note,
    )
