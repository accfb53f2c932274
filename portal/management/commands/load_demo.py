"""``manage.py load_demo``: sample content for a new portal; a second run changes nothing."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.demo.agencies import load_agencies
from portal.demo.builder import Builder, DemoRefusedError
from portal.demo.decree import load_decree
from portal.demo.help_lines import load_help_lines
from portal.demo.laws import load_laws
from portal.demo.site import load_first_meeting, load_places
from portal.demo.topics import load_topics
from portal.demo.users import Account, load_users


class Command(BaseCommand):
    """Fills the site with its first records and makes an account for each role."""

    help = "Load sample content; repeatable. Passwords of new accounts are made on the spot and shown once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-users", action="store_true", help="make no accounts")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load everything in one transaction. Raises ``CommandError`` for a site that it does not fit into."""
        builder = Builder(timezone.localdate())
        try:
            with transaction.atomic():
                load_topics(builder)
                load_agencies(builder)
                load_help_lines(builder)
                load_places(builder)
                load_laws(builder, builder.pages["peraturan"])
                load_decree(builder, builder.pages["peraturan"])
                load_first_meeting(builder)
                accounts = [] if options["no_users"] else load_users()
        except DemoRefusedError as error:
            raise CommandError(str(error)) from error
        made, kept = sum(builder.made.values()), sum(builder.kept.values())
        self.stdout.write(_("%(made)d records made, %(kept)d were there already.") % {"made": made, "kept": kept})
        self._tell(accounts)

    def _tell(self, accounts: list[Account]) -> None:
        """New accounts with their passwords; a hint for those that were there."""
        for account in accounts:
            if account.password:
                self.stdout.write(f"  {account.name:<14}{account.role:<22}{account.password}")
        if any(not account.password for account in accounts):
            self.stdout.write(_("Set a new password with: manage.py changepassword NAME"))
