"""The fields of an index with terms in them, and what a document puts there: the same for every engine.

Terms are made by ``search.analysis`` and hold no blanks, so that a field can be written as its terms joined by blanks and
split at blanks again. Beside these, an engine keeps what it filters, counts and sorts by (``Document`` names it).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from search.analysis import shingles
from search.contract import PUBLIC, WITHDRAWN
from search.definitions import term_key
from search.engines import Document


class Holds(StrEnum):
    """What a field's terms are good for."""

    TEXT = "text"
    """Scored by BM25, and phrases can be found in it: terms with their places."""
    WORDS = "words"
    """Scored by BM25: terms with their number."""
    VALUES = "values"
    """Looked up only."""


FIELDS: Mapping[str, Holds] = {
    "title": Holds.TEXT,
    "title_shingle": Holds.WORDS,
    "title_word": Holds.WORDS,
    "about": Holds.TEXT,
    "about_shingle": Holds.WORDS,
    "heading": Holds.TEXT,
    "heading_shingle": Holds.WORDS,
    "body": Holds.TEXT,
    "body_shingle": Holds.WORDS,
    "members": Holds.TEXT,
    "members_shingle": Holds.WORDS,
    "members_heading": Holds.TEXT,
    "members_heading_shingle": Holds.WORDS,
    "own_key": Holds.WORDS,
    "mention": Holds.WORDS,
    "number": Holds.VALUES,
    "defines": Holds.WORDS,
    "word": Holds.VALUES,
    "stem": Holds.VALUES,
    "stem_apart": Holds.VALUES,
    "acronym": Holds.VALUES,
    "expansion": Holds.VALUES,
}

JOINT = "="
"""Between the two halves of a pair (acronym and expansion), so that one is found by the other as a prefix."""

VOCABULARY = ("word", "stem", "acronym", "expansion")
"""What the archive holds for everybody to see: asked for counts and beginnings."""

ANYWHERE = ("stem", "stem_apart")
"""Where the stems of a document's searched text stand once more, each once: in the vocabulary, or apart from it where the
document is not for everybody. One look here tells whether a document holds a word in any field of ``SEARCHED``."""

LOCAL = (*VOCABULARY, "stem_apart")
"""The fields of this machine's own index alone."""

SEARCHED = ("title", "body", "about")
"""Where a word may stand for the document to answer it; readers of ``members`` search that field as well."""

NAMES = ("title_word", "number")
"""Where the words stand by which a document is called."""


HEADINGS = ("heading", "members_heading")
"""What stands above the text of ``body`` and of ``members``: said once more, so that it weighs more. Looking into the text
is enough to know whether a document holds a word."""

NOTHING = ("-",)
"""What stands in a scored field that many documents have nothing for; no term looks like it. Lucene counts and averages a field over the
documents that have it, tantivy over all: if all have it, a word weighs the same in both."""


def shingled(field: str) -> str:
    """The field with the shingles of a field of text (``analysis.shingles``)."""
    return f"{field}_shingle"


def contents(document: Document) -> dict[str, tuple[str, ...]]:
    """The terms of every field.

    Four of them are the vocabulary: what the archive offers to everybody. Nothing gets into them that is not public, or
    that was withdrawn, and it leaves with its document.
    """
    public = PUBLIC in document.access and (document.status is None or document.status.value != WITHDRAWN.value)
    texts = (document.title, document.about, document.body)
    stems = tuple({stem for text in texts for stem in text.stems})
    acronyms = document.acronyms if public else ()
    written = {
        "title": document.title.stems,
        "about": document.about.stems,
        "heading": document.heading.stems or NOTHING,
        "body": document.body.stems,
        "members": document.members.stems,
        "members_heading": document.members_heading.stems or NOTHING,
    }
    return {
        **written,
        **{shingled(name): shingles(terms) or NOTHING for name, terms in written.items()},
        "defines": document.defines or NOTHING,
        "word": tuple({word for text in texts for word in text.words}) if public else (),
        "stem": stems if public else (),
        "stem_apart": () if public else stems,
        "acronym": tuple(f"{acronym.short}{JOINT}{term_key(acronym.stems)}" for acronym in acronyms),
        "expansion": tuple(f"{term_key(acronym.stems)}{JOINT}{acronym.short}" for acronym in acronyms),
        "title_word": (*document.title.words, *document.title.doubled),
        "own_key": document.own_keys,
        "mention": (*document.title.keys, *document.body.keys) or NOTHING,
        "number": document.number,
    }
