"""``manage.py search_rebuild``: make the search index anew from the ledger."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from search import engines
from search.engines import EngineBusyError, EngineError, Index
from search.follower import rebuild

_EMBEDDED, _CLUSTER = "embedded", "elasticsearch"


class Command(BaseCommand):
    """A new index is filled beside the live one, which answers and follows until it is replaced in one step."""

    help = "Make the search index anew from the ledger; search and publishing go on meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add ``--engine``."""
        parser.add_argument(
            "--engine", choices=(_EMBEDDED, _CLUSTER), help="only this machine's index, or only the cluster's"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild and say how much and how long; CommandError when another rebuild is under way or it failed."""
        cluster = engines.cluster()
        if options["engine"] == _CLUSTER and cluster is None:
            raise CommandError(_("ELASTICSEARCH_URL names no cluster."))
        if options["engine"] != _CLUSTER:
            self._rebuild(
                engines.embedded(), _("The search index was made anew: %(entries)d entries in %(seconds).1f seconds.")
            )
        if cluster and options["engine"] != _EMBEDDED:
            self._rebuild(
                cluster, _("The index of Elasticsearch was made anew: %(entries)d entries in %(seconds).1f seconds.")
            )

    def _rebuild(self, engine: Index, message: str) -> None:
        started = time.monotonic()
        try:
            entries = rebuild(engine)
        except EngineBusyError as error:
            raise CommandError(_("Another rebuild of the search index is under way.")) from error
        except EngineError as error:
            failure = _("The search index could not be made anew; the old one is still in use.")
            trouble = getattr(error, "trouble", None)
            raise CommandError(f"{failure} {trouble.sentence}" if trouble else failure) from error
        self.stdout.write(message % {"entries": entries, "seconds": time.monotonic() - started})
