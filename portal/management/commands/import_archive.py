"""``manage.py import_archive FILE.jsonl``: an archive of documents → pages."""

import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from publishing.archive import ArchiveRecord, LineError, registered_kinds, validate_lines
from publishing.archive.importer import Importer, ImportRefusedError, Outcome, Result
from publishing.routing import page_at

_SHOWN_ERRORS = 200


class Command(BaseCommand):
    help = "Import documents, one JSON object a line; all lines are validated before any page is written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.jsonl")
        parser.add_argument("--parent", metavar="PATH", help="address of the page below which all go, e.g. /dokumen/")
        parser.add_argument("--dry-run", action="store_true", help="validate only, write nothing")
        parser.add_argument("--user", metavar="NAME", help="user named in the history of the pages")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(_("There is no file %(path)s.") % {"path": path})
        importer = Importer(
            parent=self._parent(options["parent"]), folder=path.parent, user=self._user(options["user"])
        )
        started = time.monotonic()
        kinds = self._validate(path)
        total = sum(kinds.values())
        try:
            importer.check_parents(kinds)
        except ImportRefusedError as problem:
            raise CommandError(str(problem)) from None
        if options["dry_run"]:
            self.stdout.write(_("%(count)d documents are valid; nothing was written.") % {"count": total})
            return
        counts = self._write(importer, path, total)
        seconds = max(time.monotonic() - started, 0.001)
        self._report(counts, total, seconds)

    def _validate(self, path: Path) -> Counter[str]:
        """Count the kinds of all lines; raises ``CommandError`` after listing the bad ones."""
        kinds: Counter[str] = Counter()
        bad = 0
        for _number, found in self._lines(path):
            if isinstance(found, LineError):
                bad += 1
                if bad <= _SHOWN_ERRORS:
                    self.stderr.write(str(found))
            else:
                kinds[found.kind] += 1
        if bad > _SHOWN_ERRORS:
            self.stderr.write(_("… and %(count)d more") % {"count": bad - _SHOWN_ERRORS})
        if bad:
            raise CommandError(_("%(count)d lines can't be imported. Nothing was written.") % {"count": bad})
        if not kinds:
            raise CommandError(_("The file has no documents."))
        return kinds

    @staticmethod
    def _lines(path: Path) -> Iterator[tuple[int, ArchiveRecord | LineError]]:
        with path.open("rb") as handle:
            yield from validate_lines(handle, registered_kinds(), path.parent)

    def _write(self, importer: Importer, path: Path, total: int) -> Counter[Outcome]:
        counts: Counter[Outcome] = Counter()
        records = (pair for pair in self._lines(path) if isinstance(pair[1], ArchiveRecord))
        for done, result in enumerate(importer.run(records), start=1):  # type: ignore[arg-type]
            counts[result.outcome] += 1
            self._tell(result)
            if done % 50 == 0 or done == total:
                self._progress(done, total)
        return counts

    def _tell(self, result: Result) -> None:
        if result.outcome is Outcome.FAILED:
            self.stderr.write(str(LineError(result.line, result.reason)))
        elif result.outcome is Outcome.EDITED_BY_HAND:
            self.stderr.write(str(LineError(result.line, _("left alone: somebody has edited the page since"))))

    def _progress(self, done: int, total: int) -> None:
        """One line that rewrites itself on a terminal, a line every thousand elsewhere."""
        text = _("%(done)d of %(total)d") % {"done": done, "total": total}
        if sys.stdout.isatty():
            self.stdout.write(f"\r{text}", ending="\n" if done == total else "")
        elif done % 1000 == 0 or done == total:
            self.stdout.write(text)

    def _report(self, counts: Counter[Outcome], total: int, seconds: float) -> None:
        self.stdout.write(
            _(
                "%(created)d created, %(updated)d updated, %(unchanged)d unchanged, %(edited)d left alone,"
                " %(failed)d failed; %(seconds).1f s, %(rate).0f documents a second."
            )
            % {
                **{outcome.value: counts[outcome] for outcome in Outcome},
                "seconds": seconds,
                "rate": total / seconds,
            }
        )
        if counts[Outcome.FAILED]:
            raise CommandError(_("%(count)d documents could not be written.") % {"count": counts[Outcome.FAILED]})

    @staticmethod
    def _parent(address: str | None) -> Any:
        if not address:
            return None
        page = page_at(address)
        if page is None:
            raise CommandError(_("There is no page at %(address)s.") % {"address": address})
        return page

    @staticmethod
    def _user(name: str | None) -> Any:
        if not name:
            return None
        user = get_user_model().objects.filter(username=name).first()
        if user is None:
            raise CommandError(_("There is no user %(name)s.") % {"name": name})
        return user
