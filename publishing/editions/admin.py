"""The admin's list of the editions of a page, the difference of one to now, and the way back to it."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail import hooks
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.views.pages.utils import GenericPageBreadcrumbsMixin
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.documents import get_document_model
from wagtail.models import Page

from publishing.editions.canonical import content_digest
from publishing.editions.reading import edition as find_edition
from publishing.editions.reading import editions_of
from publishing.editions.restoring import as_draft, restore
from publishing.models.editions import Edition
from publishing.moments import in_words
from publishing.page_acts import PageActView, changed_fields

__all__ = ["EditionsView", "RestoreView"]


def _kind(edition: Edition) -> str:
    return str(edition.get_change_kind_display())


class EditionsView(GenericPageBreadcrumbsMixin, BaseListingView):
    """All editions of a page, the newest first."""

    page_title = gettext_lazy("Editions")
    header_icon = "history"
    paginate_by = 50
    verbose_name_plural = gettext_lazy("editions")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse whoever may not edit the page; raises ``PermissionDenied`` and ``Http404``."""
        if not self.object.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def object(self) -> Any:
        """The page."""
        return get_object_or_404(Page, pk=self.kwargs["page_id"]).specific

    @cached_property
    def columns(self) -> list[Column]:
        """Number (with the way to the difference), when, what, by whom."""
        return [
            TitleColumn("number", label=_("Edition"), accessor=self._label, get_url=self._url, width="14%"),
            Column("published_at", label=_("Published at"), accessor=lambda row: in_words(row.published_at)),
            DateColumn("effective_from", label=_("In force from")),
            Column("change_kind", label=_("Kind of change"), accessor=_kind),
            Column("change_note", label=_("What has changed"), width="30%"),
            Column("publisher", label=_("Published by"), accessor=lambda row: get_user_display_name(row.publisher)),
            Column(
                "approver",
                label=pgettext("edition", "Approved by"),
                accessor=lambda row: get_user_display_name(row.approver),
            ),
        ]

    @staticmethod
    def _label(row: Edition) -> str:
        return _("Edition %(number)d") % {"number": row.number}

    def _url(self, row: Edition) -> str:
        return reverse("page_edition", args=[self.object.pk, row.number])

    def get_base_queryset(self) -> Any:
        """The editions with the people that they name."""
        return editions_of(self.object).select_related("publisher", "approver")

    def get_index_url(self) -> str:
        """This list."""
        return reverse("page_editions", args=[self.object.pk])

    def get_page_subtitle(self) -> str:
        """The page that it is about."""
        return str(self.object.get_admin_display_title())

    @cached_property
    def header_buttons(self) -> list[Any]:
        """The way to the editor and to Wagtail's history."""
        return [
            HeaderButton(_("Edit"), url=reverse("wagtailadmin_pages:edit", args=[self.object.pk]), icon_name="edit"),
            HeaderButton(
                _("History"), url=reverse("wagtailadmin_pages:history", args=[self.object.pk]), icon_name="history"
            ),
        ]


class RestoreView(PageActView):
    """What a draft of an edition would change, and the button that makes it."""

    template_name = "publishing/admin/restore_edition.html"
    header_icon = "history"
    submit_label = gettext_lazy("Make a draft of this edition")
    allowed = "can_edit"

    @cached_property
    def edition(self) -> Edition:
        """The edition; raises ``Http404``."""
        found = find_edition(self.page, self.kwargs["number"])
        if found is None:
            raise Http404
        return found

    def get_page_title(self) -> str:
        """Which one it is."""
        return _("Edition %(number)d") % {"number": self.edition.number}

    def act(self, form: Any) -> str:
        """Make the draft; raises ``ValidationError``."""
        restore(self.edition, self.request.user)
        return _("The draft says now what edition %(number)d said. Look it over, then have it published as usual.") % {
            "number": self.edition.number
        }

    def get_success_url(self) -> str:
        """The form of the page, which shows the draft."""
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """``comparison`` as Wagtail's templates take it, ``edition``, and what stands in the way of an exact draft."""
        now = self.page.get_latest_revision_as_object()
        draft = as_draft(self.edition, self.page)
        lock = self.page.get_lock()
        locked = lock is not None and lock.for_user(self.request.user)
        return super().get_context_data(**kwargs) | {
            "edition": self.edition,
            "comparison": changed_fields(self.page, now, draft, self.request),
            "same": content_digest(now.serializable_data()) == self.edition.content_digest,
            "back": reverse("page_editions", args=[self.page.pk]),
            "waiting": self.page.live and self.page.has_unpublished_changes,
            "changed_files": self._changed_files(),
            "hindrance": _("The page is locked, so that no draft can be made now.") if locked else "",
            "publisher": get_user_display_name(self.edition.publisher),
            "approver": get_user_display_name(self.edition.approver),
        }

    def _changed_files(self) -> list[str]:
        """The titles of files whose document has another content today, or is gone."""
        held = list(self.edition.files.all())
        documents = get_document_model().objects.filter(pk__in=[file.document_id for file in held])
        now = dict(documents.values_list("pk", "content_digest"))
        return sorted({file.title for file in held if now.get(file.document_id) != file.digest})


@hooks.register("register_admin_urls")
def edition_urls() -> list[URLPattern]:
    """The addresses of the list and of single editions."""
    return [
        path("pages/<int:page_id>/editions/", EditionsView.as_view(), name="page_editions"),
        path("pages/<int:page_id>/editions/<int:number>/", RestoreView.as_view(), name="page_edition"),
    ]


@hooks.register("register_page_header_buttons")
def header_buttons(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Any]:
    """The way to the editions of a page that has been published."""
    if page.first_published_at and page.permissions_for_user(user).can_edit():
        yield Button(_("Editions"), reverse("page_editions", args=[page.pk]), icon_name="history", priority=60)
