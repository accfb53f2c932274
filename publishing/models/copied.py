"""What a page does otherwise while it is a working copy (``publishing.copies``)."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from publishing.copies.place import is_copy, without_copies

__all__ = ["MayBeCopy"]


class MayBeCopy:
    """Mixed into ``PortalPage`` before Wagtail's ``Page``."""

    @property
    def is_copy(self) -> bool:
        """Whether it is a working copy of the page above it."""
        return is_copy(self)

    @classmethod
    def get_indexed_objects(cls) -> Any:
        """What a new index of the admin's search holds: no copies, which are reached from their page."""
        return without_copies(super().get_indexed_objects())  # type: ignore[misc]

    def get_admin_display_title(self) -> Any:
        """Wagtail's; a copy says that it is one."""
        title = super().get_admin_display_title()  # type: ignore[misc]
        return _("%(title)s (working copy)") % {"title": title} if self.is_copy else title

    def full_clean(self, exclude: Collection[str] | None = None, **kwargs: Any) -> None:
        """See Django; a copy has a slug that no form accepts, and is never public. Raises ``ValidationError``."""
        if self.is_copy:
            self.check_copy_stays_private()
            exclude = {*(exclude or ()), "slug"}
        super().full_clean(exclude=exclude, **kwargs)  # type: ignore[misc]

    def check_copy_stays_private(self) -> None:
        """Raise ``ValidationError`` for a copy that is to be public."""
        if self.is_copy and self.live:  # type: ignore[attr-defined]
            raise ValidationError(_("A working copy is not published. Bring it back into its page first."))

    @property
    def has_workflow(self) -> bool:
        """A copy is reviewed when it is back in its page."""
        return not self.is_copy and super().has_workflow  # type: ignore[misc]

    def get_workflow(self) -> Any:
        """See ``has_workflow``."""
        return None if self.is_copy else super().get_workflow()  # type: ignore[misc]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        """See Wagtail; a copy is previewed as the page that it would be."""
        if not self.is_copy:
            return super().serve_preview(request, mode_name)  # type: ignore[misc]
        page = self.get_parent().specific  # type: ignore[attr-defined]
        shown = page.with_content_json(self.serializable_data())  # type: ignore[attr-defined]
        shown.slug, shown.live = page.slug, page.live
        shown.set_url_path(page.get_parent())
        return shown.serve_preview(request, mode_name)
