"""``manage.py extract_files``: the text of files, without waiting for the worker."""

import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model

from publishing.extraction.scanners import scanner
from publishing.files import texts
from publishing.files.intake import take_in_existing
from publishing.files.reading import read_next, scan_next
from publishing.models import FileText

_FAILED = (FileText.Status.UNREADABLE, FileText.Status.PARTLY)


class Command(BaseCommand):
    """Beside a running worker it does no harm: each file is read by one of them."""

    help = "Read the text of the files that were not read yet; exit status 1 when some can't be read."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The options."""
        parser.add_argument("--again", action="store_true", help="read once more what could not be read, or not all")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, then scan; tell what became of each file that is not searched whole."""
        take_in_existing()
        texts.enrol_all()
        if options["again"]:
            texts.read_again(_FAILED)
        found: Counter[str] = Counter()
        self._each(FileText.Status.WAITING, read_next, found)
        if scanner():
            self._each(FileText.Status.UNSCANNED, scan_next, found)
        self.stdout.write(
            _("%(read)d files read, %(textless)d without text, %(unscanned)d not scanned, %(failed)d not readable.")
            % {
                "read": found[FileText.Status.READ] + found[FileText.Status.PARTLY],
                "textless": found[FileText.Status.TEXTLESS],
                "unscanned": FileText.objects.filter(status=FileText.Status.UNSCANNED).count(),
                "failed": found[FileText.Status.UNREADABLE],
            }
        )
        failed = FileText.objects.filter(status=FileText.Status.UNREADABLE).count()
        if failed:
            raise CommandError(_("%(count)d files can't be read.") % {"count": failed})

    def _each(self, status: str, step: Callable[[], FileText | None], found: Counter[str]) -> None:
        """Take steps until none is left; a line that rewrites itself on a terminal."""
        total = FileText.objects.filter(status=status).count()
        done = 0
        while text := step():
            done += 1
            found[text.status] += 1
            if text.reason:
                self._tell(text)
            if sys.stdout.isatty():
                self.stdout.write(
                    "\r" + _("%(done)d of %(total)d") % {"done": done, "total": max(total, done)}, ending=""
                )
        if done and sys.stdout.isatty():
            self.stdout.write("")

    def _tell(self, text: FileText) -> None:
        for document in get_document_model().objects.filter(content_digest=text.digest):
            self.stderr.write(f"{document.filename}: {text.get_status_display()}. {text.explanation}")
