"""The form with which a file is uploaded in the admin: it says before what is possible, and refuses with a remedy."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm

from publishing.files import duplicates, pending
from publishing.files.store import fingerprints

__all__ = ["PortalDocumentForm"]

_ORDER = ("title", "file", "file_note", "duplicate")
_EXISTING, _BOTH = "existing", "both"


class PortalDocumentForm(BaseDocumentForm):
    """Wagtail's form, used by the page for one file, by the one for many, and by the chooser.

    The page for many files does not even send a file that is larger than ``WAGTAILDOCS_MAX_UPLOAD_SIZE``. After
    ``is_valid``: ``same_content`` says that the file is the one that was there, ``use_instead`` is another document with
    this content that the editor prefers (nothing is to be saved then). A file whose form has to be corrected is kept.
    """

    data: Any
    files: Any

    asks_about_duplicates = True
    others_to = ("change",)
    """What the user must be allowed to do with another document to be told of it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._user = kwargs.get("user")
        super().__init__(*args, **kwargs)
        self.same_content = False
        self.use_instead: Any = None
        self._kept: UploadedFile[Any] | None = None
        field = self.fields.get("file")
        if field is None:
            return
        limit = {"limit": settings.MAX_UPLOAD_BYTES // 1024**2}
        kinds = ", ".join(extension.upper() for extension in settings.WAGTAILDOCS_EXTENSIONS)
        field.help_text = _("%(kinds)s; at most %(limit)d MB.") % {"kinds": kinds, **limit}
        field.widget.attrs["accept"] = ",".join(f".{extension}" for extension in settings.WAGTAILDOCS_EXTENSIONS)
        too_large = _("The file is larger than %(limit)d MB. Make it smaller or split it.") % limit
        field.error_messages |= {"file_too_large": too_large, "file_too_large_unknown_size": too_large}
        self.fields["kept_file"] = forms.CharField(required=False, widget=forms.HiddenInput)
        if self.instance.pk:
            self.fields["file_note"] = forms.CharField(
                label=_("What has changed in the file"),
                required=False,
                max_length=500,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=_(
                    "For readers, when you choose another file, e.g. Nomor telepon pada halaman 3 diperbaiki. The former"
                    " file stays in the public history. If nobody may see it any more, delete this document and upload"
                    " the right file as a new one."
                ),
            )
        self.order_fields(_ORDER)
        if self.is_bound:
            self._take_up()

    # --- A file that was kept -----------------------------------------------------------------------------------------

    def _take_up(self) -> None:
        """Go on with the file of the form's last attempt, unless another one was chosen."""
        token = self.data.get(self.add_prefix("kept_file"))
        name = self.add_prefix("file")
        if token and not self.files.get(name):
            self._kept = pending.find(token, self._user)
            if self._kept:
                self.files = self.files.copy()
                self.files[name] = self._kept

    def full_clean(self) -> None:
        """Check everything; keep a good file when something else has to be corrected."""
        super().full_clean()
        upload = self.files.get(self.add_prefix("file")) if self.is_bound and "file" in self.fields else None
        if self.errors and upload and self._user and "file" not in self.errors and self.asks_about_duplicates:
            token = self.add_prefix("kept_file")
            if upload is not self._kept:
                self.data = self.data.copy()
                self.data[token] = pending.put(upload, self._user)
            # The bound field has taken its words already.
            self["file"].help_text = format_html(
                "<strong>{}</strong> {}",
                gettext("“%(name)s” is kept.") % {"name": upload.name},
                gettext("Choose a file only to take another one instead."),
            )
            self.let_go()
        if self.errors and self.instance.pk and upload:
            # Wagtail's page would look for the new file where files are stored, and offer to delete the document.
            self.instance.file = self.original_file

    def let_go(self) -> None:
        """Close the file that was kept."""
        if self._kept:
            self._kept.close()

    # --- What the file is ---------------------------------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        """Ask for what a new file needs: a note, or a decision about another document that has it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        file = cleaned.get("file")
        if not isinstance(file, UploadedFile):
            return cleaned
        digest = fingerprints(file).digest
        if self.instance.pk and digest == self.instance.content_digest:
            self.same_content = True
            cleaned["file"] = self.original_file
            self.changed_data.remove("file")
            return cleaned
        if self.asks_about_duplicates:
            self._ask_about_other(digest)
        note_is_missing = self.instance.pk and not cleaned.get("file_note")
        if note_is_missing and not self.use_instead and "file_note" not in self.errors:
            self.add_error("file_note", _("Say what has changed in the file."))
        return cleaned

    def _ask_about_other(self, digest: str) -> None:
        other = duplicates.other_with(digest, self._user, actions=self.others_to, but=self.instance.pk)
        if other is None:
            return
        both = _("Replace the file all the same") if self.instance.pk else _("Upload it as a document of its own")
        use = gettext("Upload nothing and use “%(title)s”") % {"title": other.title}
        self.fields["duplicate"] = forms.ChoiceField(
            label=_("This file is there already"),
            choices=[(_EXISTING, use), (_BOTH, both)],
            widget=forms.RadioSelect,
            required=False,
            help_text=format_html(
                '<a href="{}" target="_blank">{}</a>',
                reverse("wagtaildocs:edit", args=[other.pk]),
                gettext("See “%(title)s”") % {"title": other.title},
            ),
        )
        self.order_fields(_ORDER)
        decision = self.data.get(self.add_prefix("duplicate"))
        if decision == _EXISTING:
            self.use_instead = other
        elif decision != _BOTH:
            message = _("The document “%(title)s” has the same file. Decide which it shall be.")
            self.add_error("duplicate", message % {"title": other.title})

    def save(self, commit: bool = True) -> Any:
        """Save, with the note for the new version."""
        if self.instance.pk and "file" in self.changed_data:
            self.instance.explain_file(self.cleaned_data.get("file_note", ""), self._user)
        document = super().save(commit)
        self.let_go()
        token = self.data.get(self.add_prefix("kept_file")) if "kept_file" in self.fields else None
        if token and commit:
            pending.drop(token, self._user)
        return document
