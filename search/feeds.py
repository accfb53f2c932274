"""Any search as an Atom feed, and the portal as a search engine that a browser can be told of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from search import engines, kinds, outage
from search.access import ANONYMOUS_TOKENS
from search.atom import Feed
from search.engines import EngineError
from search.finding import find
from search.headers import never_stored
from search.hits import Hit
from search.query import SearchQuery, Sort, read

ENTRIES = 30


def _etag(request: HttpRequest, **_: str) -> str | None:
    """A question has the same answer until the index takes in something new."""
    try:
        cursor = engines.current().cursor()
    except EngineError:
        return None
    return f'"{cursor.ledger}-{cursor.stamp}"'


@require_safe
@condition(etag_func=_etag)
def atom(request: HttpRequest) -> HttpResponse:
    """What the public finds by the question in the address, newest first; a feed of everything without a question.

    What can't be meant is left out, like on the page. A feed reader carries no session, so the answer is the public
    one for everybody.
    """
    form = request.GET.copy()
    form["page_size"], form["page"] = str(ENTRIES), "1"
    query, _problems = read(form, kinds.names())
    try:
        found = find(query.sorted_by(Sort.DATE), ANONYMOUS_TOKENS, facets=False)
    except EngineError as error:
        outage.log(error)
        return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
    feed = _feed(request, query)
    for hit in found.hits:
        _add(feed, hit)
    return never_stored(feed.answer(), request)


def _feed(request: HttpRequest, query: SearchQuery) -> Feed:
    address = query.address()
    title = _("Search: %(text)s") % {"text": query.text} if query.text else _("New documents")
    return Feed(request, title, page=reverse("search:results") + address, feed=reverse("search:atom") + address)


def _add(feed: Feed, hit: Hit) -> None:
    day = make_aware(dt.datetime.combine(hit.date, dt.time())) if hit.date else None
    feed.add(
        hit.key,
        hit.title,
        hit.href,
        html=hit.snippet_html,
        published=day,
        updated=hit.recorded_at,
        kind=hit.kind_label,
    )


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """The OpenSearch description: how a browser asks this portal."""
    absolute: Callable[[str], str] = request.build_absolute_uri
    context = {
        "name": settings.WAGTAIL_SITE_NAME,
        "results": absolute(reverse("search:results")),
        "atom": absolute(reverse("search:atom")),
        "suggestions": absolute(reverse("search:suggestions")),
        "icon": absolute(f"{settings.STATIC_URL}portal/icon.svg"),
        "self": absolute(request.path),
    }
    return render(
        request, "search/opensearch.xml", context, content_type="application/opensearchdescription+xml; charset=utf-8"
    )
