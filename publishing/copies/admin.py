"""Working copies as editors meet them: their list, the forms, the notices above the editor, the history."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Page, PageLogEntry

from publishing.copies import acts
from publishing.copies.forms import CheckInForm, StartForm
from publishing.copies.place import is_copy
from publishing.copies.presence import at_work_on, name_of
from publishing.copies.showing import question_of
from publishing.models.working_copies import WorkingCopy
from publishing.moments import in_words
from publishing.page_acts import PageActView, changed_fields, tester_of
from publishing.trash.place import in_trash

__all__ = ["AbandonView", "CheckInView", "CopiesView", "edit_or_tell", "open_copies"]


def open_copies(page: Any) -> Any:
    """The working copies of a page, with who started them."""
    return WorkingCopy.objects.filter(page_id=page.pk).select_related("started_by", "copy__locked_by")


class CopiesView(PageActView):
    """The working copies of a page, and the form that starts another one."""

    template_name = "publishing/admin/working_copies.html"
    form_class = StartForm
    page_title = gettext_lazy("Working copies")
    header_icon = "copy"
    submit_label = gettext_lazy("Start a working copy")
    allowed = "can_edit"
    started: WorkingCopy

    def may(self, user: Any) -> bool:
        """Whoever may edit the page; a copy has none."""
        return super().may(user) and not is_copy(self.page)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tells the form whether a draft waits."""
        return super().get_form_kwargs() | {"waiting": self.page.has_unpublished_changes}

    def act(self, form: Any) -> str:
        """Start it; raises ``ValidationError``."""
        title = form.cleaned_data["title"]
        self.started = acts.start(self.page, self.request.user, title, from_draft=form.from_draft)
        return _("The working copy is ready. Whatever you change here waits until it is brought back into the page.")

    def get_success_url(self) -> str:
        """The new copy in the editor; before that, the page."""
        key = self.started.pk if hasattr(self, "started") else self.page.pk
        return reverse("wagtailadmin_pages:edit", args=[key])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """``copies``: each with who started it and when."""
        found = list(open_copies(self.page))
        copies = [{"working": working, "starter": name_of(working.started_by)} for working in found]
        possible = acts.may_have_copies(self.page)
        return super().get_context_data(**kwargs) | {"copies": copies, "possible": possible}


class _EndView(PageActView):
    """What ends a copy. The page of this view is the one that the copy belongs to."""

    header_icon = "copy"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Say clearly where the copy is gone or its page deleted; raises ``PermissionDenied`` and ``Http404``."""
        if self.working is None:
            return _tell_gone(request, self.kwargs["copy_id"])
        if in_trash(self.page):
            messages.error(request, acts.what_hinders(self.working, request.user))
            return redirect("wagtailadmin_home")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def working(self) -> Any:
        """The working copy; None where it is gone."""
        found = WorkingCopy.objects.select_related("page", "copy", "started_by")
        return found.filter(pk=self.kwargs["copy_id"]).first()

    @cached_property
    def page(self) -> Any:
        """The page that the copy belongs to."""
        return self.working.page.specific

    def may(self, user: Any) -> bool:
        """Whoever may edit the copy."""
        tester = tester_of(user, self.working.copy.specific)
        return bool(tester and tester.can_edit())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Act; or say that somebody else was faster."""
        try:
            response: HttpResponse = super().post(request, *args, **kwargs)
        except acts.GoneError:
            return _tell_gone(request, self.kwargs["copy_id"])
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """``working`` with who started it, and the way back to the copy."""
        return super().get_context_data(**kwargs) | {
            "working": self.working,
            "starter": name_of(self.working.started_by),
            "back": reverse("wagtailadmin_pages:edit", args=[self.working.pk]),
        }


