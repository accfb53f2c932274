"""Measurements inside a Django process, for the portal and the stock project alike: prints one JSON object.

``python -m bench.inside view /path/`` counts the queries of a page; ``python -m bench.inside publish SLUG`` counts the
queries and the CPU time of an edit that is published. Run in the project's folder with its settings named in
DJANGO_SETTINGS_MODULE.
"""

import gc
import json
import statistics
import sys
import time
from collections.abc import Callable

__all__ = ["main"]

_EDITS = 30


def _view(path: str) -> dict[str, float]:
    """Queries of a page for a visitor, after a first view that fills what the process memoises."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost"})
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        status = client.get(path).status_code
    if status != 200:
        raise RuntimeError(f"{path} answered {status}.")
    return {"queries": len(queries)}


def _publish(slug: str) -> dict[str, float]:
    """Queries and milliseconds of CPU of an edit with publication, and of what the worker does for it afterwards."""
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext
    from wagtail.models import Page

    follow_up = _follow_up()

    def edit(number: int) -> tuple[float, float]:
        page = Page.objects.get(slug=slug).specific
        page.title = f"{page.title.split(' – ')[0]} – {number}"
        # What the follow-up left to be tidied away belongs to the worker, which is a process of its own.
        gc.collect()
        start = time.process_time()
        with transaction.atomic():
            page.save_revision().publish()
        end = time.process_time()
        follow_up()
        return (end - start) * 1000, (time.process_time() - end) * 1000

    # The first edit loads modules and fills caches; the one whose queries are counted is slowed by the counting.
    edit(0)
    spent, later = zip(*(edit(number) for number in range(1, _EDITS + 1)), strict=True)
    follow_up = _nothing
    with CaptureQueriesContext(connection) as captured:
        edit(_EDITS + 1)
    return {"queries": len(captured), "cpu": statistics.median(spent), "later": statistics.median(later)}


def _follow_up() -> Callable[[], None]:
    """What a worker does after a publication; nothing in the stock project, which does all of it at once."""
    from django.conf import settings

    if "publishing" not in settings.INSTALLED_APPS:
        return _nothing
    from threading import Event

    from portal.management.commands.worker import run_tasks
    from search.follower import catch_up

    def work() -> None:
        run_tasks(Event())
        catch_up()

    return work


def _nothing() -> None:
    """The follow-up of a project without a worker."""


def main() -> int:
    """Run one measurement and print it."""
    import django

    django.setup()
    kind, argument = sys.argv[1:]
    result = {"view": _view, "publish": _publish}[kind](argument)
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
