"""Inline rows and references of a page, read and written with as few statements as they need.

modelcluster asks the database about every reference of every row when a revision is read, and writes every row anew
when it is published. Minutes with forty rows cost more than a hundred statements that way, most of which find or write
what was there already.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from operator import attrgetter
from typing import Any

from django.db import models
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations

__all__ = [
    "Found",
    "attach",
    "commit_changes",
    "forget_empty",
    "forget_rows",
    "note_keys",
    "put_in_order",
    "without_dangling",
]

Data = Mapping[str, Any]
Found = Mapping[type[models.Model], Mapping[Any, models.Model]]
"""The objects that something refers to: by model, then by key."""


def without_dangling(
    model: type[models.Model], data: Data, *, leave_out: Collection[str]
) -> tuple[dict[str, Any], Found]:
    """The serialised content of a page without references to what has been deleted since, and what it refers to.

    ``data`` is what ``ClusterableModel.serializable_data`` gave. A dangling reference of the page becomes empty; a row
    loses its reference where the field says ``SET_NULL``, and is left out where it can't be without. Fields and
    relations of the page in ``leave_out`` are not looked at. One query for each kind of object referred to.
    """
    rows = {
        relation.get_accessor_name(): relation
        for relation in get_all_child_relations(model)
        if relation.get_accessor_name() in data and relation.get_accessor_name() not in leave_out
    }
    wanted: defaultdict[type[models.Model], set[Any]] = defaultdict(set)
    for field, value in _references(model, data, leave_out):
        wanted[field.related_model].add(value)
    for name, relation in rows.items():
        for row in data[name]:
            for field, value in _references(relation.related_model, row, {relation.field.name}):
                wanted[field.related_model].add(value)
    found = {other: other._default_manager.in_bulk(keys) for other, keys in wanted.items()}  # noqa: SLF001
    kept = dict(data)
    for field, value in _references(model, data, leave_out):
        if value not in found[field.related_model]:
            kept[field.name] = None
    for name, relation in rows.items():
        mended = (_mended(relation, row, found) for row in data[name])
        kept[name] = [row for row in mended if row is not None]
    return kept, found


def _references(
    model: type[models.Model], data: Data, leave_out: Collection[str]
) -> Iterator[tuple["models.ForeignKey[Any, Any]", Any]]:
    """The foreign keys in ``data``, each with its value as the database has it."""
    for field in _foreign_keys(model):
        value = data.get(field.name)
        if value is not None and field.name not in leave_out:
            yield field, field.target_field.to_python(value)


@lru_cache(maxsize=256)
def _foreign_keys(model: type[models.Model]) -> tuple["models.ForeignKey[Any, Any]", ...]:
    """The fields of a model that refer to what may have been deleted."""
    return tuple(
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and not field.remote_field.parent_link
        and field.remote_field.on_delete is not models.DO_NOTHING
    )


def _mended(relation: Any, row: Data, found: Found) -> dict[str, Any] | None:
    """A row without its dangling references, or None where it can't be without one of them."""
    mended = dict(row)
    for field, value in _references(relation.related_model, row, {relation.field.name}):
        if value not in found[field.related_model]:
            if field.remote_field.on_delete is not models.SET_NULL:
                return None
            mended[field.name] = None
    return mended


def attach(page: Any, found: Found) -> None:
    """Give a page and the rows that it holds the objects that they refer to, so that nobody asks for each of them."""
    for holder in (page, *(row for _, rows in _held_rows(page) for row in rows)):
        for field in _foreign_keys(holder.__class__):
            objects = found.get(field.related_model, {})
            referred = objects.get(getattr(holder, field.attname))
            if referred is not None:
                field.set_cached_value(holder, referred)


def put_in_order(page: Any) -> None:
    """Number the rows of ``page`` that have no place yet: after those that have one, in the order in which they are held.

    A form gives every row its place, code that makes rows does not; and a database gives back rows without a number in
    whatever order suits it.
    """
    for relation, rows in _held_rows(page):
        field: str = getattr(relation.related_model, "sort_order_field", "")
        new = [row for row in rows if field and getattr(row, field) is None]
        if not new:
            continue
        last = max((getattr(row, field) for row in rows if getattr(row, field) is not None), default=-1)
        for place, row in enumerate(new, start=last + 1):
            setattr(row, field, place)
        rows.sort(key=attrgetter(field))


def commit_changes(page: Any) -> None:
    """Write the rows and choices that were set on ``page`` and differ from what is stored.

    Like ``ClusterableModel.save`` for its relations, but what is equal is not written. The page keeps its rows in
    memory, as they are stored now, until ``forget_rows``.
    """
    for relation, rows in _held_rows(page):
        _commit_rows(page, relation, rows)
    held = _held(page)
    for name in [field.name for field in get_all_child_m2m_relations(page) if field.name in held]:
        chosen = held[name]
        getattr(page, name).commit()
        held[name] = chosen


def note_keys(page: Any, content: dict[str, Any]) -> bool:
    """Put the keys of rows that were just written into the serialised content they came from; says whether any was new.

    Without them nobody could tell which row of a later version is the same one.
    """
    noted = False
    for relation, rows in _held_rows(page):
        told = content.get(relation.get_accessor_name()) or []
        # A row that was left out (``without_dangling``) would give its key to the next one.
        if len(told) == len(rows):
            for row, data in zip(rows, told, strict=True):
                if data.get("pk") is None and row.pk is not None:
                    data["pk"] = row.pk
                    noted = True
    return noted


def forget_rows(page: Any) -> None:
    """Let the page read its rows from the database again, as it does after ``ClusterableModel.save``."""
    _held(page).clear()


def forget_empty(page: Any, relation: str) -> None:
    """Let go of a relation of which the page holds no row, so that none is looked for when it is saved."""
    held = _held(page)
    if relation in held and not held[relation]:
        del held[relation]


def _held(page: Any) -> dict[str, list[Any]]:
    """What modelcluster keeps of a page in memory: its rows and choices, by the name of the relation."""
    held: dict[str, list[Any]] = getattr(page, "_cluster_related_objects", {})
    return held


def _held_rows(page: Any) -> list[tuple[Any, list[Any]]]:
    """The relations whose rows the page holds in memory, each with them."""
    held = _held(page)
    relations = [(relation, held.get(relation.get_accessor_name())) for relation in get_all_child_relations(page)]
    return [(relation, rows) for relation, rows in relations if rows is not None]


def _commit_rows(page: Any, relation: Any, rows: Iterable[Any]) -> None:
    every = relation.related_model._base_manager  # noqa: SLF001
    stored = {row.pk: row for row in every.filter(**{relation.field.name: page})}
    kept = {row.pk for row in rows}
    for key, row in stored.items():
        if key not in kept:
            row.delete()
    for row in rows:
        if not _same(row, stored.get(row.pk)):
            setattr(row, relation.field.name, page)
            row.save()


def _same(row: Any, stored: Any | None) -> bool:
    """Whether a row says what is stored already. One with rows of its own (a comment with answers) is not judged."""
    if stored is None or _held(row):
        return False
    # A column that was not loaded was not changed either.
    names = [field.attname for field in row._meta.concrete_fields if field.attname in row.__dict__]
    return all(getattr(row, name) == getattr(stored, name) for name in names)
