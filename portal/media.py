"""Images for visitors: the sizes that Wagtail made (``images/``), never the originals beside them."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

__all__ = ["rendition"]

# A new picture gets a new file name, so that a day in the browser's own cache does no harm.
_KEPT_FOR = 86_400


@require_safe
def rendition(request: HttpRequest, path: str) -> HttpResponseBase:
    """The image at ``images/<path>`` of ``MEDIA_ROOT``; raises ``Http404`` for what is not there or lies outside."""
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT / "images"))
    response.headers["Cache-Control"] = f"public, max-age={_KEPT_FOR}"
    return response
