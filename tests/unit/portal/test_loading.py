"""A process that is told to stop while it loads the portal stops."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest

from portal.loading import ended_by_sigterm

_LOADS_FOREVER = """
import signal, sys, time
from portal.loading import ended_by_sigterm
signal.signal(signal.SIGTERM, lambda *_: None)
with ended_by_sigterm():
    print("loading", flush=True)
    time.sleep(60)
"""

# As granian starts a server process: forked from the main one, with its handler, and sometimes told to stop before it
# has come to anything.
_FORKED = """
import os, signal, sys, time
from granian import Granian
from portal.loading import ended_by_sigterm
server = Granian("portal.wsgi:application", interface="wsgi")
signal.signal(signal.SIGTERM, server.signal_handler_interrupt)
if {early}:
    os.kill(os.getpid(), signal.SIGTERM)
with ended_by_sigterm():
    print("loading", flush=True)
if not {early}:
    os.kill(os.getpid(), signal.SIGTERM)
time.sleep(60)
"""


@pytest.mark.parametrize(("early", "said"), [(True, b""), (False, b"loading\n")])
def test_what_granian_forks_ends_also_just_before_it_loads_and_just_after(early: bool, said: bytes) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _FORKED.format(early=early)],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        timeout=50,
        check=False,
    )
    assert (done.returncode, done.stdout) == (-signal.SIGTERM, said), done.stderr


def test_it_ends_at_once_although_somebody_else_s_handler_would_do_nothing() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _LOADS_FOREVER], cwd=Path(__file__).parents[3], stdout=subprocess.PIPE
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"loading\n"
        process.terminate()
        assert process.wait(30) == -signal.SIGTERM


def test_the_handler_of_before_is_put_back_also_after_a_failure() -> None:
    seen: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: seen.append(number))
    try:
        try:
            with ended_by_sigterm():
                assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
                raise LookupError
        except LookupError:
            os.kill(os.getpid(), signal.SIGTERM)
        assert seen == [signal.SIGTERM]
    finally:
        signal.signal(signal.SIGTERM, before)


def test_in_another_thread_it_leaves_the_handlers_alone() -> None:
    before = signal.getsignal(signal.SIGTERM)
    during = []

    def load() -> None:
        with ended_by_sigterm():
            during.append(signal.getsignal(signal.SIGTERM))

    thread = Thread(target=load)
    thread.start()
    thread.join()
    assert during == [before]
