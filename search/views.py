"""The results page ``/cari/``: rendered on the server, usable without JavaScript."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from search import kinds
from search.access import tokens_for
from search.engines import EngineError
from search.finding import SearchResults, find
from search.headers import never_stored
from search.query import PAGE_SIZE, Problem, SearchQuery, Sort, read

logger = logging.getLogger(__name__)

TEMPLATE = "search/results.html"


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Answer the question in the address. Whatever stands there gives a page that helps onward, with its status."""
    form = request.GET.copy()
    form.pop("page_size", None)  # The page has its own size; the parameter belongs to the API.
    query, problems = read(form, kinds.names())
    if problems:
        return _page(request, query, HTTPStatus.BAD_REQUEST, problems=problems)
    try:
        found = find(query, tokens_for(request.user))
    except EngineError as error:
        # No traceback: it could quote the question.
        logger.error("Search can't answer: %s.", type(error).__name__)  # noqa: TRY400
        return _page(request, query, HTTPStatus.SERVICE_UNAVAILABLE)
    if found.beyond_the_end:
        problem = Problem("page_out_of_range", _("There is no such page: the results end before it."), "page")
        return _page(request, query, HTTPStatus.NOT_FOUND, problems=[problem])
    return _page(request, query, HTTPStatus.OK, found=found)


def _page(
    request: HttpRequest,
    query: SearchQuery,
    status: HTTPStatus,
    *,
    found: SearchResults | None = None,
    problems: list[Problem] | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "query": query,
        "found": found,
        "problems": problems or [],
        # Another question is asked within the same filters and in the same order.
        "kept_filters": [pair for pair in query.on_page(1).parameters() if pair[0] != "q"],
        "start_over": query.on_page(1).unfiltered().address(),
        "by_relevance": query.sorted_by(Sort.RELEVANCE).address(),
        "by_date": query.sorted_by(Sort.DATE).address(),
    }
    if found:
        pages = Paginator(range(found.total), PAGE_SIZE)
        base = query.on_page(1).address()
        context |= {
            # A filter with a single value that is not in force would change nothing.
            "facets": [facet for facet in found.facets if len(facet.choices) > 1 or facet.selected],
            "chosen": [choice for facet in found.facets for choice in facet.selected],
            "page_obj": pages.page(query.page),
            "querystring": base if base == "?" else f"{base}&",
        }
    return never_stored(render(request, TEMPLATE, context, status=status), request)
