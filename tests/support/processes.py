"""Processes of this machine, as Linux lists them."""

import os
import signal
import time
from pathlib import Path

from tests.support.running import eventually

__all__ = ["age_of", "all_end", "command_of", "descendants", "is_running", "kill"]


def _state_and_parent(pid: int) -> tuple[str, int] | None:
    try:
        # The name in brackets may hold anything, so that the fields are counted from its end.
        state, parent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:2]
    except OSError:
        return None
    return state, int(parent)


def is_running(pid: int) -> bool:
    """Whether a process is there and has not just ended."""
    found = _state_and_parent(pid)
    return found is not None and found[0] not in "ZX"


def command_of(pid: int) -> str:
    """The command line of a process; "" when it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def age_of(pid: int) -> float:
    """The seconds since a running process was started."""
    ticks = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")


def kill(pid: int) -> None:
    """End a process as a crash or the kernel would, and return when it has ended."""
    os.kill(pid, signal.SIGKILL)
    all_end(frozenset({pid}))


def descendants(pid: int) -> frozenset[int]:
    """All processes that a process started, and those that they started."""
    found: set[int] = {pid}
    every = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
    parents = {one: parent[1] for one in every if (parent := _state_and_parent(one))}
    while more := {one for one, parent in parents.items() if parent in found} - found:
        found |= more
    return frozenset(found - {pid})


def all_end(pids: frozenset[int]) -> None:
    """Return when none of the processes runs any more; fails when that never happens."""
    eventually(
        lambda: not any(map(is_running, pids)),
        f"the end of {[command_of(pid) for pid in pids if is_running(pid)]}",
    )
