"""The embedded engine: a tantivy index on the local disk, one for each machine.

Nothing else imports tantivy. The index holds terms made by ``search.analysis``, joined by blanks and split at blanks
again; tantivy adds BM25, filters and counts. The cursor is a document of the same index, written in the same commit,
so a crash can't part them. Another process's commits are seen by looking at the stat of two small files before each
search.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

import tantivy

from search import analysis
from search.contract import MEMBERS, Term
from search.engines import Batch, Cursor, Document, EngineError, FacetCount, Found, IndexMissingError, Plan, Status
from search.engines.directory import IndexDirectory, Lock, Signature, signature
from search.query import FILTERS, Filters, Sort
from search.ranking import WEIGHTS, Weights

_LAYOUT = 1
VERSION = f"{_LAYOUT}.{analysis.VERSION}.{version('snowballstemmer')}.{version('tantivy')}".replace("-", "")

_CURSOR_KEY = "\x00cursor"
_TERMS = ("title", "title_word", "about", "body", "members", "own_key", "mention")
_VALUES = ("kind", "agency", "topic", "status", "audience")
# What is counted for these filters is the value together with its label, so that a count needs no look-up elsewhere.
_LABELLED = ("agency", "topic", "status", "audience")
_BETWEEN = "\x1f"
_WRITER_BYTES = 64_000_000
_MOST_FACET_VALUES = 500

_MUST, _SHOULD = tantivy.Occur.Must, tantivy.Occur.Should


def _make_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("access", tokenizer_name="raw", index_option="basic")
    for name in _TERMS:
        positions = "position" if name in ("title", "body", "members") else "freq"
        builder.add_text_field(name, tokenizer_name="terms", index_option=positions)
    for name in _VALUES:
        builder.add_text_field(name, fast=name not in _LABELLED, tokenizer_name="raw", index_option="basic")
    for name in _LABELLED:
        builder.add_text_field(f"{name}_shown", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("year", indexed=True, fast=True)
    builder.add_integer_field("day", fast=True)
    builder.add_integer_field("cursor_stamp", stored=True)
    builder.add_text_field("cursor_ledger", stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


_SCHEMA = _make_schema()


def _open(directory: Path) -> tantivy.Index:
    index = tantivy.Index(_SCHEMA, str(directory), reuse=True)
    index.register_tokenizer("terms", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    # Without a watcher thread of its own: this module knows better when to look.
    index.config_reader("manual")
    index.reload()
    return index


def _read_cursor(searcher: tantivy.Searcher) -> Cursor:
    hits = searcher.search(tantivy.Query.term_query(_SCHEMA, "key", _CURSOR_KEY), 1).hits
    if not hits:
        raise IndexMissingError("The search index has no cursor.")
    document = searcher.doc(hits[0][1])
    return Cursor(int(document["cursor_stamp"][0]), str(document["cursor_ledger"][0]))


class _Writing:
    """One open writer. tantivy's own lock forbids a second one on the same directory, in this process or another."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._index = _open(directory)
        self._writer = self._index.writer(_WRITER_BYTES, 1)

    def apply(self, batch: Batch) -> None:
        """Replace and remove, then commit together with the cursor."""
        try:
            for key in (*batch.deleted, *(document.key for document in batch.documents), _CURSOR_KEY):
                self._writer.delete_documents_by_term("key", key)
            for document in batch.documents:
                self._writer.add_document(_to_tantivy(document))
            self._writer.add_document(
                tantivy.Document(key=_CURSOR_KEY, cursor_stamp=batch.cursor.stamp, cursor_ledger=batch.cursor.ledger)
            )
            self._writer.commit()
        except BaseException:
            self._writer.rollback()
            raise

    def cursor(self) -> Cursor:
        """The cursor of the last commit."""
        self._index.reload()
        return _read_cursor(self._index.searcher())

    def close(self) -> None:
        """Wait for merges under way and free tantivy's lock."""
        self._writer.wait_merging_threads()


