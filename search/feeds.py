"""Any search as an Atom feed, and the portal as a search engine that a browser can be told of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import make_aware, now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from search import engines, kinds, outage
from search.access import ANONYMOUS_TOKENS
from search.engines import EngineError
from search.finding import find
from search.headers import never_stored
from search.hits import Hit
from search.query import SearchQuery, Sort, read

ENTRIES = 30
_YEAR = 2026  # In the identifiers of entries; it must never change.


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
    absolute = request.build_absolute_uri
    for hit in found.hits:
        _add(feed, hit, absolute(hit.href), request.get_host().partition(":")[0])
    response = HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    return never_stored(response, request)


class _Feed(Atom1Feed):
    """A feed that changed when an entry was last recorded, not on the day of a meeting that is still to come."""

    def latest_post_date(self) -> dt.datetime:
        """When anything in it last changed."""
        return max((item["updateddate"] for item in self.items), default=now())


def _feed(request: HttpRequest, query: SearchQuery) -> _Feed:
    address = query.address()
    page = request.build_absolute_uri(reverse("search:results") + address)
    title = _("Search: %(text)s") % {"text": _writable(query.text)} if query.text else _("New documents")
    return _Feed(
        title=f"{title} · {settings.WAGTAIL_SITE_NAME}",
        link=page,
        feed_guid=page,
        description="",
        language=get_language() or settings.LANGUAGE_CODE,
        feed_url=request.build_absolute_uri(reverse("search:atom") + address),
        author_name=settings.WAGTAIL_SITE_NAME,
    )


def _writable(text: str) -> str:
    """The text without the two characters that the ledger keeps and XML can't hold."""
    return text.translate({0xFFFE: None, 0xFFFF: None})


def _add(feed: _Feed, hit: Hit, address: str, host: str) -> None:
    feed.add_item(
        title=_writable(hit.title),
        link=address,
        description=_writable(hit.snippet_html),
        unique_id=f"tag:{host},{_YEAR}:{hit.key}",
        pubdate=make_aware(dt.datetime.combine(hit.date, dt.time())) if hit.date else None,
        updateddate=hit.recorded_at,
        categories=[hit.kind_label],
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
