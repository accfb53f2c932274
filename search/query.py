"""What a visitor asks: read from a form that may hold anything into a frozen, checked ``SearchQuery``.

Reading never raises. Whatever can't be meant is left out and reported as a ``Problem``, for the page to show and the
API to answer with.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote_plus, urlencode

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from search.analysis import normalise
from search.syntax import Asked, parse, take_filters

if TYPE_CHECKING:
    from django.utils.functional import Promise

LONGEST_TEXT = 500
LONGEST_VALUE = 120
MOST_VALUES = 50
PAGE_SIZE = 10
LARGEST_PAGE_SIZE = 100

_NUMBER = re.compile(r"[0-9]{1,9}")
_YEAR = re.compile(r"[0-9]{1,4}")
_VALUE = re.compile(r"[\w.:\-]+")
# Blanks that people paste with their question are fine; the other control characters mean that this is no question.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")

T = TypeVar("T")

_quoted = lru_cache(maxsize=4096)(quote_plus)
"""The values of filters stand in the addresses of a hundred choices on every page of results."""


class Sort(StrEnum):
    """The order of an answer."""

    RELEVANCE = "relevance"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Filters:
    """The values that a hit must have: one of each kind of filter that names any."""

    kind: tuple[str, ...] = ()
    year: tuple[int, ...] = ()
    agency: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(self.values(name) for name in FILTERS)

    def values(self, name: str) -> tuple[str, ...]:
        """The values of one filter as text."""
        return tuple(str(value) for value in getattr(self, name))


FILTERS = ("kind", "year", "agency", "topic", "status", "audience")
ALL_STATUSES = "withdrawn"
"""The parameter that asks for what was withdrawn as well."""


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A checked question; pages count from 1.

    ``text`` is what the visitor wrote, without surrounding blanks and without what became a filter. ``withdrawn``: also what
    was withdrawn ("all statuses"). Two questions that mean the same have the same address: filters stand in a fixed order, and so do their values.
    """

    text: str = ""
    filters: Filters = field(default_factory=Filters)
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    page_size: int = PAGE_SIZE
    withdrawn: bool = False

    @property
    def offset(self) -> int:
        """How many hits stand on the pages before this one."""
        return (self.page - 1) * self.page_size

    @property
    def asked(self) -> Asked:
        """The question taken apart: words, phrases, what is left out, official numbers."""
        return parse(self.text)

    def parameters(self) -> list[tuple[str, str]]:
        """The query as the parameters of an address, without whatever is at its default."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [(name, value) for name in FILTERS for value in self.filters.values(name)]
        if self.withdrawn:
            pairs.append((ALL_STATUSES, "1"))
        if self.sort is not Sort.RELEVANCE:
            pairs.append(("sort", self.sort.value))
        if self.page != 1:
            pairs.append(("page", str(self.page)))
        return pairs

    def address(self) -> str:
        """The part of an address that leads to this query: ``?q=…``, or ``?`` for the empty one."""
        return "?" + urlencode(self.parameters())

    def on_page(self, page: int) -> SearchQuery:
        """The same question, another page of its answer."""
        return replace(self, page=page)

    def saying(self, text: str) -> SearchQuery:
        """The same filters and order for other words, from the first page."""
        return replace(self, text=text, page=1)

    def with_withdrawn(self, wanted: bool) -> SearchQuery:
        """The same question with or without what was withdrawn, from the first page."""
        return replace(self, withdrawn=wanted, page=1)

    def sorted_by(self, sort: Sort) -> SearchQuery:
        """The same question in another order, from the first page."""
        return replace(self, sort=sort, page=1)

    def toggling(self, name: str) -> Callable[[str], str]:
        """For a filter, the address that adds a value to it, or takes the value away where it is in force.

        A page can show hundreds of values, so what all their addresses share is made once.
        """
        selected = self.filters.values(name)
        shared = [pair for pair in self.on_page(1).parameters() if pair[0] != name]
        later = {*FILTERS[FILTERS.index(name) :], ALL_STATUSES, "sort"}
        place = next((place for place, pair in enumerate(shared) if pair[0] in later), len(shared))

        def address(value: str) -> str:
            if not selected:
                return f"{first}{_quoted(value)}{rest}"
            wanted = (
                [other for other in selected if other != value] if value in selected else sorted([*selected, value])
            )
            added = "&".join(f"{name}={quote_plus(one)}" for one in wanted)
            return "?" + "&".join(part for part in (before, added, after) if part)

        before, after = (urlencode(shared[:place]), urlencode(shared[place:]))
        first, rest = f"?{before}{'&' if before else ''}{name}=", f"&{after}" if after else ""
        return address

    def toggled(self, name: str, value: str) -> str:
        """The address that adds one value to a filter, or takes it away where it is in force."""
        return self.toggling(name)(value)

    def unfiltered(self) -> SearchQuery:
        """The same question without any filter, from the first page."""
        return replace(self, filters=Filters(), page=1)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the form that can't be meant: a code for machines, a sentence for people, the parameter's name."""

    code: str
    message: str | Promise
    field: str


