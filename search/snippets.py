"""From a hit's text to what is shown of it: the best passage, the best stretch of it, with the matches marked.

Pure. Text is cut first and escaped afterwards, piece by piece, so that neither a word nor an entity is ever cut and
``<mark>`` is the only tag in the result.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.analysis import Match, QueryTerms, matches, normalise

LENGTH = 240
_LEAD = 60
_MOST_MATCHES = 300
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class PassageText:
    """A passage that the visitor may read, with a normalised text."""

    label: str
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Snippet:
    """What is shown below a hit's title; label and anchor are empty unless a labelled passage matched."""

    html: SafeString
    label: str = ""
    anchor: str = ""


def marked(text: str, query: QueryTerms) -> SafeString:
    """The whole text, escaped, with the matches marked."""
    text = normalise(text)
    return _html(text, matches(text, query), 0, len(text))


def snippet(query: QueryTerms, summary: str, passages: Sequence[PassageText]) -> Snippet:
    """The best stretch of the best passage; of the summary, or whatever text there is, when no passage answers.

    The best passage has the most different terms of the question, then the most matches; the first of equals.
    """
    best: tuple[tuple[int, int], PassageText, list[Match]] | None = None
    for passage in passages:
        found = matches(passage.text, query)
        worth = (len({match.term for match in found}), len(found))
        if found and (best is None or worth > best[0]):
            best = (worth, passage, found)
    in_summary = matches(summary, query)
    if best and best[0][0] >= len({match.term for match in in_summary}):
        _, passage, found = best
        return Snippet(_stretch(passage.text, found), passage.label, passage.anchor)
    text = summary or next((passage.text for passage in passages if passage.text.strip()), "")
    return Snippet(_stretch(text, in_summary if summary else []))


def _stretch(text: str, found: list[Match]) -> SafeString:
    """At most about ``LENGTH`` characters around the densest matches."""
    start, end = _window(text, found)
    html = _html(text, found, start, end)
    return mark_safe(  # noqa: S308 - every piece of it was escaped in _html.
        f"{_ELLIPSIS if start else ''}{html}{_ELLIPSIS if end < len(text) else ''}"
    )


def _window(text: str, found: list[Match]) -> tuple[int, int]:
    """The stretch with the most different terms, beginning at a sentence or word, ending after a word."""
    if len(text) <= LENGTH:
        return 0, len(text)
    first = _densest(found[:_MOST_MATCHES])
    start = _beginning(text, first.start) if first else 0
    end = min(len(text), start + LENGTH)
    for match in found:
        if match.start < end < match.end:
            end = match.end  # A citation may hold blanks, and must not be cut at one of them.
    if end < len(text):
        blank = text.rfind(" ", start, end + 1)
        if blank > start and not any(match.start < blank < match.end for match in found):
            end = blank
    return start, end


def _densest(found: list[Match]) -> Match | None:
    """The match from which a window holds the most different terms."""
    best: Match | None = None
    most = 0
    for position, first in enumerate(found):
        within: set[str] = set()
        for match in found[position:]:
            if match.end > first.start + LENGTH - _LEAD:
                break
            within.add(match.term)
        if len(within) > most or best is None:
            best, most = first, max(most, len(within))
    return best


def _beginning(text: str, position: int) -> int:
    """Where to begin so that ``position`` is near the start: after the last full stop, else after a blank."""
    earliest = max(0, position - _LEAD)
    if earliest == 0:
        return 0
    stop = max(text.rfind(mark, earliest, position) for mark in (". ", "! ", "? ", "\n"))
    if stop >= 0:
        return stop + (1 if text[stop] == "\n" else 2)
    blank = text.find(" ", earliest, position)
    return blank + 1 if blank >= 0 else position


def _html(text: str, found: list[Match], start: int, end: int) -> SafeString:
    pieces: list[str] = []
    position = start
    for match in found:
        if match.start >= start and match.end <= end:
            pieces += [escape(text[position : match.start]), "<mark>", escape(text[match.start : match.end]), "</mark>"]
            position = match.end
    pieces.append(escape(text[position:end]))
    return mark_safe(" ".join("".join(pieces).split()))  # noqa: S308 - escaped piece by piece just above.
