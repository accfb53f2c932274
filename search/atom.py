"""Atom feeds: what they have in common, whatever they tell of."""

from __future__ import annotations

import datetime as dt
import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import now
from django.utils.translation import get_language

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
_YEAR = 2026  # In the identifiers of entries; it must never change.
# What text can hold and XML can't (https://www.w3.org/TR/xml/#charsets).
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Feed(Atom1Feed):
    """A feed that changed when an entry was last recorded, not on the day of a meeting that is still to come.

    Its author is the institution, never a person.
    """

    def __init__(self, request: HttpRequest, title: str, *, page: str, feed: str) -> None:
        """``page`` and ``feed`` are the addresses of the page that says the same, and of the feed, without the host."""
        self._host = request.get_host().partition(":")[0]
        self._absolute = request.build_absolute_uri
        address = self._absolute(page)
        super().__init__(
            title=writable(f"{title} · {settings.WAGTAIL_SITE_NAME}"),
            link=address,
            feed_guid=address,
            description="",
            language=get_language() or settings.LANGUAGE_CODE,
            feed_url=self._absolute(feed),
            author_name=settings.WAGTAIL_SITE_NAME,
        )

    def add(
        self,
        key: str,
        title: str,
        link: str,
        *,
        html: str,
        published: dt.datetime | None,
        updated: dt.datetime,
        kind: str,
    ) -> None:
        """Add an entry: ``key`` names it for good, ``link`` is an address without the host, ``html`` is escaped; ``kind`` may be empty."""
        self.add_item(
            title=writable(title),
            link=self._absolute(link),
            description=writable(html),
            unique_id=f"tag:{self._host},{_YEAR}:{key}",
            pubdate=published,
            updateddate=updated,
            categories=[writable(kind)] if kind else [],
        )

    def latest_post_date(self) -> dt.datetime:
        """When anything in it last changed."""
        return max((item["updateddate"] for item in self.items), default=now())

    def answer(self) -> HttpResponse:
        """The feed as an answer."""
        return HttpResponse(self.writeString("utf-8"), content_type=CONTENT_TYPE)


def writable(text: str) -> str:
    """The text without the characters that XML can't hold."""
    return _UNWRITABLE.sub("", text)
