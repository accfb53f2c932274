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

    A row is known again by its key or by what it says, and by a similar text where it had no key yet. Without such rows it
    costs nothing; otherwise one query a generation.
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
        for row in held:
            said = _row(row.pk, {field.name: getattr(row, field.attname) for field in _telling_fields(relation)})
            if any(_is_the_same(secret, said) for secret in hidden[name]):
                row.hide()


def _is_the_same(secret: Row, row: Row) -> bool:
    """Whether a row is the one that was hidden later; with a key of its own only that or the very same words count."""
    if row.key is None:
        return bool(match_rows([secret], [row]))
    return secret.key == row.key or (bool(row.text) and secret.text == row.text)


def _with_hidden_rows(model: type[Any]) -> list[Any]:
    return [relation for relation in get_all_child_relations(model) if hasattr(relation.related_model, "visible_to")]


def _telling_fields(relation: Any) -> list[Any]:
    """The fields by which a row without a key is known again: its words, and what it refers to, e.g. its file."""
    types = {"CharField", "TextField", "RichTextField", "ForeignKey"}
    return [
        field
        for field in relation.related_model._meta.concrete_fields
        if field.get_internal_type() in types
        and not field.choices
        and field.name not in {"visibility", relation.field.name}
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
                row = _row(data.get("pk"), {field.name: data.get(field.name) for field in _telling_fields(relation)})
                identity = row.text if row.key is None else row.key
                if identity in known[name]:
                    continue
                # A row that gets its key when it is stored is known by its text as well, to the edition that has none.
                known[name] |= {identity, row.text}
                if data.get("visibility") != "public":
                    found[name].append(row)
    return found
