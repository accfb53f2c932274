"""The mapping and the settings of an index, and how a document, a tombstone and the cursor become its records.

An index holds terms made by ``search.analysis``, joined by blanks and split at blanks again, as the embedded engine's
does; Elasticsearch adds BM25, filters and counts. No text is kept in a readable form: what a hit shows comes from the
ledger.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from elasticsearch.dsl import Boolean, Document, Index, Keyword, Long, MetaField, Text, analyzer

from search import analysis
from search.engines import Cursor
from search.engines import Document as SearchDocument
from search.engines.fields import FIELDS, LOCAL, Holds, contents
from search.engines.values import labelled_values

_LAYOUT = 3  # Raise it whenever the fields change, or what documents put into them.
VERSION = f"{_LAYOUT}-{analysis.FINGERPRINT}"
"""Part of every index's name and of its alias: an index with other terms is not asked but made anew."""

CURSOR_ID = "::cursor"
"""No key of the ledger begins like this."""

GAP = "zzgapzz"
"""In a phrase, the place of a word that was dropped. No text has it."""

_BETWEEN = "\x1f"
LARGEST_WINDOW = 10_000
"""How deep a page may lie; a deeper one would make every shard sort and send all that comes before."""

_TERMS = "whitespace"
# Elasticsearch's own analysers are enough, so that no plug-in is needed: one splits at blanks, this one leaves a place
# free for the word that it is told to stop.
_GAPPED = analyzer("terms_with_gaps", type="standard", stopwords=[GAP])


def _terms(name: str) -> Text:
    holds = FIELDS[name]
    if holds is Holds.VALUES:
        return Text(analyzer=_TERMS, index_options="docs", norms=False)
    # Places are what a text field keeps unless it is told otherwise.
    return Text(analyzer=_TERMS) if holds is Holds.TEXT else Text(analyzer=_TERMS, index_options="freqs")


def _value(counted: bool = False) -> Keyword:
    # What facets count is kept ready at each refresh, so that no visitor waits for it.
    return Keyword(eager_global_ordinals=True) if counted else Keyword(doc_values=False)


class PortalDocument(Document):
    """A record of the index. A tombstone has a key, a stamp and ``deleted``; the cursor only its own fields."""

    key = Keyword(doc_values=False)
    stamp = Long()
    deleted = Boolean()
    access = Keyword(doc_values=False)
    title = _terms("title")
    title_shingle = _terms("title_shingle")
    title_word = _terms("title_word")
    about = _terms("about")
    about_shingle = _terms("about_shingle")
    heading = _terms("heading")
    heading_shingle = _terms("heading_shingle")
    body = _terms("body")
    body_shingle = _terms("body_shingle")
    members = _terms("members")
    members_shingle = _terms("members_shingle")
    members_heading = _terms("members_heading")
    members_heading_shingle = _terms("members_heading_shingle")
    own_key = _terms("own_key")
    mention = _terms("mention")
    number = _terms("number")
    defines = _terms("defines")
    kind = _value(counted=True)
    agency = _value()
    topic = _value()
    status = _value()
    audience = _value()
    agency_shown = _value(counted=True)
    topic_shown = _value(counted=True)
    status_shown = _value(counted=True)
    audience_shown = _value(counted=True)
    year = Long()
    day = Long()
    cursor_stamp = Long(index=False, doc_values=False)
    cursor_ledger = Keyword(index=False, doc_values=False)
    cursor_rejected = Keyword(index=False, doc_values=False)

    class Meta:
        dynamic = MetaField("strict")


_KEPT = ("stamp", "deleted", "cursor_stamp", "cursor_ledger", "cursor_rejected")


def index_definition(name: str, *, shards: int, replicas: int, refresh: str) -> dict[str, Any]:
    """What an index is made with."""
    index = Index(name)
    index.document(PortalDocument)
    index.analyzer(_GAPPED)
    index.settings(
        number_of_shards=shards,
        number_of_replicas=replicas,
        refresh_interval=refresh,
        max_result_window=LARGEST_WINDOW,
    )
    definition: dict[str, Any] = index.to_dict()
    definition["mappings"]["_source"] = {"includes": list(_KEPT)}
    return definition


def properties() -> dict[str, Any]:
    """The fields as Elasticsearch gives them back when it is asked for the mapping."""
    fields: dict[str, Any] = PortalDocument._doc_type.mapping.to_dict()["properties"]  # noqa: SLF001
    return fields


def to_source(document: SearchDocument, stamp: int) -> dict[str, Any]:
    """The record of a document. A field without content is left out."""
    source: dict[str, Any] = {
        "key": document.key,
        "stamp": stamp,
        "deleted": False,
        "access": list(document.access),
        **{name: " ".join(terms) for name, terms in contents(document).items() if name not in LOCAL},
        "kind": document.kind,
        "year": document.year,
        "day": document.day,
        **labelled_values(document),
    }
    return {name: value for name, value in source.items() if value not in ("", [], None)}


def tombstone(key: str, stamp: int) -> dict[str, Any]:
    """The record of a deleted entry. It stays, so that an older update of the same entry can't bring it back."""
    return {"key": key, "stamp": stamp, "deleted": True}


def to_cursor(cursor: Cursor, rejected: Mapping[str, str]) -> dict[str, Any]:
    """The record of the cursor, with the keys of documents that the index did not take and the reasons."""
    return {
        "cursor_stamp": cursor.stamp,
        "cursor_ledger": cursor.ledger,
        "cursor_rejected": [f"{key}{_BETWEEN}{reason}" for key, reason in sorted(rejected.items())],
    }


def from_cursor(source: Mapping[str, Any]) -> tuple[Cursor, dict[str, str]]:
    """The cursor and the rejected documents of a record."""
    rejected = dict(line.split(_BETWEEN, 1) for line in source.get("cursor_rejected", ()))
    return Cursor(int(source["cursor_stamp"]), str(source["cursor_ledger"])), rejected
