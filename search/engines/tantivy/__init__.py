"""The embedded engine: a tantivy index on the local disk, one for each machine.

Nothing outside this package imports tantivy. The index holds terms made by ``search.analysis``, joined by blanks and
split at blanks again; tantivy adds BM25, filters and counts. The cursor is a document of the same index, written in the
same commit, so a crash can't part them. Another process's commits are seen by looking at the stat of two small files
before each search.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import tantivy

from search.engines import Batch, Cursor, EngineError, Found, IndexMissingError, Plan, Status
from search.engines.directory import IndexDirectory, Lock, Signature, signature
from search.engines.tantivy.querying import count_facets, count_left_out, to_query
from search.engines.tantivy.schema import SCHEMA, VERSION, open_index, read_cursor
from search.engines.tantivy.writing import Writing
from search.query import Sort
from search.ranking import WEIGHTS, Weights
from search.weighing import Attempt, Weighing, attempts

__all__ = ["TantivyEngine"]

_beside = ThreadPoolExecutor(max_workers=8, thread_name_prefix="search-counts")
"""As many as a server's process has threads, and more: none waits for another's counts."""


class TantivyEngine:
    """The engine over the indexes under ``root``. Safe to share between threads; writing is serialised."""

    def __init__(self, root: Path, weights: Weights = WEIGHTS) -> None:
        self._directory = IndexDirectory(root, VERSION)
        self._weights = weights
        self._reading = threading.Lock()
        self._writing_lock = threading.RLock()
        self._node_lock = Lock(root / "writer.lock")
        self._seen: tuple[Signature, Signature] | None = None
        self._live: Path | None = None
        self._meta = root
        self._deleted: tuple[tantivy.Searcher, int] | None = None
        self._index: tantivy.Index | None = None
        self._searcher: tantivy.Searcher | None = None
        self._writing: Writing | None = None

    def search(self, plan: Plan, tokens: frozenset[str]) -> Found:
        """See ``Engine.search``."""
        if not tokens:
            return Found(0, ())
        searcher = self._current_searcher()
        asking = Weighing(plan, tokens, self._weights)
        try:
            for attempt in attempts(plan, self._weights):
                if attempt.counted_first and not _suffices(searcher, asking, attempt):
                    continue
                # Counted beside the search, since neither needs the other; where an attempt finds too few, that was cheap.
                counting = _beside.submit(count_facets, searcher, asking, attempt.required) if plan.facets else None
                total, keys = _page(searcher, asking, attempt.required)
                if attempt.answers(total):
                    break
            facets = counting.result() if counting else {}
            left_out = count_left_out(searcher, asking, attempt.required) if plan.facets else 0
        except (ValueError, OSError) as error:
            raise EngineError("The search index could not be read.") from error
        return Found(total, keys, facets, left_out)

    def counts(self, field: str, values: Sequence[str]) -> list[int]:
        """See ``Engine.counts``. What was deleted counts until tantivy merges, so that small counts are looked into."""
        searcher = self._current_searcher()
        deleted = self._deleted_in(searcher)
        counts = [searcher.doc_freq(field, value) for value in values]
        return [
            count if count > deleted or (count and _lives(searcher, field, value)) else 0
            for value, count in zip(values, counts, strict=True)
        ]

    def beginning(self, field: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        """See ``Engine.beginning``."""
        searcher = self._current_searcher()
        deleted = self._deleted_in(searcher)
        found = searcher.terms_with_prefix(field, prefix, limit=limit)
        return [(value, count) for value, count in found if count > deleted or _lives(searcher, field, value)]

    def cursor(self) -> Cursor:
        """See ``Target.cursor``."""
        return read_cursor(self._current_searcher())

    def status(self) -> Status:
        """See ``Engine.status``."""
        searcher = self._current_searcher()
        return Status(documents=searcher.num_docs - 1, cursor=read_cursor(searcher))

    def apply(self, batch: Batch) -> None:
        """See ``Target.apply``."""
        with self._writing_lock:
            self._node_lock.take()
            try:
                live = self._directory.live()
                if self._writing and self._writing.directory != live:
                    self._close_writing()
                if not self._writing:
                    self._writing = Writing(live)
                self._writing.apply(batch)
            except BaseException as error:
                # Also a panic of tantivy, which is no Exception, leaves a writer that nobody can go on with.
                self.release()
                if isinstance(error, ValueError | OSError):
                    raise EngineError("The search index could not be written.") from error
                raise

    @contextmanager
    def rebuilding(self) -> Iterator[Writing]:
        """See ``Engine.rebuilding``."""
        with self._directory.building() as path:
            try:
                target = Writing(path, building=True)
                target.apply(Batch((), (), Cursor()))
                yield target
                target.close()
                self._directory.publish(path)
            except (ValueError, OSError) as error:
                raise EngineError("A new search index could not be built.") from error

    def release(self) -> None:
        """See ``Engine.release``."""
        with self._writing_lock:
            self._close_writing()
            self._node_lock.drop()

    def _close_writing(self) -> None:
        writing, self._writing = self._writing, None
        if writing:
            # Where its directory is gone, a rebuild has replaced it, and nothing in it is needed.
            with suppress(ValueError, OSError):
                writing.close()

    def _current_searcher(self) -> tantivy.Searcher:
        """A searcher over the last commit, whichever process made it."""
        with self._reading:
            for attempt in (1, 2, 3):
                try:
                    return self._refreshed()
                except IndexMissingError:
                    raise
                except (ValueError, OSError) as error:
                    # A rebuild may have swapped the index between two looks; then the next look finds the new one.
                    self._seen = self._live = None
                    if attempt == 3:
                        raise IndexMissingError("The search index is broken.") from error
        raise AssertionError("unreachable")

    def _deleted_in(self, searcher: tantivy.Searcher) -> int:
        """How many documents the searcher still counts though they were deleted. More than so many can't all be.

        To look for one that lives takes as long as a word's list is, which is felt in a large archive. Every document has
        one kind, and the cursor none.
        """
        known = self._deleted
        if known is None or known[0] is not searcher:
            written = sum(count for _, count in searcher.terms_with_prefix("kind", ""))
            known = self._deleted = (searcher, written - (searcher.num_docs - 1))
        return known[1]

    def _refreshed(self) -> tantivy.Searcher:
        pointer = self._directory.pointer
        if self._seen and self._searcher:
            try:
                if self._seen == (signature(pointer), signature(self._meta)):
                    return self._searcher
            except FileNotFoundError:
                pass
        live = self._directory.live()
        # The files are looked at before they are read: a commit in between is then noticed the next time.
        meta = live / "meta.json"
        seen = (signature(pointer), signature(meta))
        if self._index is None or live != self._live:
            index = open_index(live)
            read_cursor(index.searcher())
            self._index, self._live = index, live
        else:
            self._index.reload()
        self._searcher = self._index.searcher()
        self._seen, self._meta = seen, meta
        return self._searcher


def _lives(searcher: tantivy.Searcher, field: str, value: str) -> bool:
    return bool(searcher.search(tantivy.Query.term_query(SCHEMA, field, value, "basic"), 1, count=False).hits)


def _suffices(searcher: tantivy.Searcher, asking: Weighing, attempt: Attempt) -> bool:
    """Whether an attempt finds enough, found out without scores."""
    query = to_query(asking.unfiltered().condition(attempt.required))
    found: int = searcher.search(query, 1).count  # type: ignore[attr-defined]
    return found >= attempt.suffices


def _page(searcher: tantivy.Searcher, asking: Weighing, required: int) -> tuple[int, tuple[str, ...]]:
    """The number of all hits, and the keys of those on the page."""
    plan = asking.plan
    # A page far beyond the end only needs the total; asking for its hits would reserve memory for all before it.
    beyond = plan.offset >= searcher.num_docs
    result = searcher.search(
        to_query(asking.question(required)),
        limit=1 if beyond else plan.limit,
        offset=0 if beyond else plan.offset,
        order_by_field="day" if plan.sort is Sort.DATE or not plan.terms else None,
    )
    addresses = [] if beyond else [address for _, address in result.hits]
    total: int = result.count  # type: ignore[attr-defined] # Missing from tantivy's stubs only.
    return total, tuple(str(searcher.doc(address)["key"][0]) for address in addresses)
