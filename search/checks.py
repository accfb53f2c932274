"""System checks that hold content to the contract.

The types are found through the app registry, so that a new content app is checked without being named here.
"""

from __future__ import annotations

import sysconfig
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, register
from django.db.models import Model
from django.utils.translation import override

from search.contract import Searchable, Term
from search.kinds import DECLARED_IN

_INSTALLED_PACKAGES = tuple(Path(sysconfig.get_path(name)) for name in ("purelib", "platlib"))


def _is_project_app(config: AppConfig) -> bool:
    """Whether the app is the project's own: what comes from a package index can't be made to declare anything."""
    path = Path(config.path)
    return not any(path.is_relative_to(packages) for packages in _INSTALLED_PACKAGES)


def project_models() -> Iterator[type[Model]]:
    """The concrete models of the project's own apps that are pages or searchable."""
    page = apps.get_model("wagtailcore", "Page")
    for config in apps.get_app_configs():
        if _is_project_app(config):
            for model in config.get_models():
                if issubclass(model, (page, Searchable)):
                    yield model


def _label(model: type[Model]) -> str:
    return model._meta.label


def _app_of(model: type[Model]) -> AppConfig:
    return apps.get_app_config(model._meta.app_label)


def undeclared(models: Sequence[type[Model]]) -> list[CheckMessage]:
    """An error for every type that neither says how it is found nor that it never is."""
    errors: list[CheckMessage] = []
    for model in models:
        searchable: Any = model
        if issubclass(model, Searchable) and (searchable.search_excluded or searchable.search_kinds):
            continue
        if issubclass(model, Searchable):
            problem = f"{_label(model)} says neither which kinds it has in search nor that it is never found."
        else:
            problem = f"{_label(model)} is a page type that search knows nothing about."
        errors.append(
            Error(
                problem,
                hint=(
                    "Mix in search.contract.Searchable (publishing.PortalPage does) and list the kinds in "
                    "search_kinds, or set search_excluded = True if it must never be found."
                ),
                obj=model,
                id="search.E001",
            )
        )
    return errors


def _declared(model: type[Model]) -> Iterator[tuple[str, Term]]:
    """Every value that a type declares, with the name of its filter."""
    if issubclass(model, Searchable):
        for name, attribute in DECLARED_IN.items():
            for term in getattr(model, attribute):
                yield name, term


def conflicting_labels(models: Sequence[type[Model]]) -> list[CheckMessage]:
    """An error for every declared value that has another label elsewhere: a filter can show only one of them."""
    errors: list[CheckMessage] = []
    seen: dict[tuple[str, str], tuple[str, type[Model]]] = {}
    # The labels are compared untranslated, so that the answer is the same in every language.
    with override(None):
        for model in models:
            for name, term in _declared(model):
                label = str(term.label)
                first_label, first_model = seen.setdefault((name, term.value), (label, model))
                if first_label != label:
                    errors.append(
                        Error(
                            f"The {name} “{term.value}” is called “{label}” by {_label(model)} "
                            f"and “{first_label}” by {_label(first_model)}.",
                            hint="Give both the same label, or one of them another value.",
                            obj=model,
                            id="search.E002",
                        )
                    )
    return errors


@register("search")
def check_declarations(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """E001 and E002 over all page types and searchable models of the project (or of ``app_configs``)."""
    models = list(project_models())
    errors = conflicting_labels(models)
    if app_configs is not None:
        models = [model for model in models if _app_of(model) in app_configs]
    return [*undeclared(models), *errors]
