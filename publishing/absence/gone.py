"""What stands at the address of a page that was removed from the public: why, since when, and ways on; nothing else."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Page

from publishing.models.absence import PageAbsence, absence_of
from publishing.refusal import is_excluded_for

__all__ = ["answer", "removed_among"]


def removed_among(pages: Sequence[Any]) -> tuple[Any, PageAbsence] | None:
    """The last of these pages (from the root down) that was removed and is not public, with the reason; or None.

    They were read with their absences, so that this asks no question.
    """
    for page in reversed(pages):
        absence = absence_of(page)
        if absence is not None and absence.is_removed and not page.live:
            return page, absence
    return None


def answer(page: Any, absence: PageAbsence, request: HttpRequest) -> HttpResponse | None:
    """The answer with status 410; None for whom the page itself was private: they get what they always got."""
    if not _was_open(page, request):
        return None
    response = render(request, "410.html", {"absence": absence}, status=HTTPStatus.GONE)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _was_open(page: Any, request: HttpRequest) -> bool:
    """Whether this visitor could read the page, were it public."""
    from publishing.routing import restrictions_at

    specific = page.specific if type(page) is Page else page
    if is_excluded_for(specific, request):
        return False
    return all(restriction.accept_request(request) for restriction in restrictions_at(page.path))
