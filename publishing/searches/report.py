"""Reports → Searches: the words that are used most, and those of questions without result."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

import django_filters
from django import forms
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import ButtonsColumnMixin, Column, NumberColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import ListingButton
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import page_permission_policy

from publishing.models import SynonymGroup
from publishing.synonyms_admin import FIRST_WORD
from search.counting import first_month
from search.engines import EngineError
from search.finding import total_for_everybody
from search.models import SearchedWord
from search.query import SearchQuery

__all__ = ["PERMISSIONS", "SearchedWordsView", "UnansweredWordsView"]

PERMISSIONS = ModelPermissionPolicy(SearchedWord)
_USUAL_MONTHS = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A word with its counts; ``hits`` is what it finds now, None where search does not answer."""

    word: str
    times: int
    without: int
    hits: int | None


class _Filters(WagtailFilterSet):
    """The period. What it means is the view's business, since a count is of a month."""

    period = django_filters.ChoiceFilter(
        label=gettext_lazy("Period"),
        choices=[("1", gettext_lazy("This month")), ("12", gettext_lazy("12 months"))],
        empty_label=gettext_lazy("3 months"),
        method="leave",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = SearchedWord
        fields: list[str] = []

    def leave(self, words: Any, name: str, value: str) -> Any:
        """The words as they are."""
        return words


class _WordColumn(ButtonsColumnMixin, TitleColumn):
    """The word, and below it what can be done about it."""

    def get_buttons(self, instance: Row, parent_context: Any) -> list[ListingButton]:
        """What this reader may do; each says to a screen reader which word it is about."""
        user = parent_context["request"].user
        word = {"word": instance.word}
        buttons = [
            ListingButton(
                _("Search"),
                url=f"{reverse('search:results')}?{urlencode({'q': instance.word})}",
                attrs={"aria-label": _("Search “%(word)s”") % word, "target": "_blank", "rel": "noreferrer"},
                priority=10,
            )
        ]
        if page_permission_policy.user_has_permission(user, "add"):
            buttons.append(
                ListingButton(
                    _("Write about this"),
                    url=f"{reverse('write_about')}?{urlencode({FIRST_WORD: instance.word})}",
                    attrs={"aria-label": _("Write about this: %(word)s") % word},
                    priority=20,
                )
            )
        if user.has_perm("publishing.add_synonymgroup"):
            form = reverse(SynonymGroup.snippet_viewset.get_url_name("add"))
            buttons.append(
                ListingButton(
                    _("Add synonym"),
                    url=f"{form}?{urlencode({FIRST_WORD: instance.word})}",
                    attrs={"aria-label": _("Add synonym: %(word)s") % word},
                    priority=30,
                )
            )
        return buttons


class SearchedWordsView(ReportView):
    """All words, the most used first."""

    page_title = gettext_lazy("Searches")
    page_subtitle = gettext_lazy("Most used words")
    header_icon = "search"
    template_name = "publishing/admin/searched_words.html"
    results_template_name = "publishing/admin/searched_words_results.html"
    table_classname = "listing searches__table"
    permission_policy = PERMISSIONS
    permission_required = "view"
    filterset_class = _Filters
    is_searchable = True
    search_fields = ["word"]
    default_ordering = "-times"
    index_url_name = "searched_words"
    index_results_url_name = "searched_words_results"
    columns = [
        _WordColumn("word", label=gettext_lazy("Word"), classname="title", sort_key="word"),
        NumberColumn("times", label=gettext_lazy("Times asked"), sort_key="times"),
        NumberColumn("without", label=gettext_lazy("Times without result"), sort_key="without"),
        Column("hits", label=gettext_lazy("Results now")),
    ]
    list_export = ["word", "times", "without"]
    export_headings = {
        "word": gettext_lazy("Word"),
        "times": gettext_lazy("Times asked"),
        "without": gettext_lazy("Times without result"),
    }
    export_filename = "pencarian"

    @cached_property
    def since(self) -> date:
        """The first day of what is shown."""
        chosen = self.filters.form.cleaned_data.get("period") if self.filters.is_valid() else ""
        return first_month(timezone.localdate(), int(chosen or _USUAL_MONTHS))

    def get_base_queryset(self) -> Any:
        """The words of the period, each once."""
        rows = SearchedWord.objects.filter(month__gte=self.since)
        return rows.values("word").annotate(times=Sum("asked"), without=Sum("unanswered"))

    def order_queryset(self, queryset: Any) -> Any:
        """The chosen order; words with equal numbers by the alphabet, so that no page repeats what another has."""
        return queryset.order_by(self.ordering, "word")

    def get_table(self, object_list: Any) -> Any:
        """The page of the list, each word with what it finds now: an editor sees what has been done about it."""
        return super().get_table([Row(**row, hits=_hits(row["word"])) for row in object_list])


class UnansweredWordsView(SearchedWordsView):
    """Words of questions that found nothing, the most frequent first."""

    page_subtitle = gettext_lazy("Words without result")
    default_ordering = "-without"
    index_url_name = "unanswered_words"
    index_results_url_name = "unanswered_words_results"
    export_filename = "pencarian-tanpa-hasil"

    def get_base_queryset(self) -> Any:
        """Those that were in vain at least once."""
        return super().get_base_queryset().filter(without__gt=0)


def _hits(word: str) -> int | None:
    try:
        return total_for_everybody(SearchQuery(text=word))
    except EngineError:
        return None
