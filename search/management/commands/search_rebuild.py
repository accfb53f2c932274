"""``manage.py search_rebuild``: make the search index anew from the ledger."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from search import engines
from search.engines import EngineBusyError, EngineError
from search.follower import rebuild


class Command(BaseCommand):
    """A new index is filled beside the live one, which answers and follows until it is replaced in one step."""

    help = "Make the search index anew from the ledger; search and publishing go on meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild and say how much and how long; CommandError when another rebuild is under way or it failed."""
        started = time.monotonic()
        try:
            entries = rebuild(engines.current())
        except EngineBusyError as error:
            raise CommandError(_("Another rebuild of the search index is under way.")) from error
        except EngineError as error:
            raise CommandError(_("The search index could not be made anew; the old one is still in use.")) from error
        self.stdout.write(
            _("The search index was made anew: %(entries)d entries in %(seconds).1f seconds.")
            % {"entries": entries, "seconds": time.monotonic() - started}
        )
