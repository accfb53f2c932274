"""``manage.py verify_files``: whether every file is still what it was when it was uploaded."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from publishing.files.fixity import KIND_WORDS, Checked, Finding, Kind, check_files, keep, remove_orphan


class Command(BaseCommand):
    """The worker does the same once a week; what was found last stands on the admin's first page."""

    help = (
        "Read every stored file and compare it with its SHA-256; exit status 1 where one is missing, changed, or"
        " belongs to nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The options."""
        parser.add_argument("--json", action="store_true", help="print one JSON object instead of sentences")
        parser.add_argument(
            "--remove-orphans",
            action="store_true",
            help="delete files that nothing refers to and that are more than a day old (never before a backup)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check all; exits with status 1 where something was found and is still so."""
        checked = Checked()
        findings = []
        for finding in check_files(checked):
            if options["remove_orphans"] and finding.kind is Kind.ORPHANED and remove_orphan(finding):
                checked.found[Kind.ORPHANED] -= 1
                checked.first = [noted for noted in checked.first if noted != finding]
                continue
            findings.append(finding)
            if not options["json"]:
                self._tell(finding)
        keep(checked)
        if options["json"]:
            self.stdout.write(json.dumps(_as_dict(checked, findings)))
        else:
            self.stdout.write(
                _(
                    "%(files)d files read, %(size)s: %(missing)d missing, %(changed)d changed, %(orphaned)d belong to"
                    " nothing."
                )
                % {
                    "files": checked.files,
                    "size": filesizeformat(checked.size).replace("\xa0", " "),
                    **_counts(checked),
                }
            )
        if findings:
            sys.exit(1)

    def _tell(self, finding: Finding) -> None:
        owner = _("document %(owner)s") % {"owner": finding.owner} if finding.owner else ""
        self.stdout.write("  ".join(filter(None, (str(KIND_WORDS[finding.kind]), finding.name, owner))))


def _counts(checked: Checked) -> dict[str, int]:
    return {kind.value: checked.found[kind] for kind in Kind}


def _as_dict(checked: Checked, findings: list[Finding]) -> dict[str, Any]:
    return {
        "files": checked.files,
        "bytes": checked.size,
        **_counts(checked),
        "findings": [{"kind": found.kind, "name": found.name, "owner": found.owner} for found in findings],
    }
