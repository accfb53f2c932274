"""Groups of words that mean the same: those of ``words/synonyms.txt``, and those that other apps add while the portal runs.

They are used when a question is read, never when a text is indexed, so that a changed group works at once and needs no new
index. A group is a sequence of words or phrases as people write them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from search.analysis import Token, normalise, tokens
from search.words import lines

Group = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OneWay:
    """A group whose first member leads to the others, and none of them back: "calo" to what the law says for it."""

    members: Group


Source = Callable[[], tuple[Group | OneWay, ...]]

MOST_GROUPS = 2000
LONGEST_MEMBER = 120
MOST_MEMBERS = 40

_sources: list[Source] = []


class Synonyms:
    """What else may be said for a word or phrase.

    A single word is known as it is written: "pelaku" has other words for it, "dilakukan" of the same root has not. A
    phrase is known by its stems, since its words together leave no doubt.
    """

    def __init__(self, groups: Iterable[Group | OneWay]) -> None:
        self._others: dict[tuple[str, ...], dict[tuple[str, ...], None]] = {}
        for group in groups:
            members = {
                said: tuple(token.stem for token in said)
                for written in (group.members if isinstance(group, OneWay) else group)
                if (said := tuple(tokens(normalise(written[:LONGEST_MEMBER]))))
            }
            leading = len(members) if not isinstance(group, OneWay) else 1
            for said, stems in islice(members.items(), leading):
                others = self._others.setdefault(_key(said), {})
                others.update((other, None) for other in members.values() if other != stems)

    def of(self, said: Sequence[Token]) -> tuple[tuple[str, ...], ...]:
        """The stems of each other member of the groups that the word or phrase belongs to."""
        return tuple(self._others.get(_key(said), ()))

    def has(self, word: Token) -> bool:
        """Whether the single word is one of a group."""
        return _key((word,)) in self._others


def _key(said: Sequence[Token]) -> tuple[str, ...]:
    return (said[0].word,) if len(said) == 1 else tuple(token.stem for token in said)


def same(written: str) -> tuple[str, ...]:
    """What a member is known by: two that give the same are one to search. Empty where nothing can be searched for."""
    said = tuple(tokens(normalise(written)))
    return _key(said) if said else ()


def known_groups() -> tuple[Group, ...]:
    """The groups of the portal's own list."""
    return tuple(map(split_group, lines("synonyms")))


def split_group(line: str) -> Group:
    """The members of a group written in one line, parted by "="; each once, blanks trimmed."""
    members = (" ".join(member.split()) for member in line.split("="))
    return tuple(dict.fromkeys(filter(None, members)))[:MOST_MEMBERS]


def add_source(source: Source) -> None:
    """Let an app add groups while the portal runs. ``source`` is asked at every search, so it must answer from memory.

    What it raises is not caught: a source that reads a database does so where errors belong, not here.
    """
    if source not in _sources:
        _sources.append(source)


def current() -> Synonyms:
    """The synonyms as they are now."""
    added = tuple(group for source in _sources for group in source()[:MOST_GROUPS])
    return _compiled(added)


@lru_cache(maxsize=4)
def _compiled(added: tuple[Group | OneWay, ...]) -> Synonyms:
    return Synonyms((*known_groups(), *added))
