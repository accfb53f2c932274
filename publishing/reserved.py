"""Addresses directly below the home page that the portal itself needs (``/cari/``, ``/verifikasi/``): no page can have them."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page

from publishing.history.addresses import HISTORY
from publishing.routing import site_frame

__all__ = ["check_place", "check_slug", "free_addresses", "is_kept_at", "is_reserved"]


@lru_cache(maxsize=1024)
def is_reserved(slug: str) -> bool:
    """Whether something other than a page answers at this place, as the list of addresses says."""
    others = {code for code, _name in settings.LANGUAGES} | {settings.STATIC_URL.strip("/")}
    if slug in others:
        return True
    with override(settings.LANGUAGE_CODE):
        try:
            return resolve(f"/{slug}/").url_name != "wagtail_serve"
        except Resolver404:
            return False


def check_slug(slug: str, parent_path: str) -> None:
    """Raise ``ValidationError`` for a page that would stand at such an address. No query for any other slug."""
    if not is_reserved(slug):
        return
    frame = site_frame()
    if frame is not None and frame.root_path == parent_path:
        message = _("The portal itself needs the address “%(slug)s”. Choose another one.")
        raise ValidationError({"slug": message % {"slug": slug}})


def is_kept_at(slug: str, parent_path: str) -> bool:
    """Whether no page below the one at this treebeard path can have the slug, since something else answers there."""
    try:
        check_place(slug, parent_path)
    except ValidationError:
        return True
    return False


def check_place(slug: str, parent_path: str) -> None:
    """Raise ``ValidationError`` for a slug that stands for the history of the page above, or that the portal needs there."""
    if slug == HISTORY:
        message = _("The address “%(slug)s” is kept for the history of the page above. Choose another one.")
        raise ValidationError({"slug": message % {"slug": slug}})
    check_slug(slug, parent_path)


def free_addresses() -> list[str]:
    """Give pages that stand at such an address from before the next free one; returns the slugs that they had."""
    frame = site_frame()
    if frame is None:
        return []
    depth = len(frame.root_path) // Page.steplen + 1
    below: Any = Page.objects.filter(path__startswith=frame.root_path, depth=depth).order_by("path")
    taken = set(below.values_list("slug", flat=True))
    freed = []
    for page in below.filter(slug__in=[slug for slug in taken if is_reserved(slug)]).specific():
        freed.append(page.slug)
        number = next(number for number in range(2, len(taken) + 3) if f"{page.slug}-{number}" not in taken)
        page.slug = f"{page.slug}-{number}"
        taken.add(page.slug)
        page.save(clean=False)
    return freed
