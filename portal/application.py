"""The portal as one WSGI application: static files, compression, the page cache, and Django behind them."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from whitenoise import WhiteNoise

from portal.compression import Compression

__all__ = ["build"]

# The name that collectstatic gives a file holds its content's hash, so that a browser may keep it for good.
_HASHED_NAME = re.compile(r"\.[0-9a-f]{12}\.[a-z0-9.]+$")


def _is_immutable(_path: str, url: str) -> bool:
    return _HASHED_NAME.search(url) is not None


def _static_headers(headers: Any, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"


def build() -> Any:
    """Load the portal and put it together; DJANGO_SETTINGS_MODULE must be set."""
    django = get_wsgi_application()
    # Needs the apps, which the line above has loaded.
    from portal.page_cache import page_cache, private_cookies
    from search import engines

    # Loads what the engines need, so that no visitor's first search waits for it.
    engines.current()
    pages = Compression(page_cache(django), private_cookies=private_cookies())
    if not Path(settings.STATIC_ROOT).is_dir():
        return pages
    static = WhiteNoise(
        django,
        root=settings.STATIC_ROOT,
        prefix=settings.STATIC_URL,
        immutable_file_test=_is_immutable,
        add_headers_function=_static_headers,
        allow_all_origins=False,
    )
    prefix = settings.STATIC_URL

    def serve(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ.get("PATH_INFO", "").startswith(prefix):
            return static(environ, start_response)
        return pages(environ, start_response)

    return serve
