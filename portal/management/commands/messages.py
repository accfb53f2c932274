"""``manage.py messages``: brings the translation catalogues in step with the code; needs no gettext tools."""

from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.catalogue import Message, all_messages, merge
from portal.libraries import libraries, wanted
from portal.preparation import catalogues


def _messages(path: Path, old: polib.POFile, own: set[Message], folders: list[Path]) -> set[Message]:
    """What the catalogue at this path has to hold."""
    if not path.is_relative_to(settings.LIBRARY_LOCALE):
        return own
    return wanted(folders, old, language=path.parts[-3], domain=path.stem)


class Command(BaseCommand):
    """Adds new strings without a translation, removes those that nobody uses, and names what is not translated."""

    help = "Collect the strings of the portal, and what its libraries don't translate, into the catalogues of locale/."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Rewrite each catalogue that has changed. Raises ``CommandError`` for one that can't be read."""
        own, folders = all_messages(settings.BASE_DIR), libraries()
        for path in catalogues():
            try:
                old = polib.pofile(str(path))
            except (OSError, ValueError) as error:
                raise CommandError(f"{path} can't be read: {error}") from error
            merged, added, gone = merge(_messages(path, old, own, folders), old)
            text = f"{merged}\n"
            if text != path.read_text(encoding="utf-8"):
                path.write_text(text, encoding="utf-8")
            self._report(path, len(added), len(gone), merged)

    def _report(self, path: Path, added: int, gone: int, merged: polib.POFile) -> None:
        missing = [entry.msgid for entry in merged if not entry.translated()]
        self.stdout.write(
            f"{path.relative_to(settings.BASE_DIR)}: {len(merged)} strings, {added} new, {gone} removed,"
            f" {len(missing)} without a translation"
        )
        for text in missing:
            self.stdout.write(f"  {text}")
