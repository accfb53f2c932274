"""The secretariat's synonyms in the admin."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet

from publishing.models import SynonymGroup
from publishing.remembered_admin import WithoutAutosave

__all__ = ["FIRST_WORD", "SynonymGroupViewSet"]

FIRST_WORD = "kata"
_LONGEST = 120


class SynonymCreateView(WithoutAutosave, CreateView):
    """The form of a new group, which the report of searches opens with a word in its first line (``?kata=``)."""

    def get_initial_form_instance(self) -> Any:
        """An empty group, or one with its first word."""
        word = " ".join(self.request.GET.get(FIRST_WORD, "")[:_LONGEST].split())
        return SynonymGroup(words=f"{word}\n" if word else "")


class SynonymEditView(WithoutAutosave, EditView):
    """The form of a group; what is saved is searched with at once."""


class SynonymGroupViewSet(SnippetViewSet):
    """Groups of synonyms, beside the promoted results in the menu of settings."""

    model = SynonymGroup
    icon = "resubmit"
    menu_label = _("Search synonyms")
    menu_name = "search-synonyms"
    add_to_settings_menu = True
    menu_order = 901
    add_view_class = SynonymCreateView
    edit_view_class = SynonymEditView
    list_display = [
        "__str__",
        BooleanColumn("one_way", label=_("One way")),
        "note",
        UpdatedAtColumn(),
    ]
    list_filter = ["one_way"]
    list_per_page = 50
    search_fields = ["words", "note"]
    search_backend_name = None
