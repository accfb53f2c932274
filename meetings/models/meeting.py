"""MeetingPage: a meeting from its invitation to the last action item."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from wagtail.fields import RichTextField

from meetings.choices import MeetingKind, MeetingStatus
from meetings.forms import MeetingPageForm
from meetings.minutes import Minutes, hidden_documents, minutes_of
from meetings.panels import meeting_editor
from meetings.passages import passages_of
from publishing.blocks import RICH_TEXT_FEATURES
from publishing.models import PortalPage
from publishing.rules import not_before, sane_year, spaced_nip, tidy_nip
from search.contract import Fact, Passage, Term, filled_in, terms_of

__all__ = ["MeetingPage"]

PREVIEW_PUBLIC = "public"
PREVIEW_MEMBERS = "members"


class MeetingPage(PortalPage):
    """A meeting: planned, held or cancelled; its agenda, who came, what was decided and what has to be done.

    The head and foot follow the form of official minutes (Permendagri 1/2023). Which of its rows a reader sees is
    decided by ``meetings.visibility`` alone.
    """

    default_audience: ClassVar[str] = PortalPage.Audience.OFFICERS

    kind = models.CharField(
        _("kind of meeting"),
        max_length=20,
        choices=MeetingKind.choices,
        default=MeetingKind.COORDINATION,
        help_text=_("E.g. Coordination meeting, where several agencies meet"),
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=MeetingStatus.choices,
        default=MeetingStatus.PLANNED,
        help_text=_("Set it to “Held” when you write the minutes."),
    )
    status_note = models.CharField(
        _("note on the status"),
        max_length=250,
        blank=True,
        help_text=_("Shown in a box at the top, e.g. Ditunda ke 25 November 2021 karena banjir"),
    )
    start = models.DateTimeField(
        _("start"), null=True, blank=True, db_index=True, help_text=_("Day and time in WITA, e.g. 2021-11-18 09:00")
    )
    end = models.DateTimeField(
        _("end"), null=True, blank=True, help_text=_("When it was closed, e.g. 2021-11-18 12:00. May stay empty.")
    )
    year = models.PositiveSmallIntegerField(
        _("year, if the day is unknown"),
        null=True,
        blank=True,
        help_text=_("Only for old minutes without a day, e.g. 2016"),
    )
    place = models.CharField(
        _("place"), max_length=200, blank=True, help_text=_("E.g. Ruang Rapat Setda, Kantor Bupati Sinjai")
    )
    invitation_number = models.CharField(
        _("number of the invitation"),
        max_length=100,
        blank=True,
        help_text=_("As it is written on the letter, e.g. 400.2.3/015/DP3AP2KB/2025"),
    )
    invitation_date = models.DateField(
        _("date of the invitation"), null=True, blank=True, help_text=_("E.g. 2021-11-15")
    )
    invitation_sender = models.CharField(
        _("sent by"), max_length=200, blank=True, help_text=_("E.g. Sekretaris Daerah Kabupaten Sinjai")
    )
    archive_code = models.CharField(
        _("archive code"),
        max_length=50,
        blank=True,
        default="000.1.5",
        help_text=_("Code of the classification of archives; 000.1.5 is for minutes."),
    )
    opened_by = models.CharField(
        _("opened by"),
        max_length=250,
        blank=True,
        help_text=_("Office; a name for officials only, e.g. Asisten Pembangunan dan Perekonomian"),
    )
    chair = models.CharField(
        _("chaired by"), max_length=250, blank=True, help_text=_("Office and name of an official, e.g. Kepala DP3AP2KB")
    )
    chair_agency = models.ForeignKey(
        "home.Agency",
        verbose_name=_("agency of the chair"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("E.g. DP3AP2KB"),
    )
    secretary = models.CharField(
        _("secretary"), max_length=200, blank=True, help_text=_("By office, e.g. Sekretaris DP3AP2KB")
    )
    note_taker = models.CharField(
        _("note-taker"), max_length=200, blank=True, help_text=_("By office, e.g. Staf sekretariat gugus tugas")
    )
    opening = RichTextField(
        _("opening"),
        blank=True,
        features=RICH_TEXT_FEATURES,
        help_text=_("What was said at the opening, e.g. Rapat dibuka atas nama Bupati …"),
    )
    closing = RichTextField(
        _("closing"), blank=True, features=RICH_TEXT_FEATURES, help_text=_("E.g. Rapat ditutup pukul 12.00 WITA.")
    )
    signatory_position = models.CharField(
        _("position"), max_length=200, blank=True, help_text=_("Who signs the minutes, e.g. Kepala DP3AP2KB")
    )
    signatory_name = models.CharField(
        _("name"), max_length=150, blank=True, help_text=_("Name of the official with title, e.g. A. Tenri Rawe")
    )
    signatory_nip = models.CharField(
        _("NIP"), max_length=30, blank=True, help_text=_("Of the official who signs, e.g. 19700101 199503 1 001")
    )

    base_form_class = MeetingPageForm
    edit_handler = meeting_editor(PortalPage.about_panels)
    parent_page_types: ClassVar[list[str]] = ["meetings.MeetingIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("A meeting: its invitation first, its minutes afterwards.")
    search_kinds: ClassVar[tuple[Term, ...]] = (Term("meeting", _("Meeting")),)
    search_statuses: ClassVar[tuple[Term, ...]] = terms_of(MeetingStatus)
    history_parts: ClassVar[tuple[str, ...]] = (
        *("kind", "status", "status_note", "start", "end", "year", "place", "invitation_number", "invitation_date"),
        *("invitation_sender", "opened_by", "chair", "chair_agency", "secretary", "note_taker", "resource_persons"),
        *("decisions", "action_items", "opening", "agenda_items", "closing", "attendance"),
        *("signatory_position", "signatory_name", "archive_code", "files"),
    )

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")

    # The minutes that this request shows; set while the context is built.
    _shown: Minutes | None = None

    def clean(self) -> None:
        """Raise ``ValidationError`` for dates that can't be."""
        super().clean()
        not_before(self.start, self.end, field="end", message=_("The meeting can't end before it starts."))
        day = self.day
        if day is not None and self.invitation_date is not None and self.invitation_date > day:
            raise ValidationError({"invitation_date": _("The invitation can't be later than the meeting.")})
        if self.status == MeetingStatus.HELD and day is not None and day > timezone.localdate():
            raise ValidationError({"status": _("This meeting is still to come: it can't have been held yet.")})
        sane_year(self.year)
        self.signatory_nip = tidy_nip(self.signatory_nip, field="signatory_nip")

    # --- Facts --------------------------------------------------------------------------------------------------------

    @property
    def day(self) -> dt.date | None:
        """The day on which it starts, in Sinjai."""
        return timezone.localdate(self.start) if self.start else None

    @property
    def spans_days(self) -> bool:
        """Whether it ends on another day."""
        return bool(self.start and self.end) and timezone.localdate(self.end) != self.day

    @property
    def signatory_nip_groups(self) -> str:
        """The NIP as it is written under a signature."""
        return spaced_nip(self.signatory_nip)

    @property
    def has_minutes(self) -> bool:
        """Whether there is something to report: it was held, or its opening was written down."""
        return self.status == MeetingStatus.HELD or bool(self.opening)

    @property
    def is_called_off(self) -> bool:
        """Whether nobody should set out for it on that day."""
        return self.status in (MeetingStatus.CANCELLED, MeetingStatus.POSTPONED)

    def attach_archive_documents(self, documents: Iterable[Any]) -> None:
        """Take over the files that an imported record brings along."""
        from meetings.models.files import MeetingFile

        self.files.set([MeetingFile(document=document, sort_order=order) for order, document in enumerate(documents)])

    @property
    def members_only_documents(self) -> frozenset[int]:
        """The files that hang on rows for members only; ``publishing.downloads`` refuses them to everybody else."""
        return hidden_documents(self)

    # --- Showing ------------------------------------------------------------------------------------------------------

    @property
    def preview_modes(self) -> list[tuple[str, str | Promise]]:
        """As the public sees it (the default), and as members see it."""
        return [(PREVIEW_PUBLIC, _("As the public sees it")), (PREVIEW_MEMBERS, _("As members see it"))]

    @staticmethod
    def may_see_members(request: HttpRequest) -> bool:
        """As everywhere, except in a preview: there the editor chooses whose eyes to look through."""
        if getattr(request, "is_preview", False):
            return getattr(request, "preview_mode", "") == PREVIEW_MEMBERS
        return PortalPage.may_see_members(request)

    @property
    def contents(self) -> list[tuple[int, str, str]]:
        """The contents list of what is shown; outside of a request, of what the public sees."""
        return (self._shown or minutes_of(self, members=False)).contents

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The context of every page, with ``minutes`` as this visitor may see them."""
        self._fetch_agencies()
        self._shown = minutes_of(self, members=self.may_see_members(request))
        context = super().get_context(request, *args, **kwargs)
        context["minutes"] = self._shown
        return context

    def _fetch_agencies(self) -> None:
        """Both agencies that the page names beside its rows, in one query."""
        names = ("owner_agency", "chair_agency")
        wanted = {getattr(self, f"{name}_id") for name in names} - {None}
        agencies = apps.get_model("home", "Agency").objects.in_bulk(wanted) if wanted else {}
        for name in names:
            setattr(self, name, agencies.get(getattr(self, f"{name}_id")))

    # --- Search contract ----------------------------------------------------------------------------------------------

    def search_number(self) -> str:
        return self.invitation_number

    def search_date(self) -> dt.date | None:
        """The day in Sinjai, which near midnight is not that of UTC."""
        return self.day

    def search_year(self) -> int | None:
        return self.day.year if self.day else self.year

    def search_status(self) -> Term:
        return Term(self.status, MeetingStatus(self.status).label)

    def search_facts(self) -> Iterable[Fact]:
        """How much was decided, as far as everybody may know."""
        decisions = sum(row.visible_to(members=False) for row in self.decisions.all())
        if decisions:
            text = ngettext_lazy("%(count)d decision", "%(count)d decisions", decisions)
            yield Fact("", filled_in(text, count=decisions))

    def search_passages(self) -> Iterable[Passage]:
        return passages_of(self)
