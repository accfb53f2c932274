"""The editors' way to withdraw a page, to bring it back, and to remove it: forms, buttons, the notice above the editor, the history."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateInput
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from publishing.absence import acts
from publishing.models import PageAbsence, PortalPage
from publishing.page_acts import PageActView, PageChooser, tester_of


class WithdrawForm(forms.Form):
    """Why, since when, and what takes the page's place."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Stands on the page, in the reader's words, e.g. Nomor telepon di halaman ini sudah diganti. Name nobody."
        ),
    )
    since = forms.DateField(
        label=gettext_lazy("Withdrawn on"),
        widget=AdminDateInput,
        help_text=gettext_lazy("Today, or the day that a decision names, e.g. 2026-01-31."),
    )
    successor = forms.ModelChoiceField(
        queryset=Page.objects.filter(depth__gt=1),
        label=gettext_lazy("Successor"),
        required=False,
        help_text=gettext_lazy(
            "The page to read instead, e.g. SOP Pemulangan 2026. It is linked for those who may see it."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].widget = PageChooser()


class WithdrawView(PageActView):
    """Withdraws a page, or says otherwise why it was withdrawn."""

    form_class = WithdrawForm
    page_title = gettext_lazy("Withdraw")
    submit_label = gettext_lazy("Withdraw the page")
    intro = gettext_lazy(
        "The page stays at its address and can be read, with the reason above it. Search and the lists of what is new"
        " no longer offer it. You can bring it back into force at any time."
    )

    def get_initial(self) -> dict[str, Any]:
        """What is said already, else today and the successor that the page itself names."""
        absence = self.page.withdrawal
        if absence:
            return {"reason": absence.reason, "since": absence.since, "successor": absence.successor_id}
        return {"since": timezone.localdate(), "successor": self.page.suggested_successor}

    def act(self, form: Any) -> str:
        """Withdraw; raises ``ValidationError``."""
        acts.withdraw(self.page, user=self.request.user, **form.cleaned_data)
        return _("“%(title)s” is withdrawn.") % {"title": self.get_page_subtitle()}


class ReinstateView(PageActView):
    """Brings a withdrawn page back into force."""

    page_title = gettext_lazy("Bring back into force")
    submit_label = gettext_lazy("Bring it back into force")
    intro = gettext_lazy("The notice is taken off the page, and search offers it again.")

    def act(self, form: Any) -> str:
        """Bring it back."""
        acts.reinstate(self.page, user=self.request.user)
        return _("“%(title)s” is in force again.") % {"title": self.get_page_subtitle()}


class RemoveForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Everybody who knows the address reads it, e.g. Dihapus untuk melindungi identitas. Name nobody, and say"
            " nothing that leads to somebody."
        ),
    )


class RemoveView(PageActView):
    """Removes a page from the public, with all below it."""

    form_class = RemoveForm
    page_title = gettext_lazy("Remove from the public")
    submit_label = gettext_lazy("Remove it from the public")
    serious = True
    allowed = "can_remove"

    @property
    def intro(self) -> str:
        """What happens, and to how many pages."""
        said = _(
            "Title, text and files can't be read any more, nor found: the address gives nothing but your reason and the"
            " day. Editors keep the page as a draft; publishing it again brings it back."
        )
        below = self.page.get_descendants().live().count()
        if below:
            more = ngettext(
                "%(count)d page below it is removed with it.", "%(count)d pages below it are removed with it.", below
            )
            said = f"{said} {more % {'count': below}}"
        return said

    def get_initial(self) -> dict[str, Any]:
        """The reason that stands there already."""
        absence = self.page.known_absence
        return {"reason": absence.reason} if absence and absence.is_removed else {}

    def act(self, form: Any) -> str:
        """Remove it; raises ``ValidationError``."""
        acts.remove(self.page, user=self.request.user, **form.cleaned_data)
        return _("“%(title)s” is removed from the public.") % {"title": self.get_page_subtitle()}


@hooks.register("register_admin_urls")
def page_act_urls() -> list[URLPattern]:
    """The addresses of the forms."""
    return [
        path("pages/<int:page_id>/withdraw/", WithdrawView.as_view(), name="withdraw_page"),
        path("pages/<int:page_id>/reinstate/", ReinstateView.as_view(), name="reinstate_page"),
        path("pages/<int:page_id>/remove/", RemoveView.as_view(), name="remove_page"),
    ]


@hooks.register("register_page_header_buttons")
def header_buttons(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Any]:
    """What can be done with the page, beside unpublishing it; the page is asked only here, where one page is shown."""
    tester = tester_of(user, page.specific_deferred if type(page) is Page else page)
    if tester is None:
        return
    if tester.can_remove():
        yield Button(
            _("Remove from the public"), reverse("remove_page", args=[page.pk]), icon_name="cross", priority=63
        )
    if not tester.can_withdraw():
        return
    withdrawn = PageAbsence.objects.filter(page_id=page.pk, state=PageAbsence.State.WITHDRAWN).exists()
    label = _("Change the notice of withdrawal") if withdrawn else _("Withdraw")
    yield Button(label, reverse("withdraw_page", args=[page.pk]), icon_name="warning", priority=61)
    if withdrawn:
        yield Button(
            _("Bring back into force"), reverse("reinstate_page", args=[page.pk]), icon_name="rotate", priority=62
        )


@hooks.register("before_edit_page")
def tell_of_absence(request: HttpRequest, page: Any) -> None:
    """Say above the form that readers find the page withdrawn, or nothing but a reason."""
    if request.method != "GET" or not isinstance(page, PortalPage):
        return
    absence = page.known_absence
    if absence is None:
        return
    if absence.is_removed:
        if not page.live:
            messages.warning(
                request,
                _("This page was removed from the public on %(day)s. %(reason)s Publishing it brings it back.")
                % {"day": _day(absence.since), "reason": absence.reason},
            )
        return
    buttons = []
    if page.permissions_for_user(request.user).can_withdraw():
        buttons.append(messages.button(reverse("reinstate_page", args=[page.pk]), _("Bring back into force")))
    messages.warning(
        request,
        _("This page was withdrawn on %(day)s. %(reason)s") % {"day": _day(absence.since), "reason": absence.reason},
        buttons=buttons,
    )


def _day(day: Any) -> str:
    return date_format(day, "j F Y")


class _Withdrawn(LogFormatter):
    """The act as the history of a page tells it."""

    label = gettext_lazy("Withdraw")

    def format_message(self, log_entry: Any) -> str:
        """Since when, why, and what took its place."""
        data = log_entry.data
        said = _("Withdrawn on %(day)s. %(reason)s") % {
            "day": _day(parse_date(data.get("since", "")) or log_entry.timestamp),
            "reason": data.get("reason", ""),
        }
        if successor := data.get("successor"):
            said += " " + _("In its place: %(title)s") % {"title": successor}
        return said


class _Removed(LogFormatter):
    """The removal as the history of a page tells it."""

    label = gettext_lazy("Remove from the public")

    def format_message(self, log_entry: Any) -> str:
        """Why."""
        return _("Removed from the public. %(reason)s") % {"reason": log_entry.data.get("reason", "")}


@hooks.register("register_log_actions")
def register_acts(actions: Any) -> None:
    """Let the history of a page tell what was done."""
    actions.register_action(acts.WITHDRAWN)(_Withdrawn)
    actions.register_action(acts.REMOVED)(_Removed)
    actions.register_action(acts.REINSTATED, gettext_lazy("Bring back into force"), gettext_lazy("In force again"))
