"""What editors want to be seen first for a question. Who keeps these wishes registers itself as their source."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from search.analysis import query_terms
from search.catalogue import entries

MOST = 3


@dataclass(frozen=True, slots=True)
class Promotion:
    """A wish: the entry with this ``key``, or the ``title`` at the address ``url`` of another site; ``text`` says why."""

    key: str = ""
    title: str = ""
    url: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Promoted:
    """A wish that this visitor may be shown. ``is_ours`` where it leads to a document of the portal."""

    title: str
    href: str
    text: str
    is_ours: bool


Source = Callable[[frozenset[str]], Iterable[Promotion]]
"""Gives the wishes for a question, told by the set of its stems (``subject``)."""

_sources: list[Source] = []


def register(source: Source) -> None:
    """Ask ``source`` for promotions from now on; a second time changes nothing."""
    if source not in _sources:
        _sources.append(source)


def subject(text: str) -> frozenset[str]:
    """What a question is about, in whatever order and form its words stand; empty where it has no words."""
    terms = query_terms(text)
    return frozenset((*terms.stems, *terms.keys))


def promoted(text: str, tokens: frozenset[str]) -> tuple[Promoted, ...]:
    """What to show above the hits for a question, less what was withdrawn or this visitor may not see."""
    about = subject(text)
    wishes = [wish for source in _sources for wish in source(about)] if about else []
    if not wishes:
        return ()
    keys = [wish.key for wish in wishes if wish.key]
    offered = entries(tokens, withdrawn=False).in_bulk(keys) if keys else {}
    shown = [
        Promoted(entry.title, entry.href, wish.text or entry.summary, is_ours=True)
        if (entry := offered.get(wish.key))
        else Promoted(wish.title, wish.url, wish.text, is_ours=False)
        for wish in wishes
        if wish.key in offered or (not wish.key and wish.url)
    ]
    return tuple(shown[:MOST])
