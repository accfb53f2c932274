"""What the resources are called in search: their kinds, and whether they are in force."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from search.contract import IN_FORCE, Term

__all__ = ["DECREE", "GUIDANCE", "REGULATION", "SOP", "TRAINING", "LegalStatus", "SopStatus"]

REGULATION: Final = Term("regulation", _("Regulation"))
DECREE: Final = Term("decree", _("Decree"))
SOP: Final = Term("sop", _("SOP"))
GUIDANCE: Final = Term("guidance", _("Legal guidance"))
TRAINING: Final = Term("training", _("Training module"))


class LegalStatus(models.TextChoices):
    """The two states that JDIH knows; that something was amended is derived from the relations."""

    IN_FORCE = IN_FORCE, _("In force")
    NOT_IN_FORCE = "not_in_force", _("Not in force")


class SopStatus(models.TextChoices):
    """The life of an SOP."""

    DRAFT = "draft", pgettext_lazy("status of an SOP", "Draft")
    IN_FORCE = IN_FORCE, _("In force")
    NOT_IN_FORCE = "not_in_force", _("Not in force")
    SUPERSEDED = "superseded", _("Replaced")
