"""The fields of the index, and how a document and the cursor become one of its records."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Literal

import tantivy

from search import analysis
from search.engines import Cursor, Document, IndexMissingError
from search.engines.fields import FIELDS, Holds, contents
from search.engines.values import LABELLED, counted_field, labelled_values

_LAYOUT = 7  # Raise it whenever the fields change, or what documents put into them.
VERSION = f"{_LAYOUT}.{analysis.FINGERPRINT}.{version('tantivy')}"
"""An index of another version is not read but made anew: other fields, other terms or another format."""

CURSOR_KEY = "\x00cursor"
_INDEX_OPTIONS: dict[Holds, Literal["position", "freq", "basic"]] = {
    Holds.TEXT: "position",
    Holds.WORDS: "freq",
    Holds.VALUES: "basic",
}
_VALUES = ("kind", "agency", "topic", "status", "audience")


def _make_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("access", tokenizer_name="raw", index_option="basic")
    for name, holds in FIELDS.items():
        builder.add_text_field(name, tokenizer_name="terms", index_option=_INDEX_OPTIONS[holds])
    for name in _VALUES:
        builder.add_text_field(name, fast=name not in LABELLED, tokenizer_name="raw", index_option="basic")
    for name in LABELLED:
        builder.add_text_field(counted_field(name), fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("year", indexed=True, fast=True)
    builder.add_integer_field("day", fast=True)
    builder.add_integer_field("cursor_stamp", stored=True)
    builder.add_text_field("cursor_ledger", stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


SCHEMA = _make_schema()


def open_index(directory: Path) -> tantivy.Index:
    """The index in a directory, made where there is none; raises ValueError or OSError for one that can't be read."""
    index = tantivy.Index(SCHEMA, str(directory), reuse=True)
    index.register_tokenizer("terms", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    # Without a watcher thread of its own: this module knows better when to look.
    index.config_reader("manual")
    index.reload()
    return index


def read_cursor(searcher: tantivy.Searcher) -> Cursor:
    """The cursor that was committed with what the searcher sees; raises IndexMissingError where there is none."""
    hits = searcher.search(tantivy.Query.term_query(SCHEMA, "key", CURSOR_KEY), 1).hits
    if not hits:
        raise IndexMissingError("The search index has no cursor.")
    document = searcher.doc(hits[0][1])
    return Cursor(int(document["cursor_stamp"][0]), str(document["cursor_ledger"][0]))


def to_tantivy(document: Document) -> tantivy.Document:
    """The record of a document."""
    fields: dict[str, object] = {
        "key": document.key,
        "access": list(document.access),
        **{name: " ".join(terms) for name, terms in contents(document).items()},
        "kind": document.kind,
        "day": document.day,
        **labelled_values(document),
    }
    if document.year is not None:
        fields["year"] = document.year
    return tantivy.Document(**fields)
