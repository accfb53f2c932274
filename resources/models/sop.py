"""SopPage: a standard operating procedure on the form of PermenPANRB 35/2012."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from publishing.blocks import BODY_BLOCKS
from publishing.panels import tabs
from publishing.rules import not_before, tidy_nip
from resources.durations import spoken_lazy
from resources.flow import ROLE_PARAMETER, code_of, fill_codes, flow_problems, minutes_of
from resources.models.checks import CheckedRows, CheckedRowsForm, RowProblem, Rows
from resources.models.dated import DatedPage
from resources.models.sop_rows import SopFile, SopList
from resources.passages import sop_passages
from resources.terms import SOP, SopStatus
from search.contract import Fact, Passage, Term, filled_in, terms_of

__all__ = ["SopPage", "SopStage", "year_after"]


class SopStage(models.TextChoices):
    """The stages of service to a victim (Permen PPPA 8/2021), in the order in which they follow."""

    COMPLAINT = "complaint", _("Complaint and identification")
    HEALTH = "health", _("Health rehabilitation")
    SOCIAL = "social", _("Social rehabilitation")
    LEGAL_AID = "legal_aid", _("Legal aid")
    RETURN = "return", _("Return of victims")
    REINTEGRATION = "reintegration", _("Social reintegration")


def year_after(day: date) -> date:
    """The same day a year later; 28 February after the 29th."""
    return day.replace(year=day.year + 1, day=min(day.day, monthrange(day.year + 1, day.month)[1]))


class SopPage(CheckedRows, DatedPage):  # type: ignore[misc]
    """An SOP. Its actors and steps are data, from which the table, the times and the view of each role are made."""

    search_kinds = (SOP,)
    history_parts = (
        *("unit_name", "number", "stage", "status", "created_on", "revised_on", "effective_on", "year"),
        *("approved_position", "approved_name", "list_rows", "actors", "steps", "body", "files"),
    )
    search_statuses = terms_of(SopStatus)
    cache_parameters = (ROLE_PARAMETER,)
    default_audience = DatedPage.Audience.OFFICERS
    day_fields = ("effective_on", "revised_on", "created_on")
    checked_rows = ("actors", "steps")
    base_form_class = CheckedRowsForm

    unit_name = models.CharField(
        _("unit"),
        max_length=200,
        blank=True,
        help_text=_("The office as it stands on the form, e.g. DP3AP2KB Kabupaten Sinjai"),
    )
    logo = models.ForeignKey(
        "publishing.PortalImage",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Of the office, e.g. the arms of the regency."),
    )
    number = models.CharField(
        _("SOP number"), max_length=100, blank=True, help_text=_("E.g. 400.2/SOP-01/DP3AP2KB/2025")
    )
    stage = models.CharField(
        _("stage of service"),
        max_length=20,
        choices=SopStage.choices,
        blank=True,
        help_text=_("E.g. return of victims"),
    )
    status = models.CharField(
        _("status"),
        max_length=20,
        choices=SopStatus.choices,
        default=SopStatus.IN_FORCE,
        help_text=_("E.g. in force, as soon as it was signed."),
    )
    replaced_by = models.ForeignKey(
        "self",
        verbose_name=_("replaced by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("For a replaced SOP: the new one, e.g. SOP Pemulangan 2026."),
    )
    created_on = models.DateField(_("created on"), null=True, blank=True, help_text=_("E.g. 2025-01-15"))
    revised_on = models.DateField(
        _("revised on"),
        null=True,
        blank=True,
        help_text=_("The last revision, e.g. 2025-06-02; empty for the first version."),
    )
    effective_on = models.DateField(_("effective on"), null=True, blank=True, help_text=_("E.g. 2025-02-01"))
    approved_position = models.CharField(
        _("approved by: office"), max_length=150, blank=True, help_text=_("E.g. Kepala DP3AP2KB Kabupaten Sinjai")
    )
    approved_name = models.CharField(
        _("approved by: name"),
        max_length=150,
        blank=True,
        help_text=_("With titles, as on the form, e.g. Dra. Siti Aminah, M.Si."),
    )
    approved_nip = models.CharField(
        _("approved by: NIP"),
        max_length=30,
        blank=True,
        help_text=_("18 digits, e.g. 19750312 200003 2 001; empty for who has none."),
    )
    body = StreamField(
        BODY_BLOCKS,
        verbose_name=_("further text"),
        blank=True,
        help_text=_("Only for what has no place in lists and steps, e.g. the text of an older SOP."),
    )

    content_panels: ClassVar[list[Any]] = [
        *DatedPage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("unit_name"), FieldPanel("logo")]),
                FieldRowPanel([FieldPanel("number"), FieldPanel("stage")]),
                FieldRowPanel([FieldPanel("status"), FieldPanel("replaced_by")]),
            ],
            heading=_("What it is"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("created_on"), FieldPanel("revised_on")]),
                FieldRowPanel([FieldPanel("effective_on"), FieldPanel("year")]),
            ],
            heading=_("When"),
        ),
        MultiFieldPanel(
            [FieldPanel("approved_position"), FieldRowPanel([FieldPanel("approved_name"), FieldPanel("approved_nip")])],
            heading=_("Approved by"),
        ),
        InlinePanel(
            "list_rows",
            heading=_("Lists of the form"),
            label=_("Line"),
            help_text=_(
                "Legal bases, qualification, related SOPs, equipment, warnings, records: choose the list of each line."
            ),
        ),
        InlinePanel(
            "actors",
            heading=_("Who acts"),
            label=_("Actor"),
            help_text=_("One row for each role, in the order of the columns of the flow table."),
        ),
        InlinePanel(
            "steps",
            heading=_("Steps"),
            label=_("Step"),
            help_text=_("In their order; the numbers come by themselves. Steps name their actor by its code."),
        ),
        FieldPanel("body"),
    ]
    files_panels: ClassVar[list[Any]] = [
        InlinePanel("files", heading=_("Signed form and other files"), label=_("File"))
    ]
    edit_handler = tabs(content=content_panels, files=files_panels, about=DatedPage.about_panels)
    search_fields = [
        *DatedPage.search_fields,
        index.SearchField("number"),
        *(index.FilterField(name) for name in ("number", "stage", "status", "effective_on", "review_on")),
    ]

    parent_page_types: ClassVar[list[str]] = ["resources.ResourceIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("SOP")
        verbose_name_plural = _("SOPs")

    # --- Rules -------------------------------------------------------------------------------------------------------

    def clean(self) -> None:
        """Check dates, NIP and the successor, and set the review a year after the SOP took effect.

        Raises ``ValidationError`` with a message at the field.
        """
        super().clean()
        not_before(
            self.created_on,
            self.revised_on,
            field="revised_on",
            message=_("The revision is before the day of creation."),
        )
        not_before(
            self.created_on,
            self.effective_on,
            field="effective_on",
            message=_("It can't take effect before it was created."),
        )
        self.approved_nip = tidy_nip(self.approved_nip, field="approved_nip")
        if self.replaced_by_id is not None and self.replaced_by_id == self.pk:
            raise ValidationError({"replaced_by": _("An SOP can't replace itself.")})
        if self.review_on is None and self.effective_on is not None:
            self.review_on = year_after(self.effective_on)

    def tidy_rows(self, rows: Rows) -> None:
        """Actors get their codes, and steps that name an actor in full name it by its code."""
        actors = rows["actors"]
        fill_codes(actors)
        for step in rows["steps"]:
            step.actor = code_of(step.actor, actors) or step.actor

    def row_problems(self, rows: Rows, *, complete: bool) -> Iterable[RowProblem]:
        """Codes twice, steps of nobody, branches to nowhere."""
        return [RowProblem(*problem) for problem in flow_problems(rows["actors"], rows["steps"], complete=complete)]

    def attach_archive_documents(self, documents: Iterable[Any]) -> None:
        """Files of the archive import."""
        self.files.set([SopFile(document=document, sort_order=place) for place, document in enumerate(documents)])

    # --- Showing -----------------------------------------------------------------------------------------------------

    @staticmethod
    def list_choices() -> list[tuple[str, Any]]:
        """The lists of the form with their labels, in its order."""
        return list(SopList.choices)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds what ``resources.reading.sop`` makes of the rows; ``?pelaksana=A`` picks out the steps of one role."""
        from resources.reading.sop import sop_context

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | sop_context(self, request)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The SOP; an address that names no role, or spells one as no link does, is not worth storing."""
        response: Any = super().serve(request, *args, **kwargs)
        if not response.context_data["role_is_linked"]:
            response.headers["X-Page-Cache"] = "no"
        return response

    @property
    def suggested_successor(self) -> int | None:
        """The SOP that replaced this one."""
        return self.replaced_by_id

    # --- Search ------------------------------------------------------------------------------------------------------

    def search_number(self) -> str:
        return self.number

    def search_status(self) -> Term:
        return Term(self.status, SopStatus(self.status).label)

    def search_facts(self) -> Iterable[Fact]:
        """How much there is to do, and how long it takes."""
        steps = list(self.steps.all())
        if steps:
            count = len(steps)
            yield Fact("", filled_in(ngettext_lazy("%(count)d step", "%(count)d steps", count), count=count))
        if minutes := minutes_of(steps):
            yield Fact(_("Total time"), spoken_lazy(minutes))

    def search_passages(self) -> Iterable[Passage]:
        return sop_passages(self)
