"""Addresses. The public site has no prefix in Indonesian and ``/en/`` in English; pages come last."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from portal.health import healthz
from portal.media import rendition
from publishing.changes.feeds import changes_atom
from publishing.changes.views import changes
from publishing.downloads import serve_file, serve_version
from publishing.routing import serve
from publishing.verification.views import verify
from search.api import search_api

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("admin/", include("publishing.trash.hiding")),
    path("admin/", include("publishing.copies.hooks")),
    path("admin/", include("publishing.moving")),
    path("admin/", include(wagtailadmin_urls)),
    re_path(r"^dokumen/(\d+)/versi/(\d+)/(.+)$", serve_version, name="document_version"),
    re_path(r"^dokumen/(\d+)/(.*)$", serve_file),
    path("dokumen/", include(wagtaildocs_urls)),
    path("media/images/<path:path>", rendition, name="rendition"),
    path("api/v1/search/", search_api, name="search_api"),
]

urlpatterns += i18n_patterns(
    path("cari/", include("search.urls")),
    path("perubahan/", changes, name="changes"),
    path("perubahan/atom/", changes_atom, name="changes_atom"),
    path("verifikasi/", verify, name="verify"),
    # Wagtail's helpers (password form, sign-in) keep their names; the page view itself is the portal's own.
    *[pattern for pattern in wagtail_urls.urlpatterns if pattern.name != "wagtail_serve"],
    re_path(r"^((?:[\w\-]+/)*(?:[0-9]+\.\.[0-9]+/)?)$", serve, name="wagtail_serve"),
    prefix_default_language=False,
)
