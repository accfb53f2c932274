"""``manage.py load_demo``: an empty portal → one with its first records, and an account for each role."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.demo.builder import Builder, DemoRefusedError
from portal.demo.site import load_content
from portal.demo.users import Account, load_users


class Command(BaseCommand):
    """Makes whatever is missing of the sample content; a second run changes nothing."""

    help = "Load the sample content; safe to repeat: what is there already, or was edited since, stays as it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether accounts are made."""
        parser.add_argument("--no-users", action="store_true", help="make no accounts")

    def handle(self, *args: Any, **options: Any) -> None:
        """Content and accounts together or not at all, then what was done."""
        try:
            with transaction.atomic():
                builder = load_content(timezone.localdate())
                accounts = [] if options["no_users"] else load_users()
        except DemoRefusedError as refusal:
            raise CommandError(str(refusal)) from None
        except ValidationError as error:
            raise CommandError(
                _("The sample content does not fit what is in the portal: %(reason)s")
                % {"reason": "; ".join(error.messages)}
            ) from error
        if options["verbosity"] > 0:
            self._report(builder)
        # Passwords are shown once and kept nowhere, so they are printed whatever the verbosity.
        self._show(accounts)

    def _report(self, builder: Builder) -> None:
        """A line for each kind of content, as many made and as many left alone."""
        for model in dict.fromkeys((*builder.made, *builder.kept)):
            line = _("%(kind)s: %(made)d made, %(kept)d left as they are") % {
                "kind": capfirst(str(model._meta.verbose_name_plural)),
                "made": builder.made[model],
                "kept": builder.kept[model],
            }
            self.stdout.write(line)

    def _show(self, accounts: list[Account]) -> None:
        fresh = [account for account in accounts if account.password]
        if fresh:
            width = max(len(account.name) for account in fresh)
            self.stdout.write("\n" + _("Accounts, with passwords that are shown only now:"))
            for account in fresh:
                self.stdout.write(f"  {account.name:<{width}}  {account.password}  {account.role}")
        if len(fresh) < len(accounts):
            self.stdout.write(
                _("Accounts that were there before keep their passwords. A new one: %(command)s")
                % {"command": "manage.py changepassword NAME"}
            )
