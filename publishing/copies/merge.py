"""Puts the changes of two editors together: what only one of them changed is taken, what both changed otherwise is asked.

Pure: knows no page. Both sides come from the same base. Nothing that somebody changed is dropped unless it was decided so.
"""

import json
import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from publishing.editions.difference import Row, Text, match_rows

__all__ = ["Conflict", "Content", "Item", "Kind", "Merged", "Side", "merge", "same"]

Content = Mapping[str, Any]
"""Values by name. A tuple of ``Item`` is a list of rows or blocks, a frozenset a choice of several; the rest is one value."""


class Side(StrEnum):
    """Whose value is taken."""

    PAGE = "page"
    COPY = "copy"


class Kind(StrEnum):
    """What a conflict is about: one value, a whole row or block (changed here, gone there), or the order of a list."""

    VALUE = "value"
    ITEM = "item"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Item:
    """A row or block: its key (None for a new one) and its values. A block is one piece (``whole``), a row is merged by value."""

    key: int | str | None
    values: Content
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """Both sides changed the same thing otherwise; None stands for what is not there.

    ``path`` says where: the name, then for a list the place of the item in the base from 0, then the name of its value.
    """

    kind: Kind
    path: tuple[str, ...]
    base: Any
    page: Any
    copy: Any

    @property
    def name(self) -> str:
        """The path as one word, under which it is decided."""
        return "/".join(self.path)


@dataclass(frozen=True, slots=True)
class Merged:
    """The content of both, and what had to be decided. Without a decision it has the value of the copy."""

    content: Content
    conflicts: tuple[Conflict, ...]


@dataclass(slots=True)
class _Work:
    """The decisions, and the conflicts that were met."""

    decided: Mapping[str, Side]
    met: list[Conflict] = field(default_factory=list)

    def ask(self, conflict: Conflict) -> Side:
        """Note a conflict; says which side counts."""
        self.met.append(conflict)
        return self.decided.get(conflict.name, Side.COPY)


def merge(base: Content, page: Content, copy: Content, decided: Mapping[str, Side] | None = None) -> Merged:
    """What ``page`` and ``copy`` say, both of which come from ``base``; ``decided`` by the name of the conflict."""
    work = _Work(decided or {})
    content = _values(work, (), base, page, copy)
    return Merged(content, tuple(work.met))


