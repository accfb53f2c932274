"""How fast search answers over HTTP as the archive grows, beside a stock Wagtail: ``python -m bench.search_speed FOLDER``.

FOLDER holds the development set of laws (``bench.archive``). For each size: documents are recorded, the index is made, and
the same questions are asked one after the other of the results page (facets included), of the JSON interface and of
the search view that ``wagtail start`` makes. Sizes are measured in turns within one run: read the ratios.
"""

import statistics
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen
from urllib.parse import quote

from bench.archive import questions
from bench.candidates import Candidate, granian, running
from bench.cpu import cpu_seconds, process_tree
from bench.goals import report
from bench.load import Client
from bench.projects import Project, empty_portal, stock

__all__ = ["main"]

_TOLERATED_GROWTH = 1.5
_GOAL_MS = 15.0


@dataclass(frozen=True, slots=True)
class Figures:
    """Milliseconds of a search: median and 95th percentile over HTTP, and CPU of the server for one."""

    p50: float
    p95: float
    cpu: float


def _ask(candidate: Candidate, server: "Popen[bytes]", asked: Sequence[str]) -> Figures:
    """Ask one question after the other over one connection; the first five, which warm up, are not counted."""
    client = Client(candidate.port, connections=1)
    try:
        for question in asked[:5]:
            client.get(candidate.path + quote(question), 1)
        tree = process_tree(server.pid)
        before = cpu_seconds(tree)
        milliseconds = []
        for question in asked:
            start = time.perf_counter()
            client.get(candidate.path + quote(question), 1)
            milliseconds.append((time.perf_counter() - start) * 1000)
        spent = (cpu_seconds(tree) - before) / len(asked) * 1000
    finally:
        client.close()
    return Figures(statistics.median(milliseconds), statistics.quantiles(milliseconds, n=20)[-1], spent)


def _candidate(name: str, project: Project, path: str) -> Candidate:
    command, port = granian(project.application)
    return Candidate(name, command, port, path, folder=project.folder, environment=project.environment)


def _measure(candidates: Sequence[Candidate], asked: Sequence[str], few: Sequence[str]) -> dict[str, Figures]:
    """Every candidate alone, so that none waits for another; stock Wagtail is asked few questions where it is slow."""
    found = {}
    for candidate in candidates:
        with running([candidate]) as servers:
            wanted = few if candidate.name.startswith("stock") else asked
            found[candidate.name] = _ask(candidate, servers[candidate.name], wanted)
    return found


def main() -> int:
    """Fill, ask, print the table and the goals."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[2_000, 20_000, 100_000])
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument(
        "--stock-up-to", type=int, default=20_000, help="Stock takes minutes a question above this size."
    )
    options = parser.parse_args()
    asked = questions(options.folder, options.questions)
    pages: dict[int, Figures] = {}
    met = {}
    print(f"{'documents':>9}  {'':<26}{'p50 ms':>8}{'p95 ms':>8}{'CPU ms':>8}")
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as scratch:
        for size in options.sizes:
            folder = Path(scratch) / str(size)
            folder.mkdir()
            ours = empty_portal(folder)
            filled = ours.inside_search("fill", str(options.folder), str(size))
            candidates = [
                _candidate("portal, results page", ours, "/cari/?q="),
                _candidate("portal, JSON", ours, "/api/v1/search/?q="),
            ]
            few = asked
            if size <= options.stock_up_to:
                theirs = stock(folder / "stock", laws=(options.folder, size))
                candidates.append(_candidate("stock Wagtail, SQLite", theirs, "/search/?query="))
                few = asked[: max(10, 60_000 // size)]
            for name, figures in _measure(candidates, asked, few).items():
                print(f"{size:>9,}  {name:<26}{figures.p50:>8.1f}{figures.p95:>8.1f}{figures.cpu:>8.1f}", flush=True)
                if name == "portal, results page":
                    pages[size] = figures
            updated = ours.inside_search("update", "20")
            print(
                f"{'':>9}  index: engine {filled['engine']:.1f} s of {filled['rebuild']:.0f} s, "
                f"{filled['memory_mb']:.0f} MB; found after {updated['median']:.2f} s (worst {updated['worst']:.2f} s) "
                f"during a rebuild",
                flush=True,
            )
            met[f"{size:,}: indexing within 60 s of the engine's own time and 1 GB"] = (
                filled["engine"] <= 60 and filled["memory_mb"] <= 1024
            )
            met[f"{size:,}: found within a second during a rebuild"] = updated["worst"] <= 1
    smallest, largest = min(pages), max(pages)
    met[f"p95 at {largest:,} is at most {_GOAL_MS:.0f} ms"] = pages[largest].p95 <= _GOAL_MS
    met[f"and at most {_TOLERATED_GROWTH} times that at {smallest:,}"] = (
        pages[largest].p95 <= _TOLERATED_GROWTH * pages[smallest].p95
    )
    return report(met)


if __name__ == "__main__":
    sys.exit(main())
