"""What somebody follows: reading it, and writing it down."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from publishing.models import Follow, Follower

__all__ = ["Followed", "followed_by", "follower_of", "mark_seen", "set_followed"]


@dataclass(frozen=True, slots=True)
class Followed:
    """The keys of pages, the kinds, and the keys of topics."""

    pages: frozenset[int] = field(default_factory=frozenset)
    kinds: frozenset[str] = field(default_factory=frozenset)
    topics: frozenset[int] = field(default_factory=frozenset)

    def __bool__(self) -> bool:
        return bool(self.pages or self.kinds or self.topics)


def follower_of(user: Any) -> Follower | None:
    """What is known of somebody as a follower; None for whoever has never followed anything."""
    return Follower.objects.filter(user=user).first()


def followed_by(user: Any) -> Followed:
    """What somebody follows; one query."""
    rows = list(Follow.objects.filter(follower=user.pk).values_list("page_id", "kind", "topic_id"))
    return Followed(
        frozenset(page for page, _, _ in rows if page),
        frozenset(kind for _, kind, _ in rows if kind),
        frozenset(topic for _, _, topic in rows if topic),
    )


@transaction.atomic
def set_followed(user: Any, wanted: Followed, offered: Followed, *, by_mail: bool | None = None) -> None:
    """Follow what is ``wanted`` of what was ``offered``, and no longer the rest of that; what was not offered stays.

    Saying it twice, also at the same moment, does no harm. Somebody who begins to follow has seen all that is old.
    """
    follower, _created = Follower.objects.get_or_create(user=user)
    rows = Follow.objects.filter(follower=follower)
    # Whoever follows nothing any more, and begins anew, is not told of what happened in between.
    if not rows.exists():
        follower.seen_until = follower.mailed_until = timezone.now()
    rows.filter(page__in=offered.pages - wanted.pages).delete()
    rows.filter(kind__in=offered.kinds - wanted.kinds).delete()
    rows.filter(topic__in=offered.topics - wanted.topics).delete()
    Follow.objects.bulk_create(_rows(follower, wanted, offered), ignore_conflicts=True)
    if by_mail is not None:
        if by_mail and not follower.by_mail:
            follower.mailed_until = timezone.now()
        follower.by_mail = by_mail
    follower.save()


def _rows(follower: Follower, wanted: Followed, offered: Followed) -> Iterable[Follow]:
    def chosen(some: Collection[Any], of: Collection[Any]) -> list[Any]:
        return sorted(set(some) & set(of))

    yield from (Follow(follower=follower, page_id=key) for key in chosen(wanted.pages, offered.pages))
    yield from (Follow(follower=follower, kind=kind) for kind in chosen(wanted.kinds, offered.kinds))
    yield from (Follow(follower=follower, topic_id=key) for key in chosen(wanted.topics, offered.topics))


def mark_seen(user: Any, until: datetime) -> None:
    """Write down that somebody has seen what has changed until a moment, which is not to come; never takes anything back."""
    moment = min(until, timezone.now())
    Follower.objects.filter(user=user, seen_until__lt=moment).update(seen_until=moment)
