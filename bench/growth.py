"""What grows with the archive and should not: ``python -m bench.growth``.

The portal with 200 and with 20,000 pages below one list: CPU and queries of the same requests and of a publication, in one
run. A page view must not cost more; the goal is at most 1.5 times.
"""

import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path

from bench.projects import portal

__all__ = ["main"]

_TOLERATED = 1.5


def main() -> int:
    """Measure both sizes, print the table and what grew."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=20_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as scratch:
        project = portal(Path(scratch))
        small = project.inside_growth()
        project.run("-m", "bench.inside_growth", "fill", str(options.pages))
        large = project.inside_growth()
    print(f"{'CPU ms (queries)':<36}{'200':>14}{options.pages:>14,}{'ratio':>8}")
    grown = []
    for name, before in small.items():
        after = large[name]
        ratio = after["cpu"] / before["cpu"]
        if ratio > _TOLERATED or after["queries"] > before["queries"]:
            grown.append(name)
        cells = "".join(f"{one['cpu']:>8.1f} ({one['queries']:>3.0f})" for one in (before, after))
        print(f"{name:<36}{cells}{ratio:>8.2f}")
    for name in grown:
        print(f"GREW    {name}")
    return 1 if grown else 0


if __name__ == "__main__":
    sys.exit(main())
