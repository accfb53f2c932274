"""What an engine is: a follower of the ledger with its own index, its own cursor, and answers to plans.

No engine is imported here before it is needed. ``current()`` gives the one that visitors ask, ``embedded()`` and
``cluster()`` those that follow the ledger.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from django.conf import settings

from search.acronyms import Acronym
from search.analysis import QueryTerms, Terms
from search.contract import Term
from search.engines.connection import Connection
from search.query import Filters, Sort

if TYPE_CHECKING:
    from search.engines.elasticsearch import ElasticsearchEngine


class EngineError(Exception):
    """The engine can't answer or take anything in just now."""


class IndexMissingError(EngineError):
    """There is no index that this version of the portal can read: it must be made from the ledger."""


class EngineBusyError(EngineError):
    """Another process of this machine is writing the index."""


class TooDeepError(EngineError):
    """The page lies so far down that this engine is not asked for it; nothing is wrong with the engine."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far an index has followed, and which ledger."""

    stamp: int = 0
    ledger: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """An entry as an engine indexes it: analysed text, and values to filter and sort by.

    ``about`` is whatever describes the document beside its title (summary, number, date, kind, agency, topics); ``members``
    the text that only the task force may read and find. ``heading`` and ``members_heading`` are the headings in these texts. ``number`` is what a question for its number may say (see
    ``analysis.number_of``), ``defines`` and ``acronyms`` what its public text explains. ``search.engines.fields`` says which field of an index takes what.
    """

    key: str
    title: Terms
    about: Terms
    heading: Terms
    body: Terms
    members: Terms
    members_heading: Terms
    own_keys: tuple[str, ...]
    number: tuple[str, ...]
    defines: tuple[str, ...]
    acronyms: tuple[Acronym, ...]
    kind: str
    year: int | None
    day: int
    agency: Term | None
    topics: tuple[Term, ...]
    status: Term | None
    audience: Term | None
    access: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """The next stretch of the ledger: what to replace, what to remove, and the cursor to store in the same commit.

    ``stamps`` has the stamp of each key, for an engine that several machines write at once.
    """

    documents: tuple[Document, ...]
    deleted: tuple[str, ...]
    cursor: Cursor
    stamps: Mapping[str, int] = field(default_factory=dict)

    def stamp_of(self, key: str) -> int:
        """The stamp of an entry; the cursor's where none was given."""
        return self.stamps.get(key, self.cursor.stamp)


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another way of saying a term of the question: the stem ``of``, said with the stems ``terms`` (several: a phrase).

    It is worth ``weight`` of the term itself. An alternative for several terms at once is listed once for each of them.
    """

    of: str
    terms: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Plan:
    """A question ready for an engine. Without terms it asks for everything that the conditions leave.

    ``terms`` are what hits are weighed by. The conditions beside them score nothing: ``phrases`` (each a sequence of
    stems, ``analysis.phrase_stems``) must each stand in a field that the visitor may search, one stem or more next to each
    other; ``excluded`` are stems or phrases that must not; of ``numbers`` each is what one asked number comes to
    (``analysis.number_terms``), all of which a hit's own number must hold; of each group in ``named`` one word must stand
    in the title or the number. ``common`` are stems of the question that many documents have: they alone make no hit where
    the question has others. What was withdrawn is left out unless ``withdrawn`` says otherwise, or the question cites it.
    ``search.weighing`` makes clauses of a plan.
    """

    terms: QueryTerms = field(default_factory=QueryTerms)
    filters: Filters = field(default_factory=Filters)
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 10
    facets: bool = True
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()
    numbers: tuple[tuple[str, ...], ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    wordings: tuple[tuple[str, ...], ...] = ()
    meaning: str = ""
    asks_meaning: bool = False
    named: tuple[tuple[str, ...], ...] = ()
    year: int | None = None
    withdrawn: bool = False
    common: frozenset[str] = frozenset()

    @property
    def telling(self) -> tuple[str, ...]:
        """The stems of the question that not many documents have."""
        return tuple(stem for stem in self.terms.stems if stem not in self.common)

    @property
    def leaves_out(self) -> bool:
        """Whether anything is left out because it was withdrawn. Whoever asks for a number wants to know what became of it."""
        return not (self.withdrawn or self.numbers)


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many hits have a value; ``label`` is what the documents call it, empty where the engine keeps none."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Found:
    """An engine's answer: the keys of one page, the number of all hits, and for every filter the hits of each value.

    The counts of a filter ignore that filter's own values, so that they say what choosing another value would give.
    ``left_out`` is counted with them: how many more there are that were withdrawn.
    """

    total: int
    keys: tuple[str, ...]
    facets: Mapping[str, tuple[FacetCount, ...]] = field(default_factory=dict)
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Status:
    """The state of an index."""

    documents: int
    cursor: Cursor


class Target(Protocol):
    """An index that can be written: the live one, or the one that a rebuild fills."""

    def cursor(self) -> Cursor:
        """How far it has followed. Raises IndexMissingError."""

    def apply(self, batch: Batch) -> None:
        """Take a batch in, all or nothing; a second time changes nothing. Raises EngineError (EngineBusyError)."""


class Building(Target, Protocol):
    """The index that a rebuild fills. A batch may be committed later than it is applied; whoever looks sees all of them."""

    def verify(self, fewest: int, most: int, sample: Mapping[str, int]) -> None:
        """Raise EngineError unless it holds so many documents, and those of the sample with their stamps."""


class Index(Target, Protocol):
    """The live index of an engine, as what follows the ledger sees it. Safe to share between threads."""

    def rebuilding(self) -> AbstractContextManager[Building]:
        """A new, empty index that replaces the live one at the end of the block; on an error it is deleted."""

    def status(self) -> Status:
        """Documents and cursor. Raises IndexMissingError."""

    def release(self) -> None:
        """Let go of the right to write, so that another process may."""


class Engine(Index, Protocol):
    """An index with answers. Safe to share between threads."""

    def search(self, plan: Plan, tokens: frozenset[str]) -> Found:
        """The visible documents that answer the plan. Raises EngineError (IndexMissingError without an index)."""

    def counts(self, field: str, values: Sequence[str]) -> list[int]:
        """In how many documents ``field`` holds each of the values: roughly, but 0 exactly where no living one does.

        For the fields of the vocabulary, which hold public text only, and for ``access``. Raises EngineError.
        """

    def beginning(self, field: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        """The most frequent values of ``field`` that begin with ``prefix``, with their counts as in ``counts``."""


@lru_cache(maxsize=4)
def _tantivy(directory: Path) -> Engine:
    from search.engines.tantivy import TantivyEngine

    return TantivyEngine(directory)


@lru_cache(maxsize=4)
def _elasticsearch(connection: Connection) -> ElasticsearchEngine:
    from search.engines.elasticsearch import ElasticsearchEngine
    from search.locking import alone

    return ElasticsearchEngine(connection, lock=partial(alone, "rebuild of the search cluster"))


@lru_cache(maxsize=4)
def _failover(connection: Connection, directory: Path) -> Engine:
    from search.engines.failover import FailoverEngine

    return FailoverEngine(
        _elasticsearch(connection),
        _tantivy(directory),
        tolerance=len(connection.nodes),
        seconds=connection.search_seconds,
    )


def embedded() -> Engine:
    """The engine of this machine, one for each index directory. It is kept in step whatever else there is."""
    return _tantivy(Path(settings.SEARCH_INDEX_DIR))


def cluster() -> ElasticsearchEngine | None:
    """The engine that several machines share, where the settings name one."""
    connection = Connection.of_settings()
    return _elasticsearch(connection) if connection else None


def current() -> Engine:
    """The engine that visitors ask: the cluster with the embedded engine behind it, or the embedded one alone."""
    connection = Connection.of_settings()
    return _failover(connection, Path(settings.SEARCH_INDEX_DIR)) if connection else embedded()
