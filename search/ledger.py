"""The ledger: the one door through which the search tables are written.

Every function works inside the caller's transaction and refuses to work outside of one: what is published and what is
found can then never be out of step, whatever crashes in between.

Stamps come from one counter row. The UPDATE takes the row's lock on PostgreSQL (on SQLite, whose transactions begin
IMMEDIATE, the writer's lock is held already) and keeps it until the commit, so transactions that stamp commit one
after the other, in the order of their stamps. A follower that has read up to stamp n therefore can't miss a smaller
one that appears later.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import override

from search.access import pack
from search.analysis import normalise
from search.contract import PUBLIC, Fact, Searchable, SearchRecord, Term
from search.models import LedgerCounter, SearchEntry, SearchPassage, SearchTopic

_NO_DATE = dt.date.min
_CHUNK = 200
_COLUMNS = SearchEntry._meta.concrete_fields
_ENTRY_FIELDS = [column.name for column in _COLUMNS if not column.primary_key]
_NOT_CONTENT = frozenset({"stamp", "content_digest", "recorded_at"})
LAYOUT = 3
"""Raise it whenever the ledger begins to store something new of what content says: ``search.refilling`` then has
everything recorded anew."""


def record(obj: Searchable) -> int:
    """Write what ``obj`` says about itself and return the stamp that its entry has now.

    An object without a record (``search_record()`` is None) is forgotten. An unchanged record keeps its stamp and
    costs one query; a changed one at most six. Raises TransactionManagementError outside of a transaction, and
    whatever ``search_record`` raises.
    """
    return record_many([obj])


def record_many(objs: Iterable[Searchable]) -> int:
    """Write many objects, a few queries for every two hundred; returns the newest stamp among them (0 for none)."""
    _require_transaction()
    newest = 0
    remaining = iter(objs)
    while chunk := list(islice(remaining, _CHUNK)):
        records: dict[str, SearchRecord] = {}
        gone: list[str] = []
        with override(settings.LANGUAGE_CODE):  # Labels are stored in the language of the site, not of the editor.
            for obj in chunk:
                written = obj.search_record()
                if written is None:
                    gone.append(obj.search_key())
                else:
                    records[written.key] = written
            newest = max(newest, _write(records), forget(gone) if gone else 0)
    return newest


def forget(keys: Iterable[str]) -> int:
    """Turn the entries into tombstones and return the newest stamp among them (0 when none was in the ledger).

    A tombstone keeps its key and nothing that was ever said about the object. Forgetting twice does no harm.
    """
    _require_transaction()
    newest = 0
    wanted = iter(dict.fromkeys(keys))
    while chunk := list(islice(wanted, _CHUNK)):
        living = list(SearchEntry.objects.filter(pk__in=chunk, deleted=False).values_list("key", "object_id"))
        if not living:
            continue
        newest = _take_stamps(len(living))
        first = newest - len(living) + 1
        tombstones = [
            SearchEntry(key=key, object_id=object_id, listed_on=_NO_DATE, stamp=first + place, deleted=True)
            for place, (key, object_id) in enumerate(living)
        ]
        _upsert(tombstones)
        dead = [entry.key for entry in tombstones]
        _delete_parts(SearchPassage, dead)
        _delete_parts(SearchTopic, dead)
    return newest


def latest_stamp() -> int:
    """The newest stamp that anything has; 0 for an empty ledger."""
    return LedgerCounter.objects.filter(pk=LedgerCounter.ROW).values_list("number", flat=True).first() or 0


def identity() -> str:
    """The name of this ledger, which an index keeps beside its cursor; empty before the first record."""
    return str(LedgerCounter.objects.filter(pk=LedgerCounter.ROW).values_list("identity", flat=True).first() or "")


def renew_identity() -> None:
    """Give the ledger a new name, so that every index fills itself anew: after restoring a backup."""
    LedgerCounter.objects.filter(pk=LedgerCounter.ROW).update(identity=uuid.uuid4())


def is_outdated() -> bool:
    """Whether what is stored was written by a version that stored less of what content says."""
    return LedgerCounter.objects.filter(pk=LedgerCounter.ROW).exclude(layout=LAYOUT).exists()


def mark_current() -> None:
    """Note that everything was recorded by this version."""
    LedgerCounter.objects.filter(pk=LedgerCounter.ROW).update(layout=LAYOUT)


def _require_transaction() -> None:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "The search ledger is written in the transaction that changes what it describes: use transaction.atomic()."
        )


def _take_stamps(count: int) -> int:
    """Take ``count`` stamps and return the last of them."""
    newest = _raise_counter(count)
    if newest is None:
        # The first record ever. Two of them at once: one row wins, and both go on from it.
        LedgerCounter.objects.bulk_create(
            [LedgerCounter(pk=LedgerCounter.ROW, identity=uuid.uuid4(), layout=LAYOUT)], ignore_conflicts=True
        )
        newest = _raise_counter(count) or count
    return newest


def _raise_counter(count: int) -> int | None:
    """Add to the counter and return its new number, in one statement; None where it has no row yet."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE search_ledgercounter SET number = number + %s WHERE id = %s RETURNING number",
            [count, LedgerCounter.ROW],
        )
        row = cursor.fetchone()
    return row[0] if row else None


