"""The editors' way to follow: a button in the page's menu, the list of what one follows, and the panel on the dashboard."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import FormView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from publishing.changes.reading import page_kinds
from publishing.following.acts import Followed, followed_by, follower_of, mark_seen, set_followed
from publishing.following.mailing import mail_is_set_up
from publishing.following.news import news_for
from publishing.models import Topic
from publishing.page_acts import PageActView, tester_of
from search.access import tokens_for

__all__ = ["FollowView", "FollowedView", "NewsPanel"]

_SHOWN = 8
_LISTED = 50
_DAYS = 30
# Before that there was no portal; a moment at the very beginning of time can't be brought into another time zone.
_FIRST_YEAR = 2000


class _Choices(forms.Form):
    """Checkboxes for pages, kinds and topics, each only where there is something to choose, and one for mail."""

    pages = forms.TypedMultipleChoiceField(coerce=int, required=False, widget=forms.CheckboxSelectMultiple)
    kinds = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    topics = forms.TypedMultipleChoiceField(coerce=int, required=False, widget=forms.CheckboxSelectMultiple)
    by_mail = forms.BooleanField(
        label=gettext_lazy("Also by mail"),
        required=False,
        help_text=gettext_lazy("At most once an hour, to the address of your account."),
    )

    def __init__(self, *args: Any, offers: dict[str, tuple[Any, list[tuple[Any, Any]]]], **kwargs: Any) -> None:
        """``offers``: for each field its label and its choices."""
        super().__init__(*args, **kwargs)
        for name in ("pages", "kinds", "topics"):
            label, choices = offers.get(name, ("", []))
            self.fields[name].label = label
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            if not choices:
                del self.fields[name]
        if not mail_is_set_up():
            del self.fields["by_mail"]

    def save(self, user: Any) -> None:
        """Follow what was chosen."""
        wanted = Followed(*(frozenset(self.cleaned_data.get(name, ())) for name in ("pages", "kinds", "topics")))
        offered = Followed(*(self._offered(name) for name in ("pages", "kinds", "topics")))
        set_followed(user, wanted, offered, by_mail=self.cleaned_data.get("by_mail"))

    def _offered(self, name: str) -> frozenset[Any]:
        return frozenset(value for value, _ in self.fields[name].choices) if name in self.fields else frozenset()  # type: ignore[attr-defined]


def _initial(user: Any) -> dict[str, Any]:
    """What the form shows as chosen."""
    followed, follower = followed_by(user), follower_of(user)
    return {
        "pages": list(followed.pages),
        "kinds": list(followed.kinds),
        "topics": list(followed.topics),
        "by_mail": bool(follower and follower.by_mail),
    }


def can_be_followed(page: Any) -> bool:
    """Whether anything is ever told of the page: search knows it, so that its changes are listed, and it is no working copy."""
    return not page.search_excluded and not page.is_copy


class FollowView(PageActView):
    """Follow a page, its kind, its topics; or no longer."""

    form_class = _Choices
    page_title = gettext_lazy("Follow")
    submit_label = gettext_lazy("Save")
    header_icon = "view"
    intro = gettext_lazy(
        "What is published, changed or withdrawn in what you follow stands on the first page of the admin until you have"
        " seen it. Take a tick away to follow it no longer."
    )
    allowed = "can_edit"

    def may(self, user: Any) -> bool:
        """Whether there is anything to follow."""
        return super().may(user) and can_be_followed(self.page)

    def get_form_kwargs(self) -> dict[str, Any]:
        """This page, its kind, its topics."""
        kind = self.page.search_kind()
        topics = [(topic.pk, topic.name) for topic in self.page.topics.all()]
        return super().get_form_kwargs() | {
            "offers": {
                "pages": (_("Page"), [(self.page.pk, _("This page"))]),
                "kinds": (_("Kind of document"), [(kind.value, _("All of the kind “%s”") % kind.label)]),
                "topics": (_("Topics"), topics),
            }
        }

    def get_initial(self) -> dict[str, Any]:
        """What is followed already."""
        return _initial(self.request.user)

    def act(self, form: Any) -> str:
        """Write it down."""
        form.save(self.request.user)
        return _("What you follow is saved.")


class FollowedView(WagtailAdminTemplateMixin, FormView[Any]):
    """All that somebody follows, and what has changed in it within a month."""

    template_name = "publishing/admin/following.html"
    form_class = _Choices
    page_title = gettext_lazy("What I follow")
    header_icon = "view"
    _show_breadcrumbs = True

    @cached_property
    def followed(self) -> Followed:
        """What is followed now."""
        return followed_by(self.request.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        """All kinds and topics; of pages those that are followed, as far as this person may still edit them."""
        may = page_permission_policy.instances_user_has_permission_for(self.request.user, "change")
        pages = may.filter(pk__in=self.followed.pages).order_by("title")
        return super().get_form_kwargs() | {
            "offers": {
                "pages": (_("Pages"), [(page.pk, page.get_admin_display_title()) for page in pages]),
                "kinds": (_("Kinds of documents"), [(value, term.label) for value, term in page_kinds().items()]),
                "topics": (_("Topics"), [(topic.pk, topic.name) for topic in Topic.objects.all()]),
            }
        }

    def get_initial(self) -> dict[str, Any]:
        """What is followed already."""
        return _initial(self.request.user)

    def form_valid(self, form: Any) -> HttpResponse:
        """Write it down."""
        form.save(self.request.user)
        messages.success(self.request, _("What you follow is saved."))
        return HttpResponseRedirect(reverse("following"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """``news`` of a month, each with whether it was ``seen``."""
        now = timezone.now()
        follower = follower_of(self.request.user)
        user = self.request.user
        since = now - timedelta(days=_DAYS)
        found = news_for(user, self.followed, tokens_for(user), since=since, most=_LISTED).shown
        seen = follower.seen_until if follower else now
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "news": [{"item": item, "seen": item.moment <= seen} for item in found],
            "unseen": any(item.moment > seen for item in found),
            "until": now.isoformat(),
            "days": _DAYS,
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way to this list."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]


@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """What was shown until a moment has been seen; back to where the reader came from."""
    until = _moment(request.POST.get("until", ""))
    if until is not None:
        mark_seen(request.user, until)
    return HttpResponseRedirect(get_valid_next_url_from_request(request) or reverse("wagtailadmin_home"))


def _moment(text: str) -> datetime | None:
    """The moment that a form of ours carries; None for anything else that somebody sends."""
    try:
        moment = parse_datetime(text[:40])
    except ValueError:
        # A day that there is not, such as the 31st of February.
        return None
    return moment if moment and timezone.is_aware(moment) and moment.year >= _FIRST_YEAR else None


class NewsPanel(Component):
    """What has changed in what the reader follows since they last looked; nothing where there is nothing new."""

    name = "followed_news"
    template_name = "publishing/admin/news_panel.html"
    # After what waits for the reader's own approval.
    order = 205

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """``news``, the first of them, whether there are ``more``, and the moment ``until`` which they tell."""
        request = parent_context["request"]
        now, follower = timezone.now(), follower_of(request.user)
        found: tuple[Any, ...] = ()
        if follower is not None:
            user, since = request.user, follower.seen_until
            found = news_for(user, followed_by(user), tokens_for(user), since=since, most=_SHOWN + 1).shown
        return {
            "request": request,
            "news": found[:_SHOWN],
            "more": len(found) > _SHOWN,
            "until": now.isoformat(),
        }


@hooks.register("construct_homepage_panels")
def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Show it to everybody in the admin."""
    panels.append(NewsPanel())


@hooks.register("register_page_header_buttons")
def header_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Any]:
    """The way to the form, beside what else can be done with the page."""
    specific = page.specific_deferred if type(page) is Page else page
    tester = tester_of(user, specific)
    if tester is not None and tester.can_edit() and can_be_followed(specific):
        follows = page.pk in followed_by(user).pages
        label = _("You follow this page") if follows else _("Follow")
        yield Button(label, reverse("follow_page", args=[page.pk]), icon_name="view", priority=45)


@hooks.register("register_reports_menu_item")
def add_menu_item() -> MenuItem:
    """The list, among the reports."""
    return MenuItem(
        gettext_lazy("What I follow"), reverse("following"), name="what-i-follow", icon_name="view", order=110
    )


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """The list, the form of a page, and the button for what was seen."""
    return [
        path("following/", FollowedView.as_view(), name="following"),
        path("following/seen/", seen, name="following_seen"),
        path("pages/<int:page_id>/follow/", FollowView.as_view(), name="follow_page"),
    ]
