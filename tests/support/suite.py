"""The whole test suite, as ``make test`` runs it: on SQLite, on PostgreSQL, on Elasticsearch, and in a browser.

Arguments are handed to pytest at every stage. What is marked slow (whole portals that are started and killed, pages in the
second language) runs in CI only, or where the arguments ask for it (``-m slow``). A component that is missing on this machine leaves its stage out and is
named at the end; with ``CI=true`` it is a failure.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from tests.support.chromium import ADVICE, find_chromium
from tests.support.ci import in_ci
from tests.support.elasticsearch import NodeUnavailableError, elasticsearch_url
from tests.support.postgres import postgres_url

__all__ = ["main"]

# Tests that share something costly (``xdist_group``) run in one of the processes.
_SPREAD = ("-n", "2", "--dist", "loadgroup")
# pytest takes the last of several -m, which is the caller's where there is one.
_QUICK = () if in_ci() else ("-m", "not slow")
_FOR_ONE_STAGE = ("TEST_DATABASE_URL", "ELASTICSEARCH_TEST_URL")


@dataclass(frozen=True, slots=True)
class _Outcome:
    stage: str
    failed: bool
    words: str


def _pytest(stage: str, arguments: Sequence[str], **environment: str) -> _Outcome:
    print(f"\n=== {stage} ===", flush=True)
    kept = {name: value for name, value in os.environ.items() if name not in _FOR_ONE_STAGE}
    command = [sys.executable, "-m", "pytest", "-q", *arguments]
    status = subprocess.run(command, env=kept | environment, check=False).returncode
    return _Outcome(stage, bool(status), f"FAILED (pytest's status is {status})" if status else "passed")


def _missing(stage: str, reason: str) -> _Outcome:
    print(f"\n=== {stage} ===\nNot run: {reason}", flush=True)
    return _Outcome(stage, in_ci(), f"{'FAILED' if in_ci() else 'not run'}: {reason}")


def _on_sqlite(arguments: Sequence[str]) -> _Outcome:
    return _pytest("SQLite", [*_SPREAD, *_QUICK, "tests/integration", "tests/unit", *arguments])


def _on_postgres(arguments: Sequence[str]) -> _Outcome:
    try:
        with postgres_url() as url:
            return _pytest("PostgreSQL", [*_SPREAD, *_QUICK, "tests/integration", *arguments], TEST_DATABASE_URL=url)
    except ImportError:
        return _missing("PostgreSQL", "there is no server in a wheel for this platform; set TEST_DATABASE_URL.")


def _on_elasticsearch(arguments: Sequence[str]) -> _Outcome:
    stage = "Elasticsearch"
    try:
        with elasticsearch_url() as url:
            marked = "elasticsearch" if in_ci() else "elasticsearch and not slow"
            command = [*_SPREAD, "-m", marked, "tests/integration", *arguments]
            return _pytest(stage, command, ELASTICSEARCH_TEST_URL=url)
    except NodeUnavailableError as error:
        return _missing(stage, f"{error} ELASTICSEARCH_TEST_URL can name a server.")


def _in_browser(arguments: Sequence[str]) -> _Outcome:
    chromium = find_chromium()
    if chromium is None:
        return _missing("Browser", ADVICE)
    return _pytest("Browser", [*_QUICK, "tests/browser", *arguments], CHROMIUM=chromium)


def main(arguments: Sequence[str]) -> int:
    """Run all stages, print a summary, and return the exit status."""
    stages = (_on_sqlite, _on_postgres, _on_elasticsearch, _in_browser)
    outcomes = [stage(arguments) for stage in stages]
    print("\nSummary")
    for outcome in outcomes:
        print(f"  {outcome.stage:<15}{outcome.words}")
    return 1 if any(outcome.failed for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
