"""How a database stores words for full-text search, and how it finds the entries that have them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from modelsearch.conf import get_app_config

__all__ = ["Dialect", "IndexEntry", "Row", "Wanted", "dialect_of"]

IndexEntry: Any = get_app_config().get_model("IndexEntry")
TABLE = IndexEntry._meta.db_table
_TITLE_WEIGHT = 6.0
"""A word of the title counts so many times as much as one of the rest."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words that an entry must have, one ``together`` behind the other, or ``any`` of them; ``open_end``: the last may go on."""

    words: tuple[str, ...]
    together: bool = False
    any: bool = False
    open_end: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """An object's words as they are stored."""

    content_type_id: int
    object_id: str
    title: Sequence[str]
    others: Sequence[str]


class Dialect(Protocol):
    """One database's full-text search over the index entries."""

    store: str
    """The statement that stores a row; its parameters are content type, object, words of the title, other words."""

    def expression(self, wanted: Wanted) -> str:
        """The words in the language of the full-text search; words are letters and digits alone, so nothing is quoted."""

    def either(self, expressions: Iterable[str]) -> str:
        """What satisfies one of several expressions."""

    def matching(self, expression: str) -> tuple[str, list[Any]]:
        """``FROM … WHERE …`` and its parameters for the entries that match; the table of entries is called ``e``."""

    def score(self, expression: str) -> tuple[str, list[Any]]:
        """A number, smaller for the better, for the rows of ``matching``."""


class _Sqlite:
    """FTS5; Wagtail's triggers carry what is stored into the virtual table, whose columns are autocomplete, body, title."""

    store = (
        f"INSERT INTO {TABLE} (content_type_id, object_id, title, autocomplete, body, title_norm)"  # noqa: S608
        " VALUES (%s, %s, %s, %s, '', 1.0) ON CONFLICT (content_type_id, object_id)"
        " DO UPDATE SET title = excluded.title, autocomplete = excluded.autocomplete, body = excluded.body"
    )

    def expression(self, wanted: Wanted) -> str:
        quoted = [f'"{word}"' for word in wanted.words]
        joint = " + " if wanted.together else " OR " if wanted.any else " AND "
        return "(" + joint.join(quoted) + ("*" if wanted.open_end else "") + ")"

    def either(self, expressions: Iterable[str]) -> str:
        return " OR ".join(expressions)

    def matching(self, expression: str) -> tuple[str, list[Any]]:
        match = f"{{title autocomplete}} : ({expression})"
        return f"FROM {TABLE}_fts f JOIN {TABLE} e ON e.id = f.rowid WHERE {TABLE}_fts MATCH %s", [match]

    def score(self, expression: str) -> tuple[str, list[Any]]:
        return f"bm25({TABLE}_fts, 1.0, 0.0, {_TITLE_WEIGHT})", []


class _Postgres:
    """A tsvector with the words as they are (``simple``), those of the title weighted ``A``; its GIN index is Wagtail's."""

    store = (
        f"INSERT INTO {TABLE} (content_type_id, object_id, title, autocomplete, body, title_norm, title_text, body_text)"  # noqa: S608
        " VALUES (%s, %s, '', setweight(to_tsvector('simple', %s), 'A') || setweight(to_tsvector('simple', %s), 'D'), '',"
        " 1.0, '', '') ON CONFLICT (content_type_id, object_id) DO UPDATE SET title = excluded.title,"
        " autocomplete = excluded.autocomplete, body = excluded.body, title_text = '', body_text = ''"
    )

    def expression(self, wanted: Wanted) -> str:
        joint = " <-> " if wanted.together else " | " if wanted.any else " & "
        return "(" + joint.join(wanted.words) + (":*" if wanted.open_end else "") + ")"

    def either(self, expressions: Iterable[str]) -> str:
        return " | ".join(expressions)

    def matching(self, expression: str) -> tuple[str, list[Any]]:
        return f"FROM {TABLE} e WHERE e.autocomplete @@ to_tsquery('simple', %s)", [expression]

    def score(self, expression: str) -> tuple[str, list[Any]]:
        weights = f"{{{1 / _TITLE_WEIGHT}, 0.0, 0.0, 1.0}}"
        return "-ts_rank(%s::float4[], e.autocomplete, to_tsquery('simple', %s), 1)", [weights, expression]


def dialect_of(connection: Any) -> Dialect | None:
    """The dialect of a database connection, or None where it has no full-text search that we know."""
    if connection.vendor == "postgresql":
        return _Postgres()
    if connection.vendor == "sqlite":
        from modelsearch.backends.database.sqlite.utils import fts5_available, fts_table_exists

        if fts5_available() and fts_table_exists():
            return _Sqlite()
    return None