def _to_tantivy(document: Document) -> tantivy.Document:
    fields: dict[str, object] = {
        "key": document.key,
        "access": list(document.access),
        "title": " ".join(document.title.stems),
        "title_word": " ".join(document.title.words),
        "about": " ".join(document.about.stems),
        "body": " ".join(document.body.stems),
        "members": " ".join(document.members.stems),
        "own_key": " ".join(document.own_keys),
        "mention": " ".join((*document.title.keys, *document.body.keys)),
        "kind": document.kind,
        "day": document.day,
    }
    if document.year is not None:
        fields["year"] = document.year
    labelled: dict[str, tuple[Term | None, ...]] = {
        "agency": (document.agency,),
        "topic": document.topics,
        "status": (document.status,),
        "audience": (document.audience,),
    }
    for name, terms in labelled.items():
        fields[name] = [term.value for term in terms if term]
        fields[f"{name}_shown"] = [f"{term.value}{_BETWEEN}{term.label}" for term in terms if term]
    return tantivy.Document(**fields)


def _text_query(plan: Plan, members: bool, weights: Weights) -> tantivy.Query:
    """Any term in any field; a field's score is BM25 times its weight, and the fields are summed."""
    terms = plan.terms
    texts = {"title": weights.title, "body": weights.body}
    if members:
        texts["members"] = weights.body
    weighed = [
        *((_term(name, stem), weight) for stem in terms.stems for name, weight in texts.items()),
        *((_term("about", stem), weights.about) for stem in terms.stems),
        *((_term("title_word", word), weights.title_word) for word in terms.words),
        *((_term("own_key", key), weights.own_key) for key in terms.keys),
        *((_term("mention", key), weights.mention) for key in terms.keys),
    ]
    if weights.shortest_phrase <= len(terms.phrase) <= weights.longest_phrase:
        weighed += [
            (tantivy.Query.phrase_query(_SCHEMA, name, list(terms.phrase)), weight * weights.phrase)
            for name, weight in texts.items()
        ]
    clauses = [(_SHOULD, tantivy.Query.boost_query(query, weight)) for query, weight in weighed]
    clauses += [(_SHOULD, query) for query in _title_coverage(terms.stems, weights)]
    return tantivy.Query.boolean_query(clauses)


def _title_coverage(stems: tuple[str, ...], weights: Weights) -> list[tantivy.Query]:
    """Fixed amounts for titles that hold all the terms, or all but one."""
    in_title = [(_SHOULD, _term("title", stem)) for stem in stems]
    coverage = []
    if len(stems) >= 2:
        coverage.append((tantivy.Query.boolean_query(in_title, len(stems)), weights.whole_title))
    if len(stems) >= 3:
        coverage.append((tantivy.Query.boolean_query(in_title, len(stems) - 1), weights.nearly_whole_title))
    return [tantivy.Query.const_score_query(query, amount) for query, amount in coverage]


def _term(field: str, value: str) -> tantivy.Query:
    return tantivy.Query.term_query(_SCHEMA, field, value, "freq")


def _condition(name: str, filters: Filters) -> tantivy.Query | None:
    values = list(getattr(filters, name))
    if not values:
        return None
    return tantivy.Query.const_score_query(tantivy.Query.term_set_query(_SCHEMA, name, values), 0.0)


