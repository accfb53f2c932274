"""The contract between content and search: what a page says about itself so that it can be found.

A model mixes in ``Searchable``, lists its ``search_kinds`` and overrides the methods whose default does not fit. The
system check ``search.E001`` fails for a page type that neither declares nor opts out, and what a type forgets is
private: the default access is the empty set, which nobody holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.db.models import Choices
    from django.utils.functional import Promise

PUBLIC = "public"
LOGIN = "login"
MEMBERS = "members"
SUPERUSER = "superuser"
GROUP_PREFIX = "group:"

# The access of a passage that only the task force may read, whatever the page around it allows.
MEMBERS_ONLY: frozenset[str] = frozenset({MEMBERS, SUPERUSER})


@dataclass(frozen=True, slots=True)
class Term:
    """A controlled value: ``value`` is what is indexed and stands in addresses, ``label`` is what is shown.

    The label may be a lazy translation; the ledger stores it in the site's language.
    """

    value: str
    label: str | Promise


def _filled(text: str | Promise, values: dict[str, object]) -> str:
    return str(text) % values


_fill_in = lazy(_filled, str)


def terms_of(choices: type[Choices]) -> tuple[Term, ...]:
    """The terms of Django's choices, in their order."""
    return tuple(Term(str(value), label) for value, label in choices.choices)


def filled_in(text: str | Promise, **values: object) -> str | Promise:
    """A lazy translation with its places (``%(count)d``) filled in, still lazy: Django's ``%`` would fix its language."""
    return _fill_in(text, values)


IN_FORCE = "in_force"
"""The status of whatever applies now. Types that know such a state give it this value, so that search can offer it."""

