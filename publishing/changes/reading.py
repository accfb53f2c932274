"""What has happened to the public pages since a moment: published anew, changed, withdrawn; the newest first.

Only what is public today is told of, as the ledger of search has it, or the page itself where search does not know it (the
home page, lists): an edition follows its page, and one that was excluded information is left out. Of a page that was removed
nothing is said.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from publishing.changes.unsearched import unsearched_and_open
from publishing.history.addresses import HISTORY
from publishing.history.visible import knowing_class, was_excluded
from publishing.models.absence import PageAbsence
from publishing.models.editions import MAJOR, Edition
from publishing.models.page import PortalPage
from publishing.references import PAGES
from publishing.routing import public_url
from search import kinds
from search.access import visible
from search.contract import Term
from search.models import SearchEntry

__all__ = ["Happening", "Happenings", "happenings", "name_of_happening", "page_kinds"]

NEW, MAJOR_CHANGE, MINOR_CHANGE, WITHDRAWN = "new", "major", "minor", "withdrawn"


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened to a page. ``what`` is new, major, minor or withdrawn; ``number`` that of the edition, or 0.

    ``note`` is the change note, or the reason of the withdrawal; ``kind`` what the page is.
    """

    what: str
    moment: datetime
    page_id: int
    title: str
    address: str
    kind: str
    note: str
    number: int = 0
    since: date | None = None

    @property
    def key(self) -> str:
        """Names it for good."""
        return name_of_happening(self.page_id, self.number, self.moment)

    @property
    def kind_label(self) -> Any:
        """What the page is, in the reader's language."""
        return kinds.label(self.kind)

    @property
    def edition_address(self) -> str:
        """Where the edition can be read; the page itself where it was withdrawn."""
        return f"{self.address}{HISTORY}/{self.number}/" if self.number else self.address

    @property
    def difference_address(self) -> str:
        """Where what has changed can be read; empty for what is new or withdrawn."""
        return f"{self.address}{HISTORY}/{self.number - 1}..{self.number}/" if self.number > 1 else ""


def name_of_happening(page_id: int, number: int, moment: datetime) -> str:
    """What an edition with this number, or a withdrawal (0) that was recorded at this moment, is called for good."""
    happened = f"edisi/{number}" if number else f"ditarik/{timezone.localdate(moment).isoformat()}"
    return f"{PAGES}{page_id}/{happened}"


@dataclass(frozen=True, slots=True)
class Happenings:
    """A part of a list, and how long the list is."""

    total: int
    shown: tuple[Happening, ...]


def page_kinds() -> dict[str, Term]:
    """The kinds that pages have, with their labels."""
    return kinds.declared("kind", PortalPage)


def happenings(
    tokens: frozenset[str],
    *,
    since: datetime | None = None,
    kind: str = "",
    start: int = 0,
    most: int,
    about: Q | None = None,
    counted: bool = False,
) -> Happenings:
    """The happenings from place ``start`` on, at most ``most``, that a holder of the access tokens may know of.

    ``since``: from this moment on; ``kind``: of pages of this kind; ``about``: of those whose entries in the ledger fulfil
    this condition. Pages that search does not know have neither kind nor entry: they are told of where nothing is asked.
    ``counted``: the total is needed. Two to four queries, whatever the numbers.
    """
    entries = SearchEntry.objects.filter(visible(tokens), deleted=False)
    if kind:
        entries = entries.filter(kind=kind)
    if about is not None:
        entries = entries.filter(about)
    told: Any = Exists(entries.filter(key=OuterRef("entry_key")))
    if not kind and about is None:
        told |= unsearched_and_open()
    editions = _of(Edition.objects.all(), "published_at", "pk", NEW, told, since)
    absences = PageAbsence.objects.filter(state=PageAbsence.State.WITHDRAWN)
    withdrawn = _of(absences, "recorded_at", "page_id", WITHDRAWN, told, since)
    both = editions.union(withdrawn, all=True)
    rows = list(both.order_by("-moment", "-what", "-row")[start : start + most + 1])
    shown = rows[:most]
    total = start + len(rows)
    if counted and (len(rows) > most or (not rows and start)):
        total = both.count()
    return Happenings(total, tuple(_told(shown)))


def _of(
    rows: QuerySet[Any], moment: str, key: str, what: str, condition: Any, since: datetime | None
) -> QuerySet[Any, Any]:
    """The rows that fulfil the condition, as moment, what, and key."""
    if since is not None:
        rows = rows.filter(**{f"{moment}__gte": since})
    rows = rows.annotate(entry_key=_entry_key()).filter(condition)
    told = rows.order_by().annotate(moment=F(moment), what=Value(what, CharField()), row=F(key))
    return told.values_list("moment", "what", "row")


def _entry_key() -> Concat:
    return Concat(Value(PAGES), Cast("page_id", CharField()), output_field=CharField())


def _told(rows: Iterable[tuple[datetime, str, int]]) -> Iterable[Happening]:
    """The happenings of these rows, in their order; one query for the editions, one for withdrawals."""
    found = list(rows)
    editions = knowing_class(Edition.objects.filter(pk__in=[row for _, what, row in found if what != WITHDRAWN]))
    absent = [row for _, what, row in found if what == WITHDRAWN]
    known: dict[Any, Happening] = {}
    for edition in _with_page(editions):
        if not was_excluded(edition):
            known[edition.pk, False] = _of_edition(edition)
    for absence in _with_page(PageAbsence.objects.filter(page_id__in=absent)) if absent else ():
        known[absence.page_id, True] = _of_absence(absence)
    for _, what, row in found:
        if happening := known.get((row, what == WITHDRAWN)):
            yield happening


def _with_page(rows: QuerySet[Any]) -> QuerySet[Any]:
    kinds = SearchEntry.objects.filter(key=OuterRef("entry_key")).values("kind")
    return rows.select_related("page").annotate(entry_key=_entry_key()).annotate(entry_kind=Subquery(kinds[:1]))


def _of_edition(edition: Any) -> Happening:
    changed = MAJOR_CHANGE if edition.change_kind == MAJOR else MINOR_CHANGE
    return Happening(
        what=NEW if edition.number == 1 else changed,
        moment=timezone.localtime(edition.published_at),
        page_id=edition.page_id,
        title=edition.page.title,
        address=public_url(edition.page.url_path),
        kind=edition.entry_kind or "",
        # That it is the first one is said already.
        note=edition.change_note if edition.number > 1 else "",
        number=edition.number,
    )


def _of_absence(absence: Any) -> Happening:
    return Happening(
        what=WITHDRAWN,
        moment=timezone.localtime(absence.recorded_at),
        page_id=absence.page_id,
        title=absence.page.title,
        address=public_url(absence.page.url_path),
        kind=absence.entry_kind or "",
        note=absence.reason,
        since=absence.since,
    )
