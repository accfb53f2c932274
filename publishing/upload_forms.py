"""The form with which a file is uploaded in the admin: it says before what is possible, and refuses with a remedy."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm

__all__ = ["PortalDocumentForm"]


class PortalDocumentForm(BaseDocumentForm):
    """Wagtail's form, used by the page for one file, by the one for many, and by the chooser.

    The page for many files does not even send a file that is larger than ``WAGTAILDOCS_MAX_UPLOAD_SIZE``.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("file")
        if field is None:
            return
        limit = {"limit": settings.MAX_UPLOAD_BYTES // 1024**2}
        kinds = ", ".join(extension.upper() for extension in settings.WAGTAILDOCS_EXTENSIONS)
        field.help_text = _("%(kinds)s; at most %(limit)d MB.") % {"kinds": kinds, **limit}
        field.widget.attrs["accept"] = ",".join(f".{extension}" for extension in settings.WAGTAILDOCS_EXTENSIONS)
        too_large = _("The file is larger than %(limit)d MB. Make it smaller or split it.") % limit
        field.error_messages |= {"file_too_large": too_large, "file_too_large_unknown_size": too_large}
