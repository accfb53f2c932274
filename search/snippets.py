"""From a hit's text to what is shown of it: the best passage, the best stretch of it, with the matches marked.

Pure. Text is cut first and escaped afterwards, piece by piece, so that neither a word nor an entity is ever cut and
``<mark>`` is the only tag in the result.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil

from django.utils.safestring import SafeString, mark_safe

from search.analysis import fold, normalise
from search.matching import Match, Matcher

LENGTH = 240
SHORTER = 120
"""The length of what is shown of a hit's best passage, and of a further one."""
MOST = 3
_NEARLY = 2 / 3
_LOOKED_AT = 4
_ZONE = 2000
_LEAD = 60
_MOST_MATCHES = 300
_MOST_OCCURRENCES = 200
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


def marked(text: str, matcher: Matcher) -> SafeString:
    """The whole text, escaped, with the matches marked."""
    text = normalise(text)
    return _html(text, matcher.matches(text), 0, len(text))


def snippets(
    matcher: Matcher, summary: str, passages: Sequence[PassageText], *, quoted: Sequence[str] = (), most: int = MOST
) -> tuple[Snippet, ...]:
    """The best stretches: first that of the best passage, or of the summary, or whatever text there is; then others.

    The best passage holds a quoted phrase as it stands, then the most different terms of the question close together;
    then one with a label is better (without one stands what search alone needs to know), then the most matches; of
    equals, the first. A further passage is shown when it answers as well as two thirds of the best one do, and only
    where it has a label. Empty where there is no text at all.
    """
    found = sorted(_answering(matcher, passages, quoted), key=lambda place: place.worth, reverse=True)
    in_summary = matcher.matches(summary)
    if not found or found[0].terms < len({match.term for match in in_summary}):
        text = summary or next((passage.text for passage in passages if passage.text.strip()), "")
        first = Snippet(_stretch(text, in_summary if summary else [], LENGTH))
        others = found
    else:
        first = found[0].shown(LENGTH)
        others = found[1:]
    needed = max(1, ceil(found[0].terms * _NEARLY)) if found else 1
    further = [place.shown(SHORTER) for place in others if place.terms >= needed and place.is_a_place]
    return tuple(part for part in (first, *further[: most - 1]) if part.html)


@dataclass(frozen=True, slots=True)
class _Place:
    """A passage with its matches in the part of it that was looked at."""

    passage: PassageText
    found: list[Match]
    terms: int
    worth: tuple[int, int, bool, int]

    @property
    def is_a_place(self) -> bool:
        return bool(self.passage.label)

    def shown(self, length: int) -> Snippet:
        """The best stretch, without the label that a text may begin with: it stands beside it."""
        text, found, label = self.passage.text, self.found, self.passage.label
        rest = text.removeprefix(label) if label else ""
        if rest != text and rest[:1].isspace() and rest.strip():
            skipped = len(label)
            text = rest
            found = [
                Match(match.start - skipped, match.end - skipped, match.term)
                for match in found
                if match.start >= skipped
            ]
        return Snippet(_stretch(text, found, length), label, self.passage.anchor)


def _answering(matcher: Matcher, passages: Sequence[PassageText], quoted: Sequence[str]) -> list[_Place]:
    """The passages that answer, at most a few, in the order of reading.

    To take every word of a long file apart would cost more than the search itself. So the passages are first looked
    through for the letters that all forms of a word have in common, and only the most promising stretch of the most
    promising ones is analysed.
    """
    phrases = [fold(normalise(phrase)) for phrase in quoted]
    needles = matcher.needles
    promising: list[tuple[int, int, int, str]] = []
    for order, passage in enumerate(passages):
        folded = fold(passage.text)
        holding = sum(needle in folded for needle in needles)
        if holding:
            promising.append((sum(phrase in folded for phrase in phrases), holding, -order, folded))
    places = {}
    for whole, _, order, folded in sorted(promising, reverse=True)[:_LOOKED_AT]:
        passage = passages[-order]
        start, end = _zone(folded, [*phrases, *needles])
        found = matcher.matches(passage.text[start:end])
        if start:
            found = [Match(match.start + start, match.end + start, match.term) for match in found]
        if found:
            terms = _most_together(found)
            places[-order] = _Place(passage, found, terms, (whole, terms, bool(passage.label), len(found)))
    return [places[order] for order in sorted(places)]


