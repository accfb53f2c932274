"""From address to page in one query, with the ancestors that the breadcrumb needs.

Wagtail's own routing asks for the site and then walks the tree, a few queries a level, and asks for view restrictions
again; that was 72 % of the cost of a page. Here the slugs of the address (indexed) together with the paths that they
spell find the page and its ancestors at once, and what is the same for every visitor (root, restrictions) is kept for
as long as the generation lasts. Whatever is restricted goes through Wagtail's own, unhurried hooks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from wagtail import hooks
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.views import serve_chain

from publishing.absence import gone
from publishing.access import ancestor_paths, restrictions_of
from publishing.generation import per_generation
from publishing.models.absence import STORED_ABSENCE, MayBeAbsent, absence_of, remember_absence
from publishing.refusal import is_excluded_for, refuse
from publishing.trash.place import kept
from search.statements import Statement

__all__ = ["Crumb", "breadcrumbs_of", "page_at", "public_url", "restrictions_at", "serve"]

# Longer addresses can't be ours: Wagtail's slugs have at most 255 characters and our tree is not ten levels deep.
_MAX_SEGMENTS = 10
_MAX_LENGTH = 1000
# What routing, the breadcrumb and the answer for a removed page ask of a page; in the order in which Django takes them.
_ASKED = {"id", "path", "depth", "title", "slug", "url_path", "live", "content_type_id"}
_PLACE = tuple(field.attname for field in Page._meta.concrete_fields if field.attname in _ASKED)


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the breadcrumb."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class SiteFrame:
    """What routing needs to know of the site, the same for every request of a generation."""

    root_id: int
    root_path: str
    root_url_path: str
    restricted_paths: tuple[str, ...]


_ROOT = Statement(
    lambda: (
        Site.objects.filter(is_default_site=True)
        .order_by("pk")
        .values_list("root_page__pk", "root_page__path", "root_page__url_path")
    )
)
_RESTRICTED = Statement(lambda: PageViewRestriction.objects.order_by().values_list("page__path"))


@per_generation
def site_frame() -> SiteFrame | None:
    """The default site's root page and all restricted places of the tree; None before a site was made."""
    root = next(iter(_ROOT()), None)
    if root is None:
        return None
    key, path, url_path = root
    return SiteFrame(key, path, url_path, tuple(sorted({path for (path,) in _RESTRICTED()})))


def restrictions_at(path: str) -> list[PageViewRestriction]:
    """The view restrictions that hold at a treebeard path; no query where the tree above has none."""
    frame = site_frame()
    restricted = set(frame.restricted_paths) if frame else set(ancestor_paths(path))
    return restrictions_of(path) if restricted.intersection(ancestor_paths(path)) else []


def public_url(url_path: str) -> str:
    """The address of a page from its tree address (``/home/rapat/`` → ``/rapat/``); "" outside the site."""
    frame = site_frame()
    if frame is None or not url_path.startswith(frame.root_url_path):
        return ""
    return _address_of(url_path[len(frame.root_url_path) :], get_language())


@lru_cache(maxsize=4096)
def _address_of(rest: str, language: str | None) -> str:
    """What Django makes of the rest of a tree address in the language that is active; the same few are asked for on every page."""
    return reverse("wagtail_serve", args=[rest])


def page_at(address: str) -> Any | None:
    """The page, live or not, at an address of the site that somebody wrote by hand (``/rapat/2024/``), or None."""
    trimmed = address.strip("/")
    frame = site_frame()
    if not trimmed and frame:
        return Page.objects.get(pk=frame.root_id).specific
    for page in kept(Page.objects.filter(slug=trimmed.rpartition("/")[2])):
        if page.url_path.strip("/").partition("/")[2] == trimmed:
            return page.specific
    return None


def breadcrumbs_of(page: Any) -> list[Crumb]:
    """From the home page to the parent of ``page``; a page that was routed knows its ancestors already."""
    ancestors = getattr(page, "ancestor_chain", None)
    if ancestors is None:
        frame = site_frame()
        paths = ancestor_paths(page.path)[:-1] if page.path else []
        root = frame.root_path if frame else ""
        ancestors = Page.objects.filter(path__in=[path for path in paths if path.startswith(root)]).order_by("depth")
    return [Crumb(ancestor.title, public_url(ancestor.url_path)) for ancestor in ancestors]


def _segments(path: str) -> list[str]:
    segments = [segment for segment in path.split("/") if segment]
    if len(path) > _MAX_LENGTH or len(segments) > _MAX_SEGMENTS or "\0" in path:
        raise Http404
    return segments


def _plain(pages: Any) -> Iterator[Page]:
    """Pages with little more than their names and places, and with their absences.

    What Django does to leave columns out, without working out on every request which ones are left.
    """
    for row in pages.order_by().values_list(*_PLACE, *STORED_ABSENCE):
        page = Page.from_db(pages.db, _PLACE, row[: len(_PLACE)])
        remember_absence(page, row[len(_PLACE) :])
        yield page


