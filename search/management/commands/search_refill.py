"""``manage.py search_refill``: have all content say anew what can be found of it."""

import time
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from search.refilling import refill


class Command(BaseCommand):
    """Safe at any time: what has not changed is left as it is, and the index follows the rest."""

    help = "Record all published content in the search ledger anew; the worker does so by itself after an update."

    def handle(self, *args: Any, **options: Any) -> None:
        """Refill and say how much and how long."""
        started = time.monotonic()
        total = sum(refill().values())
        self.stdout.write(
            _("The search ledger was filled anew: %(total)d documents in %(seconds).1f seconds.")
            % {"total": total, "seconds": time.monotonic() - started}
        )
