"""Forms with which somebody does one thing to a page in the admin: withdraw it, restore it, and the like."""

from abc import ABC, abstractmethod
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.utils import get_breadcrumbs_items_for_page
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from publishing.permissions import FourEyesPermissionTester

__all__ = ["PageActView", "PageChooser", "changed_fields", "tester_of"]


def tester_of(user: Any, page: Any) -> FourEyesPermissionTester | None:
    """What a person may do with a page of the portal; None for any other page."""
    tester = page.permissions_for_user(user)
    return tester if isinstance(tester, FourEyesPermissionTester) else None


def changed_fields(page: Any, old: Any, new: Any, request: HttpRequest) -> list[Any]:
    """What differs between two states of a page, as Wagtail compares the fields of its form (``comparison.html``)."""
    panel = page.get_edit_handler().get_bound_panel(instance=page, request=request, form=None)
    found = (compare(old, new) for compare in panel.get_comparison())
    return [each for each in found if each.has_changed()]


class PageActView(ABC, WagtailAdminTemplateMixin, FormView[Any]):
    """A form with which somebody does one thing to a page; back to the editor afterwards.

    A subclass says what is asked (``form_class``, ``intro``), who may (``allowed``, a question to the page's permissions,
    or ``may``), and does it in ``act``, which returns what to tell.
    """

    template_name = "publishing/admin/page_act.html"
    form_class: Any = forms.Form
    header_icon = "doc-empty-inverse"
    intro: Any = ""
    submit_label: Any = ""
    serious = False
    allowed = "can_withdraw"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse whoever may not; raises ``PermissionDenied`` and ``Http404``."""
        if not self.may(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def may(self, user: Any) -> bool:
        """Whether a person may do this."""
        tester = tester_of(user, self.page)
        return bool(tester and getattr(tester, self.allowed)())

    @cached_property
    def page(self) -> Any:
        """The page as the database has it."""
        return get_object_or_404(Page, pk=self.kwargs["page_id"]).specific

    @abstractmethod
    def act(self, form: Any) -> str:
        """Do it and say so; raises ``ValidationError`` where it can't be done."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Act, or show what is wrong at its field."""
        try:
            said = self.act(form)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(self.request, said)
        return HttpResponseRedirect(self.get_success_url())

    def get_success_url(self) -> str:
        """Where the editor came from, else the page's form."""
        wanted: str = get_valid_next_url_from_request(self.request)
        return wanted or reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    def get_page_subtitle(self) -> str:
        """The page that it is about."""
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way to the page, and what is done with it."""
        return [
            *get_breadcrumbs_items_for_page(self.page, self.request.user),
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What ``page_act.html`` shows around the form."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "page": self.page,
            "intro": self.intro,
            "submit_button_label": self.submit_label,
            "serious": self.serious,
            "next": get_valid_next_url_from_request(self.request),
            "back": self.get_success_url(),
            "media": context["form"].media,
        }


class PageChooser(AdminPageChooser):
    """Wagtail's chooser, which shows nothing chosen where the form was sent with what is no page."""

    def get_instance(self, value: Any) -> Any:
        """The page, or None."""
        try:
            return super().get_instance(value)
        except (TypeError, ValueError):
            return None
