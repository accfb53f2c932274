"""The controlled values of meetings; the values stand in the database and in addresses, the labels are translated."""

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["UNFINISHED", "ActionStatus", "MeetingKind", "MeetingStatus", "Presence"]


class MeetingKind(models.TextChoices):
    """What sort of meeting it is."""

    COORDINATION = "koordinasi", _("Coordination meeting")
    PLENARY = "pleno", _("Plenary meeting")
    SUB_TASK_FORCE = "sub_gugus_tugas", _("Meeting of a sub-task-force")
    OUTREACH = "sosialisasi", _("Public outreach")
    OTHER = "lainnya", _("Other meeting")


class MeetingStatus(models.TextChoices):
    """Where the meeting stands."""

    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")


class Presence(models.TextChoices):
    """Whether an institution was there."""

    PRESENT = "present", _("Present")
    APOLOGY = "apology", _("Sent apologies")
    ABSENT = "absent", _("Absent without word")


class ActionStatus(models.TextChoices):
    """How far an action item has come."""

    OPEN = "open", _("Not started yet")
    IN_PROGRESS = "in_progress", _("In progress")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("No longer needed")


UNFINISHED = (ActionStatus.OPEN, ActionStatus.IN_PROGRESS)
