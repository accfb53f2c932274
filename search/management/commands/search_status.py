"""``manage.py search_status``: whether the search index is in step with the ledger."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from search.cluster import ClusterState
from search.status import current


class Command(BaseCommand):
    """For people, and with ``--json`` and the exit status for monitoring."""

    help = "Show documents, cursor, newest stamp and lag of the search index; exit status 1 when it is out of step."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add ``--json``."""
        parser.add_argument("--json", action="store_true", help="print one JSON object instead of sentences")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the state; exits with status 1 when the index lags, is missing or follows another ledger."""
        state = current()
        if options["json"]:
            self.stdout.write(json.dumps(state.as_dict()))
        else:
            for label, value in (
                (_("Documents in the index"), state.documents),
                (_("Entries in the ledger"), state.entries),
                (_("Cursor"), state.cursor),
                (_("Newest stamp"), state.latest),
                (_("Lag"), state.lag),
            ):
                self.stdout.write(f"{label}: {value}")
            self.stdout.write(str(state.verdict))
            if state.cluster:
                self._describe(state.cluster)
        if not state.in_step:
            sys.exit(1)

    def _describe(self, cluster: ClusterState) -> None:
        self.stdout.write(
            _("Elasticsearch: %(documents)d documents, cursor %(cursor)d, lag %(lag)d")
            % {"documents": cluster.documents, "cursor": cluster.cursor, "lag": cluster.lag}
        )
        for trouble in cluster.troubles:
            self.stdout.write(str(trouble.sentence))
        if cluster.troubles:
            self.stdout.write(_("Visitors are answered from this machine's index meanwhile."))
        else:
            self.stdout.write(_("Elasticsearch is in step."))
