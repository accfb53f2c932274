"""Writing an index: one open writer, and commits that hold a batch together with its cursor."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import tantivy

from search.engines import Batch, Cursor, EngineError
from search.engines.tantivy.schema import CURSOR_KEY, SCHEMA, open_index, read_cursor, to_tantivy

_WRITER_BYTES = 64_000_000
_BUILDING_BYTES = 192_000_000
_COMMIT_EVERY = 10_000
"""A new index is committed after so many documents, and when somebody looks into it."""


class Writing:
    """One open writer. tantivy's own lock forbids a second one on the same directory, in this process or another.

    A ``building`` index is nobody's yet: it is thrown away where the process ends before it is whole, so that it need not
    be committed with every batch. That would make hundreds of small segments, each of them merged several times.
    """

    def __init__(self, directory: Path, *, building: bool = False) -> None:
        self.directory = directory
        self._index = open_index(directory)
        self._writer = self._index.writer(_BUILDING_BYTES if building else _WRITER_BYTES, 1)
        self._most_pending = _COMMIT_EVERY if building else 0
        self._pending = 0
        self._cursor: Cursor | None = None

    def apply(self, batch: Batch) -> None:
        """Replace and remove, then commit together with the cursor (or, in a new index, some time later)."""
        try:
            for key in (*batch.deleted, *(document.key for document in batch.documents)):
                self._writer.delete_documents_by_term("key", key)
            for document in batch.documents:
                self._writer.add_document(to_tantivy(document))
            self._cursor = batch.cursor
            self._pending += len(batch.documents)
            if self._pending >= self._most_pending:
                self._commit()
        except BaseException:
            self._cursor = None
            self._writer.rollback()
            raise

    def _commit(self) -> None:
        """Commit what is pending, with the cursor of the last batch."""
        if self._cursor is None:
            return
        self._writer.delete_documents_by_term("key", CURSOR_KEY)
        self._writer.add_document(
            tantivy.Document(key=CURSOR_KEY, cursor_stamp=self._cursor.stamp, cursor_ledger=self._cursor.ledger)
        )
        self._writer.commit()
        self._cursor = None
        self._pending = 0

    def cursor(self) -> Cursor:
        """The cursor of the last batch."""
        return read_cursor(self._searcher())

    def verify(self, fewest: int, most: int, sample: Mapping[str, int]) -> None:
        """See ``Building.verify``; this index keeps no stamps, so a document of the sample has to be there at all."""
        searcher = self._searcher()
        missing = [key for key in sample if not searcher.search(tantivy.Query.term_query(SCHEMA, "key", key), 1).hits]
        if missing or not fewest <= searcher.num_docs - 1 <= most:
            raise EngineError("The new search index does not hold what it should.")

    def _searcher(self) -> tantivy.Searcher:
        self._commit()
        self._index.reload()
        return self._index.searcher()

    def close(self) -> None:
        """Commit what is pending, wait for merges under way and free tantivy's lock."""
        self._commit()
        self._writer.wait_merging_threads()
