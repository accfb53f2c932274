"""From the ledger's rows to the documents that engines index: analysed once, the same for every engine."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import override

from search.access import unpack
from search.acronyms import explained
from search.analysis import number_of, own_keys, terms
from search.contract import MEMBERS, Term
from search.definitions import defined_terms
from search.engines import Document
from search.models import SearchEntry, SearchPassage


def document(entry: SearchEntry, passages: Iterable[SearchPassage], topics: Iterable[tuple[str, str]]) -> Document:
    """The document of a living entry. ``topics`` are pairs of value and label.

    Restricted passages go into the members' text if members may read them; text for any other circle is left out,
    since an index that knows it could give it away.
    """
    topics = list(topics)
    public: list[SearchPassage] = []
    members: list[SearchPassage] = []
    for passage in passages:
        if not passage.access:
            public.append(passage)
        elif MEMBERS in unpack(passage.access):
            members.append(passage)
    public_text = _text_of(public)
    labels = [entry.kind_label, entry.agency_label, entry.status_label, *(label for _, label in topics)]
    return Document(
        key=entry.key,
        title=terms(entry.title),
        about=terms("\n".join([entry.summary, entry.number, _spoken_date(entry), *labels])),
        heading=terms(_headings_of(public)),
        body=terms(public_text),
        members=terms(_text_of(members)),
        members_heading=terms(_headings_of(members)),
        own_keys=own_keys(entry.title, entry.number),
        number=number_of(entry.title, entry.number),
        defines=defined_terms(public_text),
        acronyms=explained(public_text),
        kind=entry.kind,
        year=entry.year,
        day=entry.listed_on.toordinal() if entry.date else 0,
        agency=_term(entry.agency, entry.agency_label),
        topics=tuple(Term(value, label) for value, label in topics),
        status=_term(entry.status, entry.status_label),
        audience=_term(entry.audience, entry.audience_label),
        access=tuple(sorted(unpack(entry.access))),
    )


def _text_of(passages: Iterable[SearchPassage]) -> str:
    """The passages as one text: each once under its label and its heading, with which its own text may begin already."""
    lines: list[str] = []
    for passage in passages:
        above = dict.fromkeys([passage.label, passage.heading])
        lines += [name for name in above if name and not _begins_with(passage.text, name)]
        lines.append(passage.text)
    return "\n".join(lines)


def _begins_with(text: str, name: str) -> bool:
    return text.startswith(name) and not text[len(name) : len(name) + 1].isalnum()


def _headings_of(passages: Iterable[SearchPassage]) -> str:
    """The headings, each once: a long section is several passages, and a word is not said more often for it."""
    return "\n".join(dict.fromkeys(passage.heading for passage in passages if passage.heading))


def _spoken_date(entry: SearchEntry) -> str:
    """The date as people say it ("18 November 2021"), in the language of the site."""
    if entry.date is None:
        return ""
    with override(settings.LANGUAGE_CODE):
        return date_format(entry.date, "j F Y")


def _term(value: str, label: str) -> Term | None:
    return Term(value, label) if value else None
