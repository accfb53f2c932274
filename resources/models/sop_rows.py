"""The rows of an SOP: its lists, who acts, and the steps."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from resources.models.rows import FileRow

__all__ = ["SopActor", "SopFile", "SopList", "SopListRow", "SopStep", "SopSymbol"]

_PAGE = "resources.SopPage"
_A_YEAR = 366 * 24 * 60


class SopList(models.TextChoices):
    """The lists of the identity block of PermenPANRB 35/2012, in the order of the form."""

    LEGAL_BASIS = "legal_basis", _("Legal bases")
    QUALIFICATION = "qualification", _("Qualification of who carries it out")
    RELATED_SOP = "related_sop", _("Related SOPs")
    EQUIPMENT = "equipment", _("Tools and equipment")
    WARNING = "warning", _("Warnings")
    RECORD = "record", _("Records and data")


class SopSymbol(models.TextChoices):
    """The symbols of PermenPANRB 35/2012. The fifth, the arrow, is drawn between steps and never chosen."""

    START_END = "start_end", _("Start or end (capsule)")
    PROCESS = "process", _("Process (rectangle)")
    DECISION = "decision", _("Decision (diamond)")
    CONNECTOR = "connector", _("Continued on another page (pentagon)")


class SopListRow(Orderable):
    """A line of one of the lists."""

    page = ParentalKey(_PAGE, on_delete=models.CASCADE, related_name="list_rows")
    section = models.CharField(
        _("list"), max_length=20, choices=SopList.choices, help_text=_("Where the line belongs, e.g. warnings")
    )
    text = models.TextField(
        _("text"), help_text=_("E.g. Undang-Undang Nomor 21 Tahun 2007, or: Identitas korban wajib dirahasiakan")
    )
    legal_document = models.ForeignKey(
        "resources.LegalDocumentPage",
        verbose_name=_("document in this portal"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("For a legal basis: makes it a link, e.g. to UU 21/2007."),
    )
    sop = models.ForeignKey(
        _PAGE,
        verbose_name=_("SOP in this portal"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("For a related SOP: makes it a link, e.g. to SOP Pemulangan."),
    )

    panels: ClassVar[list[Any]] = [
        FieldPanel("section"),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("legal_document"), FieldPanel("sop")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("line")
        verbose_name_plural = _("lines")

    def __str__(self) -> str:
        return self.text


class SopActor(Orderable):
    """A role that carries out steps. Steps name it by its code, which drafts and old revisions keep."""

    page = ParentalKey(_PAGE, on_delete=models.CASCADE, related_name="actors")
    code = models.CharField(
        _("code"),
        max_length=10,
        blank=True,
        validators=[RegexValidator(r"^[A-Za-z0-9]+$", _("Letters and digits only, e.g. A."))],
        help_text=_("What the steps call it, e.g. A. Empty: the next free letter."),
    )
    name = models.CharField(
        _("name"), max_length=120, help_text=_("The role, not the person, e.g. Petugas penerima laporan")
    )
    agency = models.ForeignKey(
        "home.Agency",
        verbose_name=_("agency"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Where the role is filled, e.g. UPTD PPA."),
    )

    panels: ClassVar[list[Any]] = [FieldRowPanel([FieldPanel("code"), FieldPanel("name")]), FieldPanel("agency")]

    class Meta(Orderable.Meta):
        verbose_name = _("actor")
        verbose_name_plural = _("actors")

    def __str__(self) -> str:
        return self.name


class SopStep(Orderable):
    """A step. Its number follows from its place; branches name the numbers of other steps."""

    page = ParentalKey(_PAGE, on_delete=models.CASCADE, related_name="steps")
    activity = models.TextField(
        _("activity"), help_text=_("Begins with an active verb, e.g. Menerima laporan dan mencatatnya di buku register")
    )
    actor = models.CharField(
        _("actor"),
        max_length=120,
        help_text=_("Code or name of one of the actors above, e.g. A or Petugas penerima laporan"),
    )
    symbol = models.CharField(
        _("symbol"),
        max_length=12,
        choices=SopSymbol.choices,
        default=SopSymbol.PROCESS,
        help_text=_("Capsule for the first and the last step, diamond where something is decided, e.g. Lengkap?"),
    )
    requirements = models.TextField(
        _("requirements"), blank=True, help_text=_("What has to be there, e.g. Formulir pengaduan, buku register")
    )
    minutes = models.PositiveIntegerField(
        _("time in minutes"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(_A_YEAR)],
        help_text=_("Whole minutes: 60 is an hour, 1440 a day, e.g. 30. Empty where no time is set."),
    )
    output = models.TextField(_("output"), blank=True, help_text=_("What is there afterwards, e.g. Laporan tercatat"))
    note = models.TextField(_("note"), blank=True, help_text=_("E.g. Paling lambat 1 x 24 jam"))
    yes_step = models.PositiveSmallIntegerField(
        _("next step on yes"), null=True, blank=True, help_text=_("For a decision: the number of the step, e.g. 4")
    )
    no_step = models.PositiveSmallIntegerField(
        _("next step on no"), null=True, blank=True, help_text=_("For a decision: the number of the step, e.g. 2")
    )

    panels: ClassVar[list[Any]] = [
        FieldPanel("activity"),
        FieldRowPanel([FieldPanel("actor"), FieldPanel("symbol")]),
        FieldRowPanel([FieldPanel("requirements"), FieldPanel("output")]),
        FieldRowPanel([FieldPanel("minutes"), FieldPanel("note")]),
        FieldRowPanel([FieldPanel("yes_step"), FieldPanel("no_step")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self) -> str:
        return self.activity


class SopFile(FileRow):
    """The signed form, or a form that the steps use."""

    page = ParentalKey(_PAGE, on_delete=models.CASCADE, related_name="files")

    class Meta(FileRow.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")