class CheckInView(_EndView):
    """What bringing the copy back changes, what has to be decided, and the button that does it."""

    template_name = "publishing/admin/check_in.html"
    form_class = CheckInForm
    page_title = gettext_lazy("Bring the working copy back")
    submit_label = gettext_lazy("Make it the draft of the page")

    @cached_property
    def comparison(self) -> acts.Comparison:
        """Page and copy as they are now."""
        return acts.compare(self.working)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The questions, and the state to which they belong."""
        questions = [question_of(type(self.page), conflict) for conflict in self.comparison.merged.conflicts]
        return super().get_form_kwargs() | {"questions": questions, "state": self.comparison.state}

    def act(self, form: Any) -> str:
        """Bring it back; raises ``ValidationError`` and ``GoneError``."""
        acts.check_in(self.working.pk, self.request.user, form.decided, form.cleaned_data["state"])
        return _("The draft of the page holds the working copy now. Look it over, then have it published as usual.")

    def form_valid(self, form: Any) -> HttpResponse:
        """Act; what was chosen about an older state is not carried over to other questions."""
        if form.cleaned_data["state"] != self.comparison.state:
            messages.error(
                self.request,
                _("The page or its copy was changed while you looked. Look at the differences again."),
            )
            return HttpResponseRedirect(self.request.path)
        return super().form_valid(form)

    def get_success_url(self) -> str:
        """The form of the page, which shows the draft."""
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What ``check_in.html`` shows: the questions, the changes, and what hinders."""
        found = self.comparison
        comparison = changed_fields(self.page, found.now, found.draft, self.request)
        return super().get_context_data(**kwargs) | {
            "comparison": comparison,
            "same": not found.merged.conflicts and not comparison,
            "hindrance": acts.what_hinders(self.working, self.request.user),
            "waiting": self.page.live and self.page.has_unpublished_changes,
            "withdrawal": self.page.withdrawal,
            "present": at_work_on([self.page.pk], but=self.request.user).get(self.page.pk, []),
        }


class AbandonView(_EndView):
    """Asks before a copy is ended without its changes."""

    page_title = gettext_lazy("Abandon the working copy")
    submit_label = gettext_lazy("Abandon it")
    serious = True

    @property
    def intro(self) -> str:
        """What happens."""
        return _(
            "“%(title)s”, started by %(who)s on %(when)s, ends here: none of its changes gets into the page. Its last state"
            " stays in the history of the page and can be opened there; comments in it are deleted."
        ) % {
            "title": self.working.title,
            "who": name_of(self.working.started_by),
            "when": in_words(self.working.started_at),
        }

    def act(self, form: Any) -> str:
        """End it; raises ``ValidationError`` and ``GoneError``."""
        acts.abandon(self.working.pk, self.request.user)
        return _("The working copy “%(title)s” was abandoned. Its last state stands in the history.") % {
            "title": self.working.title
        }

    def get_success_url(self) -> str:
        """The history of the page, where the last state is."""
        return reverse("wagtailadmin_pages:history", args=[self.page.pk])


# --- What is gone -----------------------------------------------------------------------------------------------------


def _tell_gone(request: HttpRequest, key: int) -> HttpResponse:
    """Say who ended a copy and when, and lead to its page; raises ``Http404`` for what was none, or to whom may not know."""
    ended = PageLogEntry.objects.filter(action__in=[acts.CHECKED_IN, acts.ABANDONED], data__copy=key).first()
    page = Page.objects.filter(pk=ended.page_id).first() if ended else None
    tester = tester_of(request.user, page.specific) if page else None
    if ended is None or tester is None or not tester.can_edit():
        raise Http404
    values = {
        "title": ended.data.get("title", ""),
        "who": name_of(ended.user),
        "when": in_words(ended.timestamp),
    }
    if ended.action == acts.CHECKED_IN:
        said = _("%(who)s brought the working copy “%(title)s” back into the page on %(when)s.") % values
    else:
        said = _(
            "%(who)s abandoned the working copy “%(title)s” on %(when)s. Its last state stands in the history."
        ) % (values)
    messages.warning(request, said)
    return redirect("wagtailadmin_pages:edit", ended.page_id)


_edit = EditView.as_view()


def edit_or_tell(request: HttpRequest, page_id: int) -> HttpResponse:
    """Wagtail's editor; who still has the address of a copy that was ended is told so."""
    try:
        response: HttpResponse = _edit(request, page_id)
    except Http404:
        try:
            return _tell_gone(request, page_id)
        except Http404:
            # As Wagtail answers for any address of the admin that is none.
            return render(request, "wagtailadmin/404.html", status=404)
    return response
