"""From the keys that an engine found to what is shown of each: read from the ledger, which has the last word."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.utils.safestring import SafeString

from search import kinds
from search.access import ANONYMOUS_TOKENS, may_read, visible
from search.analysis import QueryTerms
from search.contract import Fact
from search.matching import Matcher
from search.models import SearchEntry, SearchPassage
from search.query import LARGEST_PAGE_SIZE, PAGE_SIZE
from search.snippets import PassageText, Snippet, marked, snippets
from search.statements import Statement

_NEEDED = {
    "key", "tree_path", "url", "kind", "kind_label", "title", "summary", "number", "date", "status", "status_label",
    "agency_label", "facts", "recorded_at",
}  # fmt: skip
_SHOWN = [field.attname for field in SearchEntry._meta.concrete_fields if field.attname in _NEEDED]
_SIZES = (PAGE_SIZE, LARGEST_PAGE_SIZE)
_PUBLIC_ENTRIES = {
    size: Statement(
        lambda *keys: (
            SearchEntry.objects.filter(pk__in=keys, public=True, deleted=False).order_by().values_list(*_SHOWN)
        ),
        *[str] * size,
    )
    for size in _SIZES
}
_PASSAGES = {
    size: Statement(
        lambda *keys: (
            SearchPassage.objects.filter(entry__in=keys)
            .order_by("entry", "order")
            .values_list("entry", "label", "anchor", "text", "access")
        ),
        *[str] * size,
    )
    for size in _SIZES
}


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A place of a hit that answers the question: escaped text with no tag but ``<mark>``, and where it stands.

    ``label`` and ``href`` are empty where the text is not that of a labelled passage (the summary, say).
    """

    html: SafeString
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One result. ``title_html`` and ``snippet_html`` are escaped and hold no tag but ``<mark>``.

    ``url`` is the address in the site's language; ``href`` that in the reader's. ``passages`` are the places that
    answer, the best first: at least one where there is any text, and its text is the snippet.
    """

    key: str
    slug: str
    url: str
    href: str
    kind: str
    kind_label: str
    title: str
    title_html: SafeString
    passages: tuple[ShownPassage, ...]
    number: str
    date: dt.date | None
    status: str
    status_label: str
    agency_label: str
    facts: tuple[Fact, ...]
    recorded_at: dt.datetime

    @property
    def has_more(self) -> bool:
        """Whether there is a line of facts to show."""
        return bool(self.status_label or self.date or self.facts or self.agency_label)

    @property
    def snippet_html(self) -> SafeString:
        """The best stretch of text."""
        return self.passages[0].html if self.passages else SafeString("")

    @property
    def passage_label(self) -> str:
        """What the passage of the snippet is called."""
        return self.passages[0].label if self.passages else ""

    @property
    def passage_href(self) -> str:
        """The address that opens at the passage of the snippet."""
        return self.passages[0].href if self.passages else ""


def hits_of(
    keys: Sequence[str], terms: QueryTerms, tokens: frozenset[str], *, quoted: Sequence[str] = ()
) -> tuple[Hit, ...]:
    """The hits with these keys, in their order, less those that the ledger no longer shows to this visitor.

    A passage with a ``quoted`` phrase as it stands is shown before all others.
    """
    entries = _entries(keys, tokens)
    passages: defaultdict[str, list[PassageText]] = defaultdict(list)
    for key, label, anchor, text, access in _passages(list(entries)):
        if may_read(access, tokens):
            passages[key].append(PassageText(label, anchor, text))
    matcher = Matcher(terms)
    return tuple(_hit(entries[key], passages[key], matcher, quoted) for key in keys if key in entries)


def _entries(keys: Sequence[str], tokens: frozenset[str]) -> dict[str, SearchEntry]:
    """What the ledger still shows to this visitor."""
    if tokens != ANONYMOUS_TOKENS:
        return (
            SearchEntry.objects.filter(visible(tokens), deleted=False).only(*_SHOWN).in_bulk(list(keys)) if keys else {}
        )
    made = (SearchEntry.from_db(DEFAULT_DB_ALIAS, _SHOWN, row) for row in _asked(_PUBLIC_ENTRIES, keys))
    return {entry.key: entry for entry in made}


def _passages(keys: Sequence[str]) -> Iterable[Sequence[str]]:
    """Entry, label, anchor, text and access of all passages of these entries, in their order."""
    return _asked(_PASSAGES, keys)


def _asked(statements: Mapping[int, Statement], keys: Sequence[str]) -> Iterator[Sequence[Any]]:
    """The rows of these keys: as many at once as a page has, the last of them again where there are fewer."""
    size = next((size for size in statements if size >= len(keys)), max(statements))
    for start in range(0, len(keys), size):
        some = keys[start : start + size]
        yield from statements[size](*some, *[some[-1]] * (size - len(some)))


def _hit(entry: SearchEntry, passages: list[PassageText], matcher: Matcher, quoted: Sequence[str]) -> Hit:
    href = entry.href
    return Hit(
        key=entry.key,
        slug=entry.slug,
        url=entry.url,
        href=href,
        kind=entry.kind,
        kind_label=kinds.label(entry.kind, entry.kind_label),
        title=entry.title,
        title_html=marked(entry.title, matcher),
        passages=tuple(_shown(part, href) for part in snippets(matcher, entry.summary, passages, quoted=quoted)),
        number=entry.number,
        date=entry.date,
        status=entry.status,
        status_label=kinds.label(entry.status, entry.status_label, name="status"),
        agency_label=entry.agency_label,
        facts=entry.known_facts,
        recorded_at=entry.recorded_at,
    )


def _shown(part: Snippet, href: str) -> ShownPassage:
    """What is shown of a passage; one that can only be named (a sheet of a file) opens its document."""
    opens = f"{href}#{part.anchor}" if part.anchor else href if part.label else ""
    return ShownPassage(part.html, part.label, opens)