def read(form: QueryDict, kinds: Mapping[str, str]) -> tuple[SearchQuery, list[Problem]]:
    """The question in ``form``, and what is wrong with it.

    ``kinds`` has the value of every kind that exists for each name that it may be called by (``search.kinds.names``).
    """
    problems: list[Problem] = []
    text, named_kinds, named_years = take_filters(_text(form.get("q", ""), problems), kinds)
    filters = Filters(
        kind=_values(form, "kind", problems, _known_kind(frozenset(kinds.values())), named_kinds),
        year=_values(form, "year", problems, _year, named_years),
        agency=_values(form, "agency", problems, _value),
        topic=_values(form, "topic", problems, _value),
        status=_values(form, "status", problems, _value),
        audience=_values(form, "audience", problems, _value),
    )
    return (
        SearchQuery(
            text=text,
            filters=filters,
            withdrawn=_switch(form.get(ALL_STATUSES, ""), problems),
            sort=_sort(form.get("sort", ""), problems),
            page=_page(form.get("page", ""), problems),
            page_size=_page_size(form.get("page_size", ""), problems),
        ),
        problems,
    )


def _text(raw: str, problems: list[Problem]) -> str:
    if _CONTROL.search(raw):
        problems.append(
            Problem(
                "invalid_characters",
                _("The search words hold characters that nobody can type. Please write them again."),
                "q",
            )
        )
    text = " ".join(normalise(raw).split())
    if len(text) > LONGEST_TEXT:
        problems.append(Problem("too_long", _("Please search with fewer words: at most 500 characters."), "q"))
    return text[:LONGEST_TEXT].rstrip()


def _values(
    form: QueryDict,
    name: str,
    problems: list[Problem],
    reader: Callable[[str, str], T | Problem],
    named: tuple[T, ...] = (),
) -> tuple[T, ...]:
    """The distinct values of a filter that may stand several times, in the order that addresses have them.

    Empty ones, which forms send, are no values. ``named`` are those that the words of the question asked for.
    """
    found: dict[T, None] = dict.fromkeys(named)
    for raw in form.getlist(name)[:MOST_VALUES]:
        if raw.strip():
            value = reader(raw.strip(), name)
            if isinstance(value, Problem):
                problems.append(value)
            else:
                found[value] = None
    return tuple(sorted(found, key=str)[:MOST_VALUES])


def _known_kind(kinds: frozenset[str]) -> Callable[[str, str], str | Problem]:
    def read_kind(raw: str, name: str) -> str | Problem:
        return raw if raw in kinds else Problem("unknown_kind", _("There is no such kind of document."), name)

    return read_kind


def _year(raw: str, name: str) -> int | Problem:
    if _YEAR.fullmatch(raw) and int(raw) > 0:
        return int(raw)
    return Problem("invalid_year", _("The year must be a number, e.g. 2021."), name)


def _value(raw: str, name: str) -> str | Problem:
    if len(raw) <= LONGEST_VALUE and _VALUE.fullmatch(raw):
        return raw
    return Problem("invalid_value", _("There is no such value to filter by."), name)


def _switch(raw: str, problems: list[Problem]) -> bool:
    if raw in ("", "0", "1"):
        return raw == "1"
    problems.append(
        Problem("invalid_withdrawn", _("Write 1 to find what was withdrawn as well, or leave it out."), ALL_STATUSES)
    )
    return False


def _sort(raw: str, problems: list[Problem]) -> Sort:
    if raw in ("", *Sort):
        return Sort(raw or Sort.RELEVANCE)
    problems.append(Problem("invalid_sort", _("Results can be sorted by “relevance” or “date” only."), "sort"))
    return Sort.RELEVANCE


def _page(raw: str, problems: list[Problem]) -> int:
    if raw == "":
        return 1
    if _NUMBER.fullmatch(raw) and int(raw) > 0:
        return int(raw)
    problems.append(Problem("invalid_page", _("There is no such page: pages count from 1."), "page"))
    return 1


def _page_size(raw: str, problems: list[Problem]) -> int:
    if raw == "":
        return PAGE_SIZE
    if _NUMBER.fullmatch(raw) and 0 < int(raw) <= LARGEST_PAGE_SIZE:
        return int(raw)
    problems.append(Problem("invalid_page_size", _("A page holds between 1 and 100 results."), "page_size"))
    return PAGE_SIZE
