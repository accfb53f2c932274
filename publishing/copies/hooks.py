"""Where working copies show themselves in Wagtail's admin: menus, notices, history, and what is copied along with a page."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.auth import require_admin_access
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page
from wagtail.utils.urlpatterns import decorate_urlpatterns

from publishing.copies import acts
from publishing.copies.admin import AbandonView, CheckInView, CopiesView, edit_or_tell, open_copies
from publishing.copies.place import is_copy, without_copies
from publishing.copies.presence import name_of
from publishing.models.working_copies import WorkingCopy
from publishing.moments import in_words
from publishing.trash.deletion import delete_for_good

__all__ = ["urlpatterns"]

# More of them would push the form out of sight; the list has them all.
_MOST_NOTICES = 3

# In place of Wagtail's, which can't be exchanged otherwise; its name keeps leading here.
urlpatterns = [path("pages/<int:page_id>/edit/", edit_or_tell)]
for decorator in (require_admin_access, never_cache):
    decorate_urlpatterns(urlpatterns, decorator)
"""Stands before Wagtail's own addresses of the admin (``portal.urls``)."""


@hooks.register("register_admin_urls")
def copy_urls() -> list[URLPattern]:
    """The addresses of the list and the forms."""
    return [
        path("pages/<int:page_id>/copies/", CopiesView.as_view(), name="working_copies"),
        path("copies/<int:copy_id>/check-in/", CheckInView.as_view(), name="check_in_copy"),
        path("copies/<int:copy_id>/abandon/", AbandonView.as_view(), name="abandon_copy"),
    ]


@hooks.register("register_page_header_buttons")
def header_buttons(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Any]:
    """The way to the copies of a page, and of a copy the ways to end it."""
    if is_copy(page):
        if page.permissions_for_user(user).can_edit():
            yield Button(_("Bring it back"), reverse("check_in_copy", args=[page.pk]), icon_name="check", priority=50)
            yield Button(_("Abandon"), reverse("abandon_copy", args=[page.pk]), icon_name="bin", priority=51)
    elif acts.may_have_copies(page) and page.permissions_for_user(user).can_edit():
        yield Button(_("Working copies"), reverse("working_copies", args=[page.pk]), icon_name="copy", priority=59)


class _BringBack(ActionMenuItem):
    label = gettext_lazy("Bring it back into the page")
    name = "action-check-in"
    icon_name = "check"

    def get_url(self, parent_context: Any) -> str:
        """The form that shows the differences."""
        return reverse("check_in_copy", args=[parent_context["page"].pk])


@hooks.register("construct_page_action_menu")
def offer_to_bring_back(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Beside saving, a copy can only be brought back."""
    page = context.get("page")
    if page is not None and is_copy(page) and context["view"] == "edit":
        items.append(_BringBack())


@hooks.register("before_edit_page")
def tell_of_copies(request: HttpRequest, page: Any) -> None:
    """Say above the form that a copy is open, or that this is one."""
    if request.method != "GET":
        return
    if is_copy(page):
        _tell_what_it_is(request, page)
        return
    for working in open_copies(page)[:_MOST_NOTICES]:
        messages.info(
            request,
            _("A working copy is open: “%(title)s”, started by %(who)s on %(when)s.") % _said(working),
            buttons=[messages.button(reverse("wagtailadmin_pages:edit", args=[working.pk]), _("Open it"))],
        )


def _tell_what_it_is(request: HttpRequest, page: Any) -> None:
    working = WorkingCopy.objects.filter(pk=page.pk).select_related("page", "started_by").first()
    if working is None:
        return
    said = _("“%(title)s”: a working copy of “%(page)s”, started by %(who)s on %(when)s. Nothing of it is public.")
    messages.info(
        request,
        said % (_said(working) | {"page": working.page.specific_deferred.get_admin_display_title()}),
        buttons=[
            messages.button(reverse("check_in_copy", args=[page.pk]), _("Bring it back")),
            messages.button(reverse("wagtailadmin_pages:edit", args=[working.page_id]), _("To the page")),
        ],
    )


def _said(working: WorkingCopy) -> dict[str, str]:
    return {"title": working.title, "who": name_of(working.started_by), "when": in_words(working.started_at)}


@hooks.register("construct_page_chooser_queryset")
def keep_out_of_choosers(pages: Any, request: HttpRequest) -> Any:
    """Nothing can lead to a page that is never public."""
    return without_copies(pages)


@hooks.register("after_copy_page")
def copy_no_copies(request: HttpRequest, page: Any, new_page: Any) -> None:
    """A page that is copied with all below it leaves its working copies behind."""
    below = Page.objects.filter(path__startswith=new_page.path)
    for stray in below.exclude(pk__in=without_copies(below).values("pk")).order_by("path"):
        delete_for_good(stray, user=request.user)


class _Told(LogFormatter):
    """An act as the history of the page tells it, with the title of the copy."""

    sentence: Any = ""

    def format_message(self, log_entry: Any) -> str:
        """The sentence."""
        return str(self.sentence) % {"title": log_entry.data.get("title", "")}


@hooks.register("register_log_actions")
def register_acts(actions: Any) -> None:
    """Let the history of a page tell what became of its copies."""
    told = {
        acts.STARTED: (gettext_lazy("Start a working copy"), gettext_lazy("Working copy “%(title)s” started")),
        acts.CHECKED_IN: (
            gettext_lazy("Bring a working copy back"),
            gettext_lazy("Working copy “%(title)s” brought back as a draft"),
        ),
        acts.KEPT: (
            gettext_lazy("Keep a working copy"),
            gettext_lazy("Working copy “%(title)s” as it was before it was brought back"),
        ),
        acts.ABANDONED: (
            gettext_lazy("Abandon a working copy"),
            gettext_lazy("Working copy “%(title)s” abandoned; its last state"),
        ),
    }
    for action, (label, sentence) in told.items():
        actions.register_action(action)(type("_Act", (_Told,), {"label": label, "sentence": sentence}))
