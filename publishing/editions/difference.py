"""What differs between two editions: texts by line and word, rows by identity. Pure; knows no database and no page.

The caller says what a reader may see (``Text`` and ``Rows``) and gets the same parts with what was taken out and what was
put in. The work is bounded: a text too long to compare word by word is given whole, as it was and as it is.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

__all__ = [
    "Gap",
    "Line",
    "Piece",
    "Row",
    "RowDifference",
    "Rows",
    "RowsDifference",
    "Text",
    "TextDifference",
    "difference",
    "match_rows",
    "only_changes",
]

SAME, OUT, IN = "same", "out", "in"
# Comparing n words with m words costs about n times m; this much a comparison of two pages may cost at most.
_BUDGET = 3_000_000
_ALIKE = 0.5
_MOST_ALIKE_PAIRS = 2_500
_WORD = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Text:
    """A field of a page or row: its name, its label in the reader's language, its lines, none of them blank."""

    name: str
    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row by its key (None where it was not stored yet), its place from 1, and its fields."""

    key: int | str | None
    place: int
    fields: tuple[Text, ...]

    @property
    def text(self) -> str:
        """All that it says."""
        return "\n".join(line for field in self.fields for line in field.lines)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one kind; ``one`` is what a single row is called."""

    name: str
    label: str
    one: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line: ``kind`` is same, out or in."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the old text, of the new one, or of both."""

    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """Whether it is not in both texts as it is."""
        return any(piece.kind != SAME for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Gap:
    """Lines that are the same in both and were left out."""

    count: int


@dataclass(frozen=True, slots=True)
class TextDifference:
    """A field with its lines, old and new."""

    label: str
    lines: tuple[Line, ...]
    is_rows = False

    @property
    def changed(self) -> bool:
        """Whether anything differs."""
        return any(line.changed for line in self.lines)

    @property
    def condensed(self) -> list[Line | Gap]:
        """Only what has changed, with the line before and after."""
        return only_changes(self.lines)

    @property
    def shortened(self) -> list[Line | Gap]:
        """The same, but a text in which nothing has changed is given whole where it is short, to tell of which row it is."""
        return self.condensed if self.changed or len(self.lines) > 1 else list(self.lines)


@dataclass(frozen=True, slots=True)
class RowDifference:
    """A row: ``state`` is same, out, in, changed or moved; ``was`` is its old place, ``place`` its new one, or None."""

    state: str
    was: int | None
    place: int | None
    fields: tuple[TextDifference, ...]

    @property
    def changed(self) -> bool:
        """Whether anything differs."""
        return self.state != SAME


@dataclass(frozen=True, slots=True)
class RowsDifference:
    """The rows of one kind, in their new order, with those that went."""

    label: str
    one: str
    rows: tuple[RowDifference, ...]
    is_rows = True

    @property
    def changed(self) -> bool:
        """Whether anything differs."""
        return any(row.changed for row in self.rows)

    @property
    def unchanged_count(self) -> int:
        """How many rows are as they were."""
        return sum(not row.changed for row in self.rows)


class _Budget:
    """How much work is left."""

    def __init__(self) -> None:
        self._left = _BUDGET

    def allows(self, old: Sequence[str], new: Sequence[str]) -> bool:
        """Whether these two may be compared; takes what that costs."""
        cost = len(old) * len(new)
        if cost > self._left:
            return False
        self._left -= cost
        return True


def difference(old: Iterable[Text | Rows], new: Iterable[Text | Rows]) -> list[TextDifference | RowsDifference]:
    """The parts of two editions of a page, by name, each with what was taken out and put in, in the new order.

    A part that one of them lacks counts as empty there.
    """
    budget = _Budget()
    before = {part.name: part for part in old}
    found = [_part(before.pop(part.name, None), part, budget) for part in new]
    return found + [_part(part, None, budget) for part in before.values()]


def _part(old: Text | Rows | None, new: Text | Rows | None, budget: _Budget) -> TextDifference | RowsDifference:
    known = new or old
    if isinstance(known, Rows):
        return RowsDifference(
            known.label,
            known.one,
            tuple(_rows(old.rows if isinstance(old, Rows) else (), new.rows if isinstance(new, Rows) else (), budget)),
        )
    return _text(old if isinstance(old, Text) else None, new if isinstance(new, Text) else None, budget)


def _text(old: Text | None, new: Text | None, budget: _Budget) -> TextDifference:
    known = new or old
    label = known.label if known else ""
    return TextDifference(label, tuple(_lines(old.lines if old else (), new.lines if new else (), budget)))


def _lines(old: Sequence[str], new: Sequence[str], budget: _Budget) -> Iterator[Line]:
    for tag, ours, theirs in _steps(old, new, budget):
        if tag == "equal":
            yield from (Line((Piece(SAME, line),)) for line in ours)
            continue
        for before, after in zip(ours, theirs, strict=False):
            yield from _line(before, after, budget)
        yield from (Line((Piece(OUT, line),)) for line in ours[len(theirs) :])
        yield from (Line((Piece(IN, line),)) for line in theirs[len(ours) :])


def _line(old: str, new: str, budget: _Budget) -> Iterator[Line]:
    """One line with the changed words, or two lines where little is left of the old one."""
    pieces = _pieces(_WORD.findall(old), _WORD.findall(new), budget)
    kept = sum(len(piece.text) for piece in pieces if piece.kind == SAME)
    if 2 * kept < _ALIKE * (len(old) + len(new)):
        yield Line((Piece(OUT, old),))
        yield Line((Piece(IN, new),))
    else:
        yield Line(tuple(pieces))


def _pieces(old: Sequence[str], new: Sequence[str], budget: _Budget) -> list[Piece]:
    """Neighbouring changes are given as one, so that a sentence is not cut to shreds."""
    pieces: list[Piece] = []
    gone, come = "", ""
    for tag, ours, theirs in _steps(old, new, budget):
        text = "".join(ours)
        if tag == "equal" and (text.strip() or not (gone or come)):
            pieces += _changed(gone, come)
            pieces.append(Piece(SAME, text))
            gone, come = "", ""
        else:
            gone, come = gone + text, come + "".join(theirs)
    return pieces + _changed(gone, come)


def _changed(gone: str, come: str) -> list[Piece]:
    if gone == come:
        return [Piece(SAME, gone)] if gone else []
    return [*([Piece(OUT, gone)] if gone else []), *([Piece(IN, come)] if come else [])]


def _steps(
    old: Sequence[str], new: Sequence[str], budget: _Budget
) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    """How one sequence becomes the other; what is the same at both ends costs nothing."""
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    ours, theirs = old[start : len(old) - end], new[start : len(new) - end]
    if start:
        yield "equal", old[:start], new[:start]
    if ours and theirs and budget.allows(ours, theirs):
        for tag, first, last, from_, to in SequenceMatcher(None, ours, theirs).get_opcodes():
            yield tag, ours[first:last], theirs[from_:to]
    elif ours or theirs:
        yield "replace", ours, theirs
    if end:
        yield "equal", old[len(old) - end :], new[len(new) - end :]


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    count = 0
    for ours, theirs in zip(old, new, strict=False):
        if ours != theirs:
            break
        count += 1
    return count


def only_changes(lines: Sequence[Line], around: int = 1) -> list[Line | Gap]:
    """The changed lines with ``around`` lines before and after; what was left out is counted."""
    near: set[int] = set()
    for place, line in enumerate(lines):
        if line.changed:
            near.update(range(place - around, place + around + 1))
    found: list[Line | Gap] = []
    skipped = 0
    for place, line in enumerate(lines):
        if place in near:
            if skipped:
                found.append(Gap(skipped))
            found.append(line)
            skipped = 0
        else:
            skipped += 1
    return [*found, Gap(skipped)] if skipped else found


# --- Rows -----------------------------------------------------------------------------------------------------------


def match_rows(old: Sequence[Row], new: Sequence[Row]) -> dict[int, int]:
    """Which rows are the same ones: index in ``new`` → index in ``old``.

    By key; a row that has none yet, or that was made anew, by its text, and at last by a similar text.
    """
    keys = {row.key: place for place, row in enumerate(old) if row.key is not None}
    found = {place: keys[row.key] for place, row in enumerate(new) if row.key in keys}
    open_old = [place for place in range(len(old)) if place not in set(found.values())]
    open_new = [place for place in range(len(new)) if place not in found]
    for place in list(open_new):
        same = next((other for other in open_old if old[other].text == new[place].text), None)
        if same is not None:
            found[place] = same
            open_old.remove(same)
            open_new.remove(place)
    if len(open_old) * len(open_new) <= _MOST_ALIKE_PAIRS:
        _match_alike(old, new, open_old, open_new, found)
    return found


def _match_alike(
    old: Sequence[Row], new: Sequence[Row], open_old: list[int], open_new: list[int], found: dict[int, int]
) -> None:
    ranked = sorted(
        ((_likeness(old[other].text, new[place].text), -place, -other) for place in open_new for other in open_old),
        reverse=True,
    )
    taken: set[int] = set()
    for likeness, place, other in ranked:
        if likeness >= _ALIKE and -place not in found and -other not in taken:
            found[-place] = -other
            taken.add(-other)


def _likeness(old: str, new: str) -> float:
    """How many of the words of both are in both, 0 to 1."""
    ours, theirs = set(old.casefold().split()), set(new.casefold().split())
    return len(ours & theirs) / len(ours | theirs) if ours or theirs else 1.0


def _rows(old: Sequence[Row], new: Sequence[Row], budget: _Budget) -> Iterator[RowDifference]:
    """The new rows in their order; one that went stands where it was."""
    match = match_rows(old, new)
    gone = [place for place in range(len(old)) if place not in set(match.values())]
    in_order = _in_order([match[place] for place in sorted(match)])
    for place, row in enumerate(new):
        other = match.get(place)
        while gone and other is not None and gone[0] < other:
            yield _gone(old[gone.pop(0)], budget)
        if other is None:
            yield RowDifference(IN, None, row.place, _fields((), row.fields, budget))
            continue
        fields = _fields(old[other].fields, row.fields, budget)
        moved = other not in in_order
        state = "changed" if any(field.changed for field in fields) else "moved" if moved else SAME
        yield RowDifference(state, old[other].place, row.place, fields)
    for place in gone:
        yield _gone(old[place], budget)


def _gone(row: Row, budget: _Budget) -> RowDifference:
    return RowDifference(OUT, row.place, None, _fields(row.fields, (), budget))


def _fields(old: Sequence[Text], new: Sequence[Text], budget: _Budget) -> tuple[TextDifference, ...]:
    before = {field.name: field for field in old}
    found = [_text(before.pop(field.name, None), field, budget) for field in new]
    found += [_text(field, None, budget) for field in before.values()]
    return tuple(field for field in found if field.lines)


def _in_order(places: Sequence[int]) -> set[int]:
    """The most of these old places that stand in their old order; the others were moved."""
    best: list[list[int]] = [[]]
    for place in places:
        longest: list[int] = max((run for run in best if not run or run[-1] < place), key=len)
        best.append([*longest, place])
    kept: list[int] = max(best, key=len)
    return set(kept)
