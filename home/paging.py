"""Paging of lists in the address: ``?page=2``."""

from typing import Any

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.http import HttpRequest

__all__ = ["PER_PAGE", "page_of"]

PER_PAGE = 24


def page_of(items: Any, total: int, request: HttpRequest) -> Page[Any] | None:
    """The page of ``items`` (of which there are ``total``) that the address asks for, or None where there is no such."""
    paginator: Paginator[Any] = Paginator(items, PER_PAGE)
    paginator.count = total
    try:
        return paginator.page(request.GET.get("page") or 1)
    except (EmptyPage, PageNotAnInteger):
        return None
