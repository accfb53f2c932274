"""The kinds, states and audiences that the installed content declares, with their labels in the reader's language."""

from __future__ import annotations

from functools import cache

from django.apps import apps
from django.conf import settings
from django.utils.translation import get_language, override

from search.contract import WITHDRAWN, Searchable, Term

DECLARED_IN = {"kind": "search_kinds", "status": "search_statuses", "audience": "search_audiences"}
"""Where a type declares the values that a filter can have."""


@cache
def declared(name: str, by: type[Searchable] = Searchable) -> dict[str, Term]:
    """Every value of a filter (kind, status, audience) that types of this sort declare, with its term, in their order.

    Empty for any other filter. Filled once: models don't change while running.
    """
    # What any type may be, whatever it declares.
    terms: dict[str, Term] = {WITHDRAWN.value: WITHDRAWN} if name == "status" else {}
    for model in apps.get_models() if name in DECLARED_IN else ():
        if issubclass(model, by) and not model.search_excluded:
            for term in getattr(model, DECLARED_IN[name]):
                terms.setdefault(term.value, term)
    return terms


def all_kinds() -> dict[str, Term]:
    """Every declared kind by its value."""
    return declared("kind")


def label(value: str, stored: str = "", *, name: str = "kind") -> str:
    """What to call a value of a filter: its declared label, else what the ledger stored, else the value itself."""
    return labels(name).get(value) or stored or value


def labels(name: str) -> dict[str, str]:
    """The declared values of a filter with their labels in the reader's language."""
    return _labels(name, get_language() or "")


@cache
def _labels(name: str, language: str) -> dict[str, str]:
    """What ``labels`` gives in ``language``, which is the one in force."""
    return {value: str(term.label) for value, term in declared(name).items()}


@cache
def names() -> dict[str, str]:
    """What a visitor may call a kind in ``jenis:…``, in lower case, with the value of the kind.

    That is the value itself and the label in every language of the interface, whole, with hyphens instead of blanks, or
    its first word where no other kind begins with the same.
    """
    known: dict[str, str] = {value.lower(): value for value in all_kinds()}
    firsts: dict[str, set[str]] = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            for value, kind in all_kinds().items():
                words = str(kind.label).lower().split()
                known.setdefault(" ".join(words), value)
                known.setdefault("-".join(words), value)
                firsts.setdefault(words[0], set()).add(value)
    for first, values in firsts.items():
        if len(values) == 1:
            known.setdefault(first, *values)
    return known
