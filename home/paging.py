"""Pages of the lists of this app."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from publishing.paging import page_number

__all__ = ["PER_PAGE", "page_of"]

PER_PAGE = 24


def page_of(items: Any, total: int, request: HttpRequest) -> Page[Any] | None:
    """The page of ``items`` (of which there are ``total``) that the address asks for, or None where there is no such."""
    paginator: Paginator[Any] = Paginator(items, PER_PAGE)
    paginator.count = total
    number = page_number(request.GET.get("page", ""), paginator.num_pages)
    return paginator.page(number) if number else None
