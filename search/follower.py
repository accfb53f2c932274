"""Following the ledger: whatever has a stamp above an engine's cursor is read in batches and applied.

Publishing waits for none of this, and none of it holds a lock that publishing needs: the ledger is read without a
transaction, and what changes while it is read is left for the next batch.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from search import engines, ledger
from search.documents import document
from search.engines import Batch, Building, Cursor, EngineBusyError, Index, IndexMissingError, Target
from search.models import SearchEntry, SearchPassage, SearchTopic

if TYPE_CHECKING:
    from search.engines.elasticsearch import ElasticsearchEngine

BATCH_SIZE = 200
_SAMPLE_SIZE = 20


def catch_up(engine: Index | None = None) -> int:
    """Bring the index up to the ledger, made anew where it is missing, broken or about another ledger.

    For the background worker, again and again; the engine is this machine's own unless one is given. Returns the
    number of entries applied: 0 also while another process writes this index, which then sees to it. Raises
    EngineError or DatabaseError when it failed; the cursor then stands where the last whole batch left it.
    """
    try:
        return _catch_up(engine or engines.embedded())
    except EngineBusyError:
        return 0


def _catch_up(engine: Index) -> int:
    try:
        cursor = engine.cursor()
    except IndexMissingError:
        return rebuild(engine)
    known = ledger.identity()
    if cursor.stamp > ledger.latest_stamp() or (cursor.ledger != known and cursor != Cursor()):
        return rebuild(engine)
    return _follow_ledger(engine, cursor)


def rebuild(engine: Index) -> int:
    """Fill a new index from the whole ledger and put it in the place of the old one; no page is rendered for it.

    The old index answers, and takes updates, until the very end. Returns the number of entries read.
    """
    with engine.rebuilding() as target:
        applied = 0
        # What is published during the first pass is in the second, and so on; each is much shorter than the one before.
        while step := _follow_ledger(target, target.cursor()):
            applied += step
        _verify(target)
    return applied


def _verify(target: Building) -> None:
    """Compare a new index with the ledger: the number of documents, and the stamps of some."""
    followed = target.cursor().stamp
    living = SearchEntry.objects.filter(deleted=False, stamp__lte=followed)
    sample: dict[str, int] = {}
    for place in range(_SAMPLE_SIZE):
        near = living.filter(stamp__gte=followed * place // _SAMPLE_SIZE).order_by("stamp")
        sample.update(near.values_list("key", "stamp")[:1])
    # What was published since then is in the index in its older form, or not at all.
    later = ledger.latest_stamp() - followed
    fewest = living.count()
    target.verify(fewest, fewest + later, sample)


def take_again(engine: ElasticsearchEngine) -> int:
    """Offer those documents again that an index did not take; returns how many there were. Raises EngineError."""
    keys = engine.rejected()
    for start in range(0, len(keys), BATCH_SIZE):
        entries = list(SearchEntry.objects.filter(pk__in=keys[start : start + BATCH_SIZE]))
        engine.apply(_batch(entries, engine.cursor()))
    return len(keys)


def _follow_ledger(target: Target, cursor: Cursor) -> int:
    known = ledger.identity()
    applied = 0
    for batch in _batches(cursor.stamp, known):
        target.apply(batch)
        applied += len(batch.documents) + len(batch.deleted)
    return applied


def _batches(stamp: int, ledger_name: str) -> Iterator[Batch]:
    while entries := list(SearchEntry.objects.filter(stamp__gt=stamp).order_by("stamp")[:BATCH_SIZE]):
        stamp = entries[-1].stamp
        yield _batch(entries, Cursor(stamp, ledger_name))


def _batch(entries: list[SearchEntry], cursor: Cursor) -> Batch:
    keys = [entry.key for entry in entries]
    passages: defaultdict[str, list[SearchPassage]] = defaultdict(list)
    for passage in SearchPassage.objects.filter(entry__in=keys).order_by("entry", "order"):
        passages[passage.entry_id].append(passage)
    topics: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for key, value, label in SearchTopic.objects.filter(entry__in=keys).values_list("entry", "value", "label"):
        topics[key].append((value, label))
    # An entry that got a newer stamp meanwhile may have had its new text read with its old access. Its newer stamp is
    # above this batch's cursor, so it comes again, whole.
    unchanged = dict(SearchEntry.objects.filter(pk__in=keys).values_list("key", "stamp"))
    entries = [entry for entry in entries if unchanged.get(entry.key) == entry.stamp]
    return Batch(
        documents=tuple(
            document(entry, passages[entry.key], topics[entry.key]) for entry in entries if not entry.deleted
        ),
        deleted=tuple(entry.key for entry in entries if entry.deleted),
        cursor=cursor,
        stamps={entry.key: entry.stamp for entry in entries},
    )


def catch_up_now(timeout: float = 30.0) -> int:
    """Bring all engines of this process up to the ledger before returning; for tests and one-off commands.

    Where a background worker holds the index, waits until that has caught up. Returns the number of entries that this
    call applied to this machine's own index; raises EngineBusyError after ``timeout`` seconds, EngineError where the
    cluster can't be written.
    """
    deadline = time.monotonic() + timeout
    applied = _catch_up_in_turn(engines.embedded(), deadline)
    cluster = engines.cluster()
    if cluster:
        _catch_up_in_turn(cluster, deadline)
    return applied


def _catch_up_in_turn(engine: Index, deadline: float) -> int:
    while True:
        try:
            return _catch_up(engine)
        except EngineBusyError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        finally:
            engine.release()
