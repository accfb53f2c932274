"""A question as a tree of clauses: what a hit must have, and what it scores, said once for every engine.

``search.weighing`` writes the tree; an engine translates it node by node and decides nothing itself, so that two engines
give the same hits in (nearly) the same order. Field names are those of ``search.engines.fields``. The score of a tree is
a number without meaning of its own: only the order counts.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """Documents whose ``field`` holds the term; scores the term's BM25 in that field."""

    field: str
    term: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Documents whose ``field`` holds the terms at these relative places; scores the phrase's BM25.

    With a ``slop`` the terms may stand so many places from where they belong, in any order.
    """

    field: str
    terms: tuple[tuple[int, str], ...]
    slop: int = 0


@dataclass(frozen=True, slots=True)
class OneOf:
    """Documents with one of the values in ``field``; what it scores is not defined, so it stands in ``Fixed``."""

    field: str
    values: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Somewhere:
    """Documents that hold the term in any of the fields; what it scores is not defined, so it stands in ``Fixed``."""

    fields: tuple[str, ...]
    term: str


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Documents that answer ``at_least`` of the clauses; scores the sum of those that are answered.

    Where ``including`` names some of the clauses, one of these must be among those that are answered.
    """

    clauses: tuple[AnyClause, ...]
    at_least: int = 1
    including: tuple[AnyClause, ...] = ()


@dataclass(frozen=True, slots=True)
class AllOf:
    """Documents that answer all ``clauses`` and none of ``without``; scores the sum of ``clauses``.

    Those that answer any of ``preferring`` score that as well, but need not. Without any clause: every document.
    """

    clauses: tuple[AnyClause, ...] = ()
    without: tuple[AnyClause, ...] = ()
    preferring: tuple[AnyClause, ...] = ()


@dataclass(frozen=True, slots=True)
class Best:
    """Documents that answer any of the clauses; scores the best of them (the "disjunction max" of both engines)."""

    clauses: tuple[AnyClause, ...]


@dataclass(frozen=True, slots=True)
class Boosted:
    """The same documents; the score is multiplied."""

    clause: AnyClause
    factor: float


@dataclass(frozen=True, slots=True)
class Fixed:
    """The same documents; each scores ``amount``, 0 for a mere condition."""

    clause: AnyClause
    amount: float = 0.0


AnyClause = Word | Phrase | OneOf | Somewhere | AnyOf | AllOf | Best | Boosted | Fixed
