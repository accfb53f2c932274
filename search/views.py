"""The results page ``/cari/``, rendered on the server and usable without JavaScript, and what is said while typing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from search import kinds, outage
from search.access import ANONYMOUS_TOKENS, tokens_for
from search.contract import IN_FORCE
from search.engines import EngineError
from search.facets import Facet, FacetChoice
from search.finding import SearchResults, find
from search.headers import never_kept, never_stored
from search.promotions import promoted
from search.query import PAGE_SIZE, Problem, SearchQuery, Sort, read
from search.signals import searched
from search.suggesting import suggest

TEMPLATE = "search/results.html"
BEYOND = "page_out_of_range"
# As crawlers call themselves, mostly with the address of a page that explains them. (Cubot is a telephone.)
_ROBOT = re.compile(r"bot[/;]|\+https?://|crawler|spider|slurp", re.IGNORECASE)


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Answer the question in the address.

    Whatever stands there gives a page with hits: what can't be meant is left out and named (status 400), and beyond the
    last page stands the last one (status 404). Where there is no index to ask, the status is 503.
    """
    form = request.GET.copy()
    form.pop("page_size", None)  # The page has its own size; the parameter belongs to the API.
    query, problems = read(form, kinds.names())
    tokens = tokens_for(request.user)
    try:
        found = find(query, tokens)
        if found.beyond_the_end:
            problems.append(Problem(BEYOND, _("There is no such page; this is the last one of the results."), "page"))
            query = query.on_page(found.pages)
            found = find(query, tokens)
    except EngineError as error:
        outage.log(error)
        response = _page(request, query, {"again": query.address()}, HTTPStatus.SERVICE_UNAVAILABLE)
        response.headers["Retry-After"] = "60"
        return response
    if query.text and query.page == 1 and not problems and _is_a_person(request):
        _tell(query, found, public=tokens == ANONYMOUS_TOKENS)
    first = query.page == 1 and not query.filters
    answer = {"problems": problems, "found": found, "promoted": promoted(query.text, tokens) if first else ()}
    return _page(request, query, answer | _around(query, found), _status(problems))


def _is_a_person(request: HttpRequest) -> bool:
    """Whether somebody reads the answer, as far as the request says so: no robot, no prefetching browser."""
    headers = request.headers
    return (
        request.method == "GET"
        and not _ROBOT.search(headers.get("User-Agent", ""))
        and "prefetch" not in headers.get("Sec-Purpose", headers.get("Purpose", ""))
    )


def _tell(query: SearchQuery, found: SearchResults, *, public: bool) -> None:
    corrected = bool(found.suggestion and found.suggestion.applied)
    searched.send_robust(
        None, query=query, total=found.total, answered=bool(found.total) and not corrected, public=public
    )


def _status(problems: Sequence[Problem]) -> HTTPStatus:
    """What machines are told of a question that was answered only in part."""
    if any(problem.code == BEYOND for problem in problems):
        return HTTPStatus.NOT_FOUND
    return HTTPStatus.BAD_REQUEST if problems else HTTPStatus.OK


def _page(
    request: HttpRequest, query: SearchQuery, answer: dict[str, Any], status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    first = query.on_page(1)
    context = {
        "query": query,
        # Another question is asked within the same filters and in the same order.
        "kept_filters": [pair for pair in first.parameters() if pair[0] != "q"],
        "without_filters": first.unfiltered().address(),
        "atom": reverse("search:atom") + first.address(),
        "json": reverse("search_api") + query.address(),
    }
    return never_stored(render(request, TEMPLATE, context | answer, status=status), request)


def _around(query: SearchQuery, found: SearchResults) -> dict[str, Any]:
    """What stands around the hits: filters, what was chosen, order, pages, and ways on."""
    base = query.on_page(1).address()
    asked = query.asked
    return {
        # A filter with a single value that is not in force would change nothing.
        "facets": [facet for facet in found.facets if len(facet.choices) > 1 or facet.selected],
        "chosen": [(facet, choice) for facet in found.facets for choice in facet.selected],
        "in_force": _in_force(found.facets),
        "all_statuses": query.with_withdrawn(not query.withdrawn).address()
        if query.withdrawn or found.left_out
        else "",
        "by_relevance": query.sorted_by(Sort.RELEVANCE).address(),
        "by_date": query.sorted_by(Sort.DATE).address(),
        "page_obj": Paginator(range(found.total), PAGE_SIZE).page(query.page),
        "querystring": base if base == "?" else f"{base}&",
        "suggested": query.saying(found.suggestion.text).address() if found.suggestion else "",
        "plainly": query.saying(asked.words).address() if asked.is_strict and asked.words else "",
    }


def _in_force(facets: tuple[Facet, ...]) -> FacetChoice | None:
    """The choice that leaves only what is in force, where there is anything else."""
    states = next(facet for facet in facets if facet.name == "status")
    if len(states.choices) < 2 and not states.selected:
        return None
    return next((choice for choice in states.choices if choice.value == IN_FORCE), None)


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """What may be meant by what was typed so far, as JSON; for a browser's own field (``format=opensearch``) in its form.

    ``items`` have ``text``, ``url``, ``kind`` (empty for a question) and ``note``; ``said`` is the number of them in words.
    Nothing of it is kept by the browser, so that nobody finds there what was typed. Any input has an answer.
    """
    typed = request.GET.get("q", "")
    try:
        found = suggest(typed)
    except EngineError as error:
        outage.log(error)
        found = ()
    if request.GET.get("format") == "opensearch":
        absolute = request.build_absolute_uri
        rows = [(one.text, one.note, absolute(one.href)) for one in found]
        answer: Any = [typed, *([row[column] for row in rows] for column in range(3))]
        return never_kept(JsonResponse(answer, safe=False, content_type="application/x-suggestions+json"))
    count = len(found)
    said = ngettext("%(count)d suggestion", "%(count)d suggestions", count) % {"count": count} if count else ""
    items = [{"text": one.text, "url": one.href, "kind": one.kind, "note": one.note} for one in found]
    return never_kept(JsonResponse({"said": said, "items": items}, json_dumps_params={"ensure_ascii": False}))
