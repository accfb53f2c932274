"""Who may publish: nobody by a button of their own, everybody through the workflow."""

from typing import Any, ClassVar

from wagtail.models.pages import PagePermissionTester

from publishing.copies.place import is_copy, without_copies
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
        """As in Wagtail, which also asks this before a page is moved; but the home page of a site is never deleted.

        Its working copies are no pages below it, and go with it.
        """
        allowed = super().can_delete(ignore_bulk or self._has_only_copies())
        return bool(allowed and (ignore_bulk or not self.page.is_site_root()))

    def _has_only_copies(self) -> bool:
        return bool(self.page.numchild) and not without_copies(self.page.get_children()).exists()

    def can_set_view_restrictions(self) -> bool:
        """Privacy is a secretariat's task and follows the "publish" permission as in Wagtail."""
        return bool(super().can_publish())


class _Untouchable(FourEyesPermissionTester):
    """Nobody does anything with a deleted page but restore it, which is asked of the place where it stood."""

    _allowed: ClassVar[frozenset[str]] = frozenset()

    def __getattribute__(self, name: str) -> Any:
        if name.startswith("can_") and name not in super().__getattribute__("_allowed"):
            return _never
        return super().__getattribute__(name)


class _CopyTester(_Untouchable):
    """A working copy is edited and locked by whoever may do so with its page; it is published, moved and deleted by nobody."""

    _allowed = frozenset({"can_edit", "can_lock", "can_unlock", "can_view_revisions"})


def _never(*_args: Any, **_kwargs: Any) -> bool:
    return False


def permission_tester(user: Any, page: Any) -> FourEyesPermissionTester:
    """What ``user`` may do with a page of the portal."""
    if in_trash(page):
        return _Untouchable(user, page)
    return (_CopyTester if is_copy(page) else FourEyesPermissionTester)(user, page)
