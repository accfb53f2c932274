"""Who may download a file: whoever may read a live page that uses it."""

from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

from publishing.references import page_key, pages_referring_to
from search import catalogue
from search.access import tokens_for

__all__ = ["may_download"]


def may_download(document: Any, request: HttpRequest) -> bool:
    """Whether the visitor may have this file.

    Editors may have all of them. Everybody else needs a live page that uses the file and that is shown to them; what
    no page uses is nobody's business. The rows of a page can be for members only, and a file in such a row is too: the
    page says so by ``members_only_documents`` (a set of primary keys).
    """
    user = request.user
    if user.is_authenticated and user.has_perm("wagtailadmin.access_admin"):
        return True
    tokens = tokens_for(user)
    keys = [page_key(pk) for pk in pages_referring_to(document)]
    visible = catalogue.entries(tokens).filter(key__in=keys).order_by().values_list("object_id", flat=True)
    for page in Page.objects.filter(pk__in=list(visible), live=True).specific():
        hidden: frozenset[int] = getattr(page, "members_only_documents", frozenset())
        if "members" in tokens or document.pk not in hidden:
            return True
    return False
