"""What the admin's own searches cost with many pages: ``python -m bench.admin_search FOLDER``.

FOLDER holds the development set of laws (``bench.archive``). The same portal with the same pages is asked twice in one run:
with the portal's search backend and with the one that Wagtail brings for SQLite, for words of every frequency. The figures
are milliseconds of CPU, the whole request included; a question that takes longer than half a minute is broken off.
"""

import json
import math
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from bench.projects import Project, empty_portal

__all__ = ["main"]

_BACKENDS = {"portal": "publishing.admin_search", "Wagtail": "wagtail.search.backends.database"}
_GOAL_MS = 500.0


def _measured(project: Project, backend: str) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(project.run("-m", "bench.inside_admin", "measure", backend).splitlines()[-1])
    return result


def _shown(milliseconds: float) -> str:
    return "> 30 s" if math.isinf(milliseconds) else f"{milliseconds:,.0f} ms"


def main() -> int:
    """Fill, ask both, print the table and the goal."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=20_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as scratch:
        project = empty_portal(Path(scratch))
        project.run("-m", "bench.inside_admin", "fill", str(options.folder), str(options.pages))
        found = {name: _measured(project, backend) for name, backend in _BACKENDS.items()}
    print(f"{options.pages:,} pages{'':<30}" + "".join(f"{name:>12}" for name in found))
    slowest = 0.0
    for place in ("search", "chooser"):
        for number in found["portal"][place]:
            row = [figures[place][number] for figures in found.values()]
            slowest = max(slowest, row[0])
            label = f"{place}, a word of {int(number):,} pages"
            print(f"{label:<42}" + "".join(f"{_shown(value):>12}" for value in row))
    print(f"{'index a page that was changed':<42}" + "".join(f"{_shown(one['update']):>12}" for one in found.values()))
    met = slowest <= _GOAL_MS
    print(f"{'met' if met else 'NOT MET'}: every search of the portal's admin within {_GOAL_MS:.0f} ms")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
