"""Addresses that pages had before: kept when a page is moved or gets another slug, and asked where nothing else answers.

Wagtail has both. Its own way keeps the addresses after the commit (a crash in between loses them), in the language of the
editor, loads every page below, and knows neither `/en/` nor what follows a page's address (its history).
"""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.encoding import escape_uri_path
from wagtail import hooks
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site

from publishing.absence import gone
from publishing.access import ancestor_paths
from publishing.refusal import is_excluded_for, refuse
from publishing.routing import is_shut_out, public_url, restrictions_at, site_frame

__all__ = ["OldAddresses", "keep_old_addresses"]

_LONGEST = 255
_MOST_SEGMENTS = 12
_CHUNK = 500


def keep_old_addresses(path: str, before: str, after: str) -> None:
    """Lead from the addresses that a part of the tree had to those that it has now.

    ``path`` is its treebeard path; ``before`` and ``after`` are its addresses in the tree, the latter stored already. Only
    what was public once had an address that anybody can know. In the caller's transaction; a few queries for every five
    hundred pages.
    """
    frame = site_frame()
    root = frame.root_url_path if frame else ""
    if (
        not root
        or not (before.startswith(root) and after.startswith(root))
        or root in (before, after)
        or before == after
    ):
        return
    known = Page.objects.filter(Q(live=True) | Q(first_published_at__isnull=False), path__startswith=path)
    rows = iter(list(known.order_by("path").values_list("pk", "url_path")))
    site = Site.objects.filter(is_default_site=True).values_list("pk", flat=True).first()
    while chunk := list(islice(rows, _CHUNK)):
        now = {pk: _old_path(address, root) for pk, address in chunk}
        old = {pk: _old_path(before + address[len(after) :], root) for pk, address in chunk}
        kept = {pk: address for pk, address in old.items() if len(address) <= _LONGEST}
        ours = Redirect.objects.filter(automatically_created=True)
        # Of pages that stood there before, and of these themselves, where they come back to an address of theirs.
        ours.filter(old_path__in=kept.values()).delete()
        ours.filter(old_path__in=now.values(), redirect_page__in=now).delete()
        # One that an editor has made for the same address stays.
        Redirect.objects.bulk_create(
            [
                Redirect(old_path=address, site_id=site, redirect_page_id=pk, automatically_created=True)
                for pk, address in kept.items()
            ],
            ignore_conflicts=True,
        )


def _old_path(address: str, root: str) -> str:
    """A tree address as redirects have it: ``/home/rapat/2024/`` → ``/rapat/2024``."""
    return "/" + address[len(root) :].rstrip("/")


class OldAddresses:
    """Middleware that leads from an old address to the page that had it, keeping what follows; instead of Wagtail's.

    Asks only where the answer would be 404, and then once. An address that a page has today is that page's, whatever stood
    there before. Who may not see the page gets the answer that its own address gives, so that its new one stays unknown.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        response = self._get_response(request)
        return (_moved(request) if response.status_code == 404 else None) or response


def _moved(request: HttpRequest) -> HttpResponse | None:
    full = Redirect.normalise_path(request.get_full_path())
    if "\0" in full:
        return None
    bare = full.partition("?")[0]
    plain = _without_language(bare)
    occupied = getattr(request, "stands_at", "").rstrip("/")
    # The longest first; what editors have entered may stand with its parameters, or below a language.
    whole = [full] if plain == occupied else [full, bare]
    wanted = [each for each in dict.fromkeys([*whole, *_beginnings(plain, occupied)]) if len(each) <= _LONGEST]
    kept = Redirect.objects.filter(Q(site=None) | Q(site__is_default_site=True), old_path__in=wanted)
    # Of two for one address an editor's own counts, then the one that names the site.
    ranked = sorted(
        kept.select_related("redirect_page"), key=lambda one: (not one.automatically_created, one.site_id is not None)
    )
    found = {redirect.old_path: redirect for redirect in ranked}
    for address in wanted:
        redirect = found.get(address)
        if redirect is None:
            continue
        rest = "" if address in whole else plain[len(address) :].strip("/")
        if redirect.redirect_page_id:
            return _to_page(redirect, redirect.redirect_page, rest, request, keeps_query="?" not in address)
        if redirect.redirect_link and not rest:
            return _leading_to(redirect.redirect_link, redirect)
    return None


def _without_language(path: str) -> str:
    """The path as the site's own language has it."""
    language = path.split("/", 2)[1]
    others = {code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE}
    return path[len(language) + 1 :] or "/" if language in others else path


def _beginnings(path: str, occupied: str) -> Iterator[str]:
    """The path and what it begins with, down to but without the address of the page that stands there today."""
    if path.count("/") > _MOST_SEGMENTS:
        return
    while len(path) > max(1, len(occupied)):
        yield path
        path = path.rpartition("/")[0]


def _to_page(
    redirect: Redirect, page: Page, rest: str, request: HttpRequest, *, keeps_query: bool
) -> HttpResponse | None:
    """The way to a page, or what its own address would say to this visitor; None where it is not there."""
    target = public_url(page.url_path)
    if not target or (page.expire_at and page.expire_at <= timezone.now()):
        return None
    if not page.live:
        above = Page.objects.filter(path__in=ancestor_paths(page.path)).select_related("absence").order_by("depth")
        removed = gone.removed_among(list(above))
        return gone.answer(*removed, request) if removed else None
    target += f"{rest}/" if rest else redirect.redirect_page_route_path.lstrip("/")
    if escape_uri_path(target) == escape_uri_path(request.path):
        return None
    if keeps_query and request.META.get("QUERY_STRING"):
        target += f"?{request.META['QUERY_STRING']}"
    specific = page.specific
    if is_excluded_for(specific, request):
        return refuse(request)
    if _wants_password(specific, request):
        return None
    if is_shut_out(specific, request):
        return refuse(request)

    def lead(*_: Any) -> HttpResponse:
        return _leading_to(target, redirect)

    answer = lead
    for hook in reversed(hooks.get_hooks("on_serve_page")):
        answer = hook(answer)
    return answer(specific, request, [], {})


def _wants_password(page: Any, request: HttpRequest) -> bool:
    """Whether a shared password is still to be given. It belongs to the page's address, and so does the form for it."""
    return any(
        restriction.restriction_type == PageViewRestriction.PASSWORD and not restriction.accept_request(request)
        for restriction in restrictions_at(page.path)
    )


def _leading_to(target: str, redirect: Redirect) -> HttpResponse:
    return HttpResponsePermanentRedirect(target) if redirect.is_permanent else HttpResponseRedirect(target)
