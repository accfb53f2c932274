"""The types of pages that the portal has."""

from wagtail.models import get_page_models

from publishing.models.page import PortalPage

__all__ = ["page_types"]


def page_types() -> list[type[PortalPage]]:
    """The models of the portal's pages, without those that Wagtail brings."""
    return [model for model in get_page_models() if issubclass(model, PortalPage)]
