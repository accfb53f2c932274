"""Counted words of real processes: one that ends loses none, one that is killed what it held, several add up."""

import json
import signal

import pytest

from tests.integration.portal.conftest import FirstStart
from tests.support.running import Installation

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("installation"), pytest.mark.linux]

COUNTS = """
from django.db.models import Sum
from search.models import SearchedWord
import json
print(json.dumps(dict(SearchedWord.objects.values_list("word").annotate(Sum("asked")).order_by("word"))))
"""
# Stores what it counts again and again, always all of its words once.
FLUSH = """
import os
from search import counting
words = ["calo", "korban", "melapor", "pengaduan", "rapat"]
for number in range(int(os.environ["TIMES"])):
    counting._tally.add(words, unanswered=False)
    counting.flush()
    print(f"stored {number}", flush=True)
"""
KILLED = """
import os, signal
from search import counting
counting._tally.add(["korban"], unanswered=False)
counting.flush()
counting._tally.add(["rapat"], unanswered=False)
os.kill(os.getpid(), signal.SIGKILL)
"""


def counts(installation: Installation) -> dict[str, int]:
    """How often each word was asked, as the database says."""
    return dict(json.loads(installation.python(COUNTS)))


def test_a_server_that_is_stopped_writes_down_what_it_has_counted(first_start: FirstStart) -> None:
    # One visitor of the first start asked for one word, seconds before its end.
    assert counts(first_start.installation) == {"pengaduan": 1}


def test_a_process_that_is_killed_loses_what_was_in_its_memory_alone(installation: Installation) -> None:
    before = counts(installation)
    done = installation.run("shell", "--verbosity", "0", "--command", KILLED)
    assert done.returncode == -signal.SIGKILL
    after = counts(installation)
    assert after.get("korban", 0) == before.get("korban", 0) + 1
    assert after.get("rapat", 0) == before.get("rapat", 0)


def test_processes_at_the_same_moment_add_up_and_one_that_dies_leaves_no_half_of_a_flush(
    installation: Installation,
) -> None:
    before = counts(installation)
    lasting = [installation.start("shell", "--verbosity", "0", "--command", FLUSH, TIMES="20") for _ in range(2)]
    dying = installation.start("shell", "--verbosity", "0", "--command", FLUSH, TIMES="100000")
    dying.wait_for("stored 10\n")
    dying.process.kill()
    dying.wait()
    assert [one.wait() for one in lasting] == [0, 0], [one.output for one in lasting]
    after = counts(installation)
    added = {after[word] - before.get(word, 0) for word in ("calo", "korban", "melapor", "pengaduan", "rapat")}
    assert len(added) == 1
    (number,) = added
    stored = dying.output.count("stored ")
    assert 40 + stored <= number <= 40 + stored + 1
