"""The values of an index that are filtered and counted: what a document has, and how counts are read. For every engine.

What is counted is, for most filters, the value together with its label, so that a count needs no look-up elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from search.contract import Term
from search.engines import Document, FacetCount

LABELLED = ("agency", "topic", "status", "audience")
MOST_VALUES = 500
"""How many values of one filter are counted."""

_BETWEEN = "\x1f"
_LONGEST_LABEL = 500


def counted_field(name: str) -> str:
    """The field whose values are counted for a filter."""
    return f"{name}_shown" if name in LABELLED else name


def labelled_values(document: Document) -> dict[str, list[str]]:
    """The values of the labelled filters, each by itself and, in the counted field, with its label."""
    terms: Mapping[str, tuple[Term | None, ...]] = {
        "agency": (document.agency,),
        "topic": document.topics,
        "status": (document.status,),
        "audience": (document.audience,),
    }
    values: dict[str, list[str]] = {}
    for name in LABELLED:
        values[name] = [term.value for term in terms[name] if term]
        values[counted_field(name)] = [
            f"{term.value}{_BETWEEN}{str(term.label)[:_LONGEST_LABEL]}" for term in terms[name] if term
        ]
    return values


def facet_counts(buckets: Iterable[Mapping[str, Any]]) -> tuple[FacetCount, ...]:
    """Values with their counts from an engine's buckets, of which the most frequent comes first.

    Where a label has changed, documents of both count together under the more frequent.
    """
    counts: dict[str, FacetCount] = {}
    for bucket in buckets:
        key, number = bucket["key"], int(bucket["doc_count"])
        # Years come back as floats from one engine.
        value, _, label = str(int(key) if isinstance(key, int | float) else key).partition(_BETWEEN)
        known = counts.get(value)
        counts[value] = FacetCount(value, known.label if known else label, number + (known.count if known else 0))
    return tuple(counts.values())
