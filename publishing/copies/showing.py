"""A conflict in words: where it is, what stood there, and what each of the two made of it."""

import json
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.fields import StreamField

from publishing.blocks import stream_lines
from publishing.copies.content import relations_of
from publishing.copies.merge import Conflict, Item, Kind, Side
from publishing.editions.canonical import NEXT_EDITION
from publishing.editions.change import Change
from publishing.editions.difference import Text, TextDifference, difference
from publishing.history.parts import label_of, lines_of
from publishing.models.editions import Edition

__all__ = ["Question", "question_of"]

_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Question:
    """One conflict, to be decided under its ``name``; each side with what differs from the base.

    ``gone`` names the side that has deleted what the other one has changed.
    """

    name: str
    label: str
    page: TextDifference
    copy: TextDifference
    gone: Side | None

    @property
    def page_gone(self) -> bool:
        """Whether the page has deleted it."""
        return self.gone is Side.PAGE

    @property
    def copy_gone(self) -> bool:
        """Whether the copy has deleted it."""
        return self.gone is Side.COPY


def question_of(model: type[Any], conflict: Conflict) -> Question:
    """The conflict in the reader's language."""
    shower = _shower(model, conflict)
    base, page, copy = (tuple(shower.lines(value)) for value in (conflict.base, conflict.page, conflict.copy))
    gone = None
    if conflict.kind is Kind.ITEM:
        gone = Side.PAGE if conflict.page is None else Side.COPY if conflict.copy is None else None
    return Question(conflict.name, shower.label, _differs(base, page), _differs(base, copy), gone)


def _differs(base: tuple[str, ...], side: tuple[str, ...]) -> TextDifference:
    (found,) = difference([Text("", "", base)], [Text("", "", side)])
    assert isinstance(found, TextDifference)  # noqa: S101 - A text compared with a text.
    return found


class _Shower:
    """Shows one value of a field."""

    def __init__(self, field: Any, label: str = "") -> None:
        self.field = field
        self.label = label or label_of(field)

    def lines(self, value: Any) -> list[str]:
        """The value, a line a paragraph."""
        if value is None:
            return []
        if isinstance(self.field, models.ForeignKey):
            referred = self.field.related_model._meta.base_manager.filter(pk=value).first()
            return [str(referred)] if referred else []
        holder = self.field.model()
        setattr(holder, self.field.attname, self.field.to_python(value))
        return list(lines_of(holder, self.field)) or ([str(value)] if value not in ("", [], False) else [])


class _Block(_Shower):
    """Shows blocks of a stream."""

    def lines(self, value: Any) -> list[str]:
        """One block, or several in their order."""
        blocks = [value] if isinstance(value, Item) else list(value or ())
        raw = json.dumps([{"id": item.key, **item.values} for item in blocks])
        return [line for text in stream_lines(self.field.to_python(raw)) for line in text.splitlines() if line.strip()]


class _Rows(_Shower):
    """Shows rows: a single one with all that it says, several by their names in their order."""

    def __init__(self, relation: Any, label: str) -> None:
        super().__init__(relation, label)
        self._fields = [
            _Shower(field)
            for field in relation.related_model._meta.concrete_fields
            if field is not relation.field and field.name not in {"id", "sort_order"}
        ]

    def lines(self, value: Any) -> list[str]:
        """See the class."""
        if isinstance(value, Item):
            return [f"{label}: {line}" for label, line in self._said(value)]
        return [self.name_of(item) for item in value or ()]

    def name_of(self, item: Item) -> str:
        """The first thing that a row says."""
        first = next((line for _label, line in self._said(item)), "–")
        return first if len(first) <= _LONGEST_NAME else f"{first[:_LONGEST_NAME]}…"

    def _said(self, item: Item) -> list[tuple[str, str]]:
        return [
            (shower.label, line)
            for shower in self._fields
            for line in shower.lines(item.values.get(shower.field.name))
            if shower.field.name in item.values
        ]


class _ChangeNote(_Shower):
    """Shows what an editor says about the change."""

    def __init__(self) -> None:
        self.label = _("What changes for the reader")

    def lines(self, value: Any) -> list[str]:
        """Kind and note."""
        change = Change.from_json(value)
        if change is None:
            return []
        kind = str(Edition.ChangeKind(change.kind).label) if change.kind else ""
        return [part for part in (kind, change.note, str(change.effective_from or "")) if part]


def _shower(model: type[Any], conflict: Conflict) -> _Shower:
    name, *below = conflict.path
    if name == NEXT_EDITION:
        return _ChangeNote()
    relation = relations_of(model).get(name)
    if relation is None:
        field = model._meta.get_field(name)
        if not isinstance(field, StreamField):
            return _Shower(field)
        order = _("%(list)s: the order") % {"list": label_of(field)}
        return _Block(field, label_of(field) if below else order)
    return _row_shower(relation, conflict, below)


def _row_shower(relation: Any, conflict: Conflict, below: list[str]) -> _Shower:
    meta = relation.related_model._meta
    if conflict.kind is Kind.ORDER:
        return _Rows(relation, _("%(list)s: the order") % {"list": capfirst(str(meta.verbose_name_plural))})
    label = _("%(row)s %(number)d") % {"row": capfirst(str(meta.verbose_name)), "number": int(below[0]) + 1}
    if len(below) == 1:
        return _Rows(relation, label)
    field = meta.get_field(below[1])
    return _Shower(field, f"{label} – {label_of(field)}")
