"""Deleted pages in the admin: the question before a deletion, the list, restoring, and deleting for good."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, UserColumn
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.pages.bulk_actions import DeleteBulkAction
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from publishing.models import DeletedPage
from publishing.page_acts import PageActView, PageChooser
from publishing.trash import acts
from publishing.trash.place import in_trash

__all__ = ["TrashBulkAction", "may_restore"]

_EXPLORING = ["add", "change", "publish"]


def may_restore(user: Any, deleted: DeletedPage) -> bool:
    """Whether a person may put the page back: who may add pages there, and take them down where some were public.

    Where the page above it is gone, the rights at the root count.
    """
    return bool(user.is_active) and _may_put_below(user, acts.home_of(deleted) or Page.get_first_root_node(), deleted)


def _may_put_below(user: Any, place: Page, deleted: DeletedPage) -> bool:
    """Whether a person may add the page there, and take it down where something of it was public."""
    if user.is_superuser:
        return True
    permissions = getattr(place.permissions_for_user(user), "permissions", ())
    return "add" in permissions and (not deleted.live_pages or "publish" in permissions)


def _last_day(deleted: DeletedPage) -> str:
    """The day until which a page is kept; Wagtail's own column takes every day to come for today."""
    return date_format(timezone.localtime(deleted.kept_until), "j F Y")


class _TitleColumn(Column):
    """The title with type and place, and the buttons below it."""

    cell_template_name = "publishing/admin/deleted_title_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> Any:
        """Adds whether this person may restore the page."""
        context = super().get_cell_context_data(instance, parent_context)
        user = parent_context["request"].user
        return {**context, "may_restore": may_restore(user, instance), "may_purge": user.is_superuser}


class DeletedPagesView(IndexView):
    """What was deleted within thirty days, the newest first."""

    model = DeletedPage
    page_title = gettext_lazy("Deleted pages")
    header_icon = "bin"
    results_template_name = "publishing/admin/deleted_results.html"
    index_url_name = "deleted_pages"
    index_results_url_name = "deleted_pages_results"
    default_ordering = "-deleted_at"
    is_searchable = False
    paginate_by = 50
    permission_policy = page_permission_policy
    any_permission_required = _EXPLORING
    columns: ClassVar[list[Any]] = [
        _TitleColumn("title", label=gettext_lazy("Title, type and where it stood"), accessor="page"),
        UserColumn("deleted_by", label=gettext_lazy("Deleted by")),
        DateColumn("deleted_at", label=gettext_lazy("Deleted"), sort_key="deleted_at"),
        Column("kept_until", label=gettext_lazy("Kept until"), accessor=_last_day),
    ]

    def get_base_queryset(self) -> Any:
        """Those that stood where this person may work, with all that the table shows."""
        every = DeletedPage.objects.select_related("page__content_type", "parent", "deleted_by")
        user = self.request.user
        if user.is_superuser:
            return every
        places = {permission.page for permission in page_permission_policy.get_cached_permissions_for_user(user)}
        if any(place.depth == 1 for place in places):
            return every
        own = Q(pk__in=())
        for place in places:
            own |= Q(parent__path__startswith=place.path)
        return every.filter(own)

    def get_breadcrumbs_items(self) -> Any:
        """The list alone."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]


class _RestoreForm(forms.Form):
    """Asks for a new place only where the old one is gone."""

    parent = forms.ModelChoiceField(
        queryset=Page.objects.filter(depth__gt=1),
        label=gettext_lazy("New place"),
        help_text=gettext_lazy("The page below which it shall stand, e.g. SOP. The one that it stood below is gone."),
    )

    def __init__(self, *args: Any, deleted: DeletedPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].widget = PageChooser()
        if acts.home_of(deleted) is not None:
            del self.fields["parent"]


class _DeletedPageView(PageActView):
    """Does one thing to a deleted page; back to the list afterwards."""

    header_icon = "bin"

    @cached_property
    def deleted(self) -> DeletedPage:
        """What was deleted."""
        return get_object_or_404(DeletedPage.objects.select_related("page", "parent"), pk=self.kwargs["page_id"])

    @cached_property
    def page(self) -> Any:
        """The page itself."""
        return self.deleted.page.specific

    def get_success_url(self) -> str:
        """The list."""
        return reverse("deleted_pages")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The list, and what is done."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("deleted_pages"), "label": _("Deleted pages")},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``deleted``."""
        return super().get_context_data(**kwargs) | {"deleted": self.deleted, "back": reverse("deleted_pages")}


