"""Middleware of the composition layer: security headers and atomic unsafe requests."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from publishing.refusals import PublicationRefusedError, answer

__all__ = ["AtomicUnsafeRequestsMiddleware", "SecurityHeadersMiddleware"]

GetResponse = Callable[[HttpRequest], HttpResponseBase]

_ADMIN_PATHS = ("/admin/", "/django-admin/")
_UNSAFE_METHODS = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def _policy(**directives: str) -> str:
    """A Content-Security-Policy from its directives, ``img_src="'self'"`` for ``img-src 'self'``."""
    return "; ".join(f"{name.replace('_', '-')} {value}" for name, value in directives.items())


_PUBLIC = {
    "default_src": "'self'",
    "img_src": "'self' data:",
    "style_src": "'self'",
    "script_src": "'self'",
    "object_src": "'none'",
    "base_uri": "'self'",
    "form_action": "'self'",
}
PUBLIC_POLICY = _policy(**_PUBLIC, frame_ancestors="'none'")
# An editor sees the page in a frame of the admin, with all other rules as a visitor will have them.
PREVIEW_POLICY = _policy(**_PUBLIC, frame_ancestors="'self'")
# Wagtail's admin writes styles and small scripts into its pages, and shows chosen images before they are uploaded.
ADMIN_POLICY = _policy(
    **_PUBLIC
    | {
        "img_src": "'self' data: blob:",
        "style_src": "'self' 'unsafe-inline'",
        "script_src": "'self' 'unsafe-inline'",
        "frame_ancestors": "'self'",
    }
)
_PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


def _is_admin(request: HttpRequest) -> bool:
    return request.path_info.startswith(_ADMIN_PATHS)


def _private_cookies() -> set[str]:
    return {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}


class SecurityHeadersMiddleware:
    """Puts the content security policy and its relatives on every answer, and keeps private answers out of caches.

    The outermost middleware, so that it has the last word. A view may set a stricter content security policy of its
    own; it is kept. Where a reader came from is told to nobody, not even to the portal itself, until the reader has or
    gets a cookie: the forms behind it are only accepted with an origin or a referrer of our own.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request and add the headers."""
        response = self._get_response(request)
        framed_by_us = _is_admin(request) or getattr(request, "is_preview", False)
        headers = response.headers
        headers.setdefault("Content-Security-Policy", self._policy(request))
        headers.setdefault("Permissions-Policy", _PERMISSIONS)
        # The older header goes with frame-ancestors; a preview carries its own policy out through the admin's answer.
        headers["X-Frame-Options"] = "SAMEORIGIN" if framed_by_us else "DENY"
        if not _is_admin(request) and not response.cookies and not request.COOKIES.keys() & _private_cookies():
            headers["Referrer-Policy"] = "no-referrer"
        self._protect_from_caches(request, response)
        return response

    @staticmethod
    def _policy(request: HttpRequest) -> str:
        if getattr(request, "is_preview", False):
            return PREVIEW_POLICY
        return ADMIN_POLICY if _is_admin(request) else PUBLIC_POLICY

    @staticmethod
    def _protect_from_caches(request: HttpRequest, response: HttpResponseBase) -> None:
        """Forbid every cache to keep what was made for a session; let none use anything else without asking again."""
        current = response.headers.get("Cache-Control", "")
        if settings.SESSION_COOKIE_NAME in request.COOKIES or response.cookies or _is_admin(request):
            # A file whose address holds its content's hash is the same for everybody, also for those signed in.
            if not ("public" in current and "immutable" in current):
                response.headers["Cache-Control"] = "private, no-store"
        elif not current and "X-Page-Cache" not in response.headers:
            response.headers["Cache-Control"] = "private, no-cache"


class AtomicUnsafeRequestsMiddleware:
    """Runs the view of every request that changes something in one transaction, so that all of it happens or none.

    Publishing a page and writing it into the search ledger are thus one step. Reading requests run outside of a
    transaction, since SQLite would take its only write lock for them. A view may opt out with Django's
    ``non_atomic_requests``. A publication that the content's rules refuse undoes the request, and the editor is told.
    Must be the last middleware, because it calls the view itself.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Hand the request on; the work is done in ``process_view``."""
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """The view's answer, made inside a transaction; ``None`` lets Django call the view as usual."""
        if request.method not in _UNSAFE_METHODS or "default" in getattr(view, "_non_atomic_requests", ()):
            return None
        try:
            with transaction.atomic():
                return view(request, *args, **kwargs)
        except PublicationRefusedError as refusal:
            if not _is_admin(request):
                raise
            return answer(request, refusal)
