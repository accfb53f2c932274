"""What became private is private in all editions: a row that the page has hidden since is hidden in the editions before."""

from collections.abc import Mapping
from typing import Any

from modelcluster.models import get_all_child_relations

from publishing.editions import editions_of
from publishing.editions.difference import Row, Text, match_rows
from publishing.generation import per_generation

__all__ = ["hide_rows"]


def hide_rows(shown: Any, page: Any) -> None:
    """Hide the rows of ``shown`` (from ``page_as_of``) that ``page`` has kept from the public since.

    A row is known again by its key, or by its text where it had none. Without such rows it costs nothing; otherwise one
    query a generation.
    """
    relations = _with_hidden_rows(type(page))
    if not relations:
        return
    hidden = _hidden_since(type(page), page.alias_of_id or page.pk)
    for relation in relations:
        name = relation.get_accessor_name()
        if not hidden[name]:
            continue
        held = list(getattr(shown, name).all())
        rows = [_row(row.pk, {field: getattr(row, field) for field in _text_fields(relation)}) for row in held]
        for place, row in enumerate(rows):
            # Each is compared by itself: two rows with the same text are both meant.
            if match_rows(hidden[name], [row]):
                held[place].hide()


def _with_hidden_rows(model: type[Any]) -> list[Any]:
    return [relation for relation in get_all_child_relations(model) if hasattr(relation.related_model, "visible_to")]


def _text_fields(relation: Any) -> list[str]:
    """The fields by which a row without a key is known again."""
    types = {"CharField", "TextField", "RichTextField"}
    fields = relation.related_model._meta.concrete_fields
    return [
        field.name
        for field in fields
        if field.get_internal_type() in types and not field.choices and field.name != "visibility"
    ]


def _row(key: int | None, data: Mapping[str, Any]) -> Row:
    lines = tuple(str(value) for value in data.values() if value)
    return Row(key, 0, (Text("", "", lines),))


@per_generation
def _hidden_since(model: type[Any], page_id: int) -> dict[str, list[Row]]:
    """The rows of a page whose newest edition that has them hides them, by the name of their relation."""
    relations = {relation.get_accessor_name(): relation for relation in _with_hidden_rows(model)}
    known: dict[str, set[Any]] = {name: set() for name in relations}
    found: dict[str, list[Row]] = {name: [] for name in relations}
    contents = editions_of(model(pk=page_id)).values_list(*(f"revision__content__{name}" for name in relations))
    for content in contents.iterator(chunk_size=100):
        for (name, relation), rows in zip(relations.items(), content, strict=True):
            for data in rows or ():
                row = _row(data.get("pk"), {field: data.get(field) for field in _text_fields(relation)})
                identity = row.text if row.key is None else row.key
                if identity in known[name]:
                    continue
                # A row that gets its key when it is stored is known by its text as well, to the edition that has none.
                known[name] |= {identity, row.text}
                if data.get("visibility") != "public":
                    found[name].append(row)
    return found
