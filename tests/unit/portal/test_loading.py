"""A process that is told to stop while it loads the portal stops."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Thread

from portal.loading import ended_by_sigterm

_LOADS_FOREVER = """
import signal, sys, time
from portal.loading import ended_by_sigterm
signal.signal(signal.SIGTERM, lambda *_: None)
with ended_by_sigterm():
    print("loading", flush=True)
    time.sleep(60)
"""


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
