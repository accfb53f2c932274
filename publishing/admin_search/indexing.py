"""From an object to the words that it is found by, and into the table of index entries."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection
from django.db.models import Manager
from django.utils.encoding import force_str
from modelsearch.backends.base import BaseIndex
from modelsearch.index import AutocompleteField, RelatedFields, SearchField
from modelsearch.utils import get_content_type_pk, get_descendants_content_types_pks

from publishing.admin_search.dialects import IndexEntry, Row
from publishing.admin_search.words import words

__all__ = ["WordIndex", "WordRebuilder"]

_TITLES = frozenset({"title", "draft_title", "name"})
_CHUNK = 200


class WordIndex(BaseIndex):
    """The words of all indexed models."""

    def add_items(self, model: Any, objs: Iterable[Any]) -> None:
        """Store the words of objects of one model, in the place of those that were stored before."""
        content_type = get_content_type_pk(model)
        rows = [_row(content_type, obj) for obj in objs]
        if rows:
            with connection.cursor() as cursor:
                cursor.executemany(
                    self.backend.dialect.store,
                    [(row.content_type_id, row.object_id, " ".join(row.title), " ".join(row.others)) for row in rows],
                )

    def delete_item(self, item: Any) -> None:
        """Forget an object. (What is deleted through Django takes its entry along.)"""
        types = get_descendants_content_types_pks(type(item))
        IndexEntry.objects.filter(content_type_id__in=types, object_id=force_str(item.pk)).delete()

    def reset(self) -> None:
        """Forget everything."""
        IndexEntry.objects.all().delete()


class WordRebuilder:
    """Fills the index anew while it is searched: entries are replaced in place, and what has no object goes at the end."""

    def __init__(self, index: WordIndex) -> None:
        self._index = index

    def start(self) -> WordIndex:
        """The index to fill."""
        return self._index

    def finish(self) -> None:
        """Forget the entries of objects that are gone."""
        for content_type in IndexEntry.objects.order_by().values_list("content_type", flat=True).distinct():
            entries = IndexEntry.objects.filter(content_type_id=content_type)
            model = entries.select_related("content_type").first().content_type.model_class()
            there = {force_str(pk) for pk in model._base_manager.values_list("pk", flat=True)} if model else set()  # noqa: SLF001
            gone = [pk for pk, key in entries.values_list("pk", "object_id") if key not in there]
            for start in range(0, len(gone), _CHUNK):
                IndexEntry.objects.filter(pk__in=gone[start : start + _CHUNK]).delete()


def _row(content_type: int, obj: Any) -> Row:
    title: dict[str, None] = {}
    others: dict[str, None] = {}
    for name, text in _texts(obj, obj.get_search_fields()):
        (title if name in _TITLES else others).update(dict.fromkeys(words(text)))
    return Row(content_type, force_str(obj.pk), list(title), [word for word in others if word not in title])


def _texts(obj: Any, fields: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """The texts of all fields that can be searched, with the names of the fields."""
    for field in fields:
        if isinstance(field, RelatedFields):
            for related in _related(field.get_value(obj)):
                yield from ((f"{field.field_name}.{name}", text) for name, text in _texts(related, field.fields))
        elif isinstance(field, SearchField | AutocompleteField):
            yield field.field_name, _text(field.get_value(obj))


def _related(value: Any) -> Iterable[Any]:
    if isinstance(value, Manager):
        return list(value.all())
    value = value() if callable(value) else value
    return [] if value is None else [value]


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return " ".join(map(_text, value))
    return "" if value is None else force_str(value)
