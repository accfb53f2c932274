"""What of a page can be compared with another edition of it, by a reader who is a member or is not.

A page type names its parts (``history_parts``: fields and kinds of rows, in the order of reading); what it forgets is not
shown. Files are compared by their digest (``publishing.history.files``); references to other pages are left out, since
the reader may not be allowed to know those.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.models import Page

from publishing.blocks import stream_lines
from publishing.editions.difference import Row, Rows, Text
from publishing.html import to_text

__all__ = ["label_of", "lines_of", "parts_of", "row_of"]

_FIRST = ("title", "summary")
_LAST = ("topics", "audience", "owner_agency")
# What a row holds and no reader reads as words.
_NOT_IN_ROWS = frozenset({"id", "sort_order", "visibility"})


def parts_of(page: Any, *, members: bool) -> list[Text | Rows]:
    """The parts of a page, also of one of ``page_as_of``, in the order of reading."""
    names = (*_FIRST, *page.history_parts, *(page.history_parts_for_members if members else ()), *_LAST)
    return [_part(page, name, members=members) for name in names]


def _part(page: Any, name: str, *, members: bool) -> Text | Rows:
    field = page._meta.get_field(name)
    if field.one_to_many:
        return _rows(page, field, members=members)
    return Text(name, label_of(field), lines_of(page, field))


def label_of(field: Any) -> str:
    """What a field is called."""
    return str(capfirst(str(field.verbose_name)))


def _rows(page: Any, relation: Any, *, members: bool) -> Rows:
    """The rows that the reader may see; their places count the others too, as on the page."""
    name, model = relation.get_accessor_name(), relation.related_model
    rows = tuple(
        row_of(row, place, without=relation.field.name)
        for place, row in enumerate(getattr(page, name).all(), start=1)
        if members or not hasattr(row, "visible_to") or row.visible_to(members=False)
    )
    meta = model._meta
    return Rows(name, str(capfirst(str(meta.verbose_name_plural))), str(capfirst(str(meta.verbose_name))), rows)


def row_of(row: Any, place: int, *, without: str) -> Row:
    """A row with its fields; ``without`` is the one by which it belongs to its page."""
    fields = (
        Text(field.name, label_of(field), lines_of(row, field))
        for field in row._meta.concrete_fields
        if field.name not in _NOT_IN_ROWS and field.name != without
    )
    return Row(row.pk, place, tuple(field for field in fields if field.lines))


def lines_of(holder: Any, field: Any) -> tuple[str, ...]:
    """What a field says, a line a paragraph."""
    return tuple(" ".join(line.split()) for text in _texts(holder, field) for line in text.splitlines() if line.strip())


def _texts(holder: Any, field: Any) -> Iterable[str]:
    if field.many_to_many:
        return [", ".join(sorted(str(chosen) for chosen in getattr(holder, field.name).all()))]
    if isinstance(field, models.ForeignKey):
        return _referred(holder, field)
    value = getattr(holder, field.name)
    if value is None or value == "":
        return ()
    if isinstance(field, StreamField):
        return stream_lines(value)
    if isinstance(field, RichTextField):
        return [to_text(value)]
    if field.choices:
        return [str(getattr(holder, f"get_{field.name}_display")())]
    return [_written(value)]


def _referred(holder: Any, field: Any) -> Iterator[str]:
    """An agency by its name. Another page may be hidden from the reader; files and images have a comparison of their own."""
    if issubclass(field.related_model, (Page, get_document_model(), get_image_model())):
        return
    referred = getattr(holder, field.name)
    if referred is not None:
        yield str(referred)


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y H:i")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    return str(value)
