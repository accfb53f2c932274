"""Publishing many pages, or deleting many snippets, at once: each for itself, so that one that is refused takes no other along."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions import PublishBulkAction
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction

from publishing.refusals import PublicationRefusedError, announce

__all__ = ["DeleteEachBulkAction", "PublishEachBulkAction"]


class PublishEachBulkAction(PublishBulkAction):
    """Wagtail's bulk action, which names the pages that were refused and publishes the others."""

    def __init__(self, request: Any, model: Any) -> None:
        super().__init__(request, model)
        self.refusals: list[PublicationRefusedError] = []

    def get_execution_context(self) -> dict[str, Any]:
        """Wagtail's arguments, and the list that takes the refusals."""
        return {**super().get_execution_context(), "refusals": self.refusals}

    @classmethod
    def execute_action(
        cls,
        objects: Iterable[Any],
        include_descendants: bool = False,
        user: Any = None,
        refusals: list[PublicationRefusedError] | None = None,
    ) -> tuple[int, int]:
        """Publish the pages and, if wanted, the drafts below them; returns how many of each were published.

        Without a list for ``refusals`` the first one is raised.
        """
        parents, children = 0, 0
        for page in objects:
            parents += cls._publish(page, user, refusals)
            for draft in cls._drafts_below(page, user) if include_descendants else ():
                children += cls._publish(draft, user, refusals)
        return parents, children

    @classmethod
    def _publish(cls, page: Any, user: Any, refusals: list[PublicationRefusedError] | None) -> int:
        try:
            with transaction.atomic():
                return int(super().execute_action([page], user=user)[0])
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
