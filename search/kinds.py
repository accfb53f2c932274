"""The kinds that the installed content declares, with their labels in the reader's language."""

from __future__ import annotations

from functools import cache

from django.apps import apps

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
