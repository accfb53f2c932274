"""Documents and questions to measure search with, of any number, made from the development set of laws.

The set (``bench.laws`` reads it) lies outside the project; its folder is an argument.
"""

import datetime as dt
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.laws import development, laws

__all__ = ["LawPart", "law_parts", "questions"]

_LENGTH = 4500
_YEAR = re.compile(r"-(1[89]\d\d|20\d\d)-")


@dataclass(frozen=True, slots=True)
class LawPart:
    """A document of about 650 words: one stretch of a law, with values to filter by."""

    number: int
    title: str
    text: str
    kind: str
    date: dt.date
    agency: int
    topic: int


def law_parts(folder: Path, count: int) -> Iterator[LawPart]:
    """``count`` documents, the same at every run; where the laws end, they begin anew some way further into each."""
    every = laws(folder)
    kinds = ["regulation", "decree", "sop", "meeting", "guidance", "training", "information"]
    chosen = random.Random(7)
    for number in range(count):
        turn, place = divmod(number, len(every))
        law = every[place]
        start = turn * 1500 % max(1, len(law.text) - 500)
        year = _YEAR.search(law.id + "-")
        yield LawPart(
            number=number,
            title=law.title if not turn else f"{law.title}, bagian {turn}",
            text=law.text[start : start + _LENGTH],
            kind=chosen.choice(kinds),
            date=dt.date(int(year[1]) if year else 2000, chosen.randint(1, 12), chosen.randint(1, 28)),
            agency=chosen.randint(1, 30),
            topic=chosen.randint(1, 15),
        )


def questions(folder: Path, count: int) -> list[str]:
    """So many questions of all kinds, the same at every run."""
    return random.Random(11).sample([question.text for question in development(folder)], count)
