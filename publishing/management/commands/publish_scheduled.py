"""``manage.py publish_scheduled``: Wagtail's command, with each item and its ledger entry in one transaction.

The worker does the same every second; the command is for installations that run it from cron.
"""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from publishing.scheduling import publish_due


class Command(BaseCommand):
    help = "Publish and expire what is due."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(_("%(count)d items changed.") % {"count": publish_due()})
