"""The rows of a legal document: its parts, its members, its relations and its files."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from resources.institutions import institution_name, not_both
from resources.models.rows import FileRow, LegalBasisRow, TextRow

__all__ = [
    "Consideration",
    "Copy",
    "Dictum",
    "LegalBasis",
    "LegalFile",
    "LegalRelation",
    "Membership",
    "RelationKind",
]

_PAGE = "resources.LegalDocumentPage"


class Consideration(TextRow):
    """A reason of the decision (Menimbang); its letter follows from its place."""

    page = ParentalKey(_PAGE, on_delete=models.CASCADE, related_name="considerations")
    text = models.TextField(
        _("text"), help_text=_("E.g. bahwa perdagangan orang melanggar harkat dan martabat manusia;")
    )

    class Meta(TextRow.Meta):
        verbose_name = _("consideration")
        verbose_name_plural = _("considerations")


class LegalBasis(LegalBasisRow):
    """A law that the decision stands on (Mengingat); its number follows from its place."""

    page = ParentalKey(_PAGE, on_delete=models.CASCADE, related_name="legal_bases")

    class Meta(LegalBasisRow.Meta):
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal bases")


class Dictum(TextRow):
    """A part of the decision; its label (KESATU, KEDUA…) follows from its place."""

    page = ParentalKey(_PAGE, on_delete=models.CASCADE, related_name="dictums")
    text = models.TextField(
        _("text"),
        help_text=_("E.g. Membentuk Gugus Tugas dengan susunan keanggotaan sebagaimana tercantum dalam Lampiran."),
    )

    class Meta(TextRow.Meta):
        verbose_name = _("dictum")
        verbose_name_plural = _("dictums")


class Copy(TextRow):
    """Who receives a copy of the decision (Tembusan)."""

    page = ParentalKey(_PAGE, on_delete=models.CASCADE, related_name="copies")
    text = models.TextField(_("text"), help_text=_("E.g. Gubernur Sulawesi Selatan di Makassar"))

    class Meta(TextRow.Meta):
        verbose_name = _("copy to")
        verbose_name_plural = _("copies to")


class Membership(Orderable):
    """A place in the task force: an institution and an office, never the name of the person who holds it."""

    page = ParentalKey(_PAGE, on_delete=models.CASCADE, related_name="memberships")
    agency = models.ForeignKey(
        "home.Agency",
        verbose_name=_("agency"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The institution, from the list of agencies, e.g. Dinas Sosial."),
    )
    institution = models.CharField(
        _("other institution"),
        max_length=200,
        blank=True,
        help_text=_("Only where the list has no such agency, e.g. Forum Anak Sinjai"),
    )
    position = models.CharField(
        _("office held"), max_length=200, blank=True, help_text=_("The office, not the person, e.g. Kepala Dinas")
    )
    role = models.CharField(
        _("role in the task force"), max_length=150, help_text=_("E.g. Ketua Harian, Sekretaris, Anggota")
    )
    sub_task_force = models.CharField(
        _("sub-task-force"), max_length=150, blank=True, help_text=_("E.g. Bidang Pencegahan; empty for the leadership")
    )

    panels: ClassVar[list[Any]] = [
        FieldRowPanel([FieldPanel("agency"), FieldPanel("institution")]),
        FieldRowPanel([FieldPanel("position"), FieldPanel("role")]),
        FieldPanel("sub_task_force"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("member")
        verbose_name_plural = _("members")

    def __str__(self) -> str:
        return f"{self.institution_name}: {self.role}"

    @property
    def institution_name(self) -> str:
        """The name of the agency, or of the institution that is none of the list."""
        return institution_name(self.agency, self.institution)

    def clean(self) -> None:
        """A member belongs to one institution; raises ``ValidationError``."""
        super().clean()
        if self.agency_id is None and not self.institution:
            raise ValidationError({"agency": _("Choose an agency, or name the institution.")})
        not_both(self.agency_id, self.institution, field="institution")


class RelationKind(models.TextChoices):
    """What one legal document does to another; the other side is derived and never typed."""

    REVOKES = "revokes", _("Revokes")
    REVOKES_PARTLY = "revokes_partly", _("Revokes in part")
    AMENDS = "amends", _("Amends")
    IMPLEMENTS = "implements", _("Implements")


class LegalRelation(Orderable):
    """What this document does to another one."""

    page = ParentalKey(_PAGE, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(
        _("relation"), max_length=20, choices=RelationKind.choices, help_text=_("What this document does, e.g. amends")
    )
    target = models.ForeignKey(
        _PAGE,
        verbose_name=_("the other document"),
        on_delete=models.CASCADE,
        related_name="incoming_relations",
        help_text=_("E.g. UU 21/2007. That one shows the other side by itself."),
    )
    note = models.CharField(
        _("note"), max_length=250, blank=True, help_text=_("Which part is meant, e.g. Pasal 2 diganti Pasal 455")
    )

    panels: ClassVar[list[Any]] = [FieldRowPanel([FieldPanel("kind"), FieldPanel("target")]), FieldPanel("note")]

    class Meta(Orderable.Meta):
        verbose_name = _("relation")
        verbose_name_plural = _("relations")

    def __str__(self) -> str:
        return self.get_kind_display()


class LegalFile(FileRow):
    """A file of the document, by the part that it holds."""

    class Part(models.TextChoices):
        """The parts in which legal documents are kept."""

        BODY = "body", _("Body")
        ANNEX = "annex", _("Annex")
        ABSTRACT = "abstract", _("Abstract")

    page = ParentalKey(_PAGE, on_delete=models.CASCADE, related_name="files")
    part = models.CharField(
        _("part"),
        max_length=20,
        choices=Part.choices,
        default=Part.BODY,
        help_text=_("E.g. the signed text is the body."),
    )

    panels: ClassVar[list[Any]] = [FieldRowPanel([FieldPanel("part"), FieldPanel("document")]), FieldPanel("label")]

    class Meta(FileRow.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")
