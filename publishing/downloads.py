"""Who may download a file: whoever may read a live page that uses it, or an edition that has used this version of it."""

from mimetypes import guess_type
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.documents.models import document_served

from publishing.files import versions
from publishing.models import DocumentVersion
from publishing.refusal import refuse
from search.access import tokens_for

__all__ = ["check_download", "may_download", "serve_file", "serve_version"]


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


@require_safe
def serve_file(request: HttpRequest, document_id: str, filename: str) -> HttpResponseBase:
    """The current file of a document; what it was called before leads to it.

    Raises ``Http404`` for a file that does not exist or never had this name.
    """
    document = get_object_or_404(get_document_model(), pk=document_id)
    if document.filename != filename and not document.versions.filter(file_name=filename).exists():
        raise Http404
    refused = _refusal(document, request)
    if refused is not None:
        return refused
    if document.filename != filename:
        return HttpResponseRedirect(document.url)
    document_served.send(sender=type(document), instance=document, request=request)
    return _give_out(request, document.file, filename, document.content_digest or document.file_hash)


@require_safe
def serve_version(request: HttpRequest, document_id: str, number: str, filename: str) -> HttpResponseBase:
    """One version of a document's file, whichever is current now; search engines are asked to leave it alone.

    Raises ``Http404`` for one that never was, or that the visitor may not know of.
    """
    version = get_object_or_404(
        DocumentVersion.objects.select_related("document"), document_key=document_id, number=number, file_name=filename
    )
    document = version.document
    is_current = document is not None and document.current_version == version
    if not is_current and not versions.may_have(version, request):
        raise Http404
    refused = _refusal(document, request, former=not is_current) if document else None
    if refused is not None:
        return refused
    response = _give_out(request, version.file, version.file_name, version.digest)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _refusal(document: Any, request: HttpRequest, *, former: bool = False) -> HttpResponseBase | None:
    """What somebody gets who may not have the file; None for whoever may. Wagtail asks for the collection's privacy.

    ``former``: it is a version that live pages no longer use, so that they have no say in it.
    """
    for hook in hooks.get_hooks("before_serve_document"):
        answer = None if former and hook is check_download else hook(document, request)
        if isinstance(answer, HttpResponseBase):
            return answer
    return None


def check_download(document: Any, request: HttpRequest) -> HttpResponse | None:
    """Serve a file only to whom a page that uses it may be shown; registered with Wagtail's hooks."""
    return None if may_download(document, request) else refuse(request)


def _give_out(request: HttpRequest, stored: Any, name: str, tag: str) -> HttpResponseBase:
    """A stored file under a name of its own, or 304 where the reader has this very content.

    There is no date to ask by: a content that comes back after another one is older than what a reader may have.
    """
    etag = quote_etag(tag) if tag else None
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    kind = guess_type(name)[0] or "application/octet-stream"
    as_attachment = kind not in settings.WAGTAILDOCS_INLINE_CONTENT_TYPES
    try:
        size = stored.size
        response: HttpResponseBase = (
            HttpResponse() if request.method == "HEAD" else FileResponse(stored.storage.open(stored.name, "rb"))
        )
    except FileNotFoundError as error:
        raise Http404 from error
    response.headers["Content-Type"] = kind
    response.headers["Content-Length"] = str(size)
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment, name) or "inline"
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    if etag:
        response.headers["ETag"] = etag
    return response
