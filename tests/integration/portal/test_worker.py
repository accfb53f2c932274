"""``manage.py worker`` as a process of its own, killed at the worst moments: nothing that was published is lost."""

import json
import signal
from typing import Any

import pytest

from tests.support.processes import kill
from tests.support.running import Installation, RunningProgram, eventually

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("installation"), pytest.mark.linux]

# Publishes pages one after the other, each with a word of its own, and says so after each.
PUBLISH = """
import os
from home.models import InformationIndexPage, InformationPage
from wagtail.models import Page
for number in range(int(os.environ["FIRST"]), int(os.environ["FIRST"]) + int(os.environ["COUNT"])):
    above = Page.objects.get(pk=InformationIndexPage.objects.first().pk)
    page = InformationPage(title=f"Uji zzkata{number:03d}", slug=f"uji-{number:03d}", live=False)
    above.add_child(instance=page)
    page.save_revision().publish()
    print(f"published {number}", flush=True)
print("all published", flush=True)
"""
# Which of the published pages a visitor does not find, and which entries of the ledger or editions have no live page.
MISSING = """
import json
from home.models import InformationPage
from publishing.models import Edition
from search.access import ANONYMOUS_TOKENS
from search.finding import find
from search.models import SearchEntry
from search.query import read
from search import kinds
from django.http import QueryDict
live = dict(InformationPage.objects.live().filter(slug__startswith="uji-").values_list("slug", "title"))
found = {}
for slug, title in live.items():
    query, problems = read(QueryDict(f"q={title.split()[1]}"), kinds.all_kinds())
    found[slug] = [hit.slug for hit in find(query, ANONYMOUS_TOKENS).hits]
entries = set(SearchEntry.objects.filter(deleted=False, title__startswith="Uji zz").values_list("url", flat=True))
print(json.dumps({
    "live": len(live),
    "not found": [slug for slug, slugs in found.items() if slugs != [slug]],
    "entries": len(entries),
    "editions": sorted(Edition.objects.filter(page__slug__startswith="uji-").values_list("page__slug", flat=True)) == sorted(live),
}))
"""
SCHEDULE = """
from datetime import timedelta
from django.utils import timezone
from home.models import InformationIndexPage, InformationPage
from wagtail.models import Page
above = Page.objects.get(pk=InformationIndexPage.objects.first().pk)
page = InformationPage(title="Uji zzkata900", slug="uji-900", live=False)
above.add_child(instance=page)
page.go_live_at = timezone.now() + timedelta(seconds=2)
page.save_revision().publish()
"""


def in_step(installation: Installation) -> bool:
    """Whether ``search_status`` says that the index and the ledger agree."""
    done = installation.run("search_status", "--json")
    state = json.loads(done.stdout)
    assert state["in_step"] is (done.returncode == 0)
    return done.returncode == 0


def publish(installation: Installation, first: int, count: int) -> RunningProgram:
    return installation.start(*("shell", "--verbosity", "0", "--command", PUBLISH), FIRST=str(first), COUNT=str(count))


def look_up(installation: Installation) -> dict[str, Any]:
    return dict(json.loads(installation.python(MISSING)))


class Worker:
    """The worker of an installation, which ends with the test."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self.program: RunningProgram | None = None

    def start(self) -> RunningProgram:
        """Start it; the heart beats once it is at work."""
        beat = self._installation.folder / "run" / "worker"
        beat.unlink(missing_ok=True)
        self.program = self._installation.start("worker", PYTHONFAULTHANDLER="1")
        eventually(beat.exists, "the worker's first sign of life")
        return self.program

    def catch_up(self) -> None:
        """Wait until the index is in step; where it never is, the failure says what the worker did and where it stood."""
        assert self.program is not None
        try:
            eventually(lambda: in_step(self._installation), "the index in step")
        except AssertionError as failure:
            state = self._installation.run("search_status", "--json").stdout
            # Python's own fault handler writes where every thread stands.
            self.program.stop(signal.SIGABRT)
            failure.add_note(f"{state}\n{self.program.output}")
            raise

    def die(self) -> None:
        """The end without warning, as by a power cut or the kernel."""
        assert self.program is not None
        kill(self.program.process.pid)
        assert self.program.wait() == -signal.SIGKILL


@pytest.fixture
def worker(installation: Installation) -> Any:
    running = Worker(installation)
    yield running
    if running.program is not None:
        running.program.process.kill()
        running.program.wait()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_signal_ends_it_with_nothing_left_to_do(worker: Worker, number: signal.Signals) -> None:
    assert worker.start().stop(number) == 0


def test_what_was_published_when_it_died_is_found_after_the_next_start(
    installation: Installation, worker: Worker
) -> None:
    worker.start()
    worker.catch_up()
    worker.die()
    # Published, and on the site, while nobody follows the ledger.
    assert publish(installation, 1, 1).wait() == 0
    assert not in_step(installation)
    assert look_up(installation)["not found"] == ["uji-001"]
    worker.start()
    worker.catch_up()
    assert look_up(installation) == {"live": 1, "not found": [], "entries": 1, "editions": True}


def test_a_worker_that_dies_again_and_again_among_many_publications_loses_none(
    installation: Installation, worker: Worker
) -> None:
    publisher = publish(installation, 1, 60)
    for number in (5, 20, 35, 50):
        worker.start()
        publisher.wait_for(f"published {number}\n")
        worker.die()
    publisher.wait_for("all published")
    assert publisher.wait() == 0
    worker.start()
    worker.catch_up()
    assert look_up(installation) == {"live": 60, "not found": [], "entries": 60, "editions": True}


def test_a_publisher_that_dies_leaves_each_page_published_and_found_or_neither(
    installation: Installation, worker: Worker
) -> None:
    worker.start()
    publisher = publish(installation, 1, 500)
    publisher.wait_for("published 7\n")
    kill(publisher.process.pid)
    publisher.wait()
    worker.catch_up()
    state = look_up(installation)
    assert state["live"] == state["entries"] >= 7
    assert (state["not found"], state["editions"]) == ([], True)
    # No edition without its revision, none without its live page, none half-written.
    installation.manage("verify_editions")
    # Whoever was killed holds no lock that keeps the next one from working.
    assert publish(installation, 600, 1).wait() == 0
    worker.catch_up()
    assert look_up(installation)["not found"] == []


def test_a_schedule_is_kept_also_by_a_worker_that_was_down_at_the_time(
    installation: Installation, worker: Worker
) -> None:
    installation.python(SCHEDULE)
    assert look_up(installation)["live"] == 0
    worker.start()
    eventually(lambda: look_up(installation)["live"] == 1 and in_step(installation), "the scheduled publication")
    assert look_up(installation) == {"live": 1, "not found": [], "entries": 1, "editions": True}
