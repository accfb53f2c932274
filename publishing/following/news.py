"""What has changed in what somebody follows, as far as they may know of it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry
from wagtail.permissions import page_permission_policy

from publishing.absence.acts import REMOVED
from publishing.changes.reading import Happening, Happenings, happenings
from publishing.following.acts import Followed
from publishing.models import Topic
from publishing.references import page_key

__all__ = ["TAKEN_DOWN", "news_for", "public_news"]

TAKEN_DOWN = "offline"
_MOST_PAGES = 50


def news_for(
    user: Any, followed: Followed, tokens: frozenset[str], *, since: datetime, most: int, counted: bool = False
) -> Happenings:
    """The newest happenings to what is followed that this person, who holds the access tokens, may know of.

    Beside what readers are told: that a followed page was taken from the public, as long as it is.
    """
    found = _happenings(followed, tokens, since=since, most=most, counted=counted)
    gone = list(_taken_down(user, followed, since)) if followed.pages else []
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
    told: set[int] = set()
    for entry in acts.select_related("page").order_by("-timestamp", "-pk")[: _MOST_PAGES * 2]:
        if entry.page_id not in told:
            told.add(entry.page_id)
            yield Happening(
                what=TAKEN_DOWN,
                moment=timezone.localtime(entry.timestamp),
                page_id=entry.page_id,
                title=entry.page.title,
                address=reverse("wagtailadmin_pages:edit", args=[entry.page_id]),
                kind="",
                note=entry.data.get("reason", ""),
            )
