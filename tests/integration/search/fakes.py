"""Something searchable without any content app behind it."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction

from search import follower, ledger
from search.contract import PUBLIC, Fact, Passage, Searchable, Term
from search.follower import catch_up_now

SOP = Term("sop", "SOP")
MEETING = Term("meeting", "Rapat")


@dataclass
class Leaflet(Searchable):
    """A document that says whatever a test wants."""

    search_kinds = (SOP, MEETING)

    slug: str
    title: str = "Selebaran"
    text: str = ""
    kind: Term = SOP
    access: frozenset[str] = frozenset({PUBLIC})
    date: dt.date | None = None
    summary: str = ""
    number: str = ""
    path: str = ""
    agency: Term | None = None
    status: Term | None = None
    audience: Term | None = None
    topics: tuple[Term, ...] = ()
    passages: tuple[Passage, ...] = ()
    facts: tuple[Fact, ...] = ()
    hidden: bool = False
    withdrawn: bool = False

    def search_key(self) -> str:
        return f"leaflet:{self.slug}"

    def search_object_id(self) -> int:
        return 7

    def search_url(self) -> str:
        return "" if self.hidden else f"/dokumen/{self.slug}/"

    def search_kind(self) -> Term:
        return self.kind

    def search_title(self) -> str:
        return self.title

    def search_summary(self) -> str:
        return self.summary

    def search_number(self) -> str:
        return self.number

    def search_date(self) -> dt.date | None:
        return self.date

    def search_status(self) -> Term | None:
        return self.status

    def search_withdrawn(self) -> bool:
        return self.withdrawn

    def search_audience(self) -> Term | None:
        return self.audience

    def search_agency(self) -> Term | None:
        return self.agency

    def search_topics(self) -> Iterable[Term]:
        return self.topics

    def search_passages(self) -> Iterable[Passage]:
        yield from self.passages
        if self.text:
            yield Passage("", "", self.text)

    def search_facts(self) -> Iterable[Fact]:
        return self.facts

    def search_access(self) -> frozenset[str]:
        return self.access


def publish(*leaflets: Leaflet, follow: bool = True) -> int:
    """Record them in one transaction; the index follows unless told not to."""
    with transaction.atomic():
        stamp = ledger.record_many(leaflets)
    if follow:
        catch_up_now()
    return stamp


def withdraw(*slugs: str, follow: bool = True) -> int:
    """Forget them in one transaction."""
    with transaction.atomic():
        stamp = ledger.forget(f"leaflet:{slug}" for slug in slugs)
    if follow:
        catch_up_now()
    return stamp


def publishing_between_batches(monkeypatch: pytest.MonkeyPatch, *, also: Callable[[], object] | None = None) -> None:
    """Have followers read four entries at a time, and after the first four one more published and "l0" withdrawn.

    ``also`` is called right after that.
    """
    monkeypatch.setattr(follower, "BATCH_SIZE", 4)
    batches = follower._batches
    late = iter(["during"])

    def with_publications(stamp: int, name: str) -> Iterator[Any]:
        for batch in batches(stamp, name):
            yield batch
            for slug in late:
                publish(Leaflet(slug, title="Rapat"), follow=False)
                withdraw("l0", follow=False)
                if also:
                    also()

    monkeypatch.setattr(follower, "_batches", with_publications)
