"""``manage.py verify_editions``: is every edition what it was when it was published?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override
from wagtail.models import Page

from publishing.editions import Checked, Fault, Problem, check_chains
from publishing.routing import page_at

_TEXTS = {
    Fault.GAP: gettext_lazy("edition %(detail)s should come here; editions are missing"),
    Fault.CHAIN: gettext_lazy("it does not name the digest of the edition before it"),
    Fault.CONTENT: gettext_lazy("its content is not the one that was published"),
    Fault.ENVELOPE: gettext_lazy("its digest does not fit its number, note, dates, or files"),
    Fault.REVISION: gettext_lazy("its revision is missing, or belongs to another page"),
    Fault.FILE: gettext_lazy("no version of a file has the content that “%(detail)s” had"),
    Fault.HEAD: gettext_lazy("the page was published again after it; later editions are missing"),
    Fault.NONE: gettext_lazy("it is live and has no edition"),
}


class Command(BaseCommand):
    """Reads everything and writes nothing; a running portal is not disturbed."""

    help = "Recompute the digests of all editions and follow their chains; exit status 1 when something is wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The options."""
        parser.add_argument("--page", metavar="PATH", help="address of a single page to check, e.g. /sop/rujukan/")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, with a line for each fault. Raises ``CommandError``."""
        page = self._page(options["page"])
        checked, problems = Checked(), 0
        for problem in check_chains(checked, page=page):
            problems += 1
            self.stderr.write(self._line(problem))
        counts = _("Checked: pages %(pages)d, editions %(editions)d, files %(files)d.")
        self.stdout.write(counts % {"pages": checked.pages, "editions": checked.editions, "files": checked.files})
        if problems:
            text = ngettext("%(count)d fault found.", "%(count)d faults found.", problems)
            raise CommandError(text % {"count": problems})

    @staticmethod
    def _page(address: str | None) -> int | None:
        if not address:
            return None
        page = page_at(address)
        if page is None:
            raise CommandError(_("There is no page at %(address)s.") % {"address": address})
        key: int = page.pk
        return key

    @staticmethod
    def _line(problem: Problem) -> str:
        text = _TEXTS[problem.fault] % {"detail": problem.detail}
        page = Page.objects.get(pk=problem.page)
        with override("id"):
            address = page.url or page.url_path
        if not problem.number:
            return f"{address}: {text}"
        return _("%(address)s, edition %(number)d: %(text)s") % {
            "address": address,
            "number": problem.number,
            "text": text,
        }
