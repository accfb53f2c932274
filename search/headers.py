"""The headers of an answer to a search."""

from __future__ import annotations

from typing import TypeVar

from django.http import HttpRequest, HttpResponse

Response = TypeVar("Response", bound=HttpResponse)


def never_kept(response: Response) -> Response:
    """Mark an answer as one that must leave nothing behind, not even in the browser."""
    response.headers["Cache-Control"] = "private, no-store"
    return response


def never_stored(response: Response, request: HttpRequest) -> Response:
    """Mark an answer as one that no cache may reuse: what can be found changes within a second.

    The answer to somebody signed in may hold more than others may see, so it isn't kept at all.
    """
    response.headers["Cache-Control"] = "private, no-store" if request.user.is_authenticated else "no-cache"
    return response
