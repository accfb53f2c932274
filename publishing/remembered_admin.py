"""The admin's forms for objects that are public as soon as they are saved (``publishing.models.remembered``)."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.generic import CopyViewMixin, RevisionsRevertMixin
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet

from publishing.models.remembered import BEGAN

__all__ = ["RememberedViewSet", "WithoutAutosave"]


class WithoutAutosave:
    """Mixed into a form view of something without drafts: autosave would show the public a half-typed number."""

    def setup(self, *args: Any, **kwargs: Any) -> None:
        """Switch it off."""
        super().setup(*args, **kwargs)  # type: ignore[misc]
        self.autosave_enabled = False


class _Saves(WithoutAutosave):
    """The object keeps its own history when it is saved; Wagtail's views would do so a second time."""

    form: Any
    view_name: str

    def save_instance(self) -> Any:
        """See Wagtail."""
        instance = self.form.save()
        self.has_content_changes = self.view_name == "create" or self.form.has_changed()
        self.new_revision = instance.latest_revision
        return instance


class _CreateView(_Saves, CreateView):
    pass


class _CopyView(CopyViewMixin, _CreateView):
    pass


class _EditView(_Saves, EditView):
    pass


class _RevertView(RevisionsRevertMixin, _EditView):
    """The form with an old state, to bring it back."""

    view_name = "revisions_revert"

    def save_instance(self) -> Any:
        """Save it, and let the history say where it comes from."""
        self.form.instance.brings_back = self.revision
        return _Saves.save_instance(self)


class RememberedViewSet(SnippetViewSet):
    """Lists and forms of a remembered model."""

    add_view_class = _CreateView
    copy_view_class = _CopyView
    edit_view_class = _EditView
    revisions_revert_view_class = _RevertView


@hooks.register("register_log_actions")
def register_beginning(actions: Any) -> None:
    """Let the history say where it begins."""
    actions.register_action(BEGAN, _("Begin the history"), _("As it was when the portal began to keep a history"))
