"""Template variables that every public page needs: the menu and the footer."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
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
    """An entry of the menu; ``active`` where the visitor is in that part of the site."""

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


@per_generation
def _top_level() -> tuple[tuple[str, str, bool, str], ...]:
    """Title, tree address, whether it is in the menu, and model name of the public pages in force below the home page."""
    frame = site_frame()
    if frame is None:
        return ()
    pages = (
        Page.objects.filter(path__startswith=frame.root_path, depth=len(frame.root_path) // Page.steplen + 1, live=True)
        .select_related("content_type")
        .order_by("path")
    )
    return tuple(
        (page.title, page.url_path, page.show_in_menus, page.content_type.model)
        for page in in_force(pages)
        if not any(page.path.startswith(path) for path in frame.restricted_paths)
    )


def _links(path: str, *, in_menu: bool) -> tuple[Link, ...]:
    links = ((title, public_url(url_path), shown) for title, url_path, shown, _model in _top_level())
    return tuple(Link(title, url, path.startswith(url)) for title, url, shown in links if shown is in_menu and url)


def _help_url() -> str:
    """The address of the page of help lines, or "" while there is none."""
    return next((public_url(url_path) for _title, url_path, _shown, model in _top_level() if model == _HELP_PAGE), "")


def _privacy_url() -> str:
    """The address of the page on privacy, or "" while there is none."""
    found = (public_url(url_path) for _title, url_path, _shown, _model in _top_level() if url_path.endswith(_PRIVACY))
    return next(found, "")


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor; nothing is read until a template asks for it."""

    def build() -> Navigation:
        root = site_frame()
        return Navigation(
            site_name=settings.WAGTAIL_SITE_NAME,
            home=public_url(root.root_url_path) if root else "/",
            help_url=_help_url(),
            privacy_url=_privacy_url(),
            menu=_links(request.path, in_menu=True),
            footer=_links(request.path, in_menu=False),
        )

    return {"navigation": SimpleLazyObject(build)}
