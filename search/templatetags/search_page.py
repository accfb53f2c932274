"""What the results page shows by the hundred, written in Python: a template would take longer than the search."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search.facets import FacetChoice

register = template.Library()

_CHOICE = (
    '<li><a class="facet__choice" href="{address}#facet-{place}" rel="nofollow"{current}><span class="facet__box" aria-hidden="true">'
    '</span><span class="facet__label"{language}>{label}</span>{state}<span class="facet__count">{count}'
    ' <span class="visually-hidden">{noun}</span></span></a></li>'
)


@register.simple_tag
def facet_choices(choices: Iterable[FacetChoice], *, foreign: bool, place: str) -> SafeString:
    """Return the choices of a filter as items of a list, each a link that adds or takes away its value.

    ``place`` is the name of the filter, to whose heading the link leads. ``foreign`` says that their labels are in the documents' language and the page is not.
    """
    language = f' lang="{escape(settings.LANGUAGE_CODE)}"' if foreign else ""
    state = f'<span class="visually-hidden">({escape(_("chosen; press to remove"))})</span>'
    items = [
        _CHOICE.format(
            address=escape(choice.address),
            place=escape(place),
            current=' aria-current="true"' if choice.selected else "",
            language=language,
            label=escape(choice.label),
            state=state if choice.selected else "",
            count=choice.count,
            noun=escape(ngettext("document", "documents", choice.count)),
        )
        for choice in choices
    ]
    return mark_safe("".join(items))  # noqa: S308 - every text in it was escaped just above.
