"""Where in the tree pages of a type have their place."""

from typing import Any

from django.db.models import Count
from django.db.models.functions import Length, Substr
from wagtail.models import Page

from publishing.trash.place import kept

__all__ = ["places_for", "shelf_of"]


def shelf_of(model: type[Page]) -> Page | None:
    """The page that already holds most pages of this type, else the first one of the tree that may hold any."""
    shelves = _possible(model)
    above = (
        kept(model.objects.all())
        .annotate(above=Substr("path", 1, Length("path") - Page.steplen))
        .order_by()
        .values("above")
    )
    for path in above.annotate(pages=Count("pk")).order_by("-pages", "above").values_list("above", flat=True):
        used: Page | None = shelves.filter(path=path).first()
        if used is not None:
            return used
    return shelves.order_by("depth", "path").first()


def places_for(model: type[Page], user: Any, most: int) -> list[Page]:
    """The pages below which this user may make one of this type, its shelf first; at most so many."""
    natural = shelf_of(model)
    shelves = sorted(_possible(model).order_by("path").specific(), key=lambda page: page.pk != (natural and natural.pk))
    found: list[Page] = []
    for page in shelves:
        if (
            len(found) < most
            and model in page.creatable_subpage_models()
            and model.can_create_at(page)
            and page.permissions_for_user(user).can_add_subpage()
        ):
            found.append(page)
    return found


def _possible(model: type[Page]) -> Any:
    """All pages that may hold one of this type, wherever they are but in the trash; the root of the tree is none."""
    possible = [parent for parent in model.allowed_parent_page_models() if parent is not Page]
    return kept(Page.objects.type(*possible)) if possible else Page.objects.none()
