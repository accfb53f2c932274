"""Who took part: institutions and positions. Private persons are never named (domain: the raw list stays inside)."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, Panel
from wagtail.models import Orderable

from meetings.choices import Presence
from meetings.models.institutions import InstitutionRow

__all__ = ["Attendance", "ResourcePerson"]


class ResourcePerson(InstitutionRow, Orderable):
    """Somebody who was asked to speak."""

    meeting = ParentalKey("meetings.MeetingPage", on_delete=models.CASCADE, related_name="resource_persons")
    name = models.CharField(
        _("name"),
        max_length=120,
        blank=True,
        help_text=_("Officials and invited speakers only, e.g. Husmirah Husain"),
    )
    position = models.CharField(
        _("position"), max_length=200, blank=True, help_text=_("E.g. Direktur Pengembangan Program")
    )
    subject = models.CharField(
        _("subject"),
        max_length=250,
        blank=True,
        help_text=_("What the talk was about, e.g. Layanan terpadu bagi korban kekerasan"),
    )

    panels: ClassVar[list[Panel]] = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("position")]),
        FieldRowPanel([FieldPanel("agency"), FieldPanel("institution")]),
        FieldPanel("subject"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("resource person")
        verbose_name_plural = _("resource persons")

    def __str__(self) -> str:
        return ", ".join(part for part in (self.name, self.position, self.institution_name) if part)


class Attendance(InstitutionRow, Orderable):
    """An institution that was invited, by the position of whoever came for it."""

    meeting = ParentalKey("meetings.MeetingPage", on_delete=models.CASCADE, related_name="attendance")
    position = models.CharField(
        _("position"),
        max_length=200,
        blank=True,
        help_text=_("Position only, never the name of a private person, e.g. Kepala Bidang Perlindungan Perempuan"),
    )
    representatives = models.PositiveSmallIntegerField(
        _("number of people"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(999)],
        help_text=_("How many came for it in this position, e.g. 2"),
    )
    presence = models.CharField(
        _("attendance"),
        max_length=10,
        choices=Presence.choices,
        default=Presence.PRESENT,
        help_text=_("E.g. Sent apologies, if it let the secretariat know"),
    )

    panels: ClassVar[list[Panel]] = [
        FieldRowPanel([FieldPanel("agency"), FieldPanel("institution")]),
        FieldRowPanel([FieldPanel("position"), FieldPanel("representatives"), FieldPanel("presence")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")

    def __str__(self) -> str:
        who = " – ".join(part for part in (self.institution_name, self.position) if part)
        return who if self.presence == Presence.PRESENT else f"{who} ({self.get_presence_display()})"

    @property
    def same_as(self) -> tuple[str, str]:
        """Two rows with the same value say the same thing twice."""
        return self.institution_key, " ".join(self.position.split()).casefold()
