"""Between a page and ``merge``: its content as values, rows and blocks, and back again."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.fields import StreamField

from publishing.copies.merge import Content, Item
from publishing.editions.canonical import LEFT_OUT, NEXT_EDITION

__all__ = ["Keys", "content_of", "data_of", "from_merge", "relations_of", "to_merge"]

Keys = Mapping[str, Mapping[str, int]]
"""By relation: the key of a row of a copy → the key of the row of the base that it came from."""

_LEFT_OUT = LEFT_OUT - {NEXT_EDITION}
_LEFT_OUT_OF_ROWS = frozenset({"pk", "sort_order"})


def data_of(page: Any) -> dict[str, Any]:
    """Whatever a revision of a page holds, in JSON's own types."""
    data: dict[str, Any] = json.loads(json.dumps(page.serializable_data(), cls=DjangoJSONEncoder))
    return data


def content_of(page: Any) -> dict[str, Any]:
    """The content of a page as ``data_of`` has it; what is not content is left out.

    A field that no form has (the key of a law) is worked out from others whenever the page is written.
    """
    worked_out = {field.name for field in page._meta.concrete_fields if not field.editable}
    return {name: value for name, value in data_of(page).items() if name not in _LEFT_OUT and name not in worked_out}


def relations_of(model: type[Any]) -> dict[str, Any]:
    """The kinds of rows that a page has, by the name under which its content has them."""
    every = {relation.get_accessor_name(): relation for relation in get_all_child_relations(model)}
    return {name: relation for name, relation in every.items() if name not in _LEFT_OUT}


def to_merge(model: type[Any], content: Mapping[str, Any], keys: Keys | None = None) -> Content:
    """Content as ``merge`` takes it. ``keys`` are given for a copy: its rows get the keys of the base, new ones none."""
    relations, streams = relations_of(model), _streams(model)
    choices = {field.name for field in get_all_child_m2m_relations(model)}
    found: dict[str, Any] = {NEXT_EDITION: None}
    for name, value in content.items():
        if name in relations:
            known = None if keys is None else keys.get(name, {})
            found[name] = tuple(_row(row, relations[name].field.name, known) for row in value or ())
        elif name in streams:
            found[name] = tuple(_blocks(value))
        else:
            found[name] = frozenset(value or ()) if name in choices else value
    return found


def from_merge(model: type[Any], content: Content) -> dict[str, Any]:
    """Content as ``with_content_json`` takes it; a key that is none of the database's is taken off."""
    relations, streams = relations_of(model), _streams(model)
    found: dict[str, Any] = {}
    for name, value in content.items():
        if name in relations:
            found[name] = [_stored(item, place) for place, item in enumerate(value)]
        elif name in streams:
            found[name] = json.dumps([{"id": item.key, **item.values} for item in value])
        else:
            found[name] = sorted(value) if isinstance(value, frozenset) else value
    if found.get(NEXT_EDITION) is None:
        found.pop(NEXT_EDITION, None)
    return found


def _streams(model: type[Any]) -> set[str]:
    return {field.name for field in model._meta.concrete_fields if isinstance(field, StreamField)}


def _row(row: Mapping[str, Any], parent: str, keys: Mapping[str, int] | None) -> Item:
    key = row.get("pk")
    if keys is not None:
        key = keys.get(str(key))
    return Item(key, {name: value for name, value in row.items() if name not in _LEFT_OUT_OF_ROWS and name != parent})


def _blocks(value: Any) -> Iterable[Item]:
    blocks = json.loads(value) if isinstance(value, str) else value
    for block in blocks or ():
        yield Item(block.get("id"), {name: block[name] for name in ("type", "value")}, whole=True)


def _stored(item: Item, place: int) -> dict[str, Any]:
    key = item.key if isinstance(item.key, int) and item.key > 0 else None
    return {"pk": key, **item.values, "sort_order": place}
