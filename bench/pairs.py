"""Documents that differ in nothing but whether they are in force, or in their year; made from laws by rule.

The development set says nothing of either, so that what ``Weights.in_force`` and ``Weights.recent`` are for is seen here alone.
Nothing was tuned with these.
"""

import datetime as dt
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.documents import LawDocument
from bench.laws import Law
from search.contract import IN_FORCE, Term

__all__ = ["GROUPS", "Made", "Pair", "made_pairs"]

_SEED = 2026
_OF_EACH_GROUP = 150
_LENGTH = 6_000
_SHORTER = 0.9
_OVER = ("not_in_force", "superseded")

GROUPS = {
    "in force before revoked": "in_force",
    "the same, the revoked one a tenth shorter": "in_force",
    "a revoked law, asked for by its subject, first": "in_force",
    "the newer meeting before the older": "recent",
    "the same, the older one a tenth shorter": "recent",
    "an old meeting, asked for by its subject, first": "recent",
}
"""What is looked at, and the weight that it is about."""


class Made(LawDocument):
    """A law or meeting as the ledger takes it, with a status and a day."""

    def __init__(self, name: str, number: int, title: str, text: str, kind: str, status: str, date: dt.date) -> None:
        super().__init__(f"law:{name}", number, title, text)
        self.kind = kind
        self.status = status
        self.date = date

    def search_kind(self) -> Term:
        return Term(self.kind, self.kind)

    def search_status(self) -> Term | None:
        return Term(self.status, self.status) if self.status else None

    def search_date(self) -> dt.date:
        return self.date


@dataclass(frozen=True, slots=True)
class Pair:
    """A question, the document that should come before ``other``; before all where there is no other."""

    group: str
    text: str
    right: str
    other: str = ""

    def ordered(self, found: Sequence[str]) -> bool:
        """Whether the answer has them in the right order."""
        if not self.other:
            return found[:1] == [self.right]
        return self.right in found and (self.other not in found or found.index(self.right) < found.index(self.other))


def made_pairs(documents: Sequence[Law], today: dt.date) -> tuple[list[Made], list[Pair]]:
    """The documents in the order in which they are to be recorded, and what to ask."""
    chosen = random.Random(_SEED)
    subjects = list(_subjects(documents))
    picked = chosen.sample(subjects, _OF_EACH_GROUP * len(GROUPS))
    made: list[Made] = []
    pairs: list[Pair] = []
    for place, group in enumerate(GROUPS):
        for number, (subject, law) in enumerate(picked[place * _OF_EACH_GROUP : (place + 1) * _OF_EACH_GROUP]):
            name = f"{place}-{number}"
            alone = group.endswith("first")
            shorter = _SHORTER if group.endswith("shorter") else 1.0
            pairs.append(Pair(group, subject, f"{name}-a", "" if alone else f"{name}-b"))
            if GROUPS[group] == "in_force":
                title, kind, statuses = law.title, "regulation", (IN_FORCE, chosen.choice(_OVER))
                years = (today.year - 3, today.year - 3)
            else:
                title, kind, statuses = f"Rapat {subject}", "meeting", ("held", "held")
                newer = today.year - chosen.randint(0, 1)
                years = (newer, newer - chosen.randint(1, 5))
            both = [
                Made(f"{name}-{mark}", len(made) + at, title, text, kind, statuses[at], dt.date(years[at], 5, 20))
                for at, mark, text in ((0, "a", law.text[:_LENGTH]), (1, "b", law.text[: int(_LENGTH * shorter)]))
            ]
            if alone:
                # Only what is over or old is there, among all the others that are not.
                both = [Made(f"{name}-a", len(made), title, law.text[:_LENGTH], kind, statuses[1], both[1].date)]
            chosen.shuffle(both)
            made += both
    return made, pairs


def _subjects(documents: Sequence[Law]) -> Iterator[tuple[str, Law]]:
    """Laws with a subject of their own, in lower case, and with text enough to be cut."""
    named = [(" ".join(re.findall(r"[a-z]+", law.about)), law) for law in documents]
    many = Counter(subject for subject, _ in named)
    for subject, law in named:
        if many[subject] == 1 and 3 <= len(subject.split()) <= 8 and len(law.text) >= _LENGTH:
            yield subject, law
