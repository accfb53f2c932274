"""The rows of a legal document that are little but text, read together: five relations cost one query."""

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import BigIntegerField, CharField, F, QuerySet, Value

__all__ = ["TextLine", "text_lines"]

_TEXT_ROWS: Final = ("considerations", "legal_bases", "dictums", "copies", "relations")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A row of any of these relations: ``kind`` and ``link`` where the relation has them."""

    text: str
    kind: str = ""
    link: int | None = None


def text_lines(page: Any) -> dict[str, list[TextLine]]:
    """The rows of each relation in their order: from the page where it holds them, the rest in one query."""
    found: dict[str, list[TextLine]] = {name: [] for name in _TEXT_ROWS}
    queries = []
    for name in _TEXT_ROWS:
        manager = getattr(page, name)
        if manager.is_deferring or page.pk is None:
            found[name] = [_held(name, row) for row in manager.all()]
        else:
            queries.append(_query(name, manager.all()))
    if queries:
        first, *others = queries
        for _order, _pk, name, text, kind, link in sorted(
            first.union(*others, all=True) if others else first, key=_place
        ):
            found[name].append(TextLine(text, kind, link))
    return found


def _place(row: tuple[Any, ...]) -> tuple[int, int]:
    """The place within its relation; a row that was never put in order has none and comes first, the oldest first."""
    return row[0] or 0, row[1]


def _held(name: str, row: Any) -> TextLine:
    if name == "relations":
        return TextLine(row.note, row.kind, row.target_id)
    return TextLine(row.text, "", getattr(row, "legal_document_id", None))


def _query(name: str, rows: QuerySet[Any]) -> QuerySet[Any]:
    text = F("note") if name == "relations" else F("text")
    kind = F("kind") if name == "relations" else Value("", output_field=CharField())
    link: Any = Value(0, output_field=BigIntegerField())
    if name == "relations":
        link = F("target_id")
    elif name == "legal_bases":
        link = F("legal_document_id")
    # A fixed order of columns: a union goes by place, not by name.
    return rows.order_by().values_list("sort_order", "pk", Value(name, output_field=CharField()), text, kind, link)