def _chain(frame: SiteFrame, segments: list[str]) -> list[Page]:
    """The pages that the address spells, from the site's root down as far as they exist."""
    spelled = [frame.root_url_path]
    for segment in segments:
        spelled.append(f"{spelled[-1]}{segment}/")
    root_slug = frame.root_url_path.rstrip("/").rpartition("/")[2]
    named = Page.objects.filter(slug__in={root_slug, *segments}, url_path__in=spelled)
    found = {page.url_path: page for page in _plain(named)}
    chain: list[Page] = []
    for url_path in spelled:
        if url_path not in found:
            break
        chain.append(found[url_path])
    return chain


def route(path: str) -> tuple[Any, list[str]]:
    """The most specific page that the address spells, as its own type, and the rest of the address.

    Raises ``Http404`` when there is no site yet, or when the page is of a type that no longer exists.
    """
    frame = site_frame()
    if frame is None:
        raise Http404
    segments = _segments(path)
    chain = _chain(frame, segments)
    if not chain:
        raise Http404
    plain = chain[-1]
    model = ContentType.objects.get_for_id(plain.content_type_id).model_class()
    if model is None:
        raise Http404
    try:
        page: Any = model.objects.get(pk=plain.pk)  # type: ignore[attr-defined]
    except model.DoesNotExist as error:  # type: ignore[attr-defined]
        raise Http404 from error
    page.ancestor_chain = chain[:-1]
    if isinstance(page, MayBeAbsent):
        page.know_absence(absence_of(plain))
    return page, segments[len(chain) - 1 :]


def _needs_hooks(page: Any) -> bool:
    """Whether the page stands in a restricted place of the tree."""
    frame = site_frame()
    return frame is not None and any(page.path.startswith(path) for path in frame.restricted_paths)


def is_shut_out(page: Any, request: HttpRequest) -> bool:
    """Whether somebody is signed in whom a group restriction shuts out: to sign in again would not help them."""
    return request.user.is_authenticated and any(
        restriction.restriction_type == PageViewRestriction.GROUPS and not restriction.accept_request(request)
        for restriction in restrictions_at(page.path)
    )


def serve(request: HttpRequest, path: str = "") -> HttpResponse:
    """The view behind every page address."""
    page, rest = route(path)
    # What a live page has is its own, whatever stood there before (``publishing.redirects``).
    live = next((each for each in (page, *reversed(page.ancestor_chain)) if each.live), None)
    request.stands_at = _address(live) if live is not None else ""  # type: ignore[attr-defined]
    try:
        routed, args, kwargs = page.route(request, rest)
    except Http404:
        if answer := _removed(page, request):
            return answer
        raise
    return _serve(page, routed, args, kwargs, request)


def _address(page: Any) -> str:
    """The address of a page below the site's root, without a language: ``/rapat/2024/``."""
    frame = site_frame()
    return "/" + page.url_path[len(frame.root_url_path) :] if frame else ""


def _removed(page: Any, request: HttpRequest) -> HttpResponse | None:
    """Why a page is no longer there, if it or a page above it was removed; None for any other address."""
    removed = None if page.live else gone.removed_among([*page.ancestor_chain, page])
    return gone.answer(*removed, request) if removed else None


def _serve(page: Any, routed: Any, args: Any, kwargs: Any, request: HttpRequest) -> HttpResponse:
    """The page that the address leads to, for whoever may see it."""
    if routed is not page and not hasattr(routed, "ancestor_chain"):
        routed.ancestor_chain = [*page.ancestor_chain, page]
    if routed.expire_at and routed.expire_at <= timezone.now():
        # The worker takes it down within a second. Whoever asks before that, or while the worker stands still, must
        # not get what was promised to be gone.
        raise Http404
    if is_excluded_for(routed, request):
        return refuse(request)
    if _needs_hooks(routed):
        if is_shut_out(routed, request):
            return refuse(request)
        chain = serve_chain
        for hook in reversed(hooks.get_hooks("on_serve_page")):
            chain = hook(chain)
        return _kept_private(chain(routed, request, args, kwargs))
    response = _unlisted(routed, routed.serve(request, *args, **kwargs))
    if routed.is_excluded:
        return _kept_private(response)
    if request.method in {"GET", "HEAD"} and not request.session.session_key and response.status_code == 200:
        _mark_for_the_page_cache(routed, response)
    return response


def _unlisted(page: Any, response: HttpResponse) -> HttpResponse:
    """A withdrawn page can be read, but no search engine should lead anybody to it."""
    if isinstance(page, MayBeAbsent) and page.withdrawal:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _mark_for_the_page_cache(page: Any, response: HttpResponse) -> None:
    """Say that the answer may be stored; the page cache takes these marks off (``portal.page_cache``).

    What a schedule brings is published by the worker and makes all stored pages old; only the end of this page itself
    must hold whatever the worker does.
    """
    response.headers.setdefault("X-Page-Cache", "public")
    if page.cache_parameters and "X-Page-Cache-Parameters" not in response.headers:
        response.headers["X-Page-Cache-Parameters"] = " ".join(page.cache_parameters)
    if page.expire_at:
        response.headers["X-Page-Cache-Until"] = str(page.expire_at.timestamp())


def _kept_private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    return response
