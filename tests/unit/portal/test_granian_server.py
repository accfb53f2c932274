"""A process that is told to stop as soon as it is forked learns of it."""

import subprocess
import sys
from pathlib import Path

# Each child says by its exit status whether its handler was called.
_FORKS = """
import os, signal, time
from portal.granian_server import hold_back_signals_while_forking
hold_back_signals_while_forking()
told = []
signal.signal(signal.SIGTERM, lambda *_: told.append(True))
for _ in range(100):
    child = os.fork()
    if not child:
        end = time.monotonic() + 10
        while not told and time.monotonic() < end:
            time.sleep(0.001)
        os._exit(0 if told else 1)
    os.kill(child, signal.SIGTERM)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
        raise SystemExit("a process missed the signal")
os.kill(os.getpid(), signal.SIGTERM)
print(len(told))
"""


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )


def test_no_process_misses_the_signal_and_the_first_one_still_gets_its_own() -> None:
    done = run("-c", _FORKS)
    assert (done.returncode, done.stdout) == (0, "1\n"), done.stderr


def test_it_takes_the_arguments_of_granian() -> None:
    done = run("-m", "portal.granian_server", "--help")
    assert done.returncode == 0
    assert "--blocking-threads" in done.stdout
