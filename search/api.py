"""Search as JSON: ``GET /api/v1/search/``, under the parameters of the results page; see ``docs/search.md``."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from search import kinds, outage
from search.access import tokens_for
from search.engines import EngineError
from search.finding import find
from search.headers import never_stored
from search.hits import Hit
from search.query import Problem, read


@require_safe
def search_api(request: HttpRequest) -> JsonResponse:
    """Answer with ``total``, ``page``, ``page_size``, ``results``; what can't be meant is an error with status 400."""
    query, problems = read(request.GET, kinds.names())
    if problems:
        return _error(problems[0], 400, request)
    try:
        results = find(query, tokens_for(request.user), facets=False)
    except EngineError as error:
        outage.log(error)
        return _error(
            Problem("unavailable", _("Search is not available just now. Please try again soon."), ""), 503, request
        )
    if results.beyond_the_end:
        return _error(
            Problem("page_out_of_range", _("There is no such page: the results end before it."), "page"), 400, request
        )
    return _json(
        {
            "total": results.total,
            "page": query.page,
            "page_size": query.page_size,
            "suggestion": results.suggestion.text if results.suggestion else None,
            "results": [_result(hit) for hit in results.hits],
        },
        200,
        request,
    )


def _result(hit: Hit) -> dict[str, Any]:
    return {
        "id": hit.slug,
        "title": hit.title,
        "url": hit.url,
        "kind": hit.kind,
        "date": hit.date.isoformat() if hit.date else None,
        "number": hit.number,
        "status": hit.status,
        "snippet": str(hit.snippet_html),
        "passages": [
            {"label": passage.label, "url": passage.href, "snippet": str(passage.html)}
            for passage in hit.passages
            if passage.href
        ],
    }


def _error(problem: Problem, status: int, request: HttpRequest) -> JsonResponse:
    error = {"code": problem.code, "message": str(problem.message), "field": problem.field or None}
    return _json({"error": error}, status, request)


def _json(content: dict[str, Any], status: int, request: HttpRequest) -> JsonResponse:
    response = JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})
    return never_stored(response, request)
