"""Short questions that are asked at every publication, worked out into SQL once.

Django builds a statement anew each time that a queryset is read; for a question about one row that is three quarters of
its cost. What is kept here is Django's own statement and its own way to read the answer; only the values are new.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet

__all__ = ["Statement"]

# A value that nobody writes: a whole number where the field wants one, and the same as text.
_FIRST_MARK = 7_700_000_000_000_001


class Statement:
    """A question with places for values: ``Statement(lambda pk: Page.objects.filter(pk=pk).values_list("title"), int)``.

    ``build`` makes the queryset, of ``values_list``, from as many values as there are ``kinds`` (``int`` or ``str``), each
    of which must reach the database as it is: no ``icontains``, nothing that depends on the value. Called with the
    values, it answers with the rows, in the current transaction.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], *kinds: type[int] | type[str]) -> None:
        self._build = build
        self._marks = [kind(_FIRST_MARK + place) for place, kind in enumerate(kinds)]
        self._known: dict[str, tuple[str, Sequence[Any], list[Any]]] = {}

    def __call__(self, *values: Any) -> list[Sequence[Any]]:
        """The rows for these values."""
        known = self._known.get(connection.vendor)
        if known is None:
            known = self._known[connection.vendor] = self._worked_out()
        sql, parameters, columns = known
        given = dict(zip(self._marks, values, strict=True))
        with connection.cursor() as cursor:
            cursor.execute(sql, [given.get(parameter, parameter) for parameter in parameters])
            rows = cursor.fetchall()
        return [[_python(value, column) for value, column in zip(row, columns, strict=True)] for row in rows]

    def _worked_out(self) -> tuple[str, Sequence[Any], list[Any]]:
        """The statement with marks in place of the values, and the expressions that stand for its columns."""
        compiler = self._build(*self._marks).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        missing = set(self._marks) - set(parameters)
        if missing:
            raise ValueError(f"The statement changes what it is given: {sql}")
        return sql, parameters, [column for column, _sql, _alias in compiler.select]


def _python(value: Any, column: Any) -> Any:
    """What a database's own value is in Python."""
    for convert in (*connection.ops.get_db_converters(column), *column.get_db_converters(connection)):
        value = convert(value, column, connection)
    return value
