"""The addresses of a page's history, below the page's own: ``versi/``, ``versi/3/``, ``versi/2..3/``, ``versi/atom/``.

Knows no database."""

import re
from dataclasses import dataclass
from datetime import date

__all__ = [
    "FEED",
    "HISTORY",
    "PER",
    "Asked",
    "Between",
    "EditionFeed",
    "EditionList",
    "InForceOn",
    "OfEdition",
    "asked_for",
    "day_of",
]

HISTORY = "versi"
"""Stands below every page, so that no child page can have it as its slug."""
FEED = "atom"
PER = "per"
"""The query parameter for the edition that was in force on a day."""

# One spelling for each number, and none that a database could not hold.
_NUMBER = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)
_BETWEEN = re.compile(rf"({_NUMBER.pattern})\.\.({_NUMBER.pattern})", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class EditionList:
    """All editions."""


@dataclass(frozen=True, slots=True)
class EditionFeed:
    """The newest editions, for a feed reader."""


@dataclass(frozen=True, slots=True)
class OfEdition:
    """The page as it was."""

    number: int


@dataclass(frozen=True, slots=True)
class Between:
    """The difference of two editions."""

    old: int
    new: int


@dataclass(frozen=True, slots=True)
class InForceOn:
    """The edition that was in force on a day, as it was asked for."""

    day: str


Asked = EditionList | EditionFeed | OfEdition | Between | InForceOn


def asked_for(rest: list[str]) -> Asked | None:
    """What the rest of an address after the page's own asks for; None for what is no address of a history."""
    if not rest or rest[0] != HISTORY or len(rest) > 2:
        return None
    if len(rest) == 1:
        return EditionList()
    if rest[1] == FEED:
        return EditionFeed()
    if _NUMBER.fullmatch(rest[1]):
        return OfEdition(int(rest[1]))
    if between := _BETWEEN.fullmatch(rest[1]):
        return Between(int(between[1]), int(between[2]))
    return None


def day_of(text: str) -> date | None:
    """The day that somebody wrote as 2024-05-01; None for anything else."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
