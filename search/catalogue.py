"""Listings straight from the ledger, for index pages: what there is, newest first, and what it can be filtered by.

No engine is asked, so a listing is never behind what was published. Lists are read by index; counts read one narrow row
an entry, which the page cache keeps from happening at every visit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet

from search import kinds as declared
from search.access import visible
from search.contract import WITHDRAWN
from search.models import SearchEntry, SearchTopic

# The first and last child that a node of Wagtail's tree can have: between them lie all its descendants, in any
# collation.
_LAST_STEP = "ZZZZ"


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to filter by, what to call it, and how many entries have it."""

    value: str
    label: str
    count: int


def entries(
    tokens: frozenset[str],
    *,
    within: str = "",
    kinds: Collection[str] = (),
    year: int | None = None,
    agency: str = "",
    topic: str = "",
    status: str = "",
    audience: str = "",
    withdrawn: bool = True,
) -> QuerySet[SearchEntry]:
    """The entries that a holder of ``tokens`` may see, newest first, those without a date last.

    ``within`` is a treebeard path: it and all below. An empty filter leaves everything. What was withdrawn is among them,
    marked by its status, unless ``withdrawn`` is False: for whatever recommends pages instead of listing them all.
    """
    found = _base(tokens, within, kinds)
    if not withdrawn:
        found = found.exclude(status=WITHDRAWN.value)
    for name, value in (("year", year), ("agency", agency), ("status", status), ("audience", audience)):
        if value:
            found = found.filter(**{name: value})
    if topic:
        found = found.filter(topics__value=topic)
    return found.order_by("-listed_on", "key")


def choices(tokens: frozenset[str], within: str = "", kinds: Collection[str] = ()) -> dict[str, list[Choice]]:
    """What the same entries can be filtered by: kind, year, agency, topic, status, each with its counts.

    Two queries. Years come newest first, everything else by frequency.
    """
    found = _base(tokens, within, kinds).order_by()
    groups = found.values_list("kind", "year", "agency", "status").annotate(
        Count("pk"), Max("kind_label"), Max("agency_label"), Max("status_label")
    )
    counts: dict[str, dict[str, Choice]] = {"kind": {}, "year": {}, "agency": {}, "status": {}}
    for kind, year, agency, status, number, kind_label, agency_label, status_label in groups:
        for name, value, label in (
            ("kind", kind, declared.label(kind, kind_label)),
            ("year", str(year or ""), str(year or "")),
            ("agency", agency, agency_label),
            ("status", status, status_label),
        ):
            if value:
                known = counts[name].get(value)
                counts[name][value] = Choice(value, label, number + (known.count if known else 0))
    topics = SearchTopic.objects.filter(entry__in=found).values_list("value").annotate(Max("label"), Count("pk"))
    return {
        "kind": _by_frequency(counts["kind"].values()),
        "year": sorted(counts["year"].values(), key=lambda choice: -int(choice.value)),
        "agency": _by_frequency(counts["agency"].values()),
        "topic": _by_frequency(Choice(value, label, number) for value, label, number in topics),
        "status": _by_frequency(counts["status"].values()),
    }


def _base(tokens: frozenset[str], within: str, kinds: Collection[str]) -> QuerySet[SearchEntry]:
    found = SearchEntry.objects.filter(visible(tokens), deleted=False)
    if within:
        # A range, not a prefix: SQLite answers LIKE by reading every row.
        found = found.filter(Q(tree_path__gte=within), Q(tree_path__lte=within + _LAST_STEP))
    if kinds:
        found = found.filter(kind__in=sorted(kinds))
    return found


def _by_frequency(found: Iterable[Choice]) -> list[Choice]:
    return sorted(found, key=lambda choice: (-choice.count, choice.label.casefold()))
