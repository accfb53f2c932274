"""How an agency is chosen in the admin: all of them at once, by the name that people know and by the one in full."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet

__all__ = ["AgencyChooserViewSet"]


class _FullName:
    """Adds the columns that tell agencies with similar short names apart."""

    @property
    def columns(self) -> list[Any]:
        """Wagtail's, then name and kind."""
        columns: list[Any] = super().columns  # type: ignore[misc]
        return [*columns, Column("name", label=_("Name")), Column("get_kind_display", label=_("Kind"))]


class _AgencyChooseView(_FullName, ChooseView):
    pass


class _AgencyChooseResultsView(_FullName, ChooseResultsView):
    pass


class AgencyChooserViewSet(SnippetChooserViewSet):
    """The dialog in which an agency is chosen."""

    choose_view_class = _AgencyChooseView
    choose_results_view_class = _AgencyChooseResultsView
