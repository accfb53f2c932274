"""What has to be done after the meeting, by whom and by when."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, Panel
from wagtail.models import Orderable

from meetings.choices import UNFINISHED, ActionStatus
from meetings.models.institutions import InstitutionRow
from meetings.visibility import VisibleRow, visibility_panel

__all__ = ["ActionItem"]


class ActionItem(VisibleRow, InstitutionRow, Orderable):
    """A task that the meeting gave to an institution."""

    meeting = ParentalKey("meetings.MeetingPage", on_delete=models.CASCADE, related_name="action_items")
    text = models.TextField(
        _("what has to be done"),
        help_text=_("Begin with a verb, e.g. Menyusun rancangan Keputusan Bupati tentang Gugus Tugas TPPO"),
    )
    due_on = models.DateField(_("due on"), null=True, blank=True, help_text=_("The last day for it, e.g. 2021-12-17"))
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=ActionStatus.choices,
        default=ActionStatus.OPEN,
        help_text=_("E.g. In progress, as soon as somebody works on it"),
    )
    completed_on = models.DateField(
        _("completed on"), null=True, blank=True, help_text=_("Needed when it is done, e.g. 2021-12-10")
    )
    evidence = models.TextField(
        _("evidence"),
        blank=True,
        help_text=_("What shows that it is done, e.g. Keputusan Bupati telah ditetapkan"),
    )
    evidence_document = models.ForeignKey(
        "publishing.PortalDocument",
        verbose_name=_("evidence: file"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("E.g. the signed decree as PDF"),
    )
    evidence_link = models.URLField(
        _("evidence: link"),
        blank=True,
        help_text=_("E.g. https://jdih.sinjaikab.go.id/dokumen/12"),
    )

    panels: ClassVar[list[Panel]] = [
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("agency"), FieldPanel("institution")]),
        FieldRowPanel([FieldPanel("due_on"), FieldPanel("status")]),
        FieldRowPanel([FieldPanel("completed_on"), visibility_panel()]),
        FieldPanel("evidence"),
        FieldRowPanel([FieldPanel("evidence_document"), FieldPanel("evidence_link")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("action item")
        verbose_name_plural = _("action items")
        indexes = [
            # For the list of what is still open over all meetings.
            models.Index(fields=["status", "due_on"], name="meetings_action_open"),
        ]

    def __str__(self) -> str:
        return Truncator(self.text).chars(90)

    @property
    def editor_line(self) -> str:
        """The task with who has it and how far it has come, as the editor shows it folded up."""
        state = _("Overdue") if self.is_overdue else self.get_status_display()
        hidden = "" if self.visible_to(members=False) else self.get_visibility_display()
        return " – ".join(fact for fact in (hidden, str(state), self.institution_short, str(self)) if fact)

    @property
    def anchor(self) -> str:
        """The fragment of the page's address that opens at this item."""
        return f"tindak-lanjut-{self.number}"

    @property
    def documents(self) -> set[int]:
        """The primary key of the evidence, where it is a file."""
        return {self.evidence_document_id} if self.evidence_document_id else set()

    @property
    def is_unfinished(self) -> bool:
        """Whether somebody still has to act."""
        return self.status in UNFINISHED

    @property
    def is_overdue(self) -> bool:
        """Whether its last day has passed while it is unfinished."""
        return self.is_unfinished and self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def shown_status(self) -> str:
        """The status for a badge: "overdue" is what the calendar makes of an unfinished one."""
        return "overdue" if self.is_overdue else self.status

    def clean(self) -> None:
        """Raise ``ValidationError`` where status and date of completion contradict each other."""
        super().clean()
        done = self.status == ActionStatus.DONE
        if done and self.completed_on is None and not self.incomplete_allowed:
            raise ValidationError({"completed_on": _("It is marked as done: say on which day it was completed.")})
        if not done and self.completed_on is not None:
            raise ValidationError(
                {"status": _("A day of completion is given: set the status to “Done”, or remove the day.")}
            )
        if self.completed_on is not None and self.completed_on > timezone.localdate():
            raise ValidationError({"completed_on": _("This day is in the future.")})
