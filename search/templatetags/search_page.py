"""What the results page shows by the hundred, written in Python: a template would take longer than the search."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from html import escape

from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from search.facets import Facet, FacetChoice

register = template.Library()

_CURRENT = ' aria-current="true"'
_escaped = lru_cache(maxsize=4096)(escape)
"""The labels of choices, the same on every page."""


@lru_cache(maxsize=4096)
def _noun(count: int, language: str) -> str:
    """What so many hits are called in ``language``, which is the one in force: asked for a hundred times a page."""
    return escape(ngettext("document", "documents", count))


@register.simple_tag
def facet_section(facet: Facet) -> SafeString:
    """Return a filter: its heading, the first few choices, and the others to unfold."""
    name = escape(facet.name)
    remaining = facet.remaining
    unfolded = ""
    if more := len(remaining):
        counted = escape(ngettext("%(counter)s more", "%(counter)s more", more) % {"counter": more})
        unfolded = (
            f'<details class="facet__more"><summary>{counted}</summary>'
            f'<ul class="facet__list">{_choices(remaining, facet)}</ul></details>'
        )
    return mark_safe(  # noqa: S308 - every text in it was escaped just above, or is below.
        f'<section class="facet" aria-labelledby="facet-{name}">'
        f'<h2 class="facet__title" id="facet-{name}">{escape(facet.title)}</h2>'
        f'<ul class="facet__list">{_choices(facet.leading, facet)}</ul>{unfolded}</section>'
    )


def _choices(choices: Collection[FacetChoice], facet: Facet) -> str:
    """The choices of a filter as items of a list, each a link that adds or takes away its value.

    It leads to the heading of its filter. Labels in another language than the page's say so.
    """
    language = f' lang="{escape(settings.LANGUAGE_CODE)}"' if facet.is_foreign else ""
    state = f'<span class="visually-hidden">({escape(_("chosen; press to remove"))})</span>'
    spoken = get_language() or ""
    return "".join(
        f'<li><a class="facet__choice" href="{escape(choice.address)}#facet-{facet.name}" rel="nofollow"'
        f"{_CURRENT if choice.selected else ''}>"
        '<span class="facet__box" aria-hidden="true"></span>'
        f'<span class="facet__label"{language}>{_escaped(choice.label)}</span>{state if choice.selected else ""}'
        f'<span class="facet__count">{choice.count} <span class="visually-hidden">{_noun(choice.count, spoken)}</span></span></a></li>'
        for choice in choices
    )
