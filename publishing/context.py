"""Template variables that every public page needs: the menu and the footer."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from wagtail.models import Page

from publishing.generation import per_generation
from publishing.models.absence import in_force
from publishing.routing import public_url, site_frame

# Known by name only: the content types stand above this layer.
_HELP_PAGE = "helplinespage"
# The slug of the page that says what becomes of a reader's data; editors may give it any title.
_PRIVACY = "/privasi/"

__all__ = ["Link", "Navigation", "navigation"]


@dataclass(frozen=True, slots=True)
class Link:
    """An entry of the menu or the footer; ``active`` where the visitor is in that part of the site, for the menu alone."""

    title: str
    url: str
    active: bool = False


@dataclass(frozen=True, slots=True)
class Navigation:
    """The menu (top-level pages "shown in menus"), the footer (the other top-level pages), where help and privacy are."""

    site_name: str
    home: str
    help_url: str
    privacy_url: str
    menu: tuple[Link, ...]
    footer: tuple[Link, ...]

    def without_menu(self) -> "Navigation":
        """What is the same on every page: the menu alone knows where the visitor is."""
        return replace(self, menu=())


@dataclass(frozen=True, slots=True)
class _Top:
    """A public page below the home page: whether it is in the menu, and the name of its model."""

    title: str
    url: str
    in_menu: bool
    model: str


@per_generation
def _top_level(language: str | None) -> tuple[_Top, ...]:
    """The public pages in force below the home page, with their addresses in the language that is active."""
    frame = site_frame()
    if frame is None:
        return ()
    pages = (
        Page.objects.filter(path__startswith=frame.root_path, depth=len(frame.root_path) // Page.steplen + 1, live=True)
        .select_related("content_type")
        .order_by("path")
    )
    return tuple(
        _Top(page.title, public_url(page.url_path), page.show_in_menus, page.content_type.model)
        for page in in_force(pages)
        if not any(page.path.startswith(path) for path in frame.restricted_paths)
    )


def _first(addresses: Iterable[str]) -> str:
    return next(iter(addresses), "")


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor; nothing is read until a template asks for it."""

    def build() -> Navigation:
        root = site_frame()
        pages = _top_level(get_language())
        menu = (Link(page.title, page.url, request.path.startswith(page.url)) for page in pages if page.in_menu)
        return Navigation(
            site_name=settings.WAGTAIL_SITE_NAME,
            home=public_url(root.root_url_path) if root else "/",
            help_url=_first(page.url for page in pages if page.model == _HELP_PAGE),
            privacy_url=_first(page.url for page in pages if page.url.endswith(_PRIVACY)),
            menu=tuple(menu),
            footer=tuple(Link(page.title, page.url) for page in pages if not page.in_menu),
        )

    return {"navigation": SimpleLazyObject(build)}
