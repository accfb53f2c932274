"""PortalPage, the base of every page type."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any, ClassVar

from django.db import models, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.models import Page
from wagtail.search import index
from wagtail.signal_handlers import disable_reference_index_auto_update

from publishing import access
from publishing.permissions import FourEyesPermissionTester
from publishing.references import page_key
from search.access import MEMBERS_PERMISSION
from search.contract import Passage, Searchable, Term

# Set by Wagtail and treebeard, never by a form.
_WAGTAILS_OWN = frozenset(
    {"path", "depth", "numchild", "translation_key", "locale", "content_type", "latest_revision", "live_revision"}
)


class PortalPage(Searchable, Page):
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
        MultiFieldPanel([FieldPanel("audience"), FieldPanel("topics")], heading=_("For whom, about what")),
        MultiFieldPanel(
            [FieldPanel("owner_agency"), FieldPanel("information_class"), FieldPanel("review_on")],
            heading=_("Responsibility"),
        ),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary")]

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

        Wagtail's own fields are left to the constraints of the database: looking each of them up anew cost six queries
        at every draft and six more at every publication.
        """
        super().full_clean(exclude={*(exclude or ()), *_WAGTAILS_OWN}, **kwargs)

    def is_site_root(self) -> bool:
        """Whether a site begins here; known for as long as the generation lasts."""
        from publishing.routing import site_frame

        frame = site_frame()
        return frame is None or frame.root_id == self.pk

    # --- Publishing -------------------------------------------------------------------------------------------------

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save, and bring the ledger up to date in the same transaction.

        Wagtail's own indexes (references, admin search) are queued once for the page instead of at each row's save.
        """
        from publishing import lifecycle

        with transaction.atomic(savepoint=False):
            with disable_reference_index_auto_update():
                result = super().save(*args, **kwargs)
            lifecycle.page_saved(self, update_fields=kwargs.get("update_fields"))
        return result

    save.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def publish(self, *args: Any, **kwargs: Any) -> Any:
        """Publish a revision: page, log, workflow and ledger together or not at all."""
        return super().publish(*args, **kwargs)

    @transaction.atomic
    def unpublish(self, *args: Any, **kwargs: Any) -> Any:
        """Take the page off the site: page, log and ledger together or not at all."""
        return super().unpublish(*args, **kwargs)

    @transaction.atomic
    def move(self, *args: Any, **kwargs: Any) -> Any:
        """Move the page with its descendants; their ledger entries follow in the same transaction."""
        return super().move(*args, **kwargs)

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Delete the page with its descendants and forget them in the ledger."""
        return super().delete(*args, **kwargs)

    def _update_descendant_url_paths(self, old_url_path: str, new_url_path: str) -> None:
        """Wagtail calls this when the slug has changed; the descendants' ledger entries get their new addresses."""
        from publishing import lifecycle

        super()._update_descendant_url_paths(old_url_path, new_url_path)
        lifecycle.resync_below(self.path)

    def permissions_for_user(self, user: Any) -> FourEyesPermissionTester:
        """What ``user`` may do here; publishing goes through the workflow (``publishing.permissions``)."""
        return FourEyesPermissionTester(user, self)

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
        """Wagtail's context, with ``members``, ``breadcrumbs``, ``contents`` and ``request_user_can_edit``."""
        from publishing.routing import breadcrumbs_of

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["members"] = self.may_see_members(request)
        context["breadcrumbs"] = breadcrumbs_of(self)
        context["contents"] = self.contents
        user = getattr(request, "user", None)
        context["request_user_can_edit"] = bool(
            user
            and user.is_authenticated
            and user.has_perm("wagtailadmin.access_admin")
            and self.permissions_for_user(user).can_edit()
        )
        return context

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
        restrictions = getattr(self, "known_restrictions", None)
        if restrictions is None:
            restrictions = access.restrictions_of(self.path)
        return access.access_of(restrictions, excluded=self.is_excluded)
