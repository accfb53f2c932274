"""LegalDocumentPage: a law, regulation, decree, circular or agreement, with the data of the JDIH network."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.search import index

from publishing.blocks import BODY_BLOCKS
from publishing.models import PortalPage
from publishing.rules import not_before, sane_year
from publishing.turns import take_turn
from resources.instruments import INSTRUMENTS, Citation, Instrument, bare_number, identity, instrument, parse_title
from resources.models import legal_panels
from resources.models.checks import CheckedRows, CheckedRowsForm, RowProblem, Rows
from resources.models.jdih import JdihFields
from resources.models.legal_rows import LegalFile
from resources.passages import legal_passages
from resources.terms import DECREE, REGULATION, LegalStatus
from search.contract import Passage, Term, terms_of

__all__ = ["LegalDocumentPage"]


class IdentityField(models.CharField):  # type: ignore[type-arg]
    """The key of kind, issuer, number and year, worked out whenever the page is written.

    It is unique, so that of two people who file the same document at the same moment only one succeeds.
    """

    def pre_save(self, model_instance: Any, add: bool) -> str | None:
        """The key that goes to the database; None (which is never a duplicate) where a part is unknown."""
        key: str | None = model_instance.make_identity()
        setattr(model_instance, self.attname, key)
        return key


class LegalDocumentPage(  # type: ignore[misc]
    CheckedRows, JdihFields, PortalPage
):
    """A legal document. Whoever wrote the law, the regency's secretariat files it once and relations point to it."""

    search_kinds = (REGULATION, DECREE)
    history_parts = (
        *("kind", "document_type", "number", "year", "status", "place", "enacted_on", "promulgated_on", "effective_on"),
        *("issuer", "corporate_author", "signatory", "signatory_position", "source", "subject", "language"),
        *("law_field", "government_affair", "initiator", "location", "abbreviation", "abstract"),
        *("considerations", "legal_bases", "dictums", "memberships", "copies", "relations", "body", "files"),
    )
    search_statuses = terms_of(LegalStatus)
    checked_rows = ("relations", "memberships")
    base_form_class = CheckedRowsForm

    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=[(kind.value, f"{kind.name} ({kind.short})" if kind.short else kind.name) for kind in INSTRUMENTS],
        default="kepbup",
        help_text=_("What it is, e.g. Keputusan Bupati (Kepbup)"),
    )
    abbreviation = models.CharField(
        _("abbreviation"),
        max_length=40,
        blank=True,
        help_text=_("Only where it is cited otherwise than its kind, e.g. Permen PPPA"),
    )
    number = models.CharField(
        _("number"),
        max_length=100,
        blank=True,
        help_text=_("The number alone, e.g. 21 or 400.2.3/015/DP3AP2KB/2025. Empty only where the paper has none."),
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, help_text=_("E.g. 2007"))
    issuer = models.CharField(
        _("issued by"),
        max_length=200,
        blank=True,
        help_text=_(
            "The office, or for a Perda the region, e.g. Bupati Sinjai or Kabupaten Sinjai."
            " Empty: the usual one for the kind."
        ),
    )
    status = models.CharField(
        _("status"),
        max_length=20,
        choices=LegalStatus.choices,
        default=LegalStatus.IN_FORCE,
        help_text=_("In force, unless another document has revoked all of it, e.g. UU 39/2004 is not in force."),
    )
    place = models.CharField(
        _("place of enactment"), max_length=100, blank=True, help_text=_("Where it was signed, e.g. Sinjai")
    )
    enacted_on = models.DateField(
        _("date of enactment"), null=True, blank=True, help_text=_("The day on which it was signed, e.g. 2007-04-19")
    )
    promulgated_on = models.DateField(
        _("date of promulgation"),
        null=True,
        blank=True,
        help_text=_("The day on which it was put into the gazette, e.g. 2007-04-19. Decrees have none."),
    )
    effective_on = models.DateField(
        _("in force since"),
        null=True,
        blank=True,
        help_text=_("Where it differs from the other dates, e.g. 2008-01-01"),
    )
    signatory = models.CharField(
        _("signed by"), max_length=150, blank=True, help_text=_("The name of the official, e.g. Andi Seto Asapa")
    )
    signatory_position = models.CharField(
        _("office of who signed"), max_length=150, blank=True, help_text=_("E.g. Bupati Sinjai")
    )
    abstract = models.TextField(
        _("abstract"),
        blank=True,
        help_text=_("What it regulates, in plain words, e.g. Undang-undang ini mengatur pencegahan, penindakan, dan…"),
    )
    body = StreamField(
        BODY_BLOCKS,
        verbose_name=_("full text"),
        blank=True,
        help_text=_("Only where the text is to be read on the page, e.g. the articles of a regulation."),
    )
    identity_key = IdentityField(max_length=400, null=True, unique=True, editable=False)

    content_panels = legal_panels.content_panels(PortalPage.content_panels)
    edit_handler = legal_panels.edit_handler(PortalPage.content_panels, PortalPage.about_panels)
    search_fields = [
        *PortalPage.search_fields,
        index.SearchField("number"),
        *(index.FilterField(name) for name in ("kind", "number", "year", "status", "enacted_on", "review_on")),
    ]

    # A copy is another document, so it needs a number of its own.
    exclude_fields_in_copy: ClassVar[list[str]] = ["number"]
    parent_page_types: ClassVar[list[str]] = ["resources.ResourceIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("legal document")
        verbose_name_plural = _("legal documents")

    # --- Rules -------------------------------------------------------------------------------------------------------

    def clean(self) -> None:
        """Bring number and issuer into their usual form, and check the dates and that it was not filed before.

        Raises ``ValidationError`` with a message at each field.
        """
        super().clean()
        self.number = bare_number(self.number, self.year)
        self.issuer = self.issuer.strip() or self.instrument.issuer
        sane_year(self.year)
        if self.year and self.enacted_on and self.enacted_on.year != self.year:
            raise ValidationError(
                {
                    "year": _("The year is %(year)d, but the document was enacted in %(enacted)d. Correct one of them.")
                    % {"year": self.year, "enacted": self.enacted_on.year}
                }
            )
        not_before(
            self.enacted_on,
            self.promulgated_on,
            field="promulgated_on",
            message=_("A document can't be promulgated before it was enacted."),
        )
        not_before(
            self.enacted_on,
            self.effective_on,
            field="effective_on",
            message=_("A document can't be in force before it was enacted. Enter another date or leave it empty."),
        )
        # Worked out anew when the page is written; a copy or an old revision brings a key that is not its own.
        self.identity_key = None
        self._check_not_filed_before()

    def minimal_clean(self) -> None:
        """A draft too must not take the number of another document: the database would refuse it without a word."""
        super().minimal_clean()
        self._check_not_filed_before()

    def _check_not_filed_before(self) -> None:
        key = self.make_identity()
        if key is None:
            return
        # Of two people who file the same document at the same moment the second waits here, and then reads the message.
        take_turn(key)
        other = LegalDocumentPage.objects.filter(identity_key=key).exclude(pk=self.pk).only("title").first()
        if other is not None:
            raise ValidationError(
                {
                    "number": ValidationError(
                        _("%(citation)s was filed already: “%(title)s”."),
                        code="filed_already",
                        params={
                            "citation": f"{self.heading} {self.formal_number}",
                            "title": other.title,
                            "page": other.pk,
                        },
                    )
                }
            )

    @transaction.atomic(savepoint=False)
    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save; see ``PortalPage``. The check that the document is new and its filing are one transaction."""
        return super().save(*args, **kwargs)

    save.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic(savepoint=False)
    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """A new revision; see Wagtail. Before its publication a document is filed under the number of its newest draft."""
        revision = super().save_revision(*args, **kwargs)
        if not self.live:
            same = LegalDocumentPage.objects.filter(pk=self.pk)
            same.update(identity_key=self.make_identity())
        return revision

    def make_identity(self) -> str | None:
        """The key of kind, issuer, number and year; None where one is unknown, or for an alias or a working copy."""
        if self.alias_of_id or self.is_copy:
            return None
        return identity(self.kind, self.issuer or self.instrument.issuer, self.number, self.year)

    def row_problems(self, rows: Rows, *, complete: bool) -> Iterable[RowProblem]:
        """A document has no relation to itself, and none to another one twice."""
        seen: set[tuple[str, int | None]] = set()
        for place, relation in enumerate(rows["relations"]):
            if relation.target_id is None:
                continue
            pair = (relation.kind, relation.target_id)
            if relation.target_id == self.pk:
                yield RowProblem("relations", place, "target", _("A document can't have a relation to itself."))
            elif pair in seen:
                yield RowProblem("relations", place, "target", _("This relation is in the list already."))
            seen.add(pair)

    def enter_trash(self) -> None:
        """Another page may take the number of a document that was deleted."""
        LegalDocumentPage.objects.filter(pk=self.pk).update(identity_key=None)

    def leave_trash(self) -> None:
        """Take the number again; raises ``ValidationError`` where the document was filed anew meanwhile."""
        filed = self if self.live_revision_id else self.get_latest_revision_as_object()
        filed._check_not_filed_before()  # noqa: SLF001 - the same page.
        LegalDocumentPage.objects.filter(pk=self.pk).update(identity_key=filed.make_identity())

    # --- What it is called -------------------------------------------------------------------------------------------

    @property
    def instrument(self) -> Instrument:
        """The kind with its official name and abbreviation."""
        return instrument(self.kind)

    @property
    def heading(self) -> str:
        """How the document opens, e.g. ``Keputusan Bupati Sinjai``."""
        return self.instrument.headed(self.issuer or self.instrument.issuer)

    @property
    def formal_number(self) -> str:
        """``Nomor 21 Tahun 2007``."""
        return self.instrument.formal_number(self.number, self.year)

    @property
    def short_citation(self) -> str:
        """``UU 21/2007``."""
        return self.instrument.short_citation(self.number, self.year, self.abbreviation)

    @property
    def about(self) -> str:
        """What stands after "tentang": the title without the citation that it may begin with."""
        cited: Citation = parse_title(self.title)
        return cited.about if cited.number else self.title

    # --- Files -------------------------------------------------------------------------------------------------------

    def attach_archive_documents(self, documents: Iterable[Any]) -> None:
        """Files of the archive import: the first holds the text, the others are annexes."""
        self.files.set(
            [
                LegalFile(
                    document=document, part=LegalFile.Part.ANNEX if place else LegalFile.Part.BODY, sort_order=place
                )
                for place, document in enumerate(documents)
            ]
        )

    # --- Showing -----------------------------------------------------------------------------------------------------

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds what ``resources.reading.legal`` makes of the rows: the paper, its members, relations and files."""
        from resources.reading.legal import legal_context

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | legal_context(self, request)

    # --- Search ------------------------------------------------------------------------------------------------------

    def search_kind(self) -> Term:
        return DECREE if self.instrument.decree else REGULATION

    def search_number(self) -> str:
        return self.formal_number

    def search_date(self) -> date | None:
        """The day of enactment. One that was filed without it has only its year."""
        return self.enacted_on or self.promulgated_on

    def search_year(self) -> int | None:
        return self.year or super().search_year()

    def search_status(self) -> Term:
        return Term(self.status, LegalStatus(self.status).label)

    def search_passages(self) -> Iterable[Passage]:
        return legal_passages(self)
