"""What a page view and a publication cost, beside a stock Wagtail with the same text: ``python -m bench.pages``.

Everything is measured in one run, in turns, on one server (granian): read the ratios. Takes about three minutes.
"""

import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path

from bench.candidates import Candidate, granian, measure, running
from bench.first_view import first_view
from bench.goals import report
from bench.projects import Project, portal, stock
from bench.text import PAGES, slug

__all__ = ["main"]

_MEASURED = slug(PAGES // 2)


def _candidate(name: str, project: Project, path: str, requests: int, **environment: str) -> Candidate:
    command, port = granian(project.application)
    return Candidate(name, command, port, path, requests, project.folder, {**project.environment, **environment})


def _page_views(ours: Project, theirs: Project, rounds: int) -> dict[str, Candidate]:
    path = ours.address_of(_MEASURED)
    candidates = {
        "constant": Candidate("constant 5 KB", *granian("bench.constant:application"), requests=4000),
        "cached": _candidate("portal, cached", ours, path, 4000, PAGE_CACHE="1"),
        "uncached": _candidate("portal, uncached", ours, path, 300, PAGE_CACHE="0"),
        "stock": _candidate("stock Wagtail", theirs, theirs.address_of(_MEASURED), 150),
    }
    measure(list(candidates.values()), rounds=rounds)
    return candidates


def _print_views(views: Mapping[str, Candidate], ours: Project, theirs: Project) -> None:
    queries = {
        "uncached": ours.inside("view", views["uncached"].path)["queries"],
        "stock": theirs.inside("view", views["stock"].path)["queries"],
    }
    print(f"\n{'page view, CPU a request':<28}{'µs':>8}{'× constant':>12}{'× stock':>9}{'queries':>9}")
    for key, view in views.items():
        ratios = f"{view.median / views['constant'].median:>12.1f}{view.median / views['stock'].median:>9.2f}"
        print(f"{view.name:<28}{view.median:>8.0f}{ratios}{queries.get(key, 0):>9.0f}")


def _print_publication(ours: Mapping[str, float], theirs: Mapping[str, float]) -> None:
    print(f"\n{'edit with publication':<28}{'CPU ms':>8}{'× stock':>9}{'queries':>9}{'worker, ms':>12}")
    for name, figures in (("portal", ours), ("stock Wagtail", theirs)):
        ratio = figures["cpu"] / theirs["cpu"]
        print(f"{name:<28}{figures['cpu']:>8.1f}{ratio:>9.2f}{figures['queries']:>9.0f}{figures['later']:>12.1f}")


def main() -> int:
    """Build both projects, measure, print the figures and the goals."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as scratch:
        folder = Path(scratch)
        (folder / "portal").mkdir()
        ours, theirs = portal(folder / "portal"), stock(folder / "stock")
        views = _page_views(ours, theirs, options.rounds)
        _print_views(views, ours, theirs)
        published = ours.inside("publish", _MEASURED), theirs.inside("publish", _MEASURED)
        _print_publication(*published)
        home = _candidate("home", ours, "/", 1, PAGE_CACHE="1")
        with running([home]):
            view = first_view(home.port, "/")
    print(f"\nfirst view of the home page: {view.bytes / 1024:.1f} KB in {view.requests} requests")
    return report(
        {
            "a cached page costs at most 3 × a constant": views["cached"].median <= 3 * views["constant"].median,
            "an uncached page costs at most 0.6 × stock": views["uncached"].median <= 0.6 * views["stock"].median,
            "an edit with publication takes at most 40 queries": published[0]["queries"] <= 40,
            "and at most half of stock's CPU": published[0]["cpu"] <= 0.5 * published[1]["cpu"],
            "a first view is at most 25 KB in 5 requests": view.bytes <= 25 * 1024 and view.requests <= 5,
        }
    )


if __name__ == "__main__":
    sys.exit(main())
