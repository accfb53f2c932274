"""Which content type builds which kind of archive record."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.utils.text import slugify

from publishing.archive.record import ArchiveRecord

__all__ = ["ArchiveContext", "KindBuilder", "register_kind", "registered_kinds"]


@dataclass(slots=True)
class ArchiveContext:
    """What a builder may look up while it makes a page; look-ups are remembered for the whole import."""

    _agencies: dict[str, Any] | None = None
    _topics: dict[str, Any] = field(default_factory=dict)

    def agency(self, name: str) -> Any | None:
        """The agency of this name or short name (case does not matter), or None: an import invents no agency."""
        if self._agencies is None:
            self._agencies = {}
            for agency in apps.get_model("home", "Agency").objects.all():
                self._agencies.setdefault(agency.name.casefold(), agency)
                if agency.short_name:
                    self._agencies.setdefault(agency.short_name.casefold(), agency)
        return self._agencies.get(" ".join(name.split()).casefold())

    def topics(self, names: Iterable[str]) -> list[Any]:
        """The topics of these names, made where they are missing."""
        model = apps.get_model("publishing", "Topic")
        found = []
        for name in names:
            slug = slugify(name)[:80]
            if not slug:
                continue
            if slug not in self._topics:
                self._topics[slug] = model.objects.get_or_create(slug=slug, defaults={"name": name[:80]})[0]
            found.append(self._topics[slug])
        return found


# Builds an unsaved page from a record whose HTML is clean; the importer sets slug, topics and owner and saves it.
KindBuilder = Callable[[ArchiveRecord, ArchiveContext], Any]

_builders: dict[str, KindBuilder] = {}


def register_kind(kind: str, build: KindBuilder) -> None:
    """Let ``build`` make the pages of ``kind``. Raises ``ImproperlyConfigured`` for a kind that is taken."""
    if kind in _builders and _builders[kind] is not build:
        raise ImproperlyConfigured(f"Two content types want to build the archive kind {kind!r}.")
    _builders[kind] = build


def registered_kinds() -> dict[str, KindBuilder]:
    """All kinds with their builders."""
    return dict(_builders)
