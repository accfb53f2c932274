"""How an agency is chosen in the admin: all of them at once, by the name that people know and by the one in full."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.widgets import AdminSnippetChooser

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


class _AgencyChooser(AdminSnippetChooser):
    """A field for an agency, whose buttons speak the language of whoever looks at them.

    Wagtail puts their texts together when the field is made, once in a process: whoever opened a form first would
    choose the language for all others.
    """

    def __init__(self, model: Any, **kwargs: Any) -> None:
        super().__init__(model, **kwargs)
        self.choose_one_text = _("Choose agency")
        self.choose_another_text = _("Choose another agency")
        self.link_to_chosen_text = _("Edit this agency")


class AgencyChooserViewSet(SnippetChooserViewSet):
    """The dialog in which an agency is chosen."""

    choose_view_class = _AgencyChooseView
    choose_results_view_class = _AgencyChooseResultsView

    @cached_property
    def widget_class(self) -> AdminSnippetChooser:
        """The field of the form, as Wagtail copies it into every form."""
        return _AgencyChooser(model=self.model, icon=self.icon)
