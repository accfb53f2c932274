"""Paging of lists in the address: ``?page=2``."""

from typing import Any

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

__all__ = ["PER_PAGE", "page_of"]

PER_PAGE = 24


def page_of(items: Any, request: HttpRequest) -> Page[Any]:
    """The page of ``items`` that the address asks for; raises ``Http404`` for a number that is none or too large."""
    paginator: Paginator[Any] = Paginator(items, PER_PAGE)
    try:
        return paginator.page(request.GET.get("page", 1))
    except (EmptyPage, PageNotAnInteger):
        raise Http404(_("This list has no such page.")) from None
