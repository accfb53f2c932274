"""What has changed as Atom feeds: of everything, of a kind, of a page."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.formats import date_format
from django.utils.html import escape, linebreaks
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publishing import generation
from publishing.changes.asking import asked_for
from publishing.changes.reading import Happening, happenings, name_of_happening, page_kinds
from publishing.editions import editions_of
from publishing.headers import public_for_the_cache
from publishing.history.addresses import FEED
from publishing.history.visible import knowing_class, was_excluded
from publishing.models.editions import Edition
from search.access import ANONYMOUS_TOKENS
from search.atom import Feed

__all__ = ["ENTRIES", "changes_atom", "page_atom"]

ENTRIES = 50


def _unchanged(request: HttpRequest, *, members: bool = False) -> tuple[str, HttpResponse | None]:
    """The ETag of a feed, and 304 where the reader has it already: it is the same until the next publication."""
    etag = quote_etag(f"{generation.current()}-{get_language()}{'-members' if members else ''}")
    answer: HttpResponse | None = get_conditional_response(request, etag=etag)
    return etag, answer


@require_safe
def changes_atom(request: HttpRequest) -> HttpResponse:
    """The newest changes, of a kind where the address names one. A feed reader carries no session: the public ones.

    400 for a kind that there is not.
    """
    kinds = page_kinds()
    asked = asked_for("", request.GET.get("kind", ""), kinds, timezone.localdate())
    if asked.problem:
        return HttpResponse(asked.problem, status=HTTPStatus.BAD_REQUEST, content_type="text/plain; charset=utf-8")
    kind = asked.kind
    etag, unchanged = _unchanged(request)
    if unchanged is not None:
        return unchanged
    below = f"?kind={kind}" if kind else ""
    title = _("Recent changes: %(kind)s") % {"kind": kinds[kind].label} if kind else _("Recent changes")
    feed = Feed(request, title, page=reverse("changes") + below, feed=reverse("changes_atom") + below)
    for happening in happenings(ANONYMOUS_TOKENS, kind=kind, most=ENTRIES).shown:
        feed.add(
            happening.key,
            f"{happening.title}: {_said(happening)}",
            happening.edition_address,
            html=_paragraphs(happening.note),
            published=happening.moment,
            updated=happening.moment,
            kind=str(happening.kind_label),
        )
    return public_for_the_cache(_answer(feed, etag), "kind")


def _said(happening: Happening) -> str:
    """What happened, in a few words."""
    if happening.since:
        return _("withdrawn on %(day)s") % {"day": date_format(happening.since, "j F Y")}
    if happening.number == 1:
        return _("new")
    kind = Edition.ChangeKind(happening.what).label
    return _("edition %(number)d, %(kind)s") % {"number": happening.number, "kind": str(kind).lower()}


def page_atom(page: Any, request: HttpRequest) -> HttpResponse:
    """The newest editions of a page, each an entry with its note; those that were excluded for members only.

    The caller has made sure that the visitor may see the page.
    """
    members = page.may_see_members(request)
    etag, unchanged = _unchanged(request, members=members)
    if unchanged is not None:
        return unchanged
    title = _("History of changes: %(title)s") % {"title": page.title}
    feed = Feed(request, title, page=page.history_address, feed=f"{page.history_address}{FEED}/")
    if page.withdrawal:
        day = date_format(page.withdrawal.since, "j F Y")
        feed.add(
            name_of_happening(page.pk, 0, page.withdrawal.recorded_at),
            _("withdrawn on %(day)s") % {"day": day},
            page.address,
            html=_paragraphs(page.withdrawal.reason),
            published=page.withdrawal.recorded_at,
            updated=page.withdrawal.recorded_at,
            kind=_("Withdrawn"),
        )
    for edition in knowing_class(editions_of(page))[:ENTRIES]:
        if not members and was_excluded(edition):
            continue
        kind = str(edition.get_change_kind_display())
        in_force = _("in force from %(day)s") % {"day": date_format(edition.effective_from, "j F Y")}
        feed.add(
            name_of_happening(edition.page_id, edition.number, edition.published_at),
            _("Edition %(number)s") % {"number": edition.number} + f": {kind}",
            f"{page.history_address}{edition.number}/",
            html=_paragraphs(edition.change_note) + f"<p>{escape(in_force)}</p>",
            published=edition.published_at,
            updated=edition.published_at,
            kind=kind,
        )
    return _answer(feed, etag)


def _paragraphs(text: str) -> str:
    """A note as escaped HTML; nothing for none."""
    return linebreaks(text, autoescape=True) if text.strip() else ""


def _answer(feed: Feed, etag: str) -> HttpResponse:
    response = feed.answer()
    response.headers["ETag"] = etag
    return response
