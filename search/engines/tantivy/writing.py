"""Writing an index: one open writer, and commits that hold a batch together with its cursor."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import tantivy

from search.engines import Batch, Cursor, EngineError
from search.engines.tantivy.schema import CURSOR_KEY, SCHEMA, open_index, read_cursor, to_tantivy

_WRITER_BYTES = 64_000_000


class Writing:
    """One open writer. tantivy's own lock forbids a second one on the same directory, in this process or another."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._index = open_index(directory)
        self._writer = self._index.writer(_WRITER_BYTES, 1)

    def apply(self, batch: Batch) -> None:
        """Replace and remove, then commit together with the cursor."""
        try:
            for key in (*batch.deleted, *(document.key for document in batch.documents), CURSOR_KEY):
                self._writer.delete_documents_by_term("key", key)
            for document in batch.documents:
                self._writer.add_document(to_tantivy(document))
            self._writer.add_document(
                tantivy.Document(key=CURSOR_KEY, cursor_stamp=batch.cursor.stamp, cursor_ledger=batch.cursor.ledger)
            )
            self._writer.commit()
        except BaseException:
            self._writer.rollback()
            raise

    def cursor(self) -> Cursor:
        """The cursor of the last commit."""
        self._index.reload()
        return read_cursor(self._index.searcher())

    def verify(self, fewest: int, most: int, sample: Mapping[str, int]) -> None:
        """See ``Building.verify``; this index keeps no stamps, so a document of the sample has to be there at all."""
        self._index.reload()
        searcher = self._index.searcher()
        missing = [key for key in sample if not searcher.search(tantivy.Query.term_query(SCHEMA, "key", key), 1).hits]
        if missing or not fewest <= searcher.num_docs - 1 <= most:
            raise EngineError("The new search index does not hold what it should.")

    def close(self) -> None:
        """Wait for merges under way and free tantivy's lock."""
        self._writer.wait_merging_threads()
