from django.apps import AppConfig
from django.db.models.signals import pre_delete
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = _("Meetings")

    def ready(self) -> None:
        """Register the kind that the archive import can build, and keep the names of agencies that are deleted."""
        from meetings.archive import build_meeting
        from meetings.models.institutions import keep_name
        from publishing.archive import register_kind

        register_kind("meeting", build_meeting)
        pre_delete.connect(keep_name, sender="home.Agency", dispatch_uid="meetings.keep_name")
