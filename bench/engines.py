"""Both search engines side by side: ``python -m bench.engines FOLDER [--documents 100000] [--shards 1]``.

FOLDER holds the development set of laws (``bench.archive``). A portal with a scratch database and a node of Elasticsearch
of its own are filled with the same documents. The first table says whether both give the same answers to the questions of
the development set, the second what each costs. Both run on this machine: read the ratios.
"""

import json
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from bench.projects import Project, empty_portal
from portal.trial_node.distribution import cache_folder, prepare
from portal.trial_node.process import TrialNode

__all__ = ["main"]

_TOLERATED = 0.01
_PORT = 9271


def _inside(project: Project, *arguments: str) -> dict[str, Any]:
    figures: dict[str, Any] = json.loads(project.run("-m", "bench.inside_engines", *arguments).splitlines()[-1])
    return figures


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def _resident_megabytes(pid: int) -> float:
    """The memory that a process holds now."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _print_parity(figures: dict[str, Any]) -> bool:
    print(f"MRR@10 of {figures['questions']} questions on the laws of the development set")
    print(f"{'':12}{'embedded':>10}{'elasticsearch':>15}{'difference':>12}")
    worst = 0.0
    for kind, row in figures["table"].items():
        difference = row["elasticsearch"] - row["embedded"]
        worst = max(worst, abs(difference))
        print(f"{kind:12}{row['embedded']:10.3f}{row['elasticsearch']:15.3f}{difference:+12.3f}")
    unequal = figures["unequal"]
    print(f"Answers with another total: {unequal['totals']}, with other counts: {unequal['counts']}")
    print(f"The same first hit: {figures['same_first']:.1%}; the questions that are answered most differently:")
    for _, kind, text, one, other in figures["apart"]:
        print(f"  {kind:10}{one:6.3f}{other:6.3f}  {text}")
    print()
    return worst <= _TOLERATED and not any(unequal.values())


def _print_costs(figures: dict[str, Any], documents: int) -> None:
    print(f"{documents} documents of about 650 words")
    rows = [
        ("index_seconds", "index made from the ledger, s"),
        ("index_cpu", "… CPU of portal and node, s"),
        ("p50", "search with counts, p50 ms"),
        ("p95", "search with counts, p95 ms"),
        ("p95_of_four", "four at once, p95 ms"),
        ("a_second", "four at once, searches a second"),
        ("cpu", "… CPU of portal and node, ms each"),
        ("memory_mb", "memory, MB"),
        ("disk_mb", "disk, MB"),
    ]
    print(f"{'':34}{'embedded':>10}{'elasticsearch':>15}")
    for name, label in rows:
        print(f"{label:34}{figures['embedded'][name]:10.1f}{figures['elasticsearch'][name]:15.1f}")


def main() -> int:
    """Compare and measure; returns 1 where the answers differ by more than is tolerated."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--shards", type=int, default=1)
    parser.add_argument("--heap-mb", type=int, default=1024)
    parser.add_argument("--skip-parity", action="store_true", help="Only what each costs.")
    parser.add_argument("--skip-costs", action="store_true", help="Only whether both answer alike.")
    given = parser.parse_args()
    same = True
    with (
        tempfile.TemporaryDirectory(prefix="bench-engines-") as scratch,
        tempfile.TemporaryDirectory(prefix="bench-", dir=cache_folder()) as home,
    ):
        node = TrialNode(prepare(print), Path(home), _PORT, heap_mb=given.heap_mb)
        node.start()
        try:
            cluster = {
                "ELASTICSEARCH_URL": node.url,
                "ELASTICSEARCH_SHARDS": str(given.shards),
                "ELASTICSEARCH_TIMEOUT_MS": "5000",
            }
            if not given.skip_parity:
                project = empty_portal(Path(scratch) / "laws", cluster | {"ELASTICSEARCH_INDEX": "laws"})
                same = _print_parity(_inside(project, "parity", str(given.folder.absolute())))
            if not given.skip_costs:
                project = empty_portal(Path(scratch) / "many", cluster | {"ELASTICSEARCH_INDEX": "many"})
                before = _megabytes(node.folder / "data")
                figures = _inside(
                    project, "measure", str(given.folder.absolute()), str(given.documents), str(node.server_pid)
                )
                figures["elasticsearch"] |= {
                    "memory_mb": _resident_megabytes(node.server_pid),
                    "disk_mb": _megabytes(node.folder / "data") - before,
                }
                figures["embedded"]["disk_mb"] = _megabytes(Path(scratch) / "many" / "data" / "index")
                _print_costs(figures, given.documents)
        finally:
            node.stop()
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
