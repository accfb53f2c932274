"""PortalPage, the base of every page type."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.models import COMMENTS_RELATION_NAME, Page
from wagtail.search import index
from wagtail.signal_handlers import disable_reference_index_auto_update

from publishing import access, rows
from publishing.models.absence import STORED_ABSENCE, MayBeAbsent, remember_absence
from publishing.models.copied import MayBeCopy
from publishing.models.historic import HasHistory
from publishing.models.sparing import Sparing
from publishing.models.versioned import Versioned
from publishing.permissions import FourEyesPermissionTester, permission_tester
from publishing.references import page_key
from search.access import MEMBERS_PERMISSION
from search.contract import Passage, Searchable, Term, terms_of
from search.statements import Statement

# Set by Wagtail and treebeard, never by a form.
_WAGTAILS_OWN = frozenset(
    {"path", "depth", "numchild", "translation_key", "locale", "content_type", "latest_revision", "live_revision"}
)
# References that a form offers from the database, and that the database holds whoever sets them.
_REFERENCES = frozenset({"owner_agency"})
# What a page keeps when it takes over the content of a revision (``with_content_json``).
_NOT_FROM_REVISIONS = _WAGTAILS_OWN | {"owner", "locked_by", "alias_of", COMMENTS_RELATION_NAME}

# Page.save and Page.save_revision make a transaction, which inside of another one costs two statements for a savepoint.
# ``PortalPage`` has its own transaction around them.
_save_page = Page.save.__wrapped__
_save_revision = Page.save_revision.__wrapped__


_NAMED_ALIKE = Statement(
    lambda slug, pk: (
        Page.objects.filter(Q(slug=slug) | Q(pk=pk)).order_by().values_list("pk", "path", "slug", *STORED_ABSENCE)
    ),
    str,
    int,
)


class PortalPage(HasHistory, MayBeCopy, MayBeAbsent, Searchable, Sparing, Versioned, Page):
    """What every page of the portal has: a summary, an audience, topics, a class of information, an owner.

    It says nothing about its content; a concrete type adds fields, ``search_kinds`` and ``search_passages``.
    Publishing, unpublishing and moving are one transaction with the search ledger (``publishing.lifecycle``).
    """

    class Audience(models.TextChoices):
        PUBLIC = "public", _("General public")
        OFFICERS = "officers", _("Officers and service providers")
        TASK_FORCE = "task_force", _("Task force")

    class InformationClass(models.TextChoices):
        """Classes of public information (UU 14/2008, PERKI 1/2021)."""

        PERIODIC = "berkala", _("Periodic (published regularly)")
        IMMEDIATE = "serta_merta", _("Immediate (published without delay)")
        ANY_TIME = "setiap_saat", _("Available at any time")
        EXCLUDED = "dikecualikan", _("Excluded (not public)")

    # Wagtail's admin search is fed by ``publishing.tasks``, not by a signal at each save.
    search_auto_update = False

    # The query parameters that the page's view reads: an answer to any other is not stored by the page cache. Such a
    # view sets ``X-Page-Cache: no`` on the answer to a value that nobody would link to.
    cache_parameters: ClassVar[tuple[str, ...]] = ()

    search_audiences: ClassVar[tuple[Term, ...]] = terms_of(Audience)
    default_audience: ClassVar[str] = Audience.PUBLIC
    default_information_class: ClassVar[str] = InformationClass.ANY_TIME

    summary = models.TextField(
        _("summary"),
        max_length=500,
        blank=True,
        help_text=_(
            "One or two plain sentences for lists and search results, e.g. Apa yang dilakukan petugas sejak laporan"
            " diterima sampai korban aman."
        ),
    )
    audience = models.CharField(
        _("audience"),
        max_length=20,
        choices=Audience.choices,
        default=Audience.PUBLIC,
        help_text=_("Whom the page is written for."),
    )
    topics = ParentalManyToManyField(
        "publishing.Topic", verbose_name=_("topics"), blank=True, related_name="+", help_text=_("E.g. Pemulangan")
    )
    information_class = models.CharField(
        _("class of information"),
        max_length=20,
        choices=InformationClass.choices,
        default=InformationClass.ANY_TIME,
        help_text=_(
            "Class under UU 14/2008. Excluded information is shown to signed-in members only, wherever the page stands."
        ),
    )
    review_on = models.DateField(
        _("review on"),
        null=True,
        blank=True,
        help_text=_("When somebody has to check this page again, e.g. 2026-12-01."),
    )
    owner_agency = models.ForeignKey(
        "home.Agency",
        verbose_name=_("responsible agency"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The agency that answers for the content, e.g. DP3AP2KB."),
    )

    about_panels: ClassVar[Sequence[Panel | str]] = [
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                FieldPanel("audience", help_text=_("Whom the page is written for, e.g. officers for an SOP.")),
                FieldPanel("topics"),
            ],
            heading=_("For whom, about what"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("owner_agency"),
                FieldPanel(
                    "information_class",
                    help_text=_(
                        "Class under UU 14/2008, e.g. periodic for minutes. Excluded information is shown to signed-in"
                        " members only, wherever the page stands."
                    ),
                ),
                FieldPanel("review_on"),
            ],
            heading=_("Responsibility"),
        ),
    ]
    search_fields = [
        *Page.search_fields,
        *map(index.SearchField, ("draft_title", "summary", "search_number", "search_year", "draft_words")),
    ]

    class Meta:
        abstract = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.pk is None and not args:
            # A type's own defaults, unless the caller gave a value.
            if "audience" not in kwargs:
                self.audience = self.default_audience
            if "information_class" not in kwargs:
                self.information_class = self.default_information_class

    # --- Validation -------------------------------------------------------------------------------------------------

    def full_clean(self, exclude: Collection[str] | None = None, **kwargs: Any) -> None:
        """Validate what people enter; raises ``ValidationError``.

        Wagtail's own fields and the responsible agency are left to the constraints of the database: looking each of
        them up anew cost seven queries at every draft and seven more at every publication.
        """
        super().full_clean(exclude={*(exclude or ()), *_WAGTAILS_OWN, *_REFERENCES}, **kwargs)

    def _check_slug_is_unique(self) -> None:
        """Wagtail's check in one query, which also tells ``save`` the slug and the absence that are in the database."""
        from publishing import reserved

        parent_path = self.path[: -self.steplen]
        reserved.check_place(self.slug, parent_path)
        self._stored_slug = None
        siblings = []
        for pk, path, slug, *absence in _NAMED_ALIKE(self.slug, self.pk or 0):
            if pk == self.pk:
                self._stored_slug = slug
                remember_absence(self, absence)
            elif path[: -self.steplen] == parent_path:
                siblings.append(pk)
        if siblings and parent_path:
            super()._check_slug_is_unique()

    # --- Publishing -------------------------------------------------------------------------------------------------

    def save(self, clean: bool = True, **kwargs: Any) -> Any:
        """Save, and bring the ledger up to date in the same transaction.

        Raises ``ValidationError`` before anything is written. Wagtail's own indexes (references, admin search) are
        queued once for the page instead of at each row's save.
        """
        from publishing import lifecycle

        if clean and self.live:
            self.full_clean()
        elif clean:
            self.minimal_clean()
        update_fields = kwargs.pop("update_fields", None)
        rows.put_in_order(self)
        with transaction.atomic(savepoint=False):
            with disable_reference_index_auto_update():
                if self._state.adding or update_fields is not None:
                    result = _save_page(self, clean=False, update_fields=update_fields, **kwargs)
                else:
                    result = self._write_changes(**kwargs)
            lifecycle.page_saved(self, update_fields=update_fields)
        if update_fields is None:
            rows.forget_rows(self)
        return result

    save.alters_data = True  # type: ignore[attr-defined]

    def _write_changes(self, **kwargs: Any) -> Any:
        """Write a page that exists already, without the slug and the rows that are stored as they are."""
        columns = {field.name for field in self._meta.concrete_fields if not field.primary_key} - {"id"}
        if self.__dict__.pop("_stored_slug", None) == self.slug:
            # As long as no address changes, Wagtail need not look at the stored page, nor forget the sites' roots.
            columns.discard("slug")
            self._is_site_root = False
        try:
            result = _save_page(self, clean=False, update_fields=columns, **kwargs)
        finally:
            self.__dict__.pop("_is_site_root", None)
        rows.commit_changes(self)
        return result

    @transaction.atomic(savepoint=False)
    def save_revision(self, *args: Any, overwrite_revision: Any = None, **kwargs: Any) -> Any:
        """A new revision, in the caller's transaction; see Wagtail. Raises ``ValidationError``.

        ``overwrite_revision`` stays as it is where it was published: then the new revision stands beside it.
        """
        if overwrite_revision is not None and not self.may_overwrite(overwrite_revision):
            overwrite_revision = None
        rows.put_in_order(self)
        return _save_revision(self, *args, overwrite_revision=overwrite_revision, **kwargs)

    @classmethod
    def from_serializable_data(cls, data: Any, check_fks: bool = True, strict_fks: bool = False) -> Any:
        """See modelcluster; what the data refers to is looked up together (``publishing.rows``)."""
        if not check_fks or strict_fks:
            return super().from_serializable_data(data, check_fks=check_fks, strict_fks=strict_fks)
        data, found = rows.without_dangling(cls, data, leave_out=_NOT_FROM_REVISIONS)
        page = super().from_serializable_data(data, check_fks=False)
        rows.attach(page, found)
        return page

    def with_content_json(self, content: Any) -> Any:
        """See Wagtail; the revision that is live is a matter of the page, too."""
        page = super().with_content_json(content)
        page.live_revision_id = self.live_revision_id
        rows.forget_empty(page, COMMENTS_RELATION_NAME)
        return page

    @transaction.atomic
    def publish(self, revision: Any, user: Any = None, **options: Any) -> Any:
        """Publish a revision: page, log, workflow, ledger and edition together or not at all.

        ``options`` are those of ``publishing.publication.publish``. Raises ``PublicationRefusedError``, a
        ``ValidationError``, when the revision's content breaks a rule, and for a working copy.
        """
        from publishing.publication import publish

        return publish(self, revision, user, **options)

    @transaction.atomic
    def unpublish(self, *args: Any, **kwargs: Any) -> Any:
        """Take the page off the site: page, log and ledger together or not at all."""
        return super().unpublish(*args, **kwargs)

    @transaction.atomic
    def move(self, *args: Any, **kwargs: Any) -> Any:
        """Move the page with its descendants; their ledger entries follow in the same transaction."""
        return super().move(*args, **kwargs)

    def _update_descendant_url_paths(self, old_url_path: str, new_url_path: str) -> None:
        """Wagtail calls this when the slug has changed; the descendants' ledger entries get their new addresses."""
        from publishing import lifecycle

        super()._update_descendant_url_paths(old_url_path, new_url_path)
        lifecycle.addresses_changed(self.path, old_url_path, new_url_path)

    def permissions_for_user(self, user: Any) -> FourEyesPermissionTester:
        """What ``user`` may do here; publishing goes through the workflow (``publishing.permissions``)."""
        return permission_tester(user, self)

    # --- Showing ----------------------------------------------------------------------------------------------------

    @property
    def contents(self) -> list[tuple[int, str, str]]:
        """The contents list of a long page: (level 2 or 3, anchor, text); empty for a short one."""
        return []

    @property
    def is_excluded(self) -> bool:
        """Whether the information is excluded from publication (UU 14/2008 Art. 17)."""
        return self.information_class == self.InformationClass.EXCLUDED

    @staticmethod
    def may_see_members(request: HttpRequest) -> bool:
        """Whether the visitor may read the parts that are for members of the task force."""
        user = getattr(request, "user", None)
        return bool(user and user.is_authenticated and user.has_perm(MEMBERS_PERMISSION))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Wagtail's context, with ``members``, ``breadcrumbs``, ``contents``, ``withdrawal`` and ``request_user_can_edit``."""
        from publishing.absence.showing import withdrawal_shown
        from publishing.routing import breadcrumbs_of

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["members"] = self.may_see_members(request)
        context["breadcrumbs"] = breadcrumbs_of(self)
        context["contents"] = self.contents
        context["withdrawal"] = withdrawal_shown(self, request)
        user = getattr(request, "user", None)
        context["request_user_can_edit"] = bool(
            user
            and user.is_authenticated
            and user.has_perm("wagtailadmin.access_admin")
            and self.permissions_for_user(user).can_edit()
        )
        return context

    @property
    def draft_words(self) -> str:
        """What the admin's search finds the page by beside its live content: title, number and summary of its draft."""
        if not self.has_unpublished_changes:
            return ""
        draft = self.get_latest_revision_as_object()
        return f"{draft.title}\n{draft.search_number()}\n{draft.search_summary()}"

    # --- Search contract --------------------------------------------------------------------------------------------

    def search_key(self) -> str:
        return page_key(self.pk)

    def search_title(self) -> str:
        return self.title

    def search_summary(self) -> str:
        return self.summary or self.search_description

    def search_url(self) -> str:
        """The Indonesian address; the English interface puts its prefix before it."""
        from publishing.routing import public_url

        with override("id"):
            return public_url(self.url_path)

    def search_audience(self) -> Term:
        return Term(self.audience, self.Audience(self.audience).label)

    def search_agency(self) -> Term | None:
        agency = self.owner_agency
        return Term(str(agency.pk), agency.short_name or agency.name) if agency else None

    def search_topics(self) -> Iterable[Term]:
        return [Term(topic.slug, topic.name) for topic in self.topics.all()]

    def search_date(self) -> date | None:
        return self.last_published_at.date() if self.last_published_at else None

    def search_passages(self) -> Iterable[Passage]:
        return ()

    def search_access(self) -> frozenset[str]:
        """From the view restrictions of the page and its ancestors, and from its class of information."""
        from publishing.routing import restrictions_at

        restrictions = getattr(self, "known_restrictions", None)
        if restrictions is None:
            restrictions = restrictions_at(self.path)
        return access.access_of(restrictions, excluded=self.is_excluded)
