"""The language of the interface: Indonesian, or English below ``/en/``; never guessed from a header or a cookie.

Django's ``LocaleMiddleware`` would vary public pages by ``Accept-Language`` and so split the page cache. The admin
follows the language in the editor's own account, which Wagtail activates itself.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

__all__ = ["InterfaceLanguageMiddleware"]

_OTHER_LANGUAGES = tuple(code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE)


class InterfaceLanguageMiddleware:
    """Activates the language that the address names."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        first = request.path_info.split("/", 2)[1]
        language = first if first in _OTHER_LANGUAGES else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
