"""Agencies: who takes part in the task force, and how the public reaches them."""

from typing import Any, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from home.phones import dialled_number
from publishing.generation import bump_on_commit
from publishing.models.remembered import Remembered


class Agency(index.Indexed, Remembered):
    """An institution that pages, decrees and minutes name: department, leadership forum, NGO, kecamatan, village.

    Names and contacts are the institution's, never a person's. The directory shows them grouped by kind.
    """

    class Kind(models.TextChoices):
        """What sort of institution it is, in the order in which the directory lists them."""

        GOVERNMENT = "pemerintah", _("Regency government and its departments (OPD)")
        SERVICE = "layanan", _("Service units and hospitals")
        FORUM = "forkopimda", _("Leadership forum (Forkopimda)")
        JUSTICE = "penegak_hukum", _("Police, prosecution and courts")
        KECAMATAN = "kecamatan", _("Kecamatan")
        VILLAGE = "desa", _("Desa and kelurahan")
        NATIONAL = "pusat", _("National and provincial institutions")
        CIVIL = "masyarakat", _("Civil society and NGOs")
        OTHER = "lainnya", _("Other institutions")

    name = models.CharField(
        _("name"),
        max_length=200,
        unique=True,
        help_text=_("The full official name, e.g. Dinas Sosial Kabupaten Sinjai"),
    )
    short_name = models.CharField(
        _("short name"), max_length=40, blank=True, help_text=_("As it is used in lists and tables, e.g. Dinsos")
    )
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=Kind.choices,
        default=Kind.GOVERNMENT,
        db_index=True,
        help_text=_("Decides under which heading the directory shows it, e.g. kecamatan"),
    )
    role = models.CharField(
        _("role in the task force"),
        max_length=250,
        blank=True,
        help_text=_("One line in plain words, e.g. Sekretariat gugus tugas; menerima laporan dan mendampingi korban"),
    )
    address = models.TextField(
        _("office address"),
        max_length=300,
        blank=True,
        help_text=_("The office that the public visits, e.g. Jalan Persatuan Raya, Balangnipa, Sinjai Utara"),
    )
    phone = models.CharField(
        _("office phone"),
        max_length=40,
        blank=True,
        help_text=_("A line of the office, never that of a person, e.g. (0482) 12345"),
    )
    email = models.EmailField(
        _("office e-mail"), blank=True, help_text=_("A mailbox of the office, e.g. dinas@example.go.id")
    )
    website = models.URLField(_("website"), blank=True, help_text=_("E.g. https://www.example.go.id"))

    panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("short_name"), FieldPanel("kind")], heading=_("Which institution")
        ),
        FieldPanel("role"),
        MultiFieldPanel(
            [FieldPanel("address"), FieldPanel("phone"), FieldPanel("email"), FieldPanel("website")],
            heading=_("How the public reaches it"),
        ),
    ]
    search_fields: ClassVar[list[Any]] = [
        index.SearchField("name"),
        index.SearchField("short_name"),
        index.SearchField("role"),
        index.AutocompleteField("name"),
        index.AutocompleteField("short_name"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.label

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; what search knows of the agency, and the pages that name it, follow in the same transaction."""
        from home import following
        from home.models.directory import DirectoryPage

        before = Agency.objects.filter(pk=self.pk).first() if self.pk else None
        super().save(*args, **kwargs)
        if before is not None and before.label != self.label:
            following.resync(following.pages_naming(self))
        following.lists_changed(DirectoryPage)
        bump_on_commit()

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete; raises ``ProtectedError`` while a record needs the agency. The pages it owned lose their owner."""
        from home import following
        from home.models.directory import DirectoryPage

        naming = following.pages_naming(self)
        deleted = super().delete(*args, **kwargs)
        following.resync(naming)
        following.lists_changed(DirectoryPage)
        bump_on_commit()
        return deleted

    @property
    def label(self) -> str:
        """What lists and search results call it: the short name where there is one."""
        return self.short_name or self.name

    @property
    def phone_href(self) -> str:
        """The ``tel:`` address of the office phone; "" where it can't be dialled as written (two numbers, "ext. 2")."""
        dialled = dialled_number(self.phone)
        return f"tel:{dialled}" if dialled else ""

    @property
    def anchor(self) -> str:
        """The fragment of the directory's address that opens at this agency."""
        return f"instansi-{self.pk}"

    @property
    def search_text(self) -> str:
        """What the directory says about it, as plain text for search."""
        return "\n".join(part for part in (self.name, self.short_name, self.role, self.address, self.phone) if part)
