"""Inside the portal's process: fills the ledger and the index, prints what it took as JSON.

``python -m bench.inside_search fill FOLDER COUNT`` records documents and makes the index;
``python -m bench.inside_search update COUNT`` publishes beside a running rebuild and waits until each is found.
"""

import datetime as dt
import json
import resource
import statistics
import sys
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench.archive import LawPart, law_parts
from bench.documents import EVERYBODY, LawDocument
from search.contract import Term

__all__ = ["main", "record"]

_BATCH = 500


class _Document(LawDocument):
    """A part of a law, with values to filter by."""

    def __init__(self, part: LawPart) -> None:
        super().__init__(f"bench:{part.number}", part.number, part.title, part.text)
        self.part = part

    def search_kind(self) -> Term:
        return Term(self.part.kind, self.part.kind.capitalize())

    def search_date(self) -> dt.date:
        return self.part.date

    def search_status(self) -> Term:
        return Term("in_force", "Berlaku")

    def search_audience(self) -> Term:
        return Term("public", "Umum")

    def search_agency(self) -> Term:
        return Term(str(self.part.agency), f"Dinas {self.part.agency}")

    def search_topics(self) -> list[Term]:
        return [Term(f"topik-{self.part.topic}", f"Topik {self.part.topic}")]


def record(parts: Iterable[LawPart]) -> None:
    """Record the documents in the ledger."""
    from django.db import transaction

    from search import ledger

    documents = map(_Document, parts)
    while batch := [document for document, _ in zip(documents, range(_BATCH), strict=False)]:
        with transaction.atomic():
            ledger.record_many(batch)


def _fill(folder: str, count: str) -> dict[str, float]:
    """Seconds and memory of recording and of making the index; the engine's own time apart from the analysis."""
    from search import engines
    from search.follower import rebuild

    start = time.perf_counter()
    record(law_parts(Path(folder), int(count)))
    recorded = time.perf_counter()
    engine = engines.current()
    spent = _time_applied(engine)
    rebuild(engine)
    built = time.perf_counter()
    return {
        "record": recorded - start,
        "rebuild": built - recorded,
        "engine": spent[0],
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _time_applied(engine: Any) -> list[float]:
    """Counts the seconds that the engine's index takes for batches, in the one element of the returned list."""
    from contextlib import contextmanager

    spent = [0.0]
    rebuilding = engine.rebuilding

    @contextmanager
    def timed() -> Any:
        with rebuilding() as target:
            apply = target.apply

            class Timed:
                cursor = staticmethod(target.cursor)
                verify = staticmethod(target.verify)

                @staticmethod
                def apply(batch: Any) -> None:
                    start = time.perf_counter()
                    apply(batch)
                    spent[0] += time.perf_counter() - start

            yield Timed
            closing = time.perf_counter()
        spent[0] += time.perf_counter() - closing

    engine.rebuilding = timed
    return spent


def _update(count: str) -> dict[str, float]:
    """Seconds from the publication of a document to its first being found, while the index is made anew."""
    from search import engines
    from search.finding import find
    from search.follower import catch_up, rebuild
    from search.query import SearchQuery

    engine = engines.current()
    ended = threading.Event()

    def rebuild_beside() -> None:
        rebuild(engine)
        ended.set()

    beside = threading.Thread(target=rebuild_beside)
    beside.start()
    seconds = []
    for number in range(int(count)):
        if ended.is_set():
            break
        word = f"zyxw{number}qk"
        part = LawPart(10_000_000 + number, word, word, "sop", dt.date(2025, 1, 1), 1, 1)
        start = time.perf_counter()
        record([part])
        while not find(SearchQuery(text=word), EVERYBODY, facets=False, engine=engine).total:
            catch_up(engine)
        seconds.append(time.perf_counter() - start)
    during = len(seconds)
    beside.join()
    return {"median": statistics.median(seconds), "worst": max(seconds), "during": during}


def main() -> int:
    """Run one step and print its figures."""
    import django

    django.setup()
    step, *arguments = sys.argv[1:]
    print(json.dumps(_fill(*arguments) if step == "fill" else _update(*arguments)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
