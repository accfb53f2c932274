"""The page ``/verifikasi/``: a form for a file and one for a SHA-256, and the answer."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db.transaction import non_atomic_requests
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from publishing.headers import public_for_the_cache
from publishing.verification.digests import digest_of, in_parts
from publishing.verification.finding import find
from publishing.verification.uploads import hashed_file, is_far_too_large

__all__ = ["verify"]

_MEGABYTE = 1024 * 1024
_PARAMETER = "digest"


# A visitor has no cookie that another site could make use of, and the answer changes nothing. A file comes in slowly, and
# must not hold the database's only write lock meanwhile.
@csrf_exempt
@non_atomic_requests
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Say which edition or file version has the SHA-256 of the address, or the file that was sent.

    400 for what is no SHA-256 and for no file, 413 for a file that is too large, else 200: also where nothing is found.
    """
    if request.method == "POST":
        return _for_file(request)
    asked = request.GET.get(_PARAMETER)
    if asked is None:
        return public_for_the_cache(_page(request), _PARAMETER)
    digest = digest_of(asked)
    if digest is None:
        message = _("This is no SHA-256. It has 64 characters, only digits and the letters a to f. Copy it whole.")
        return _page(request, HTTPStatus.BAD_REQUEST, digest_error=message, typed=asked[:200])
    return _answer(request, digest)


def _for_file(request: HttpRequest) -> HttpResponse:
    """The answer for a file. Neither the file nor its name is kept."""
    if is_far_too_large(request):
        response = _refused(request, _too_large(), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        # The rest of it is not waited for.
        response.headers["Connection"] = "close"
        return response
    try:
        file = hashed_file(request)
    except (MultiPartParserError, SuspiciousOperation, UnreadablePostError):
        return _refused(request, _("The file did not arrive whole. Please try again."))
    if file is None:
        return _refused(request, _("Choose a file first."))
    if file.is_too_large:
        return _refused(request, _too_large(), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if not file.size:
        return _refused(request, _("The file is empty. Choose another one."))
    return _answer(request, file.digest)


def _too_large() -> str:
    return _("The file is larger than %(limit)d MB. No file of this portal is: it can't be one of ours.") % {
        "limit": settings.MAX_UPLOAD_BYTES // _MEGABYTE
    }


def _refused(request: HttpRequest, message: str, status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> HttpResponse:
    return _page(request, status, file_error=message)


def _answer(request: HttpRequest, digest: str) -> HttpResponse:
    found = find(digest)
    response = _page(request, found=found, digest=digest, digest_parts=in_parts(digest))
    response.headers["X-Robots-Tag"] = "noindex"
    # Anybody can make up a digest that nothing has; there is no end of them.
    return public_for_the_cache(response, _PARAMETER) if found and request.method != "POST" else response


def _page(request: HttpRequest, status: HTTPStatus = HTTPStatus.OK, **context: Any) -> HttpResponse:
    context["limit"] = settings.MAX_UPLOAD_BYTES // _MEGABYTE
    return render(request, "publishing/verification/page.html", context, status=status)
