"""Rows that name an institution: an agency of the directory, or one that is not in it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["InstitutionRow", "keep_name"]


class InstitutionRow(models.Model):
    """An institution, by the directory or by its name as it was on the day.

    The written name wins: minutes of 2021 go on to say "BP2MI" although the agency is called otherwise today.
    """

    agency = models.ForeignKey(
        "home.Agency",
        verbose_name=_("agency"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Choose it from the directory, e.g. DP3AP2KB."),
    )
    institution = models.CharField(
        _("or another institution"),
        max_length=200,
        blank=True,
        help_text=_(
            "Only if it is not in the directory or had another name on that day, e.g. Institute of Community Justice"
            " (ICJ) Makassar."
        ),
    )

    # Set by the editor's form while a draft is saved: a draft may be incomplete.
    incomplete_allowed: bool = False

    class Meta:
        abstract = True

    @property
    def institution_name(self) -> str:
        """The name to show."""
        if self.institution:
            return self.institution
        return str(self.agency.name) if self.agency is not None else ""

    @property
    def institution_short(self) -> str:
        """The short name where the directory has one, for lines with little room."""
        if self.institution or self.agency is None:
            return self.institution
        return str(self.agency.short_name or self.agency.name)

    @property
    def institution_key(self) -> str:
        """What makes two rows speak of the same institution."""
        if self.institution:
            return " ".join(self.institution.split()).casefold()
        return f"agency:{self.agency_id}" if self.agency_id else ""

    def clean(self) -> None:
        """Raise ``ValidationError`` on the agency when no institution is named at all."""
        super().clean()
        if not self.incomplete_allowed and not self.agency_id and not self.institution.strip():
            raise ValidationError({"agency": _("Choose an agency, or write the name of the institution.")})


def keep_name(sender: Any, instance: Any, **_kwargs: Any) -> None:
    """Before an agency is deleted, write its name into the rows that knew it only by reference.

    Minutes are a record: that an office was dissolved does not change who was there.
    """
    from django.apps import apps

    for model in apps.get_app_config("meetings").get_models():
        if issubclass(model, InstitutionRow):
            rows: Any = model
            rows.objects.filter(agency=instance, institution="").update(institution=instance.name)
