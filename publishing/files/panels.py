"""What the editor of a page says of the files that the page uses, and the dashboard of all stored files."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.panels import Panel
from wagtail.admin.ui.components import Component
from wagtail.documents import get_document_model

from publishing.files.fixity import KIND_WORDS, Kind, last_check
from publishing.files.holding import files_of
from publishing.files.texts import with_texts
from publishing.models.file_texts import FileText

__all__ = ["FileCheckPanel", "FileTextsPanel"]

_MOST_SHOWN = 10
_TROUBLED = (FileText.Status.UNREADABLE, FileText.Status.PARTLY, FileText.Status.UNSCANNED)


class FileTextsPanel(Panel):
    """Says which files of the page are not searched, or not all of them; absent where there is nothing to say."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "publishing/admin/file_texts_panel.html"

        def __init__(self, *, panel: Panel, instance: Any, request: HttpRequest, form: Any, prefix: str) -> None:
            super().__init__(panel=panel, instance=instance, request=request, form=form, prefix=prefix)
            self.troubled = self._troubled() if instance.pk else []

        def _troubled(self) -> list[Any]:
            documents = get_document_model().objects.filter(pk__in=files_of(self.instance)).order_by("title")
            return [
                document for document in with_texts(documents) if document.text and document.text.status in _TROUBLED
            ]

        def is_shown(self) -> bool:
            return bool(self.troubled)

        def get_context_data(self, parent_context: Any = None) -> Any:
            context = super().get_context_data(parent_context)
            context["documents"] = self.troubled
            return context


class FileCheckPanel(Component):
    """Says what the last check of the stored files has found (``publishing.files.fixity``); nothing where all is well."""

    name = "file_check"
    template_name = "publishing/admin/file_check.html"
    order = 55

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The ``check`` where it found something, and the first findings."""
        check = last_check()
        if check is None or not (check.is_bad or check.orphaned):
            return {}
        shown = [(KIND_WORDS[Kind(kind)], name, owner) for kind, name, owner in check.findings[:_MOST_SHOWN]]
        return {"check": check, "shown": shown}
