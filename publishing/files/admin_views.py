"""Wagtail's pages for documents, with versions and with a question about files that are there already."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.documents.forms import get_document_form
from wagtail.documents.views import chooser, documents, multiple

from publishing.files.duplicates import other_with
from publishing.files.listing import DocumentsView

__all__ = ["urls"]


class _UsesAnother:
    """Goes to another document where the editor prefers that one."""

    request: Any

    def form_valid(self, form: Any) -> HttpResponse:
        """Save, or go to the document that has the file already."""
        other = form.use_instead
        if other is None:
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
            return response
        form.let_go()
        messages.info(self.request, _("Nothing was uploaded. This document has the file."))
        return HttpResponseRedirect(reverse("wagtaildocs:edit", args=[other.pk]))


class AddOneView(_UsesAnother, documents.CreateView):
    """The page for one new document."""


class EditView(_UsesAnother, documents.EditView):
    """The page of a document."""

    def get_success_message(self) -> str:
        """Says also whether there is a new version."""
        said: str = super().get_success_message()
        if self.form.same_content:
            more = _("The file is the same as before: there is no new version.")
        elif "file" in self.form.changed_data:
            more = _("The file is now version %(number)d.") % {"number": self.object.current_version.number}
        else:
            return said
        # Wagtail's sentence ends with a full stop in some languages only.
        return f"{said.removesuffix('.')}. {more}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the versions, the newest first."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["versions"] = self.object.versions.select_related("uploaded_by").order_by("-number")
        return context


class AddManyView(multiple.AddView):
    """The page for many new documents: each is stored at once, and says where its file is there already."""

    edit_form_template_name = "publishing/admin/uploaded_document.html"

    def get_upload_form_class(self) -> type:
        """A form that has nobody to ask yet."""
        return type("UploadForm", (get_document_form(self.model),), {"asks_about_duplicates": False})

    def get_edit_object_form_context_data(self) -> dict[str, Any]:
        """With the other document that has this file."""
        context: dict[str, Any] = super().get_edit_object_form_context_data()
        context["other"] = other_with(
            self.object.content_digest, self.request.user, actions=["change", "choose"], but=self.object.pk
        )
        return context


class ChooserUploadView(chooser.DocumentChooserUploadView):
    """The chooser's form for a new document."""

    def get_creation_form_class(self) -> type:
        """A form that names whatever the editor may choose."""
        return type("UploadForm", (super().get_creation_form_class(),), {"others_to": ("choose",)})

    def save_form(self, form: Any) -> Any:
        """The new document, or the one that has the file already."""
        if form.use_instead:
            form.let_go()
            return form.use_instead
        return super().save_form(form)


def urls() -> list[URLPattern]:
    """The addresses, which are Wagtail's; its own come after these and keep their names."""
    return [
        path("documents/", DocumentsView.as_view()),
        path("documents/results/", DocumentsView.as_view(results_only=True)),
        path("documents/add/", AddOneView.as_view()),
        path("documents/edit/<int:document_id>/", EditView.as_view()),
        path("documents/multiple/add/", AddManyView.as_view()),
        path("documents/chooser/create/", chooser.viewset.construct_view(ChooserUploadView)),
    ]
