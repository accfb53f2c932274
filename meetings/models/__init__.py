"""The content types of meetings: minutes with their rows, and the page that lists them."""

from meetings.models.actions import ActionItem
from meetings.models.agenda import AgendaItem, Decision
from meetings.models.files import MeetingFile
from meetings.models.index import MeetingIndexPage
from meetings.models.meeting import MeetingPage
from meetings.models.people import Attendance, ResourcePerson

__all__ = [
    "ActionItem",
    "AgendaItem",
    "Attendance",
    "Decision",
    "MeetingFile",
    "MeetingIndexPage",
    "MeetingPage",
    "ResourcePerson",
]
