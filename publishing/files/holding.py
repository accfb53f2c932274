"""Which files a page holds or links to: in its fields, its texts, its blocks and its rows."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.db import models
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.documents import get_document_model

__all__ = ["files_of"]


def files_of(page: Any) -> dict[int, bool]:
    """The primary keys of the files of a page, each with whether the page shows it to members only.

    The page says the latter by ``members_only_documents``. Rows that it holds in memory are read from there; a relation
    that it does not hold costs a query, if its rows can refer to a file at all.
    """
    found = set(_files_in(page))
    hidden: frozenset[int] = getattr(page, "members_only_documents", frozenset()) if found else frozenset()
    return {pk: pk in hidden for pk in sorted(found)}


def _files_in(holder: Any) -> Iterator[int]:
    document = get_document_model()
    for field in _fields(holder.__class__):
        value = field.value_from_object(holder)
        if value is None:
            continue
        if field.is_relation:
            yield value
        else:
            for model, key, *_ in field.extract_references(value):
                if issubclass(model, document):
                    yield int(key)
    for relation in _relations(holder.__class__):
        for row in getattr(holder, relation.get_accessor_name()).all():
            yield from _files_in(row)


@lru_cache(maxsize=256)
def _fields(model: type[models.Model]) -> tuple[Any, ...]:
    """The fields that can refer to a file: foreign keys, texts with links, streams of blocks."""
    document = get_document_model()
    fields: list[Any] = list(model._meta.concrete_fields)
    return tuple(
        field
        for field in fields
        if (issubclass(field.related_model, document) if field.is_relation else hasattr(field, "extract_references"))
    )


@lru_cache(maxsize=256)
def _relations(model: type[models.Model]) -> tuple[Any, ...]:
    """The child relations whose rows can refer to a file."""
    if not issubclass(model, ClusterableModel):
        return ()
    return tuple(
        relation
        for relation in get_all_child_relations(model)
        if _fields(relation.related_model) or _relations(relation.related_model)
    )