def _query(plan: Plan, tokens: frozenset[str], weights: Weights, without: str = "") -> tantivy.Query:
    """The whole query; ``without`` leaves one filter out, for the counts of that filter."""
    visible = tantivy.Query.term_set_query(_SCHEMA, "access", sorted(tokens))
    clauses = [(_MUST, tantivy.Query.const_score_query(visible, 0.0))]
    if plan.terms:
        clauses.append((_MUST, _text_query(plan, MEMBERS in tokens, weights)))
    for name in FILTERS:
        condition = _condition(name, plan.filters) if name != without else None
        if condition is not None:
            clauses.append((_MUST, condition))
    return tantivy.Query.boolean_query(clauses)


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
        self._index: tantivy.Index | None = None
        self._searcher: tantivy.Searcher | None = None
        self._writing: _Writing | None = None

    def search(self, plan: Plan, tokens: frozenset[str]) -> Found:
        """See ``Engine.search``."""
        if not tokens:
            return Found(0, ())
        searcher = self._current_searcher()
        query = _query(plan, tokens, self._weights)
        by_date = plan.sort is Sort.DATE or not plan.terms
        # A page far beyond the end only needs the total; asking for its hits would reserve memory for all before it.
        beyond = plan.offset >= searcher.num_docs
        try:
            result = searcher.search(
                query,
                limit=1 if beyond else plan.limit,
                offset=0 if beyond else plan.offset,
                order_by_field="day" if by_date else None,
            )
            addresses = [] if beyond else [address for _, address in result.hits]
            keys = tuple(str(searcher.doc(address)["key"][0]) for address in addresses)
            facets = self._facets(searcher, plan, tokens) if plan.facets else {}
        except (ValueError, OSError) as error:
            raise EngineError("The search index could not be read.") from error
        total: int = result.count  # type: ignore[attr-defined] # Missing from tantivy's stubs only.
        return Found(total=total, keys=keys, facets=facets)

    def cursor(self) -> Cursor:
        """See ``Target.cursor``."""
        return _read_cursor(self._current_searcher())

    def status(self) -> Status:
        """See ``Engine.status``."""
        searcher = self._current_searcher()
        return Status(documents=searcher.num_docs - 1, cursor=_read_cursor(searcher))

    def apply(self, batch: Batch) -> None:
        """See ``Target.apply``."""
        with self._writing_lock:
            self._node_lock.take()
            try:
                live = self._directory.live()
                if self._writing and self._writing.directory != live:
                    self._close_writing()
                if not self._writing:
                    self._writing = _Writing(live)
                self._writing.apply(batch)
            except (ValueError, OSError) as error:
                self.release()
                raise EngineError("The search index could not be written.") from error

    @contextmanager
    def rebuilding(self) -> Iterator[_Writing]:
        """See ``Engine.rebuilding``."""
        with self._directory.building() as path:
            try:
                target = _Writing(path)
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

    def _facets(
        self, searcher: tantivy.Searcher, plan: Plan, tokens: frozenset[str]
    ) -> dict[str, tuple[FacetCount, ...]]:
        """Counts of all filters: one pass for those without values, one more for each that has some."""
        restricted = [name for name in FILTERS if getattr(plan.filters, name)]
        passes = [("", [name for name in FILTERS if name not in restricted]), *((name, [name]) for name in restricted)]
        facets: dict[str, tuple[FacetCount, ...]] = {}
        for without, names in passes:
            if names:
                wanted = {
                    name: {"terms": {"field": _counted_field(name), "size": _MOST_FACET_VALUES}} for name in names
                }
                counted = searcher.aggregate(_query(plan, tokens, self._weights, without), wanted)
                for name in names:
                    facets[name] = _facet_counts(counted[name]["buckets"])
        return facets

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

    def _refreshed(self) -> tantivy.Searcher:
        pointer = self._directory.pointer
        if self._seen and self._live and self._searcher:
            try:
                if self._seen == (signature(pointer), signature(self._live / "meta.json")):
                    return self._searcher
            except FileNotFoundError:
                pass
        live = self._directory.live()
        # The files are looked at before they are read: a commit in between is then noticed the next time.
        seen = (signature(pointer), signature(live / "meta.json"))
        if self._index is None or live != self._live:
            index = _open(live)
            _read_cursor(index.searcher())
            self._index, self._live = index, live
        else:
            self._index.reload()
        self._searcher = self._index.searcher()
        self._seen = seen
        return self._searcher


def _counted_field(name: str) -> str:
    return f"{name}_shown" if name in _LABELLED else name


def _facet_counts(buckets: list[dict[str, Any]]) -> tuple[FacetCount, ...]:
    """Values with their counts; where a label has changed, documents of both count together under the more frequent."""
    counts: dict[str, FacetCount] = {}
    for bucket in buckets:  # The most frequent comes first.
        key, number = bucket["key"], int(bucket["doc_count"])
        # Years come back as floats.
        value, _, label = str(int(key) if isinstance(key, int | float) else key).partition(_BETWEEN)
        known = counts.get(value)
        counts[value] = FacetCount(value, known.label if known else label, number + (known.count if known else 0))
    return tuple(counts.values())
