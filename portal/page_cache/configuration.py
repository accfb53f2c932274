"""The cache as the settings describe it."""

from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from portal.page_cache.application import Application, PageCache
from portal.page_cache.requests import KeyMaker
from portal.page_cache.store import Store
from publishing.generation import current

__all__ = ["page_cache", "page_store", "private_cookies"]


def private_cookies() -> tuple[str, ...]:
    """The cookies that make an answer somebody's own."""
    return settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME


def page_store() -> Store:
    """The folder of stored pages that all processes of this machine share."""
    return Store(Path(settings.PAGE_CACHE_DIR), settings.PAGE_CACHE_MAX_BYTES)


def page_cache(application: Application) -> PageCache:
    """The cache around Django; with ``PAGE_CACHE`` off it stores nothing and still takes the internal headers off."""
    return PageCache(
        application,
        key_of=KeyMaker(
            allowed_hosts=settings.ALLOWED_HOSTS,
            private_cookies=private_cookies(),
            proxy_ssl_header=settings.SECURE_PROXY_SSL_HEADER,
        ),
        generation=current,
        store=page_store() if settings.PAGE_CACHE else None,
        zone=ZoneInfo(settings.TIME_ZONE),
    )