def _zone(folded: str, needles: Sequence[str]) -> tuple[int, int]:
    """The part of a long text in which the most different needles stand close together, cut at blanks."""
    if len(folded) <= _ZONE:
        return 0, len(folded)
    places = sorted((place, needle) for needle in needles for place in _occurrences(folded, needle))
    best, most, last = 0, 0, 0
    near = dict.fromkeys(needles, 0)
    different = 0
    for place, needle in places:
        different += not near[needle]
        near[needle] += 1
        while place - places[last][0] > LENGTH:
            left = places[last][1]
            near[left] -= 1
            different -= not near[left]
            last += 1
        if different > most:
            best, most = places[last][0], different
    start = max(0, best - _ZONE // 3)
    start = folded.find(" ", start) + 1 if start else 0
    end = min(len(folded), start + _ZONE)
    blank = folded.rfind(" ", start, end)
    return start, end if end == len(folded) or blank < 0 else blank


def _occurrences(folded: str, needle: str) -> Iterator[int]:
    place = folded.find(needle)
    for _ in range(_MOST_OCCURRENCES):
        if place < 0:
            return
        yield place
        place = folded.find(needle, place + len(needle))


def _most_together(found: list[Match]) -> int:
    """The number of different terms in the densest stretch."""
    first = _densest(found[:_MOST_MATCHES], LENGTH)
    if first is None:
        return 0
    return len({match.term for match in found if first.start <= match.start and match.end <= first.start + LENGTH})


def _stretch(text: str, found: list[Match], length: int) -> SafeString:
    """At most about ``length`` characters around the densest matches."""
    start, end = _window(text, found, length)
    html = _html(text, found, start, end)
    return mark_safe(  # noqa: S308 - every piece of it was escaped in _html.
        f"{_ELLIPSIS if start else ''}{html}{_ELLIPSIS if end < len(text) else ''}"
    )


def _window(text: str, found: list[Match], length: int) -> tuple[int, int]:
    """The stretch with the most different terms, beginning at a sentence or word, ending after a word."""
    if len(text) <= length:
        return 0, len(text)
    first = _densest(found[:_MOST_MATCHES], length)
    start = _beginning(text, first.start, min(_LEAD, length // 4)) if first else 0
    end = min(len(text), start + length)
    for match in found:
        if match.start < end < match.end:
            end = match.end  # A citation may hold blanks, and must not be cut at one of them.
    if end < len(text):
        blank = text.rfind(" ", start, end + 1)
        if blank > start and not any(match.start < blank < match.end for match in found):
            end = blank
    return start, end


def _densest(found: list[Match], length: int) -> Match | None:
    """The match from which a window holds the most different terms."""
    best: Match | None = None
    different = len({match.term for match in found})
    most = end = 0
    within: dict[str, int] = {}
    reach = length - min(_LEAD, length // 4)
    for position, first in enumerate(found):
        end = max(end, position)
        while end < len(found) and found[end].end <= first.start + reach:
            term = found[end].term
            within[term] = within.get(term, 0) + 1
            end += 1
        if len(within) > most or best is None:
            best, most = first, len(within)
            if most == different:
                break
        if end > position:
            within[first.term] -= 1
            if not within[first.term]:
                del within[first.term]
    return best


def _beginning(text: str, position: int, lead: int) -> int:
    """Where to begin so that ``position`` is near the start: after the last full stop, else after a blank."""
    earliest = max(0, position - lead)
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
