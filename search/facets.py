"""The counts of an answer as choices: with labels, in a sensible order, each with the query that it leads to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from search import kinds
from search.access import visible
from search.engines import FacetCount
from search.models import SearchEntry, SearchTopic
from search.query import FILTERS, SearchQuery

if TYPE_CHECKING:
    from django.utils.functional import Promise

TITLES: dict[str, str | Promise] = {
    "kind": _("Kind"),
    "year": _("Year"),
    "agency": _("Agency"),
    "topic": _("Topic"),
    "status": _("Status"),
    "audience": _("Written for"),
}


LEADING = 8
_OWN_WORDS = ("agency", "topic")


@dataclass(frozen=True, slots=True)
class FacetChoice:
    """A value to filter by: ``address`` adds it, or takes it away where it is selected."""

    value: str
    label: str
    count: int
    selected: bool
    address: str


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter with its choices."""

    name: str
    title: str
    choices: tuple[FacetChoice, ...]

    @property
    def is_foreign(self) -> bool:
        """Whether the labels are the documents' own words, in another language than the reader's."""
        return self.name in _OWN_WORDS and get_language() != settings.LANGUAGE_CODE

    @property
    def leading(self) -> tuple[FacetChoice, ...]:
        """The first few choices, and whatever is selected."""
        return tuple(choice for place, choice in enumerate(self.choices) if place < LEADING or choice.selected)

    @property
    def remaining(self) -> tuple[FacetChoice, ...]:
        """The choices to unfold."""
        return tuple(choice for choice in self.choices[LEADING:] if not choice.selected)

    @property
    def selected(self) -> tuple[FacetChoice, ...]:
        """The choices that are in force."""
        return tuple(choice for choice in self.choices if choice.selected)


def labelled(
    counts: Mapping[str, tuple[FacetCount, ...]], query: SearchQuery, tokens: frozenset[str]
) -> tuple[Facet, ...]:
    """The facets of an answer. A selected value is shown even when it leaves nothing, so that it can be taken away."""
    return tuple(_facet(name, counts.get(name, ()), query, tokens) for name in FILTERS)


def _facet(name: str, counts: tuple[FacetCount, ...], query: SearchQuery, tokens: frozenset[str]) -> Facet:
    selected = query.filters.values(name)
    counted = {count.value for count in counts}
    without_hits = tuple(FacetCount(value, "", 0) for value in selected if value not in counted)
    address = query.toggling(name)
    known = kinds.labels(name)
    choices = [
        FacetChoice(
            count.value,
            known.get(count.value) or _label(name, count, tokens),
            count.count,
            count.value in selected,
            address(count.value),
        )
        for count in (*counts, *without_hits)
    ]
    if name == "year":
        choices.sort(key=lambda choice: -int(choice.value))
    else:
        choices.sort(key=lambda choice: (-choice.count, choice.label.casefold()))
    return Facet(name, str(TITLES[name]), tuple(choices))


def _label(name: str, count: FacetCount, tokens: frozenset[str]) -> str:
    """What a value is called that no type declares."""
    if name == "year":
        return count.value
    return count.label or _stored_label(name, count.value, tokens) or count.value


def _stored_label(name: str, value: str, tokens: frozenset[str]) -> str:
    """What the ledger calls a value that no hit has, from an entry that this visitor may see."""
    entries = SearchEntry.objects.filter(visible(tokens), deleted=False)
    if name == "topic":
        return SearchTopic.objects.filter(value=value, entry__in=entries).values_list("label", flat=True).first() or ""
    return entries.filter(**{name: value}).values_list(f"{name}_label", flat=True).first() or ""
