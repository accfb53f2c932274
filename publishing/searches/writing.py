"""From a word to a page about it: what may be written, where, and the form with the word as its title."""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page, get_page_models

from publishing.models import PortalPage
from publishing.searches.report import PERMISSIONS
from publishing.shelves import places_for
from publishing.synonyms_admin import FIRST_WORD

__all__ = ["TITLE", "WriteView", "give_title", "note_title"]

TITLE = "judul"
"""The parameter of Wagtail's form for a new page that begins its title."""
_LONGEST = 120
_MOST_PLACES = 6

# Wagtail tells the hook of the request but not of the page, and the signal of the page but not of the request.
_waiting: ContextVar[str] = ContextVar("title of the page that this request makes", default="")


@dataclass(frozen=True, slots=True)
class Place:
    """A page below which one may be made, and the address of the form."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A type of page that may be made, the natural place first."""

    name: str
    description: str
    places: tuple[Place, ...]


class WriteView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """What this reader may write about a word (``?kata=``), type by type."""

    permission_policy = PERMISSIONS
    permission_required = "view"
    header_icon = "edit"
    template_name = "publishing/admin/write_about.html"

    def get_page_title(self) -> str:
        """What is going to be written about."""
        word = self._word()
        return _("Write about “%(word)s”") % {"word": word} if word else _("Write a page")

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """The way back leads to the report."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("searched_words"), "label": _("Searches")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """``offers``: types with places."""
        return super().get_context_data(**kwargs, offers=offers(self.request.user, self._word()))

    def _word(self) -> str:
        return _tidy(self.request.GET.get(FIRST_WORD, ""))


def offers(user: Any, word: str) -> list[Offer]:
    """The types that this user may make somewhere, by name."""
    found = []
    for model in get_page_models():
        # What holds other pages, or stands in the site once, is furniture.
        written = issubclass(model, PortalPage) and model.max_count is None and not model.allowed_subpage_models()
        if written and model.is_creatable:
            places = tuple(_place(model, page, word) for page in places_for(model, user, _MOST_PLACES))
            if places:
                found.append(Offer(str(model.get_verbose_name()), str(model.get_page_description()), places))
    return sorted(found, key=lambda offer: offer.name.casefold())


def _place(model: type[Page], page: Page, word: str) -> Place:
    form = reverse("wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, page.pk])
    title = word[:1].upper() + word[1:]
    return Place(page.get_admin_display_title(), f"{form}?{urlencode({TITLE: title})}" if title else form)


def note_title(request: HttpRequest, parent: Page, model: type[Page]) -> None:
    """Keep the title that the address of the form asks for, until the page is there. A ``before_create_page`` hook."""
    _waiting.set(_tidy(request.GET.get(TITLE, "")) if request.method == "GET" else "")


def give_title(*, page: Page, **_: Any) -> None:
    """Give it to the new page. A receiver of ``init_new_page``."""
    title = _waiting.get()
    _waiting.set("")
    if title:
        page.title, page.slug = title, slugify(title)


def _tidy(text: str) -> str:
    """What an address may bring along, on one line and not too long."""
    return " ".join("".join(character for character in text if character.isprintable())[:_LONGEST].split())