class RestoreView(_DeletedPageView):
    """Puts a deleted page back."""

    form_class = _RestoreForm
    template_name = "publishing/admin/restore_page.html"
    page_title = gettext_lazy("Restore")
    submit_label = gettext_lazy("Restore the page")

    def may(self, user: Any) -> bool:
        """See ``may_restore``."""
        return may_restore(user, self.deleted)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form which page it is about."""
        return {**super().get_form_kwargs(), "deleted": self.deleted}

    def act(self, form: Any) -> str:
        """Restore it, and say what is not as it was."""
        parent = form.cleaned_data.get("parent")
        if parent is not None and not _may_put_below(self.request.user, parent, self.deleted):
            raise ValidationError({"parent": _("You may not add pages there. Choose another place.")})
        restored = acts.restore(self.deleted, parent=parent, user=self.request.user)
        self.page = restored.page
        said = [_("“%(title)s” is restored.") % {"title": self.get_page_subtitle()}]
        if not restored.same_address:
            said.append(_("Its address is now %(address)s") % {"address": restored.page.url or ""})
        if not restored.public_again:
            said.append(_("It is a draft for now: look at who may read it in its new place, then have it published."))
        return " ".join(said)

    def get_success_url(self) -> str:
        """The restored page in the explorer's form."""
        return (
            reverse("deleted_pages") if in_trash(self.page) else reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        )


class PurgeView(_DeletedPageView):
    """Deletes a page for good before its time."""

    page_title = gettext_lazy("Delete for good")
    submit_label = gettext_lazy("Delete it for good")
    intro = gettext_lazy(
        "The page and all its editions are deleted now, with all pages below it. Nobody can restore them."
    )
    serious = True

    def may(self, user: Any) -> bool:
        """Superusers alone: what was said in public is part of the record."""
        return bool(user.is_active and user.is_superuser)

    def act(self, form: Any) -> str:
        """Delete it."""
        title = self.get_page_subtitle()
        acts.purge(self.deleted, user=self.request.user)
        return _("“%(title)s” is deleted for good.") % {"title": title}


class TrashBulkAction(DeleteBulkAction):
    """Wagtail's bulk action, which says that the pages can be restored, and names those that can't be deleted."""

    template_name = "publishing/admin/confirm_bulk_trash.html"

    def get_execution_context(self) -> dict[str, Any]:
        """Wagtail's arguments, and the request for what has to be said."""
        return {**super().get_execution_context(), "request": self.request}

    @classmethod
    def execute_action(
        cls, objects: Iterable[Any], user: Any = None, request: HttpRequest | None = None, **_kwargs: Any
    ) -> tuple[int, int]:
        """Put the pages into the trash; returns how many, and how many stood below them."""
        pages = children = 0
        for page in objects:
            below = page.get_descendant_count()
            try:
                with transaction.atomic():
                    page.specific.delete(user=user)
            except ValidationError as error:
                if request is None:
                    raise
                messages.error(request, " ".join(error.messages))
                continue
            pages, children = pages + 1, children + below
        return pages, children

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        """Wagtail's message, or none where nothing was deleted."""
        if not num_parent_objects:
            return None
        return str(super().get_success_message(num_parent_objects, num_child_objects))


@hooks.register("before_delete_page")
def put_into_the_trash(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Take the place of Wagtail's deletion once somebody has confirmed it."""
    if in_trash(page):
        raise PermissionDenied
    if request.method != "POST":
        return None
    if request.POST.get("confirm_site_name", "") not in {"", settings.WAGTAIL_SITE_NAME}:
        return None  # Wagtail says what is wrong, and asks again.
    title, parent = page.get_admin_display_title(), page.get_parent()
    try:
        acts.put(page, user=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request,
            _("“%(title)s” is deleted. It can be restored for 30 days.") % {"title": title},
            buttons=[messages.button(reverse("deleted_pages"), _("Deleted pages"))],
        )
    wanted = get_valid_next_url_from_request(request)
    return HttpResponseRedirect(wanted or reverse("wagtailadmin_explore", args=[parent.pk]))


# After Wagtail's own, whose place it takes.
hooks.register("register_bulk_action", TrashBulkAction, order=100)


@hooks.register("register_admin_urls")
def deleted_page_urls() -> list[URLPattern]:
    """The addresses of the list and of what can be done from there."""
    return [
        path("deleted-pages/", DeletedPagesView.as_view(), name="deleted_pages"),
        path("deleted-pages/results/", DeletedPagesView.as_view(results_only=True), name="deleted_pages_results"),
        path("deleted-pages/<int:page_id>/restore/", RestoreView.as_view(), name="restore_page"),
        path("deleted-pages/<int:page_id>/purge/", PurgeView.as_view(), name="purge_page"),
    ]


class _DeletedPagesItem(MenuItem):
    """For whoever may work on pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """See Wagtail."""
        return bool(page_permission_policy.user_has_any_permission(request.user, _EXPLORING))


@hooks.register("register_reports_menu_item")
def deleted_pages_item() -> MenuItem:
    """The list, among the reports."""
    return _DeletedPagesItem(
        gettext_lazy("Deleted pages"), reverse_lazy("deleted_pages"), name="deleted-pages", icon_name="bin", order=1500
    )


@hooks.register("register_log_actions")
def register_trash(actions: Any) -> None:
    """Let the history of a page and of the site tell of it."""
    actions.register_action(acts.DELETED, gettext_lazy("Delete"), gettext_lazy("Deleted; kept for 30 days"))
    actions.register_action(acts.RESTORED, gettext_lazy("Restore"), gettext_lazy("Restored"))
