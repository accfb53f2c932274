"""What the legal documentation network (JDIH) wants to know of a document beyond what the document itself says."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

__all__ = ["JdihFields"]


class JdihFields(models.Model):
    """The descriptive metadata of JDIH, named so that a feed can be made of them."""

    document_type = models.CharField(
        _("type of document"),
        max_length=60,
        default="Peraturan Perundang-undangan",
        blank=True,
        help_text=_("As JDIH files it, e.g. Peraturan Perundang-undangan"),
    )
    corporate_author = models.CharField(
        _("corporate author (TEU badan)"),
        max_length=200,
        blank=True,
        help_text=_("E.g. Sulawesi Selatan. Kabupaten Sinjai"),
    )
    source = models.CharField(
        _("source"),
        max_length=250,
        blank=True,
        help_text=_("Gazette and supplement, e.g. LN 2007/NO. 58, TLN NO. 4720"),
    )
    subject = models.CharField(
        # Other subjects are topics that somebody speaks on.
        pgettext_lazy("keywords of a document", "subject"),
        max_length=250,
        blank=True,
        help_text=_("Keywords of JDIH, e.g. PERDAGANGAN ORANG – PEMBERANTASAN"),
    )
    language = models.CharField(
        _("language"),
        max_length=60,
        default="Indonesia",
        blank=True,
        help_text=_("The language of the text, e.g. Indonesia"),
    )
    location = models.CharField(
        _("location"),
        max_length=200,
        blank=True,
        help_text=_("Where the paper is kept, e.g. Bagian Hukum Setda Sinjai"),
    )
    law_field = models.CharField(
        _("field of law"), max_length=100, blank=True, help_text=_("E.g. Hukum Pidana or Hukum Administrasi Negara")
    )
    government_affair = models.CharField(
        _("government affair"),
        max_length=200,
        blank=True,
        help_text=_("E.g. Pemberdayaan Perempuan dan Pelindungan Anak"),
    )
    initiator = models.CharField(
        _("initiated by"), max_length=200, blank=True, help_text=_("Who proposed it, e.g. DP3AP2KB Kabupaten Sinjai")
    )

    class Meta:
        abstract = True
