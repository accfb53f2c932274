"""``manage.py backup FILE``: the whole portal in one file, while it runs."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from portal.backup import BackupError, write_backup


class Command(BaseCommand):
    """Writes a backup and says how much is in it."""

    help = "Write all rows and all uploaded files to FILE (.tar.gz), as they are at this moment; the portal may run."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file; one that exists is only replaced when asked to."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="replace FILE where it exists")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write. Raises ``CommandError``."""
        target: Path = options["file"].absolute()
        if target.exists() and not options["replace"]:
            raise CommandError(_("The file exists already: {path}").format(path=target))
        try:
            manifest = write_backup(target)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            _(
                "{path}: {rows} rows, {files} files, {size} KB. It holds everything, passwords' hashes too: keep it safe."
            ).format(path=target, rows=manifest.rows, files=manifest.files, size=target.stat().st_size // 1024)
        )
