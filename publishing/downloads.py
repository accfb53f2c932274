"""Who may download a file: whoever may read a live page that uses it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.documents.views import serve as wagtails

from search.access import tokens_for

__all__ = ["may_download", "serve_file"]


def may_download(document: Any, request: HttpRequest) -> bool:
    """Whether the visitor may have this file.

    Editors may have all of them. Everybody else needs a live page that uses the file and that is shown to them; what
    no page uses is nobody's business. The rows of a page can be for members only, and a file in such a row is too: the
    page says so by ``members_only_documents`` (a set of primary keys). All of that stands in one table, which is written
    when the page is published (``publishing.files.uses``).
    """
    user = request.user
    if user.is_authenticated and user.has_perm("wagtailadmin.access_admin"):
        return True
    tokens = tokens_for(user)
    return any(use.opens_for(tokens) for use in document.uses.all())


def serve_file(request: HttpRequest, document_id: str, filename: str) -> HttpResponse:
    """Wagtail's view of a file, without the encoding "None" that it names where there is none.

    Raises ``Http404`` for a file that does not exist or has another name.
    """
    response: HttpResponse = wagtails.serve(request, document_id, filename)
    if response.headers.get("Content-Encoding") == "None":
        del response.headers["Content-Encoding"]
    return response
