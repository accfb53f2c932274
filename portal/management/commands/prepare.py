"""``manage.py prepare``: everything between an installation or update and the start of the server."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from home.models import Agency, HelpLine
from portal.page_cache import page_store
from portal.preparation import static_files_changed, static_files_collected
from publishing.editions import record_existing
from publishing.files.intake import take_in_existing
from publishing.models.remembered import remember_existing
from publishing.reserved import free_addresses


class Command(BaseCommand):
    """Migrations, the place of files, translations, first editions and histories, static files, and an empty page cache.

    A second run takes about a second.
    """

    help = "Bring database, translations and static files up to this version; safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        """Take each step that is due."""
        verbosity = options["verbosity"]
        # SQLite makes a file and not a folder.
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        call_command("migrate", interactive=False, verbosity=verbosity, stdout=self.stdout)
        taken_in = take_in_existing()
        if taken_in and verbosity > 0:
            self.stdout.write(f"Moved {taken_in} files to where their content says.")
        call_command("compile_catalogues", verbosity=verbosity, stdout=self.stdout)
        # After the catalogues, whose words the editions get.
        recorded = record_existing()
        if recorded and verbosity > 0:
            self.stdout.write(f"Recorded the first edition of {recorded} pages.")
        remembered = sum(remember_existing(model) for model in (Agency, HelpLine))
        if remembered and verbosity > 0:
            self.stdout.write(f"Began the history of {remembered} agencies and help lines.")
        for slug in free_addresses():
            if verbosity > 0:
                self.stdout.write(
                    f"A page stood at /{slug}/, which the portal itself needs; it has another address now."
                )
        if static_files_changed():
            call_command("collectstatic", interactive=False, verbosity=0)
            static_files_collected()
            if verbosity > 0:
                self.stdout.write("Collected the static files.")
        # Stored pages were made by the templates of the version before.
        page_store().clear()
