"""Counts in the database: of words that everybody may know of, in clear; of others a mark that nobody can read.

A word that the public index holds gives away nothing. Any other may be a name, so all that is kept of it is a keyed hash
and the day, until it has come on a third day: what is asked again and again is hardly one person's secret. Whoever has
the database without SECRET_KEY can't tell words by their marks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Count as CountOf
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from search import engines
from search.counting.tally import Count
from search.engines import EngineError
from search.models import SearchedWord, UnknownWord

DAYS = 3
"""On so many different days a word that is not public has to be asked before it is counted."""
DAYS_REMEMBERED = 30
MONTHS_KEPT = 24
MOST_MARKS_A_DAY = 5000
"""A flood of made-up words fills the table no further."""

_SALT = "search.counting.unknown_word"
_DIGITS = 32
_CHUNK = 1000
_ADD = (
    "INSERT INTO {table} (word, month, asked, unanswered, repeated) VALUES (%s, %s, %s, %s, %s)"
    " ON CONFLICT (word, month) DO UPDATE SET asked = {table}.asked + excluded.asked,"
    " unanswered = {table}.unanswered + excluded.unanswered, repeated = ({table}.repeated OR excluded.repeated)"
)


def store(counts: Mapping[str, Count], day: dt.date) -> None:
    """Add the counts of a day in one short transaction.

    Several processes may do so at once: rows are added to, and touched in one order.
    """
    # Where this machine has no index, what is not known is private.
    public = _held(sorted(counts)) or set()
    others = [word for word in sorted(counts) if word not in public]
    with transaction.atomic():
        repeated = _repeated(others, day) if others else set()
        _add({word: counts[word] for word in public}, day, repeated=False)
        _add({word: counts[word] for word in repeated}, day, repeated=True)


def _held(words: Sequence[str]) -> set[str] | None:
    """Those that the public may read somewhere; None where this machine has no index to say so."""
    try:
        # Not the engine that visitors ask, for which everything is known while there is no index here.
        numbers = engines.embedded().counts("word", words)
    except EngineError:
        return None
    return {word for word, number in zip(words, numbers, strict=True) if number}


def _add(counts: Mapping[str, Count], day: dt.date, *, repeated: bool) -> None:
    table = connection.ops.quote_name(SearchedWord._meta.db_table)
    month = day.replace(day=1)
    rows = [(word, month, count.asked, count.unanswered, repeated) for word, count in sorted(counts.items())]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(_ADD.format(table=table), rows)


def _repeated(words: Collection[str], day: dt.date) -> set[str]:
    """Mark that the words came on this day; returns those that have come on enough days, then or before.

    The marks of these are deleted: the word itself stands among the counts from now on.
    """
    marks = {_mark(word): word for word in words}
    room = max(0, MOST_MARKS_A_DAY - UnknownWord.objects.filter(day=day).count())
    UnknownWord.objects.bulk_create(
        [UnknownWord(mark=mark, day=day) for mark in islice(sorted(marks), room)], ignore_conflicts=True
    )
    found = UnknownWord.objects.filter(mark__in=marks, day__gt=day - dt.timedelta(days=DAYS_REMEMBERED))
    often = found.values("mark").annotate(days=CountOf("day")).filter(days__gte=DAYS).values_list("mark", flat=True)
    # Asked for after the marks were set: another process that does the same at this moment has then either
    # waited or been waited for.
    known = SearchedWord.objects.filter(word__in=words, repeated=True).values_list("word", flat=True)
    repeated = {marks[mark] for mark in often} | set(known)
    _delete(UnknownWord.objects.filter(mark__in=[_mark(word) for word in repeated]))
    return repeated


def _mark(word: str) -> str:
    return salted_hmac(_SALT, word, algorithm="sha256").hexdigest()[:_DIGITS]


def forget(day: dt.date) -> None:
    """Delete old marks, old counts, and counts of words that were public once and are no longer.

    A page may have been taken down for a word in it, so its words go where nothing but that page vouched for them.
    """
    _delete(UnknownWord.objects.filter(day__lte=day - dt.timedelta(days=DAYS_REMEMBERED)))
    _delete(SearchedWord.objects.filter(month__lt=first_month(day, MONTHS_KEPT)))
    repeated = SearchedWord.objects.filter(repeated=True).values("word")
    words = SearchedWord.objects.exclude(word__in=repeated).order_by("word").values_list("word", flat=True).distinct()
    for chunk in _chunks(list(words)):
        held = _held(chunk)
        gone = set(chunk) - held if held is not None else set()
        if gone:
            _delete(SearchedWord.objects.filter(word__in=gone).exclude(word__in=repeated))


def _delete(rows: QuerySet[Any]) -> None:
    """Delete rows by one statement. Django would load them all, since others want to be told of whatever is deleted."""
    rows._raw_delete(rows.db)  # noqa: SLF001


def _chunks(words: Iterable[str]) -> Iterable[list[str]]:
    remaining = iter(words)
    while chunk := list(islice(remaining, _CHUNK)):
        yield chunk


def first_month(day: dt.date, months: int) -> dt.date:
    """The first day of so many months of which that of ``day`` is the last."""
    month = day.year * 12 + day.month - months
    return dt.date(month // 12, month % 12 + 1, 1)
