"""The kinds that the installed content declares, with their labels in the reader's language."""

from __future__ import annotations

from functools import cache

from django.apps import apps
from django.conf import settings
from django.utils.translation import override

from search.contract import Searchable, Term


@cache
def all_kinds() -> dict[str, Term]:
    """Every declared kind by its value, in the order of declaration. Filled once: models don't change while running."""
    kinds: dict[str, Term] = {}
    for model in apps.get_models():
        if issubclass(model, Searchable) and not model.search_excluded:
            for kind in model.search_kinds:
                kinds.setdefault(kind.value, kind)
    return kinds


def label(value: str, stored: str = "") -> str:
    """What to call a kind: its declared label, else what the ledger stored, else the value itself."""
    kind = all_kinds().get(value)
    return str(kind.label) if kind else stored or value


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
