"""TrainingModulePage: what is taught, to whom, in which sessions, with which materials."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from publishing.blocks import BODY_BLOCKS, RICH_TEXT_FEATURES
from publishing.panels import tabs
from resources.durations import spoken_lazy
from resources.files import documents_in, documents_in_stream
from resources.institutions import institution_name, not_both
from resources.models.checks import CheckedRows
from resources.models.dated import DatedPage
from resources.models.training_rows import TrainingMaterial
from resources.passages import training_passages
from resources.terms import TRAINING
from search.contract import Fact, Passage

__all__ = ["Licence", "TrainingModulePage"]


class Licence(models.TextChoices):
    """What others may do with the materials."""

    CC_BY = "cc-by", _("Free to use and change, naming the author (CC BY 4.0)")
    CC_BY_SA = "cc-by-sa", _("Free to use and change, shared alike (CC BY-SA 4.0)")
    CC_BY_NC_SA = "cc-by-nc-sa", _("Free for non-commercial use, shared alike (CC BY-NC-SA 4.0)")
    CC_BY_ND = "cc-by-nd", _("Free to use unchanged, naming the author (CC BY-ND 4.0)")
    PUBLIC_DOMAIN = "public-domain", _("Free of copyright")
    RESERVED = "reserved", _("All rights reserved: ask the provider first")


class TrainingModulePage(CheckedRows, DatedPage):  # type: ignore[misc]
    """A training. The trainer's notes are for members of the task force alone, wherever the page is shown or found."""

    search_kinds = (TRAINING,)
    day_fields = ("issued_on",)
    default_audience = DatedPage.Audience.OFFICERS
    checked_rows = ("materials",)
    history_parts = (
        *(
            "number",
            "issued_on",
            "year",
            "target_audience",
            "duration_minutes",
            "provider_agency",
            "provider",
            "licence",
        ),
        *("introduction", "objectives", "sessions", "materials"),
    )
    history_parts_for_members = ("trainer_notes",)

    number = models.CharField(
        _("number"), max_length=100, blank=True, help_text=_("In a series of modules, e.g. Modul 3")
    )
    issued_on = models.DateField(
        _("issued on"), null=True, blank=True, help_text=_("The day of this edition of the module, e.g. 2024-08-05")
    )
    target_audience = models.TextField(
        _("for whom"), blank=True, help_text=_("E.g. Kepala desa, kader PKK, dan petugas pelayanan desa")
    )
    duration_minutes = models.PositiveIntegerField(
        _("duration in minutes"),
        null=True,
        blank=True,
        help_text=_("Empty: the sessions added up. Breaks included, e.g. 480 for a day of eight hours."),
    )
    provider_agency = models.ForeignKey(
        "home.Agency",
        verbose_name=_("provider (agency)"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Who made the module, from the list of agencies, e.g. Institute of Community Justice."),
    )
    provider = models.CharField(
        _("provider (other institution)"),
        max_length=200,
        blank=True,
        help_text=_("Only where the list has no such agency, e.g. IOM Indonesia"),
    )
    licence = models.CharField(
        _("licence"),
        max_length=20,
        choices=Licence.choices,
        default=Licence.RESERVED,
        help_text=_("What others may do with the materials, e.g. CC BY 4.0."),
    )
    introduction = StreamField(
        BODY_BLOCKS, verbose_name=_("introduction"), blank=True, help_text=_("E.g. why the training is needed.")
    )
    trainer_notes = RichTextField(
        _("trainer's notes"),
        blank=True,
        features=RICH_TEXT_FEATURES,
        help_text=_("Shown to members of the task force only, e.g. Siapkan pendamping bila peserta terguncang."),
    )

    content_panels: ClassVar[list[Any]] = [
        *DatedPage.content_panels,
        MultiFieldPanel(
            [FieldPanel("target_audience"), FieldRowPanel([FieldPanel("duration_minutes"), FieldPanel("licence")])],
            heading=_("What and for whom"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("provider_agency"), FieldPanel("provider")]),
                FieldRowPanel([FieldPanel("number"), FieldPanel("issued_on"), FieldPanel("year")]),
            ],
            heading=_("Who provides it, which edition"),
        ),
        FieldPanel("introduction"),
        InlinePanel("objectives", heading=_("Objectives"), label=_("Objective")),
        InlinePanel("sessions", heading=_("Sessions"), label=_("Session")),
        FieldPanel("trainer_notes", heading=_("Trainer's notes (members only)")),
    ]
    files_panels: ClassVar[list[Any]] = [InlinePanel("materials", heading=_("Materials"), label=_("Material"))]
    edit_handler = tabs(content=content_panels, files=files_panels, about=DatedPage.about_panels)

    search_fields = [
        *DatedPage.search_fields,
        index.SearchField("number"),
        *(index.FilterField(name) for name in ("licence", "issued_on", "review_on")),
    ]

    parent_page_types: ClassVar[list[str]] = ["resources.ResourceIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("training module")
        verbose_name_plural = _("training modules")

    def clean(self) -> None:
        """A module has one provider; raises ``ValidationError``."""
        super().clean()
        not_both(self.provider_agency_id, self.provider, field="provider")

    @property
    def provider_name(self) -> str:
        """Who provides it."""
        return institution_name(self.provider_agency, self.provider)

    @property
    def members_only_documents(self) -> frozenset[int]:
        """The files that only the trainer's notes link to: nobody else may download them."""
        open_links = documents_in(*(session.content for session in self.sessions.all()))
        open_links |= {row.document_id for row in self.materials.all()}
        return frozenset(documents_in(self.trainer_notes) - open_links - documents_in_stream(self.introduction))

    def attach_archive_documents(self, documents: Iterable[Any]) -> None:
        """Files of the archive import."""
        self.materials.set(
            [
                TrainingMaterial(title=document.title, document=document, sort_order=place)
                for place, document in enumerate(documents)
            ]
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds sessions, materials, times, and what belongs to the page."""
        from resources.reading.training import training_context

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | training_context(self, request)

    def search_number(self) -> str:
        return self.number

    def search_facts(self) -> Iterable[Fact]:
        """How long it takes."""
        if minutes := self.minutes_with(self.sessions.all()):
            yield Fact(_("Duration"), spoken_lazy(minutes))

    def minutes_with(self, sessions: Iterable[Any]) -> int:
        """The duration that is set, else that of these sessions together; 0 where none is known."""
        return self.duration_minutes or sum(row.minutes or 0 for row in sessions)

    def search_passages(self) -> Iterable[Passage]:
        return training_passages(self)
