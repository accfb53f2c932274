"""The hits of the results page as HTML, written in Python: for ten of them a template takes longer than the search."""

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from html import escape

from django import template
from django.utils.dateformat import format as format_date
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.templatetags.face import badge_kind, kind_icon
from search.hits import Hit

register = template.Library()


@register.simple_tag
def search_hits(hits: Iterable[Hit], lang: str = "") -> SafeString:
    """Return the hits as items of a list. ``lang`` is the attribute for the documents' own words (``own_language``).

    What a hit lacks is left out.
    """
    elsewhere = escape(_("Open at this place"))
    items = (f'<li><article class="hit">{"".join(_parts(hit, lang, elsewhere))}</article></li>' for hit in hits)
    return mark_safe("\n".join(items))  # noqa: S308 - every text in it is escaped below, or was by search.snippets.


def _parts(hit: Hit, lang: str, elsewhere: str) -> Iterator[str]:
    if hit.kind_label:
        number = f" · {escape(hit.number)}" if hit.number else ""
        yield f'<p class="hit__kind">{_icon(hit.kind)} <span>{escape(hit.kind_label)}{number}</span></p>'
    yield f'<h2 class="hit__title"{lang}><a href="{escape(hit.href)}">{hit.title_html}</a></h2>'
    further = ""
    for passage in hit.passages:
        place = ""
        if passage.href:
            label = escape(passage.label) or elsewhere
            place = f'<a class="hit__place" href="{escape(passage.href)}"> {label} </a> '
        yield f'<p class="hit__snippet{further}"{lang}> {place}{passage.html} </p>'
        further = " hit__snippet--further"
    if hit.has_more:
        yield f'<ul class="hit__meta meta">{"".join(_facts(hit, lang))}</ul>'


def _facts(hit: Hit, lang: str) -> Iterator[str]:
    if hit.status_label:
        yield f'<li class="badge badge--{badge_kind(hit.status)}">{escape(hit.status_label)}</li>'
    if hit.date:
        yield _day(hit.date, get_language() or "")
    for fact in hit.facts:
        label = f"{escape(str(fact.label))}: " if fact.label else ""
        value = escape(str(fact.value))
        if fact.url:
            value = f'<a href="{escape(fact.url)}"{lang}>{value}</a>'
        yield f"<li>{label}{value}</li>"
    if hit.agency_label:
        yield f"<li{lang}>{escape(hit.agency_label)}</li>"


@lru_cache(maxsize=4096)
def _day(day: dt.date, language: str) -> str:
    """A date in ``language``, which is the one in force."""
    return f'<li><time datetime="{day.isoformat()}">{escape(format_date(day, "j F Y"))}</time></li>'


@cache
def _icon(kind: str) -> str:
    return str(kind_icon(kind))
