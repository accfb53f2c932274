"""Who may download a file: whoever may read a live page that uses it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from wagtail.models import Page, ReferenceIndex
from wagtail.wagtail_hooks import require_wagtail_login

from search.access import tokens_for
from search.models import SearchEntry

__all__ = ["may_download", "refuse"]


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
    pages = ReferenceIndex.get_references_to(document).filter(
        base_content_type__app_label="wagtailcore", base_content_type__model="page"
    )
    keys = {int(key) for key in pages.values_list("object_id", flat=True)}
    visible = [
        entry.object_id
        for entry in SearchEntry.objects.filter(key__in=[f"page:{key}" for key in keys], deleted=False)
        if tokens & set(entry.access.strip("|").split("|"))
    ]
    for page in Page.objects.filter(pk__in=visible, live=True).specific():
        hidden: frozenset[int] = getattr(page, "members_only_documents", frozenset())
        if "members" in tokens or document.pk not in hidden:
            return True
    return False


def refuse(request: HttpRequest) -> HttpResponse:
    """Ask a visitor to sign in; refuse somebody who is signed in. Raises ``PermissionDenied`` for the latter."""
    if request.user.is_authenticated:
        raise PermissionDenied
    response: HttpResponse = require_wagtail_login(next=request.get_full_path())
    add_never_cache_headers(response)
    return response