def _write(records: dict[str, SearchRecord]) -> int:
    known = {
        entry.key: entry
        for entry in SearchEntry.objects.filter(pk__in=records).only(
            "key", "stamp", "deleted", "content_digest", "passages_digest", "topics_digest"
        )
    }
    newest = max((entry.stamp for entry in known.values()), default=0)
    changed = [
        (entry, passages, topics)
        for entry, passages, topics in map(_rows, records.values())
        if not (old := known.get(entry.key)) or old.deleted or old.content_digest != entry.content_digest
    ]
    if not changed:
        return newest
    newest = _take_stamps(len(changed))
    for stamp, (entry, _, _) in enumerate(changed, newest - len(changed) + 1):
        entry.stamp = stamp
    _upsert([entry for entry, _, _ in changed])
    _replace_parts(
        SearchPassage,
        known,
        [(entry.key, passages) for entry, passages, _ in changed if _differs(entry, known, "passages_digest")],
    )
    _replace_parts(
        SearchTopic,
        known,
        [(entry.key, topics) for entry, _, topics in changed if _differs(entry, known, "topics_digest")],
    )
    return newest


def _differs(entry: SearchEntry, known: Mapping[str, SearchEntry], digest: str) -> bool:
    """Whether parts of an entry are other ones than those in the ledger; an entry that is not there has none."""
    old = known.get(entry.key)
    return getattr(entry, digest) != (getattr(old, digest) if old else "")


def _replace_parts(
    model: type[Any], known: Collection[str], parts: Sequence[tuple[str, Sequence[SearchPassage | SearchTopic]]]
) -> None:
    before = [key for key, _ in parts if key in known]
    if before:
        _delete_parts(model, before)
    model.objects.bulk_create([part for _, every in parts for part in every], batch_size=500)


def _delete_parts(model: type[SearchPassage | SearchTopic], keys: list[str]) -> None:
    # Wagtail listens to the deletion of every model, for which Django would first load all the texts. Nothing refers to
    # these rows, so they go in one statement.
    model.objects.filter(entry__in=keys)._raw_delete(connection.alias)  # noqa: SLF001


def _upsert(entries: Sequence[SearchEntry]) -> None:
    SearchEntry.objects.bulk_create(entries, update_conflicts=True, unique_fields=["key"], update_fields=_ENTRY_FIELDS)


def _listed_on(record: SearchRecord) -> dt.date:
    """The day that lists sort by: the date, else the first day of its year, else the first day of the calendar."""
    if record.date:
        return record.date
    return dt.date(record.year, 1, 1) if record.year else _NO_DATE


def _rows(record: SearchRecord) -> tuple[SearchEntry, list[SearchPassage], list[SearchTopic]]:
    """The rows of a record, without a stamp yet."""
    access = pack(record.access)
    year = record.year if record.year is not None else record.date.year if record.date else None
    entry = SearchEntry(
        key=record.key,
        object_id=record.object_id,
        tree_path=record.tree_path,
        url=record.url,
        kind=record.kind.value,
        kind_label=str(record.kind.label),
        title=_one_line(record.title),
        summary=_text(record.summary),
        number=_one_line(record.number),
        date=record.date,
        listed_on=_listed_on(record),
        year=year,
        access=access,
        public=PUBLIC in record.access,
        **_term("status", record.status),
        **_term("audience", record.audience),
        **_term("agency", record.agency),
        facts=_facts(record.facts),
    )
    passages = [
        SearchPassage(
            entry=entry,
            order=order,
            label=_one_line(passage.label),
            anchor=passage.anchor,
            text=_text(passage.text),
            access="" if passage.access is None else pack(passage.access) or "||",
            heading=_one_line(passage.heading),
        )
        for order, passage in enumerate(record.passages)
    ]
    labels = {topic.value: str(topic.label) for topic in record.topics}
    topics = [SearchTopic(entry=entry, value=value, label=label) for value, label in sorted(labels.items())]
    said = [_said(passage) for passage in passages]
    entry.passages_digest = _digest(said) if said else ""
    entry.topics_digest = _digest([[topic.value, topic.label] for topic in topics]) if topics else ""
    entry.content_digest = _digest([str(getattr(entry, name)) for name in _ENTRY_FIELDS if name not in _NOT_CONTENT])
    return entry, passages, topics


def _said(passage: SearchPassage) -> list[str]:
    """All that a passage says; without a heading as it was before there were any, so that what has none is not written anew."""
    return [passage.label, passage.anchor, passage.text, passage.access, *filter(None, [passage.heading])]


def _facts(facts: Sequence[Fact]) -> dict[str, list[list[str]]]:
    """Label, value and address of each fact, for every language of the interface."""
    if not facts:
        return {}
    stored = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            stored[code] = [[_one_line(str(fact.label)), _one_line(str(fact.value)), fact.url] for fact in facts]
    return stored


def _term(field: str, term: Term | None) -> dict[str, str]:
    return {field: term.value, f"{field}_label": str(term.label)} if term else {field: "", f"{field}_label": ""}


def _text(text: str) -> str:
    """Text as the analysis reads it: its offsets fit what is stored, and no NUL reaches a database."""
    return normalise(text)


def _one_line(text: str) -> str:
    return " ".join(normalise(text).split())


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=True).encode()).hexdigest()
