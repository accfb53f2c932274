"""Publishing many pages, or deleting many snippets, at once: each for itself, so that one that is refused takes no other along."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions import PublishBulkAction
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import DefaultPageForm
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction

from publishing.editions import Change
from publishing.editions.forms import kind_field, note_field, require_kind
from publishing.models import Edition, PortalPage
from publishing.refusals import PublicationRefusedError, announce

__all__ = ["DeleteEachBulkAction", "PublishEachBulkAction"]


class PublishForm(DefaultPageForm):
    """Asks once for all pages what changes for the reader; what a draft says itself goes before it."""

    change_kind = kind_field()
    change_note = note_field()

    def clean(self) -> dict[str, Any]:
        """Refuse a change of the content that nobody explains."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "change_kind" in self.fields:
            require_kind(self)
        if "change_note" not in self.errors:
            try:
                self.change.check()
            except ValidationError as error:
                self.add_error(None, error)
        return cleaned

    @property
    def change(self) -> Change:
        """The answer."""
        return Change(self.cleaned_data.get("change_kind") or "", self.cleaned_data.get("change_note") or "")


class PublishEachBulkAction(PublishBulkAction):
    """Wagtail's bulk action, which names the pages that were refused and publishes the others."""

    form_class = PublishForm
    template_name = "publishing/admin/bulk_publish.html"

    def __init__(self, request: Any, model: Any) -> None:
        super().__init__(request, model)
        self.refusals: list[PublicationRefusedError] = []

    def get_form(self, form_class: Any = None) -> Any:
        """The question is left out where all pages are published for the first time: then nothing changes."""
        form = super().get_form(form_class)
        pages, _no_access = self.get_actionable_objects()
        if not Edition.objects.filter(page__in=pages).exists():
            del form.fields["change_kind"], form.fields["change_note"]
        form.fields["include_descendants"].label = gettext_lazy("Publish the drafts below them as well")
        return form

    def get_execution_context(self) -> dict[str, Any]:
        """Wagtail's arguments, the list that takes the refusals, and what is said about the change."""
        return {**super().get_execution_context(), "refusals": self.refusals, "change": self.cleaned_form.change}

    @classmethod
    def execute_action(
        cls,
        objects: Iterable[Any],
        include_descendants: bool = False,
        user: Any = None,
        refusals: list[PublicationRefusedError] | None = None,
        change: Change | None = None,
    ) -> tuple[int, int]:
        """Publish the pages and, if wanted, the drafts below them; returns how many of each were published.

        Without a list for ``refusals`` the first one is raised.
        """
        parents, children = 0, 0
        for page in objects:
            parents += cls._publish(page, user, refusals, change)
            for draft in cls._drafts_below(page, user) if include_descendants else ():
                children += cls._publish(draft, user, refusals, change)
        return parents, children

    @classmethod
    def _publish(
        cls, page: Any, user: Any, refusals: list[PublicationRefusedError] | None, change: Change | None
    ) -> int:
        try:
            with transaction.atomic():
                revision = page.get_latest_revision() or page.specific.save_revision(user=user)
                specific = revision.content_object
                options = {"change": change} if isinstance(specific, PortalPage) else {}
                specific.publish(revision, user=user, **options)
                return 1
        except PublicationRefusedError as refusal:
            if refusals is None:
                raise
            refusals.append(refusal)
            return 0

    @staticmethod
    def _drafts_below(page: Any, user: Any) -> Iterator[Any]:
        drafts = page.get_descendants().not_live().defer_streamfields().specific()
        return (draft for draft in drafts if user is None or draft.permissions_for_user(user).can_publish())

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        """Wagtail's message, or none where nothing was published; what was refused is told beside it."""
        for refusal in self.refusals:
            announce(self.request, refusal)
        if not num_parent_objects and not num_child_objects:
            return None
        return str(super().get_success_message(num_parent_objects, num_child_objects))


class DeleteEachBulkAction(DeleteBulkAction):
    """Wagtail's bulk action through the models' own ``delete``, which it passes over; what is still needed stays."""

    @classmethod
    def execute_action(cls, objects: Iterable[Any], **kwargs: Any) -> tuple[int, int]:
        """Delete the snippets; returns how many were, and names the others to the editor."""
        request = kwargs["self"].request
        deleted = 0
        for item in objects:
            try:
                with transaction.atomic():
                    item.delete()
                deleted += 1
            except ProtectedError:
                messages.error(request, _("“%(item)s” is still used and was not deleted.") % {"item": str(item)})
        return deleted, 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        """Wagtail's message, or none where nothing was deleted."""
        return str(super().get_success_message(num_parent_objects, num_child_objects)) if num_parent_objects else None
