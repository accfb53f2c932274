"""Who may publish: nobody by a button of their own, everybody through the workflow."""

from typing import Any

from wagtail.models.pages import PagePermissionTester

from publishing.trash.place import in_trash

__all__ = ["FourEyesPermissionTester", "permission_tester"]


class FourEyesPermissionTester(PagePermissionTester):
    """Wagtail's tester, without direct publication by a single person.

    The groups hold Wagtail's "publish" permission so that they can take a page down at once and set its privacy;
    putting one up is done by the workflow, where the last editor can't approve. Superusers keep every right, for
    emergencies and for the import.
    """

    def can_publish(self) -> bool:
        return bool(self.user.is_active and self.user.is_superuser and not self.page_is_root)

    def can_publish_subpage(self) -> bool:
        return self.can_publish()

    def can_withdraw(self) -> bool:
        """Withdrawing a page, and bringing it back: for whoever may take it down at once; never the home page."""
        return bool(super().can_unpublish() and not self.page.is_site_root())

    def can_remove(self) -> bool:
        """Removing a page from the public: for whoever may take it down, also where somebody has done so already."""
        return bool(
            super().can_publish()
            and (self.page.live or self.page.first_published_at)
            and not self.page_locked()
            and not self.page.is_site_root()
        )

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """As in Wagtail, which also asks this before a page is moved; but the home page of a site is never deleted."""
        return bool(super().can_delete(ignore_bulk) and (ignore_bulk or not self.page.is_site_root()))

    def can_set_view_restrictions(self) -> bool:
        """Privacy is a secretariat's task and follows the "publish" permission as in Wagtail."""
        return bool(super().can_publish())


class _Untouchable(FourEyesPermissionTester):
    """Nobody does anything with a deleted page but restore it, which is asked of the place where it stood."""

    def __getattribute__(self, name: str) -> Any:
        if name.startswith("can_"):
            return _never
        return super().__getattribute__(name)


def _never(*_args: Any, **_kwargs: Any) -> bool:
    return False


def permission_tester(user: Any, page: Any) -> FourEyesPermissionTester:
    """What ``user`` may do with a page of the portal."""
    return (_Untouchable if in_trash(page) else FourEyesPermissionTester)(user, page)
