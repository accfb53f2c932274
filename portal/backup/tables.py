"""The rows of the database as lines of JSON, and back; the same lines from SQLite and from PostgreSQL."""

import base64
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connections, models
from django.db.migrations.recorder import MigrationRecorder

__all__ = ["applied_migrations", "clear", "dump", "left_out", "load", "reset_sequences", "saved_models"]

# Made anew when it is needed: whom the session belongs to signs in again, renditions are cut at the first view, and the
# admin's search index is filled by ``update_index``. SQLite's full-text table follows that index by triggers. Marks of
# unknown words are to be forgotten after a month, and a backup is kept for longer.
_FULL_TEXT = "wagtailsearch.sqliteftsindexentry"
_LEFT_OUT = frozenset(
    {
        "publishing.portalrendition",
        "search.unknownword",
        "sessions.session",
        "wagtailadmin.editingsession",
        "wagtailadmin.formstate",
        "wagtailsearch.indexentry",
        _FULL_TEXT,
    }
)
_CHUNK = 500


def _every_model() -> list[type[models.Model]]:
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy and not model._meta.swapped]


def saved_models() -> list[type[models.Model]]:
    """The models whose tables a backup holds, in the order of their tables' names."""
    kept = [model for model in _every_model() if model._meta.label_lower not in _LEFT_OUT]
    return sorted(kept, key=lambda model: model._meta.db_table)


def left_out() -> list[type[models.Model]]:
    """The models whose rows are made anew."""
    return [model for model in _every_model() if model._meta.label_lower in _LEFT_OUT - {_FULL_TEXT}]


def applied_migrations(using: str) -> tuple[tuple[str, str], ...]:
    """The migrations that a database has, as sorted pairs of app and name."""
    return tuple(sorted(MigrationRecorder(connections[using]).applied_migrations()))


def dump(model: type[models.Model], using: str) -> Iterator[bytes]:
    """The rows of a table in the order of their keys, each as a line of JSON: a list of values, column by column."""
    fields = model._meta.local_concrete_fields
    rows = model._base_manager.using(using).order_by("pk")  # noqa: SLF001 - a default manager may hide rows.
    for row in rows.iterator(chunk_size=_CHUNK):
        values = [_encoded(field, row) for field in fields]
        yield json.dumps(values, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _encoded(field: Any, row: models.Model) -> Any:
    value = field.value_from_object(row)
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(field, models.BinaryField):
        return base64.b64encode(bytes(value)).decode()
    return field.value_to_string(row)


def load(model: type[models.Model], lines: Iterable[bytes], using: str) -> int:
    """Insert the rows of ``dump``, without signals and without defaults; returns their number.

    Raises ValueError, IndexError, ValidationError or DatabaseError for lines that are no rows of this table.
    """
    fields = model._meta.local_concrete_fields
    size = max(1, connections[using].ops.bulk_batch_size(fields, [None] * _CHUNK))
    remaining, loaded = iter(lines), 0
    while chunk := list(islice(remaining, min(size, _CHUNK))):
        rows = [_row(model, fields, json.loads(line)) for line in chunk]
        manager = model._base_manager  # noqa: SLF001 - as in ``dump``.
        manager._insert(rows, fields=fields, using=using, raw=True)  # type: ignore[attr-defined]  # noqa: SLF001
        loaded += len(rows)
    return loaded


def _row(model: type[models.Model], fields: Iterable[Any], values: list[Any]) -> models.Model:
    decoded = {
        field.attname: base64.b64decode(value)
        if value is not None and isinstance(field, models.BinaryField)
        else field.to_python(value)
        for field, value in zip(fields, values, strict=True)
    }
    return model(**decoded)


def clear(using: str) -> None:
    """Delete all rows, those that a migration made included; the constraints are looked at when the transaction ends."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for model in (*left_out(), *saved_models()):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608


def reset_sequences(using: str) -> None:
    """Let the database number new rows from where the restored ones end."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), saved_models()):
            cursor.execute(statement)
