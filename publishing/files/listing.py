"""The admin's list of documents, which also says what search can read of them."""

from typing import Any

import django_filters
from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.documents.views.documents import DocumentsFilterSet, IndexView

from publishing.files.texts import with_texts
from publishing.models.file_texts import FileText

__all__ = ["DocumentsView"]


class _TextColumn(Column):
    """Whether search can read a file, and why it can't."""

    cell_template_name = "publishing/admin/file_text_cell.html"


class _Filters(DocumentsFilterSet):
    """Wagtail's filters, and one by what became of the text."""

    text = django_filters.ChoiceFilter(
        label=_("Text for search"),
        choices=FileText.Status.choices,
        method="with_text",
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )

    def with_text(self, documents: Any, name: str, value: str) -> Any:
        """Those whose text has this status."""
        return documents.filter(content_digest__in=FileText.objects.filter(status=value).values("digest"))


class DocumentsView(IndexView):
    """Wagtail's list of documents, with a column for the text."""

    filterset_class = _Filters

    @cached_property
    def columns(self) -> list[Any]:
        """Wagtail's columns, and that of the text before the usage."""
        columns: list[Any] = super().columns
        return [*columns[:-1], _TextColumn("text", label=_("Text for search")), columns[-1]]

    def decorate_paginated_queryset(self, object_list: Any) -> list[Any]:
        """The documents of this page of the list."""
        return with_texts(super().decorate_paginated_queryset(object_list))
