"""Wagtail's way to delete a page leads into the trash, whoever goes it.

``Page.delete()`` of any page, the admin's view, its bulk action and its API all end in ``DeletePageAction``. What shall go for
good says so (``delete_for_good``). A queryset's ``delete()`` is not among them (ADR 16).
"""

from typing import Any

from wagtail.actions.delete_page import DeletePageAction
from wagtail.models import Page

__all__ = ["delete_for_good", "install"]

_for_good = DeletePageAction.execute


def delete_for_good(page: Page, *, user: Any = None) -> None:
    """Delete a page with its descendants, revisions and editions; the caller has asked whether ``user`` may."""
    _for_good(DeletePageAction(page, user=user), skip_permission_checks=True)


def _into_the_trash(
    action: DeletePageAction, *_args: Any, skip_permission_checks: bool = False, **_kwargs: Any
) -> tuple[int, dict[str, int]]:
    """In the place of Wagtail's ``execute``; how many parts of the tree were deleted: none where it lies there already."""
    from publishing.trash import acts

    return int(acts.put(action.page, user=action.user, allowed=skip_permission_checks) is not None), {}


def install() -> None:
    """Change Wagtail's class itself: its views and models have imported it by name, and there is no setting for it."""
    DeletePageAction.execute = _into_the_trash
