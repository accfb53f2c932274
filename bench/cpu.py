"""CPU time of a server and all processes below it, read from the kernel's accounting in ``/proc``."""

import os
from pathlib import Path

__all__ = ["cpu_seconds", "process_tree"]

_TICK = os.sysconf("SC_CLK_TCK")


def _stat_fields(pid: int) -> list[str]:
    """Fields of ``/proc/<pid>/stat`` after the command's name, which may hold spaces and brackets itself."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def process_tree(root: int) -> list[int]:
    """``root`` and every living descendant."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int(_stat_fields(int(entry.name))[1])
            except (FileNotFoundError, ProcessLookupError):
                continue  # It ended while the list was read.
    tree = [root]
    for pid in tree:
        tree.extend(child for child, parent in parents.items() if parent == pid)
    return tree


def cpu_seconds(pids: list[int]) -> float:
    """User and system time that these processes have used, with the children that they waited for."""
    ticks = 0
    for pid in pids:
        fields = _stat_fields(pid)
        ticks += sum(int(field) for field in fields[11:15])
    return ticks / _TICK
