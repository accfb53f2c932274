"""Who may publish: nobody by a button of their own, everybody through the workflow."""

from wagtail.models.pages import PagePermissionTester

__all__ = ["FourEyesPermissionTester"]


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

    def can_set_view_restrictions(self) -> bool:
        """Privacy is a secretariat's task and follows the "publish" permission as in Wagtail."""
        return bool(super().can_publish())
