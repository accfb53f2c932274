"""``manage.py worker``: everything that happens without a request, in one process."""

import logging
import signal
from threading import Event
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from portal.heartbeat import beat
from portal.loops import Loop, run_until
from portal.page_cache import page_store
from publishing.files.fixity import check_when_due
from publishing.files.intake import take_in_existing
from publishing.files.pending import forget_old
from publishing.files.reading import read_waiting, scan_waiting
from publishing.files.texts import enrol_all
from publishing.files.versions import forget_abandoned
from publishing.following.mailing import mail_news
from publishing.generation import mirror
from publishing.scheduling import publish_due
from publishing.trash.acts import purge_due
from search import counting, engines
from search.cluster import ClusterFollower, tend
from search.follower import catch_up
from search.refilling import refill_if_outdated

logger = logging.getLogger(__name__)

_PATIENCE_SECONDS = 20
_KEEP_TASK_RESULTS_DAYS = 14


class _Upkeep:
    """The generation of other machines, and stored pages of generations gone by."""

    def __init__(self) -> None:
        self._cleaned_for = -1

    def __call__(self, stop: Event) -> None:
        """Look once; the folder of stored pages is touched only when the generation has grown."""
        generation = mirror()
        if generation != self._cleaned_for:
            page_store().clean(generation)
            self._cleaned_for = generation
        beat()


def run_tasks(stop: Event) -> None:
    """Run what is queued, one after the other; the task under way when ``stop`` is set is still finished."""
    while not stop.is_set() and DBTaskResult.objects.ready().exists():
        Worker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=1,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        ).run()


def _cluster_loops() -> list[Loop]:
    """Following the cluster is apart from following this machine's index, which must not wait for it."""
    cluster = engines.cluster()
    if cluster is None:
        return []
    follow = ClusterFollower(cluster)
    return [
        Loop("search cluster", 0.25, lambda _: follow()),
        Loop("upkeep of the search cluster", 60.0, lambda _: tend(cluster)),
    ]


def _housekeeping(stop: Event) -> None:
    """Forget sessions that have ended and results of tasks that nobody will look at, and delete for good what has lain in
    the trash for its time; find files that nobody has read."""
    call_command("clearsessions")
    call_command("prune_db_task_results", min_age_days=_KEEP_TASK_RESULTS_DAYS, verbosity=0)
    take_in_existing()
    forget_abandoned()
    forget_old()
    purge_due()
    enrol_all()


def _check_files(stop: Event) -> None:
    """Once a week; the names stand on the admin's first page, where only administrators read them."""
    checked = check_when_due(stop)
    if checked and checked.found.total():
        logger.error("Stored files are missing, changed or belong to nothing; manage.py verify_files names them.")


class Command(BaseCommand):
    """Runs until SIGTERM or SIGINT; what fails is logged and tried again."""

    help = "Run background tasks, follow the search ledger, publish what is scheduled, keep the caches clean."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run all loops, each in its own thread."""
        stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        late = run_until(
            stop,
            [
                Loop("background tasks", 1.0, run_tasks),
                Loop("search index", 0.25, lambda _: catch_up()),
                *_cluster_loops(),
                Loop("search ledger", 60.0, lambda _: refill_if_outdated()),
                Loop("texts of files", 1.0, read_waiting),
                Loop("scans of files", 10.0, scan_waiting),
                Loop("check of stored files", 60 * 60, _check_files),
                Loop("scheduled publication", 0.5, lambda _: publish_due()),
                Loop("generation and page cache", 1.0, _Upkeep()),
                Loop("counted words", 60 * 60, lambda _: counting.forget()),
                Loop("mail to followers", 60 * 60, mail_news),
                Loop("housekeeping", 6 * 60 * 60, _housekeeping),
            ],
            patience=_PATIENCE_SECONDS,
        )
        if late:
            self.stderr.write(f"Stopped while at work: {', '.join(late)}. It is taken up again at the next start.")
