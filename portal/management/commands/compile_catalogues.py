"""``manage.py compile_catalogues``: translations ready for use, without the gettext tools."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.preparation import catalogues, compile_catalogue


class Command(BaseCommand):
    """Compiles every catalogue that is newer than its compiled form."""

    help = "Compile the catalogues of locale/ from .po to .mo where the .po is newer; needs no gettext tools."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Compile, and name what was compiled."""
        for source in catalogues():
            try:
                if compile_catalogue(source) and options["verbosity"] > 0:
                    self.stdout.write(f"Compiled {source.relative_to(source.parents[3])}")
            except (OSError, ValueError) as error:
                raise CommandError(f"{source} can't be compiled: {error}") from error
