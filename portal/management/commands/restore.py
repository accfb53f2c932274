"""``manage.py restore FILE``: an empty portal becomes the one that was saved."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from portal.backup import BackupError, restore, verify


class Command(BaseCommand):
    """Checks a backup, and restores it into an empty database and empty folders."""

    help = "Fill an empty portal from FILE; everything is checked before anything is touched."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and whether it is only to be looked at."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--check", action="store_true", help="only check that the backup is whole")

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore. Raises ``CommandError``; the portal is then as it was."""
        source: Path = options["file"].absolute()
        try:
            manifest = verify(source)
            if not options["check"]:
                call_command("migrate", verbosity=0, interactive=False)
                manifest = restore(source)
        except BackupError as error:
            raise CommandError(str(error)) from error
        message = (
            _("The backup of {day} is whole: {rows} rows, {files} files.")
            if options["check"]
            else _("Restored the backup of {day}: {rows} rows, {files} files, all compared with their digests.")
        )
        self.stdout.write(
            message.format(day=manifest.made_at[:16].replace("T", " "), rows=manifest.rows, files=manifest.files)
        )
