"""What the admin's listings of page types share."""

from typing import Any, ClassVar

from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet

from publishing.copies.place import without_copies
from publishing.trash.place import kept

__all__ = ["OwnedPagesView", "PageListing"]


class KeptParentsView(ChooseParentView):
    """Wagtail's question below which page a new one shall stand: one that was not deleted."""

    def get_valid_parent_pages(self, user: Any) -> Any:
        """See Wagtail."""
        return kept(super().get_valid_parent_pages(user))


class PageListing(PageListingViewSet):
    """A list of all pages of a type."""

    choose_parent_view_class = KeptParentsView


class OwnedPagesView(IndexView):
    """A listing that shows the agencies of its pages without a query a row."""

    agency_fields: ClassVar[tuple[str, ...]] = ("owner_agency",)

    def get_base_queryset(self) -> Any:
        """The pages together with their agencies; a working copy is reached from its page."""
        return without_copies(super().get_base_queryset()).select_related(*self.agency_fields)
