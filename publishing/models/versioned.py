"""What a page has to do with its editions: it carries what its editor said about the next one."""

from typing import Any, ClassVar

from wagtail.models import Page

from publishing.copy_form import PortalCopyForm
from publishing.editions.canonical import NEXT_EDITION
from publishing.editions.change import Change
from publishing.editions.forms import PortalPageForm
from publishing.models.editions import Edition

__all__ = ["Versioned"]


class Versioned:
    """Mixed into ``PortalPage`` before Wagtail's ``Page``.

    ``next_edition`` is what the editor said about the change that waits for publication. It is part of the revision, so
    that drafts, workflow and schedule carry it, and no column: a published page has none.
    """

    next_edition: Change | None = None

    base_form_class: Any = PortalPageForm
    copy_form_class: Any = PortalCopyForm

    default_exclude_fields_in_copy: ClassVar[list[str]] = [*Page.default_exclude_fields_in_copy, NEXT_EDITION]

    def serializable_data(self) -> Any:
        """Wagtail's data, and what was said about the change."""
        data = super().serializable_data()  # type: ignore[misc]
        if self.next_edition is not None:
            data[NEXT_EDITION] = self.next_edition.to_json()
        return data

    def with_content_json(self, content: Any) -> Any:
        """See Wagtail."""
        page = super().with_content_json(content)  # type: ignore[misc]
        page.next_edition = Change.from_json(content.get(NEXT_EDITION))
        return page

    def may_overwrite(self, revision: Any) -> bool:
        """Whether a revision can be written over (autosave does that): not one that was published."""
        return (
            revision.pk != self.live_revision_id  # type: ignore[attr-defined]
            and revision.approved_go_live_at is None
            and not Edition.objects.filter(revision=revision).exists()
        )