WITHDRAWN = Term("withdrawn", _("Withdrawn"))
"""The status of what can still be read but is no longer offered (``Searchable.search_withdrawn``): it is left out unless
somebody asks for all statuses, for this one, or for the document by its own number."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something worth knowing before one opens a hit, e.g. "Total time" and "3 hours"; as visible as its entry.

    The label is empty where the value says it all ("4 decisions"). Both texts may be lazy translations: the ledger stores them in every language of the interface. ``url`` is the
    absolute path of the page that the value names, in the site's own language; empty where it names none.
    """

    label: str | Promise
    value: str | Promise
    url: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a page that a hit can open at: a section, an agenda item, a page of a file.

    ``label`` names it for a reader ("Page 7"), ``anchor`` is the fragment of the address that opens there (without
    ``#``, empty for the top of the page), ``text`` is plain text. ``access`` is None when the passage is as visible
    as its page; a narrower set hides it from everybody who holds none of the tokens. The engines index restricted
    passages only for members, so one whose set lacks ``members`` is shown to its readers on the page but is not
    searched.

    ``heading`` is what its author wrote above it: the heading of a section, the title of an agenda item. It weighs more
    than text, and has the passage's access. What the portal itself calls a part ("Page 7", "Considering") is a label and
    no heading: it says nothing of what stands below.
    """

    label: str
    anchor: str
    text: str
    access: frozenset[str] | None = None
    heading: str = ""


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """All that search knows of one object, ready for the ledger.

    ``key`` is unique over all types and stable over the object's life. ``tree_path`` is the treebeard path (empty for
    what is no page), ``url`` an absolute path whose last segment is the slug. ``access`` holds the tokens of which a
    visitor needs one; the empty set means nobody. ``year`` is the year to filter by where it is known without a date.
    """

    key: str
    object_id: int
    tree_path: str
    url: str
    kind: Term
    title: str
    summary: str
    number: str
    date: dt.date | None
    status: Term | None
    audience: Term | None
    agency: Term | None
    topics: tuple[Term, ...]
    access: frozenset[str]
    passages: tuple[Passage, ...]
    year: int | None = None
    facts: tuple[Fact, ...] = ()


class Searchable:
    """Mixin for whatever can be found. Every ``search_*`` method may be overridden; none may write to the database."""

    search_excluded: ClassVar[bool] = False
    """True for a type that is deliberately never found."""

    search_kinds: ClassVar[tuple[Term, ...]] = ()
    """The kinds that this type can have. Kind values are shared by the whole site (``docs/search.md`` lists them)."""

    search_statuses: ClassVar[tuple[Term, ...]] = ()
    """The values that ``search_status`` can give. Declared, they are shown in the reader's own language."""

    search_audiences: ClassVar[tuple[Term, ...]] = ()
    """The same for ``search_audience``."""

    def search_record(self) -> SearchRecord | None:
        """The record of this object, or None when it must not be in the ledger (excluded, or without an address)."""
        if self.search_excluded:
            return None
        url = self.search_url()
        if not url:
            return None
        return SearchRecord(
            key=self.search_key(),
            object_id=self.search_object_id(),
            tree_path=self.search_tree_path(),
            url=url,
            kind=self.search_kind(),
            title=self.search_title(),
            summary=self.search_summary(),
            number=self.search_number(),
            date=self.search_date(),
            status=WITHDRAWN if self.search_withdrawn() else self.search_status(),
            audience=self.search_audience(),
            agency=self.search_agency(),
            topics=tuple(self.search_topics()),
            access=frozenset(self.search_access()),
            passages=tuple(self.search_passages()),
            year=self.search_year(),
            facts=tuple(self.search_facts()),
        )

    def search_key(self) -> str:
        """The ledger's key; by default the model's label and the primary key."""
        model: Any = self
        return f"{model._meta.label_lower}:{model.pk}"

    def search_object_id(self) -> int:
        """The primary key of the object behind the entry."""
        model: Any = self
        return int(model.pk)

    def search_tree_path(self) -> str:
        """The treebeard path of a page (its ``path``), empty for anything else."""
        return str(getattr(self, "path", ""))

    def search_url(self) -> str:
        """The absolute path at which a reader opens the object; empty when it has none."""
        model: Any = self
        return str(model.get_absolute_url() or "")

    def search_kind(self) -> Term:
        """The kind of this object; the default is the only one of ``search_kinds``.

        Raises TypeError for a type with several kinds that does not say which one this object has.
        """
        if len(self.search_kinds) != 1:
            raise TypeError(f"{type(self).__name__} has {len(self.search_kinds)} search_kinds: override search_kind().")
        return self.search_kinds[0]

    def search_title(self) -> str:
        """The title as a reader sees it."""
        return str(self)

    def search_summary(self) -> str:
        """One or two sentences of plain text."""
        return ""

    def search_number(self) -> str:
        """The official number, as it is written on the document."""
        return ""

    def search_date(self) -> dt.date | None:
        """The date that listings sort by (of the meeting, of enactment), not that of publication."""
        return None

    def search_year(self) -> int | None:
        """The year to filter by; that of the date unless a type knows a year without a day."""
        date = self.search_date()
        return date.year if date else None

    def search_status(self) -> Term | None:
        """Whether it is in force, superseded, planned…"""
        return None

    def search_withdrawn(self) -> bool:
        """Whether it was withdrawn: then that is its status, whatever ``search_status`` says."""
        return False

    def search_audience(self) -> Term | None:
        """Whom it is written for."""
        return None

    def search_agency(self) -> Term | None:
        """The agency that answers for it."""
        return None

    def search_topics(self) -> Iterable[Term]:
        """The topics it is filed under."""
        return ()

    def search_facts(self) -> Iterable[Fact]:
        """A few short facts for the result's card; whoever sees the entry sees them all."""
        return ()

    def search_passages(self) -> Iterable[Passage]:
        """The text of the object in the order of reading."""
        return ()

    def search_access(self) -> frozenset[str]:
        """The tokens of which a visitor needs one. The default is nobody: what a type forgets is private."""
        return frozenset()
