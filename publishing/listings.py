"""What the admin's listings of page types share."""

from typing import Any, ClassVar

from wagtail.admin.views.pages.listing import IndexView

__all__ = ["OwnedPagesView"]


class OwnedPagesView(IndexView):
    """A listing that shows the agencies of its pages without a query a row."""

    agency_fields: ClassVar[tuple[str, ...]] = ("owner_agency",)

    def get_base_queryset(self) -> Any:
        """The pages together with their agencies."""
        return super().get_base_queryset().select_related(*self.agency_fields)
