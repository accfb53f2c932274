"""What the results page shows by the hundred, written in Python: a template would take longer than the search."""

from __future__ import annotations

from collections.abc import Collection
from html import escape

from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search.facets import FacetChoice

register = template.Library()

_CURRENT = ' aria-current="true"'


@register.simple_tag
def facet_choices(choices: Collection[FacetChoice], *, foreign: bool, place: str) -> SafeString:
    """Return the choices of a filter as items of a list, each a link that adds or takes away its value.

    ``place`` is the name of the filter, to whose heading the link leads. ``foreign`` says that their labels are in the documents' language and the page is not.
    """
    language = f' lang="{escape(settings.LANGUAGE_CODE)}"' if foreign else ""
    state = f'<span class="visually-hidden">({escape(_("chosen; press to remove"))})</span>'
    # Many choices have the same few counts.
    nouns = {count: escape(ngettext("document", "documents", count)) for count in {choice.count for choice in choices}}
    items = [
        f'<li><a class="facet__choice" href="{escape(choice.address)}#facet-{escape(place)}" rel="nofollow"'
        f"{_CURRENT if choice.selected else ''}>"
        '<span class="facet__box" aria-hidden="true"></span>'
        f'<span class="facet__label"{language}>{escape(choice.label)}</span>{state if choice.selected else ""}'
        f'<span class="facet__count">{choice.count} <span class="visually-hidden">{nouns[choice.count]}</span></span></a></li>'
        for choice in choices
    ]
    return mark_safe("".join(items))  # noqa: S308 - every text in it was escaped just above.
