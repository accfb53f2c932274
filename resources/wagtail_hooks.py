"""The resources in the admin's menu."""

from wagtail import hooks

from resources.viewsets import ResourcesGroup


@hooks.register("register_admin_viewset")
def register_listings() -> ResourcesGroup:
    """The listings as one menu entry."""
    return ResourcesGroup()
