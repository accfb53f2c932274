"""Moving pages: none comes to an address that the portal itself needs (``publishing.reserved``), and the form says so."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.admin.forms.pages import MoveForm
from wagtail.admin.views.pages.bulk_actions import MoveBulkAction
from wagtail.admin.views.pages.move import MoveChooseDestination
from wagtail.signals import pre_page_move
from wagtail.utils.urlpatterns import decorate_urlpatterns

from publishing.reserved import is_kept_at

__all__ = ["connect", "urlpatterns"]


def _refusal(page: Any, parent: Any) -> str:
    """Why a page can't come to such an address, or nothing; one that stands there already may be sorted."""
    if page.path[: -page.steplen] == parent.path or not is_kept_at(page.slug, parent.path):
        return ""
    message = _(
        "“%(title)s” can't stand there: the portal itself needs the address “%(slug)s”. Choose another place, or"
        " change the address of the page first."
    )
    return message % {"title": page.specific_deferred.get_admin_display_title(), "slug": page.slug}


class _MoveForm(MoveForm):
    """Wagtail's question where the page shall stand."""

    def clean(self) -> dict[str, Any]:
        """See Wagtail."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        parent = cleaned.get("new_parent_page")
        if parent is not None and (refused := _refusal(self.page_to_move, parent)):
            self.add_error("new_parent_page", refused)
        return cleaned


class _MoveView(MoveChooseDestination):
    """Wagtail's view with our form."""

    form_class = _MoveForm


class MoveEachBulkAction(MoveBulkAction):
    """Wagtail's bulk action, which names the pages that can't stand there before any is moved."""

    def form_valid(self, form: Any) -> Any:
        """See Wagtail."""
        parent = form.cleaned_data["chooser"]
        pages, _without_access = self.get_actionable_objects()
        if refused := [message for page in pages if (message := _refusal(page, parent))]:
            form.add_error("chooser", refused)
            return self.form_invalid(form)
        return super().form_valid(form)


@hooks.register("before_move_page")
def ask_for_another_place(request: HttpRequest, page: Any, destination: Any) -> HttpResponse | None:
    """Whoever comes to the confirmation without the form is led back to it."""
    if not page.permissions_for_user(request.user).can_move() or not (refused := _refusal(page, destination)):
        return None
    messages.error(request, refused)
    return HttpResponseRedirect(reverse("wagtailadmin_pages:move", args=[page.pk]))


# After Wagtail's own, whose place it takes.
hooks.register("register_bulk_action", MoveEachBulkAction, order=100)


def _before_a_move(*, instance: Any, parent_page_after: Any, **_kwargs: Any) -> None:
    if refused := _refusal(instance, parent_page_after):
        raise ValidationError({"slug": refused})


def connect() -> None:
    """Ask at every move, whoever makes it: the admin's API and scripts as well. Called once, when the apps are ready."""
    pre_page_move.connect(_before_a_move, dispatch_uid="portal.before_a_move")


# In place of Wagtail's, whose form can't be exchanged otherwise; its name keeps leading here.
urlpatterns = [path("pages/<int:page_to_move_id>/move/", _MoveView.as_view())]
decorate_urlpatterns(urlpatterns, require_admin_access)
"""Stands before Wagtail's own addresses of the admin (``portal.urls``)."""
