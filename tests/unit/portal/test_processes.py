"""Programs that run together end together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.processes import Program, run_together

SLEEPER = "import os, sys, time; open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(60)"
# Starts a grandchild that ignores being asked to stop, as a program that hangs would.
STUBBORN = (
    "import signal, subprocess, sys, time\n"
    "code = 'import os, signal, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    ' open(sys.argv[1], "w").write(str(os.getpid())); time.sleep(60)\'\n'
    "subprocess.Popen([sys.executable, '-c', code, sys.argv[1]])\n"
    "time.sleep(60)"
)


def sleeper(name: str, note: Path, code: str = SLEEPER) -> Program:
    return Program(name, [sys.executable, "-c", code, str(note)])


def pid_in(note: Path) -> int:
    """The process id that a program wrote down; waits for it."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if note.exists() and note.read_text():
            return int(note.read_text())
        time.sleep(0.02)
    raise AssertionError(f"{note.name} never started.")


def is_gone(pid: int) -> bool:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.02)
    return False


def run(programs: list[Program], then: Callable[[], None], *, patience: float = 20.0) -> tuple[int, list[str]]:
    reports: list[str] = []
    status = run_together(
        programs,
        environment=os.environ,
        announce=lambda _: then(),
        report=reports.append,
        patience=patience,
    )
    return status, reports


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_signal_stops_all(tmp_path: Path, number: signal.Signals) -> None:
    notes = [tmp_path / "a", tmp_path / "b"]
    pids: list[int] = []

    def then() -> None:
        pids.extend(pid_in(note) for note in notes)
        os.kill(os.getpid(), number)

    assert run([sleeper(note.name, note) for note in notes], then) == (0, [])
    assert all(is_gone(pid) for pid in pids)


def test_the_end_of_one_is_the_end_of_all_and_is_reported(tmp_path: Path) -> None:
    pids: list[int] = []

    def then() -> None:
        pids.append(pid_in(tmp_path / "b"))

    crash = Program("The worker", [sys.executable, "-c", "import sys; sys.exit(3)"])
    status, reports = run([crash, sleeper("b", tmp_path / "b")], then)
    assert status == 1
    assert reports == ["The worker ended unexpectedly (status 3); everything else is being stopped."]
    assert is_gone(pids[0])


def test_what_a_program_started_itself_is_stopped_with_it(tmp_path: Path) -> None:
    pids: list[int] = []

    def then() -> None:
        pids.append(pid_in(tmp_path / "a"))
        os.kill(os.getpid(), signal.SIGTERM)

    assert run([sleeper("a", tmp_path / "a", STUBBORN)], then, patience=0.3)[0] == 0
    assert is_gone(pids[0])


def test_the_handlers_of_before_are_put_back(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGINT)
    run([sleeper("a", tmp_path / "a")], lambda: os.kill(os.getpid(), signal.SIGINT))
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.linux
def test_nothing_outlives_a_parent_that_was_killed(tmp_path: Path) -> None:
    note = tmp_path / "child"
    code = (
        "import os, sys\nfrom portal.processes import Program, run_together\n"
        f"run_together([Program('child', [sys.executable, '-c', {SLEEPER!r}, sys.argv[1]])], environment=os.environ,"
        " announce=lambda _: None, report=print)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code, str(note)], cwd=Path(__file__).parents[3])
    child = pid_in(note)
    parent.kill()
    parent.wait()
    assert is_gone(child)
