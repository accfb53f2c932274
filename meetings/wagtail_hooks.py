"""The admin's menu item for meetings."""

from wagtail import hooks

from meetings.viewsets import MeetingListingViewSet, meetings_viewset


@hooks.register("register_admin_viewset")
def register_meetings() -> MeetingListingViewSet:
    """The list of all meetings."""
    return meetings_viewset
