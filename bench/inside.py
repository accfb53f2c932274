"""Measurements inside a Django process, for the portal and the stock project alike: prints one JSON object.

``python -m bench.inside view /path/`` counts the queries of a page; ``python -m bench.inside publish SLUG`` counts the
queries and the CPU time of an edit that is published. Run in the project's folder with its settings named in
DJANGO_SETTINGS_MODULE.
"""

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
    spent: list[float] = []
    later: list[float] = []
    queries = 0
    for number in range(_EDITS + 1):
        page = Page.objects.get(slug=slug).specific
        page.title = f"{page.title.split(' – ')[0]} – {number}"
        with CaptureQueriesContext(connection) as captured:
            start = time.process_time()
            with transaction.atomic():
                page.save_revision().publish()
            end = time.process_time()
        follow_up()
        # The first edit loads modules and fills caches; it is not counted.
        if number:
            spent.append((end - start) * 1000)
            later.append((time.process_time() - end) * 1000)
            queries = len(captured)
    return {"queries": queries, "cpu": statistics.median(spent), "later": statistics.median(later)}


def _follow_up() -> Callable[[], None]:
    """What a worker does after a publication; nothing in the stock project, which does all of it at once."""
    from django.conf import settings

    if "publishing" not in settings.INSTALLED_APPS:
        return lambda: None
    from threading import Event

    from portal.management.commands.worker import run_tasks
    from search.follower import catch_up

    def work() -> None:
        run_tasks(Event())
        catch_up()

    return work


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
