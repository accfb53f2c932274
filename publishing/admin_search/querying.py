"""From a question of the admin to objects: one query of the full-text index, then the queryset that the view made.

What may be seen, and every other filter, is in that queryset; the index only says which objects have the words.
"""

from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.db.models import Count, Q
from django.db.models.expressions import RawSQL
from modelsearch.backends.base import BaseSearchQueryCompiler, BaseSearchResults
from modelsearch.query import And, MatchAll, Not, Or, Phrase, PlainText
from modelsearch.utils import get_descendants_content_types_pks

from publishing.admin_search.dialects import Dialect, Wanted
from publishing.admin_search.words import MOST_WORDS_ASKED, words

__all__ = ["WordQuery", "WordResults"]

NOTHING = Q(pk__in=[])
EVERYTHING = ~NOTHING


class WordQuery(BaseSearchQueryCompiler):
    """A question about a queryset: all words must be there, and the last one may be the beginning of a longer one.

    The admin searches while somebody types; a question that is sent off finds no less than the one that was typed.
    """

    DEFAULT_OPERATOR = "and"
    HANDLES_ORDER_BY_EXPRESSIONS = True

    def check(self) -> None:
        """Any filter and any order will do, since the database applies them; see Wagtail."""

    def found(self, dialect: Dialect) -> Any:
        """The objects of the queryset that answer, in no order of ours."""
        return self.queryset.filter(self._condition(self.query, dialect))

    def ranking(self, dialect: Dialect) -> list[Any] | None:
        """The primary keys of the objects that have any of the words asked for, the best first; None without words."""
        asked = [dialect.expression(wanted) for wanted in _positive(self.query)]
        if not asked:
            return None
        expression = dialect.either(asked)
        score, values = dialect.score(expression)
        sql, parameters = self._entries(expression, dialect)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT e.object_id {sql} ORDER BY {score}, e.id DESC", [*parameters, *values])
            convert = self.queryset.model._meta.pk.to_python
            return [convert(key) for (key,) in cursor.fetchall()]

    def _condition(self, query: Any, dialect: Dialect) -> Q:
        if isinstance(query, MatchAll):
            return EVERYTHING
        if isinstance(query, Not):
            return ~self._condition(query.subquery, dialect)
        if isinstance(query, And | Or):
            whole = EVERYTHING if isinstance(query, And) else NOTHING
            for part in query.subqueries:
                condition = self._condition(part, dialect)
                whole = whole & condition if isinstance(query, And) else whole | condition
            return whole
        wanted = _wanted(query)
        return self._having(dialect.expression(wanted), dialect) if wanted else NOTHING

    def _having(self, expression: str, dialect: Dialect) -> Q:
        sql, parameters = self._entries(expression, dialect)
        kind = self.queryset.model._meta.pk.rel_db_type(connection)
        return Q(pk__in=RawSQL(f"SELECT CAST(e.object_id AS {kind}) {sql}", parameters))  # noqa: S611 - words are parameters.

    def _entries(self, expression: str, dialect: Dialect) -> tuple[str, list[Any]]:
        sql, parameters = dialect.matching(expression)
        types = get_descendants_content_types_pks(self.queryset.model)
        places = ", ".join(["%s"] * len(types))
        return f"{sql} AND e.content_type_id IN ({places})", [*parameters, *types]


class WordResults(BaseSearchResults):
    """The answer, as far as somebody looks at it."""

    supports_facet = True

    def _do_search(self) -> list[Any]:
        query = self.query_compiler
        found = query.found(self.backend.dialect)
        ranked = query.ranking(self.backend.dialect) if query.order_by_relevance else None
        if ranked is None:
            ordered = found if found.query.order_by else found.order_by("-pk")
            return self._scored(list(ordered[self.start : self.stop]), {})
        answering = set(found.order_by().values_list("pk", flat=True))
        shown = [key for key in ranked if key in answering][self.start : self.stop]
        place = {key: order for order, key in enumerate(shown)}
        # A page of a listing is asked for by its keys; a whole answer by its condition, however long it is.
        some = found if self.stop is None else query.queryset.filter(pk__in=shown)
        objects = [obj for obj in some.order_by() if obj.pk in place]
        return self._scored(sorted(objects, key=lambda obj: place[obj.pk]), place)

    def _scored(self, objects: list[Any], place: dict[Any, int]) -> list[Any]:
        if self._score_field:
            for obj in objects:
                setattr(obj, self._score_field, 1.0 / (1 + place.get(obj.pk, 0)))
        return objects

    def _do_count(self) -> int:
        total: int = self.query_compiler.found(self.backend.dialect).order_by().count()
        last = total if self.stop is None else min(self.stop, total)
        return max(0, last - self.start)

    def facet(self, field_name: str) -> "OrderedDict[Any, int]":
        """How many answers have each value of a field, the most frequent value first."""
        found = self.query_compiler.found(self.backend.dialect).order_by()
        counted = found.values(field_name).annotate(count=Count("pk")).order_by("-count", field_name)
        return OrderedDict((row[field_name], row["count"]) for row in counted)


def _positive(query: Any) -> Iterator[Wanted]:
    """The words that are asked for, and none of those that must be missing."""
    if isinstance(query, And | Or):
        for part in query.subqueries:
            yield from _positive(part)
    elif not isinstance(query, MatchAll | Not) and (wanted := _wanted(query)):
        yield wanted


def _wanted(query: Any) -> Wanted | None:
    """The words of a part of the question; None where it has none."""
    if not hasattr(query, "query_string"):
        # A part with another weight: the words count, whatever their weight.
        return _wanted(query.subquery)
    found = tuple(words(query.query_string)[:MOST_WORDS_ASKED])
    if not found:
        return None
    if isinstance(query, Phrase):
        return Wanted(found, together=True)
    either = isinstance(query, PlainText) and query.operator == "or"
    return Wanted(found, any=either, open_end=True)
