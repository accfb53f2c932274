"""Answers what is asked of a page's history; ``publishing.routing`` has made sure that the visitor may see the page."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from publishing.changes.feeds import page_atom
from publishing.editions import edition, editions_of, in_force_on, page_as_of
from publishing.editions.difference import difference
from publishing.history.addresses import Asked, Between, EditionFeed, EditionList, InForceOn, OfEdition, day_of
from publishing.history.files import compare_files, files_of, hidden_today, lead_to_versions
from publishing.history.hiding import hide_rows
from publishing.history.parts import parts_of
from publishing.history.shown import EditionShown
from publishing.history.visible import knowing_class, was_excluded
from publishing.models.editions import Edition
from publishing.paging import page_number
from publishing.refusal import refuse

__all__ = ["answer"]

PER_PAGE = 50
EVERYTHING = "semua"
"""``?tampil=semua``: a difference with all that has not changed."""


def answer(page: Any, asked: Asked, request: HttpRequest) -> HttpResponse:
    """The answer for ``page``, its current live state.

    Raises ``Http404`` for an edition that there is not, ``PermissionDenied`` where somebody signed in may not read it.
    """
    request.is_preview = False  # type: ignore[attr-defined]
    match asked:
        case EditionList():
            return _editions(page, request)
        case EditionFeed():
            return _stored(page_atom(page, request))
        case OfEdition(number):
            return _as_it_was(page, _existing(page, number), request)
        case Between(old, new):
            return _between(page, old, new, request)
        case InForceOn(day):
            return _in_force(page, day, request)


def _existing(page: Any, number: int) -> Edition:
    found = edition(page, number)
    if found is None:
        raise Http404
    return found


def _context(page: Any, request: HttpRequest, **more: Any) -> dict[str, Any]:
    """The context of a page about the history of ``page``: of every page, without what its type adds."""
    from publishing.models import PortalPage
    from publishing.routing import Crumb

    context = PortalPage.get_context(page, request)
    context["breadcrumbs"] = [*context["breadcrumbs"], Crumb(page.title, page.address)]
    return context | more


def _stored(response: HttpResponse, *parameters: str, linked: bool = True) -> HttpResponse:
    """Tell the page cache which parameters count, and whether the portal itself links to this address."""
    response.headers["X-Page-Cache-Parameters"] = " ".join(parameters)
    if not linked:
        response.headers["X-Page-Cache"] = "no"
    return response


def _editions(page: Any, request: HttpRequest) -> HttpResponse:
    """All editions, the newest first. The newest number says how many there are: none is ever taken out."""
    newest = editions_of(page).first()
    total = newest.number if newest else 0
    paginator = Paginator(range(total), PER_PAGE)
    number = page_number(request.GET.get("page", ""), paginator.num_pages)
    if number is None:
        raise Http404
    top = total - (number - 1) * PER_PAGE
    found = knowing_class(editions_of(page).filter(number__lte=top, number__gt=top - PER_PAGE))
    members = page.may_see_members(request)
    entries = [_entry(page, each, members=members) for each in found]
    context = _context(page, request, entries=entries, total=total, page_obj=paginator.page(number), newest=newest)
    return _stored(TemplateResponse(request, "publishing/history/list.html", context), "page")


def _entry(page: Any, each: Any, *, members: bool) -> dict[str, Any]:
    """An edition as the list shows it; ``verifiable`` where everybody may know what its SHA-256 belongs to."""
    excluded = was_excluded(each)
    return {
        "edition": each,
        "before": each.number - 1,
        "open": members or not excluded,
        "verifiable": page.is_open_to_all and not excluded,
    }


def _newest_number(page: Any, known: Edition) -> int:
    """The number of the newest edition; that of one that was just read, where none is found any more."""
    newest = editions_of(page).only("number").first()
    return newest.number if newest else known.number


def _shown(page: Any, found: Edition) -> Any:
    """The page with the content of an edition, in the place and state of today, without what it has hidden since."""
    shown = page_as_of(found, page)
    shown.ancestor_chain = page.ancestor_chain
    shown.know_absence(page.known_absence)
    hide_rows(shown, page)
    return shown


def _as_it_was(page: Any, found: Edition, request: HttpRequest, *, per: date | None = None) -> HttpResponse:
    """The page as it was, by its own template. What was excluded information then stays for members."""
    shown = _shown(page, found)
    members = page.may_see_members(request)
    if shown.is_excluded and not members:
        return refuse(request)
    (files,) = files_of([found], members=members, hidden=hidden_today(page, shown))
    shown.edition_shown = EditionShown(found, _newest_number(page, found), page.address, files, per)
    response: Any = shown.serve(request)
    response.render()
    response.content = lead_to_versions(response.content.decode(), files)
    response.headers["X-Robots-Tag"] = "noindex"
    return _stored(response, linked=per is None)


def _in_force(page: Any, text: str, request: HttpRequest) -> HttpResponse:
    """The edition that was in force on a day; anybody can think of a day, so that none is stored."""
    day = day_of(text)
    if day is None:
        return _said(
            page,
            request,
            400,
            _("This is no day"),
            _("Write it as year-month-day, e.g. %(day)s.") % {"day": "2024-05-01"},
        )
    found = in_force_on(page, day)
    if found is not None:
        return _as_it_was(page, found, request, per=day)
    first = editions_of(page).order_by("number").first()
    return _said(page, request, 404, "", "", day=day, first=first)


def _said(page: Any, request: HttpRequest, status: int, heading: str, text: str, **more: Any) -> HttpResponse:
    context = _context(page, request, heading=heading, text=text, **more)
    return _stored(
        TemplateResponse(request, "publishing/history/no_edition.html", context, status=status), linked=False
    )


def _between(page: Any, old: int, new: int, request: HttpRequest) -> HttpResponse:
    """What differs; the same edition twice is that edition, and the older one always comes first."""
    former, latter = _existing(page, min(old, new)), _existing(page, max(old, new))
    if old >= new:
        below = f"{former.number}..{latter.number}" if old > new else str(new)
        return HttpResponseRedirect(f"{page.history_address}{below}/")
    members = page.may_see_members(request)
    before, after = _shown(page, former), _shown(page, latter)
    if (before.is_excluded or after.is_excluded) and not members:
        return refuse(request)
    hidden = hidden_today(page, before) | hidden_today(page, after)
    parts = difference(parts_of(before, members=members), parts_of(after, members=members))
    files = compare_files(*files_of([former, latter], members=members, hidden=hidden))
    everything = request.GET.get("tampil", "") == EVERYTHING
    context = _context(
        page,
        request,
        former=former,
        latter=latter,
        parts=[part for part in parts if everything or part.changed],
        files=[file for file in files if everything or file.changed],
        nothing=not any(part.changed for part in [*parts, *files]),
        everything=everything,
    )
    response = TemplateResponse(request, "publishing/history/difference.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    linked = latter.number in {former.number + 1, _newest_number(page, latter)}
    return _stored(response, "tampil", linked=linked and request.GET.get("tampil", EVERYTHING) == EVERYTHING)
