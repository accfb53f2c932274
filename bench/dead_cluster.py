"""How long visitors wait for a cluster that is dead: ``python -m bench.dead_cluster [--seconds 20] [--nodes 1]``.

Each node is a port that takes connections and never says a word, which is worse than one that refuses them. Two visitors
search without a pause, first in a portal that has no cluster, then in the same portal with this one.
"""

import socket
import statistics
import sys
import tempfile
import threading
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from bench.candidates import Candidate, granian, running
from bench.goals import report
from bench.load import Client
from bench.projects import Project, empty_portal

__all__ = ["main"]

_GOAL_MS = 300.0
_VISITORS = 2
_PATH = "/cari/?q=perlindungan+korban"
# Reads the dictionaries and opens this machine's index, and never asks a cluster.
_WARMING_UP = "/cari/saran/?q=perlindung"


@contextmanager
def _silent_node() -> Iterator[str]:
    """The address of something that never answers; whoever connects waits in its queue, and it counts nobody."""
    with socket.create_server(("127.0.0.1", 0), backlog=512) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


def _milliseconds(project: Project, seconds: float) -> list[float]:
    """What each search took. Every one of them is answered, or this fails."""
    command, port = granian(project.application)
    candidate = Candidate("portal", command, port, "/healthz", folder=project.folder, environment=project.environment)
    taken: list[float] = []
    errors: list[Exception] = []

    def visit() -> None:
        client = Client(port, connections=1)
        try:
            while time.monotonic() < end:
                start = time.perf_counter()
                client.get(_PATH, 1)
                taken.append((time.perf_counter() - start) * 1000)
        except (OSError, RuntimeError) as error:
            errors.append(error)
        finally:
            client.close()

    with running([candidate]):
        warming_up = Client(port, connections=8)
        warming_up.get(_WARMING_UP, 80)
        warming_up.close()
        end = time.monotonic() + seconds
        visitors = [threading.Thread(target=visit) for _ in range(_VISITORS)]
        for visitor in visitors:
            visitor.start()
        for visitor in visitors:
            visitor.join()
    if errors:
        raise errors[0]
    return taken


def main() -> int:
    """Measure both, print what the searches took and whether the goal is met."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--nodes", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as scratch, ExitStack() as stack:
        without = empty_portal(Path(scratch))
        without.run("manage.py", "search_rebuild")
        nodes = ",".join(stack.enter_context(_silent_node()) for _ in range(given.nodes))
        dead = replace(without, environment={**without.environment, "ELASTICSEARCH_URL": nodes})
        print(f"{'':24}{'searches':>9}{'p50 ms':>8}{'p99 ms':>8}{'slowest ms':>11}{'above 200 ms':>13}")
        figures = {}
        for name, project in (("no cluster", without), (f"{given.nodes} silent nodes", dead)):
            taken = figures[name] = _milliseconds(project, given.seconds)
            print(
                f"{name:24}{len(taken):>9}{statistics.median(taken):>8.1f}{statistics.quantiles(taken, n=100)[-1]:>8.1f}"
                f"{max(taken):>11.0f}{sum(one > 200 for one in taken):>13}"
            )
    plain, waiting = figures.values()
    longer = max(waiting) - statistics.median(plain)
    return report({f"nobody waits more than {_GOAL_MS:.0f} ms longer than without a cluster": longer <= _GOAL_MS})


if __name__ == "__main__":
    sys.exit(main())
