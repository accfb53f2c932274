"""What somebody gets who may not see something: a visitor signs in first, a person without the right is refused."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from wagtail.wagtail_hooks import require_wagtail_login

__all__ = ["is_excluded_for", "refuse"]


def is_excluded_for(page: Any, request: HttpRequest) -> bool:
    """Whether a page is excluded information and this visitor no member."""
    return bool(getattr(page, "is_excluded", False) and not page.may_see_members(request))


def refuse(request: HttpRequest) -> HttpResponse:
    """Ask a visitor to sign in; refuse somebody who is signed in. Raises ``PermissionDenied`` for the latter."""
    if request.user.is_authenticated:
        raise PermissionDenied
    response: HttpResponse = require_wagtail_login(next=request.get_full_path())
    add_never_cache_headers(response)
    return response
