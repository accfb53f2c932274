"""What people may do with pages, as Wagtail's lists and reports ask it: nothing with deleted ones, not even superusers."""

from typing import Any

from wagtail.admin.api import views
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import page_permission_policy

from publishing.trash.place import in_trash, kept

__all__ = ["KeptPagesPolicy", "install"]


class KeptPagesPolicy(PagePermissionPolicy):
    """Wagtail's policy, which leaves deleted pages out of explorer, search, listings and reports."""

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        """See Wagtail."""
        return kept(super().instances_user_has_any_permission_for(user, actions))

    def explorable_instances(self, user: Any) -> Any:
        """See Wagtail."""
        return kept(super().explorable_instances(user))

    def instances_with_direct_explore_permission(self, user: Any) -> Any:
        """See Wagtail: a permission on a page that was deleted leads nowhere."""
        return [page for page in super().instances_with_direct_explore_permission(user) if not in_trash(page)]


def install() -> None:
    """Give Wagtail's instance our class: it has no setting for that, and every view has imported the instance.

    The admin's API alone makes an instance for each request.
    """
    page_permission_policy.__class__ = KeptPagesPolicy
    views.PagePermissionPolicy = KeptPagesPolicy
