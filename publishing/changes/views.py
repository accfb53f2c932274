"""The page ``/perubahan/``: what has changed since a day, grouped by day."""

from http import HTTPStatus
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from publishing.changes.asking import Asked, asked_for
from publishing.changes.reading import Happenings, happenings, page_kinds
from publishing.headers import public_for_the_cache
from publishing.paging import page_number
from search.access import ANONYMOUS_TOKENS

__all__ = ["PER_PAGE", "changes"]

PER_PAGE = 50
_MOST_PAGES = 99_999


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """What everybody may know of, whoever asks. 400 for a day or a kind that can't be meant, 404 beyond the last page."""
    asked = asked_for(
        request.GET.get("since", ""), request.GET.get("kind", ""), page_kinds().keys(), timezone.localdate()
    )
    if asked.problem:
        return _page(request, asked, typed=request.GET.get("since", "")[:20], status=HTTPStatus.BAD_REQUEST)
    number = page_number(request.GET.get("page", ""), _MOST_PAGES)
    if number is None:
        raise Http404
    found = happenings(
        ANONYMOUS_TOKENS,
        since=asked.moment,
        kind=asked.kind,
        start=(number - 1) * PER_PAGE,
        most=PER_PAGE,
        counted=True,
    )
    if number > 1 and found.total <= (number - 1) * PER_PAGE:
        raise Http404
    return public_for_the_cache(_page(request, asked, found, number), "since", "kind", "page")


def _page(
    request: HttpRequest,
    asked: Asked,
    found: Happenings | None = None,
    number: int = 1,
    *,
    typed: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    filters = {name: request.GET[name] for name in ("since", "kind") if request.GET.get(name)}
    context: dict[str, Any] = {
        "asked": asked,
        "typed": typed,
        "today": timezone.localdate(),
        "kinds": [(value, term.label) for value, term in page_kinds().items()],
        "found": found,
        "days": [
            (day, list(items)) for day, items in groupby(found.shown if found else (), lambda item: item.moment.date())
        ],
        "page_obj": Paginator(range(found.total if found else 0), PER_PAGE).page(number),
        "querystring": f"?{urlencode(filters)}&" if filters else "?",
        "atom": reverse("changes_atom") + (f"?kind={asked.kind}" if asked.kind else ""),
    }
    return render(request, "publishing/changes/list.html", context, status=status)
