"""A file that is replaced changes what its pages say: each of them gets an edition, as if it had been published."""

from typing import Any

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page

from publishing.editions.change import LONGEST_NOTE, Change
from publishing.editions.recording import record_files
from publishing.files.holding import files_of
from publishing.models.editions import MAJOR, MINOR
from publishing.models.file_uses import FileUse

__all__ = ["file_replaced"]


def file_replaced(document: Any, *, note: str, user: Any) -> None:
    """Record an edition of every live page that shows ``document``, whose file has just become another one.

    ``note``: what has changed in the file, in the words of ``user``, who may be None. Readers get it with the edition;
    of a file that is for members only they learn that something small was corrected. In the transaction that replaces the
    file, in turn with publications (``publishing.generation``).
    """
    hidden = dict(FileUse.objects.filter(document_id=document.pk).values_list("page_id", "members_only"))
    if not hidden:
        return
    now = timezone.now()
    for page in Page.objects.filter(pk__in=hidden, live=True, alias_of=None).order_by("pk").specific():
        change = Change(MINOR, "") if hidden[page.pk] else Change(MAJOR, _told(document, note))
        record_files(page, files_of(page), change, getattr(user, "pk", None), now)


def _told(document: Any, note: str) -> str:
    """The note of the edition, in the language of the documents."""
    with override("id"):
        if note.strip():
            told = _("File “%(title)s” replaced: %(note)s") % {"title": document.title, "note": note.strip()}
            return Truncator(told).chars(LONGEST_NOTE)
        return _("File “%(title)s” replaced") % {"title": document.title}