def same(one: Any, other: Any) -> bool:
    """Whether two values say the same; keys of items don't count, nor what an editor adds unasked."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, Item) and isinstance(other, Item):
        return one.values.keys() == other.values.keys() and all(
            same(value, other.values[name]) for name, value in one.values.items()
        )
    return type(one) is type(other) and bool(one == other or _said(one) == _said(other))


# What the editor adds when a text is saved, although nobody has changed it: keys of paragraphs, the line ends of forms.
_ADDED = re.compile(r' data-block-key="[^"]*"|\r(?=\n)', re.ASCII)


def _said(value: Any) -> Any:
    """A value without what says nothing: ``_ADDED``, space around it, and the keys that items of a block get."""
    if isinstance(value, str):
        return _ADDED.sub("", value).strip()
    if isinstance(value, Mapping):
        is_item = value.keys() == {"type", "value", "id"}
        return {name: _said(part) for name, part in value.items() if not (is_item and name == "id")}
    if isinstance(value, list):
        return [_said(part) for part in value]
    return value


def _values(work: _Work, path: tuple[str, ...], base: Content, page: Content, copy: Content) -> dict[str, Any]:
    return {
        name: _value(work, (*path, name), base.get(name), page.get(name), copy.get(name))
        for name in dict.fromkeys((*page, *copy))
    }


def _value(work: _Work, path: tuple[str, ...], base: Any, page: Any, copy: Any) -> Any:
    if same(page, copy) or same(copy, base):
        return page
    if isinstance(page, tuple) and isinstance(copy, tuple):
        return _items(work, path, base or (), page, copy)
    if isinstance(page, frozenset) and isinstance(copy, frozenset):
        before = base or frozenset()
        return (page | (copy - before)) - (before - copy)
    if same(page, base):
        return copy
    conflict = Conflict(Kind.VALUE, path, base, page, copy)
    return page if work.ask(conflict) is Side.PAGE else copy


# --- Rows and blocks --------------------------------------------------------------------------------------------------

_Token = Hashable


class _Lists:
    """Three states of a list, each of its items with a token: the same for what is the same item."""

    def __init__(self, base: Sequence[Item], page: Sequence[Item], copy: Sequence[Item]) -> None:
        self.base: dict[_Token, Item] = dict(enumerate(base))
        self.page = self._with_tokens("page", page)
        added = {token: item for token, item in self.page.items() if token not in self.base}
        self.copy: dict[_Token, Item] = {}
        for token, item in self._with_tokens("copy", copy).items():
            # What both have added in the same words is one.
            twin = next((key for key, other in added.items() if same(item, other)), None)
            if token in self.base or twin is None:
                self.copy[token] = item
            else:
                self.copy[twin] = item
                del added[twin]

    def _with_tokens(self, side: str, items: Sequence[Item]) -> dict[_Token, Item]:
        match = _match(list(self.base.values()), items)
        return {match.get(place, (side, place)): item for place, item in enumerate(items)}


def _items(work: _Work, path: tuple[str, ...], base: Sequence[Item], page: Any, copy: Any) -> tuple[Item, ...]:
    lists = _Lists(base, page, copy)
    if same(page, base):
        # Exactly the copy; what is left of the page's rows keeps its keys.
        return tuple(
            replace(item, key=lists.page[token].key if token in lists.page else item.key)
            for token, item in lists.copy.items()
        )
    kept: dict[_Token, Item] = {}
    for token in dict.fromkeys((*lists.page, *lists.copy)):
        item = _item(work, path, token, lists)
        if item is not None:
            kept[token] = item
    return tuple(kept[token] for token in _ordered(work, path, lists, kept))


def _item(work: _Work, path: tuple[str, ...], token: _Token, lists: _Lists) -> Item | None:
    """The item in the result; None where it goes."""
    before, ours, theirs = lists.base.get(token), lists.page.get(token), lists.copy.get(token)
    if before is None:
        return ours or theirs
    here = (*path, str(token))
    if ours is not None and theirs is not None:
        if not ours.whole:
            return replace(ours, values=_values(work, here, before.values, ours.values, theirs.values))
        if same(ours, theirs) or same(theirs, before):
            return ours
        if same(ours, before):
            return replace(theirs, key=ours.key)
        side = work.ask(Conflict(Kind.ITEM, here, before, ours, theirs))
        return ours if side is Side.PAGE else replace(theirs, key=ours.key)
    left = ours or theirs
    if left is None or same(left, before):
        return None
    side = work.ask(Conflict(Kind.ITEM, here, before, ours, theirs))
    return ours if side is Side.PAGE else theirs


def _match(base: Sequence[Item], side: Sequence[Item]) -> dict[int, int]:
    """Place in ``side`` → place in ``base``, by key, by equal words, by similar ones."""
    return match_rows(_rows(base), _rows(side))


def _rows(items: Sequence[Item]) -> list[Row]:
    return [
        Row(
            item.key,
            place,
            (
                Text(
                    "",
                    "",
                    tuple(_words(item)),
                ),
            ),
        )
        for place, item in enumerate(items)
    ]


def _words(item: Item) -> Iterator[str]:
    for name, value in sorted(item.values.items()):
        if value not in (None, "", (), [], False):
            yield value if isinstance(value, str) else f"{name} {json.dumps(value, sort_keys=True, default=str)}"


# --- Order ------------------------------------------------------------------------------------------------------------


def _ordered(work: _Work, path: tuple[str, ...], lists: _Lists, kept: Mapping[_Token, Item]) -> list[_Token]:
    """The tokens of the result: in the order of the side that changed it, with what the other side added in between."""
    ours, theirs = ([token for token in side if token in kept] for side in (lists.page, lists.copy))
    main, other = theirs, ours
    if not _moved(lists.base, theirs):
        main, other = ours, theirs
    elif _moved(lists.base, ours) and _common(ours, theirs) != _common(theirs, ours):
        items = (_in_order(order, lists.base) for order in (lists.base, ours, theirs))
        if work.ask(Conflict(Kind.ORDER, path, *items)) is Side.PAGE:
            main, other = ours, theirs
    return _woven(main, other)


def _common(one: Iterable[_Token], other: Iterable[_Token]) -> list[_Token]:
    known = set(other)
    return [token for token in one if token in known]


def _moved(base: Iterable[_Token], side: Sequence[_Token]) -> bool:
    return _common(base, side) != _common(side, base)


def _in_order(tokens: Iterable[_Token], base: Mapping[_Token, Item]) -> tuple[Item, ...]:
    return tuple(base[token] for token in tokens if token in base)


def _woven(main: Sequence[_Token], other: Sequence[_Token]) -> list[_Token]:
    """``main`` with what only ``other`` has, each behind what it stands behind there."""
    result = list(main)
    known = set(main)
    before: _Token | None = None
    for token in other:
        if token not in known:
            result.insert(0 if before is None else result.index(before) + 1, token)
            known.add(token)
        before = token
    return result
