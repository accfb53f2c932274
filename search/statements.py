"""Short questions that are asked at every publication or search, worked out into SQL once.

Django builds a statement anew each time that a queryset is read; for a question about one row that is three quarters of
its cost. What is kept here is Django's own statement and its own way to read the answer; only the values are new.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet

__all__ = ["Statement"]

# A value that nobody writes: a whole number where the field wants one, and the same as text. Of 31 bits, which the smallest
# key on PostgreSQL has: Django leaves out a comparison with a number that the column can't hold.
_FIRST_MARK = 1_977_000_001

_Conversion = tuple[int, Any, list[Callable[..., Any]]]
"""A column's place, the expression that stands for it, and what turns a database's own value into one of Python."""


class Statement:
    """A question with places for values: ``Statement(lambda pk: Page.objects.filter(pk=pk).values_list("title"), int)``.

    ``build`` makes the queryset, of ``values_list``, from as many values as there are ``kinds`` (``int`` or ``str``), each
    of which must reach the database as it is: no ``icontains``, nothing that depends on the value. Called with the
    values, it answers with the rows, in the current transaction.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], *kinds: type[int] | type[str]) -> None:
        self._build = build
        self._marks = [kind(_FIRST_MARK + place) for place, kind in enumerate(kinds)]
        self._known: dict[str, tuple[str, Sequence[Any], list[_Conversion]]] = {}

    def __call__(self, *values: Any) -> list[list[Any]]:
        """The rows for these values."""
        known = self._known.get(connection.vendor)
        if known is None:
            known = self._known[connection.vendor] = self._worked_out()
        sql, parameters, columns = known
        given = dict(zip(self._marks, values, strict=True))
        with connection.cursor() as cursor:
            cursor.execute(sql, [given.get(parameter, parameter) for parameter in parameters])
            rows: list[list[Any]] = [list(row) for row in cursor.fetchall()]
        for place, column, converters in columns:
            for convert in converters:
                for row in rows:
                    row[place] = convert(row[place], column, connection)
        return rows

    def _worked_out(self) -> tuple[str, Sequence[Any], list[_Conversion]]:
        """The statement with marks in place of the values, and for the columns that need it, what makes Python of them."""
        compiler = self._build(*self._marks).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        missing = set(self._marks) - set(parameters)
        if missing:
            raise ValueError(f"The statement changes what it is given: {sql}")
        return sql, parameters, list(_conversions([column for column, _sql, _alias in compiler.select]))


def _conversions(columns: Sequence[Any]) -> Iterator[_Conversion]:
    for place, column in enumerate(columns):
        converters = [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]
        if converters:
            yield place, column, converters
