"""Inside the portal's process, with a cluster in its settings: both engines on the same ledger, figures printed as JSON.

``python -m bench.inside_engines parity FOLDER`` records the laws of the development set, asks its questions of both
engines and compares; ``… measure FOLDER COUNT PID`` records COUNT documents and times both. PID is the cluster's process.
"""

import datetime as dt
import json
import os
import resource
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.archive import LawPart, law_parts, questions
from bench.cpu import cpu_seconds
from bench.documents import EVERYBODY
from bench.inside_quality import BEST, forget_samples, reciprocal_rank
from bench.inside_search import record
from bench.laws import development, laws

if TYPE_CHECKING:
    from search.engines import Engine, Found, Plan

__all__ = ["main"]

_KINDS = {"uu": "regulation", "pp": "decree"}
_THREADS = 4
_NAMED = 12


def _with_filters(folder: Path) -> Iterator[tuple[str, LawPart]]:
    """Whole laws, each with its id, and with values to filter by."""
    for number, law in enumerate(laws(folder)):
        kind, year, *_ = law.id.split("-")
        date = dt.date(int(year), 1 + number % 12, 1 + number % 28)
        values = (_KINDS.get(kind, "information"), date, number % 30, number % 15)
        yield law.id, LawPart(number, law.title, law.text, *values)


@cache
def _engines() -> dict[str, "Engine"]:
    """Both engines; the cluster is asked itself, not through the one that stands in for it."""
    from search import engines
    from search.engines.failover import FailoverEngine

    cluster, embedded = engines.cluster(), engines.embedded()
    assert cluster

    class Cluster(FailoverEngine):
        def search(self, plan: "Plan", tokens: frozenset[str]) -> "Found":
            assert cluster
            return cluster.search(plan, tokens)

    return {"embedded": embedded, "elasticsearch": Cluster(cluster, embedded)}


def _parity(folder: str) -> dict[str, Any]:
    """The reciprocal rank of the first right hit for every kind of question, and whether totals and counts are equal."""
    from django.db import transaction

    from search import engines
    from search.finding import find
    from search.follower import rebuild
    from search.query import Filters, SearchQuery

    with transaction.atomic():
        forget_samples()
    recorded = list(_with_filters(Path(folder)))
    record([part for _, part in recorded])
    names = {f"bench:{part.number}": name for name, part in recorded}
    cluster = engines.cluster()
    assert cluster
    rebuild(engines.embedded())
    rebuild(cluster)
    asked = development(Path(folder))
    ranks: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    unequal: dict[str, int] = defaultdict(int)
    apart: list[tuple[float, str, str, float, float]] = []
    same_first = 0
    for place, question in enumerate(asked):
        query = SearchQuery(question.text, page_size=BEST)
        if place % 3 == 1:  # A third of them within a filter, whose own counts must not follow it.
            filtered = replace(query, filters=Filters(kind=("regulation",), agency=("1", "2", "3")))
            found = {name: find(filtered, EVERYBODY, engine=engine) for name, engine in _engines().items()}
            _compare(found["embedded"], found["elasticsearch"], unequal)
        found = {name: find(query, EVERYBODY, engine=engine) for name, engine in _engines().items()}
        _compare(found["embedded"], found["elasticsearch"], unequal)
        for name, results in found.items():
            hits = [names[hit.key] for hit in results.hits]
            ranks[question.kind][name].append(reciprocal_rank(hits, question.relevant))
        one, other = (ranks[question.kind][name][-1] for name in ("embedded", "elasticsearch"))
        apart.append((abs(one - other), question.kind, question.text, one, other))
        firsts = [results.hits[0].key if results.hits else "" for results in found.values()]
        same_first += len(set(firsts)) == 1
    table = {
        stratum: {name: statistics.mean(values) for name, values in by_engine.items()}
        for stratum, by_engine in sorted(ranks.items())
    }
    return {
        "table": table,
        "unequal": dict(unequal),
        "same_first": same_first / len(asked),
        "questions": len(asked),
        "apart": [one for one in sorted(apart, reverse=True)[:_NAMED] if one[0]],
    }


def _compare(one: Any, other: Any, unequal: dict[str, int]) -> None:
    def counts(results: Any) -> Any:
        return [
            (facet.name, sorted((choice.value, choice.count) for choice in facet.choices)) for facet in results.facets
        ]

    unequal["totals"] += one.total != other.total
    unequal["counts"] += counts(one) != counts(other)


def _measure(folder: str, count: str, pid: str) -> dict[str, Any]:
    """What it takes to make each index from the ledger, and a search with counts, alone and four at once."""
    from search import engines
    from search.follower import rebuild

    record(law_parts(Path(folder), int(count)))
    asked = questions(Path(folder), 200)
    figures: dict[str, Any] = {}
    processes = [os.getpid(), int(pid)]
    cluster = engines.cluster()
    assert cluster
    for name, index in (("embedded", engines.embedded()), ("elasticsearch", cluster)):
        start, spent = time.perf_counter(), cpu_seconds(processes)
        rebuild(index)
        figures[name] = {
            "index_seconds": time.perf_counter() - start,
            "index_cpu": cpu_seconds(processes) - spent,
        }
        if name == "embedded":
            figures[name]["memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    # The parts of an index are put together for a while after it was made; nobody measures in the middle of that.
    time.sleep(10)
    plans = [_plan(question, engines.embedded()) for question in asked]
    for name, engine in _engines().items():
        for plan in plans:
            engine.search(plan, EVERYBODY)
        alone = _milliseconds(engine, plans)
        start, spent = time.perf_counter(), cpu_seconds(processes)
        with ThreadPoolExecutor(_THREADS) as pool:
            together = [
                each for part in pool.map(lambda _, e=engine: _milliseconds(e, plans), range(_THREADS)) for each in part
            ]
        seconds = time.perf_counter() - start
        figures[name] |= {
            "p50": statistics.median(alone),
            "p95": statistics.quantiles(alone, n=20)[-1],
            "p95_of_four": statistics.quantiles(together, n=20)[-1],
            "a_second": len(together) / seconds,
            "cpu": (cpu_seconds(processes) - spent) / len(together) * 1000,
        }
    return figures


def _plan(question: str, engine: "Engine") -> "Plan":
    """The plan that the portal makes of a question, without asking an engine for hits."""
    from search import finding
    from search.engines import Found
    from search.query import SearchQuery

    plans: list[Plan] = []

    class Listening:
        counts, beginning = staticmethod(engine.counts), staticmethod(engine.beginning)

        @staticmethod
        def search(plan: "Plan", *_: object) -> "Found":
            plans.append(plan)
            return Found(0, ())

    listening: Any = Listening
    finding.find(SearchQuery(question), EVERYBODY, engine=listening)
    return plans[0]


def _milliseconds(engine: "Engine", plans: Sequence["Plan"]) -> list[float]:
    taken = []
    for plan in plans:
        start = time.perf_counter()
        engine.search(plan, EVERYBODY)
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def main() -> int:
    """Run one step and print its figures."""
    import django

    django.setup()
    step, *arguments = sys.argv[1:]
    steps: dict[str, Callable[..., dict[str, Any]]] = {"parity": _parity, "measure": _measure}
    print(json.dumps(steps[step](*arguments)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
