"""The form with which a page is copied."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms.pages import CopyForm

from publishing.reserved import check_place

__all__ = ["PortalCopyForm"]


class PortalCopyForm(CopyForm):
    """Wagtail's form, which says at the field that the portal itself needs the address."""

    def clean(self) -> dict[str, Any]:
        """See Wagtail."""
        cleaned: dict[str, Any] = super().clean()
        parent = cleaned.get("new_parent_page") or self.page.get_parent()
        try:
            check_place(cleaned.get("new_slug") or "", parent.path)
        except ValidationError as error:
            self.add_error("new_slug", error.message_dict["slug"])
        return cleaned
