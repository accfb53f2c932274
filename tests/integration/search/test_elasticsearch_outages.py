"""A cluster that dies, hangs, loses a node or is rebuilt while a running portal is searched: nobody notices.

The nodes are started here, since what is done to them would spoil other tests.
"""

import http.client
import json
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Self

import pytest

from portal.trial_node.process import TrialNode
from search.analysis import query_terms
from search.engines import Batch, Cursor, EngineError, Plan
from search.engines.elasticsearch import ElasticsearchEngine
from tests.integration.search.clusters import connection_to, raw_client
from tests.support.elasticsearch import own_node
from tests.support.running import Installation, RunningPortal, free_port
from tests.unit.search.indexing import PUBLIC, document

pytestmark = [pytest.mark.elasticsearch, pytest.mark.slow, pytest.mark.xdist_group("outages")]

_PATIENCE_SECONDS = 90
_RECORD = """
from django.db import transaction
from search import ledger
from tests.integration.search.fakes import Leaflet
with transaction.atomic():
    ledger.record_many([Leaflet(f"{slug}-{{number}}", title="Rapat zyxwuv {slug}") for number in range({count})])
"""


def eventually(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < deadline, "It did not happen in time."
        time.sleep(0.2)


def _get(port: int, path: str) -> Any:
    connection = http.client.HTTPConnection("localhost", port, timeout=30)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        assert response.status == 200, response.status
        return json.load(response)
    finally:
        connection.close()


class Load:
    """Visitors who search without a pause; what they got that was no answer."""

    def __init__(self, ask: Callable[[], None], visitors: int = 2) -> None:
        self._ask = ask
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._search) for _ in range(visitors)]
        self.answers = 0
        self.failures: list[str] = []

    def _search(self) -> None:
        while not self._stop.is_set():
            try:
                self._ask()
                self.answers += 1
            except (OSError, http.client.HTTPException, EngineError, AssertionError) as error:
                self.failures.append(repr(error))

    def more(self, answers: int = 50) -> None:
        """Return when so many more were answered."""
        wanted = self.answers + answers
        eventually(lambda: self.answers >= wanted or bool(self.failures))

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()


class Portal:
    """A running portal with a cluster of one node."""

    def __init__(self, node: TrialNode, running: RunningPortal) -> None:
        self.node = node
        self.running = running

    def get(self, path: str) -> Any:
        return _get(self.running.port, path)

    def search(self) -> None:
        found = self.get("/api/v1/search/?q=korban")
        assert found["total"] > 0

    def total(self, text: str) -> int:
        return int(self.get(f"/api/v1/search/?q={text}")["total"])

    def cluster(self) -> str:
        return str(self.get("/healthz")["elasticsearch"])

    def publish(self, slug: str, count: int = 3) -> None:
        self.running.installation.python(_RECORD.format(slug=slug, count=count))

    def in_step(self) -> bool:
        return self.running.installation.run("search_status").returncode == 0

    def asked_of_the_cluster(self) -> int:
        """How many searches the node itself has answered since it was started."""
        return int(_get(self.node.port, "/_stats/search")["_all"]["total"]["search"]["query_total"])


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    with own_node() as node:
        node.start()
        settings = {"ELASTICSEARCH_URL": node.url, "ELASTICSEARCH_TIMEOUT_MS": "1000"}
        running = RunningPortal(Installation(tmp_path_factory.mktemp("portal"), settings))
        try:
            running.wait_until_ready()
            started = Portal(node, running)
            eventually(lambda: started.cluster() == "ok")
            yield started
        finally:
            if running.process.poll() is None:
                running.stop()


@contextmanager
def visitors(portal: Portal) -> Iterator[Load]:
    with Load(portal.search) as load:
        load.more()
        yield load
        load.more()
    assert load.failures == []


def test_a_node_that_is_killed_and_comes_back(portal: Portal) -> None:
    with visitors(portal) as load:
        eventually(lambda: portal.asked_of_the_cluster() > 0)
        portal.node.signal(signal.SIGKILL)
        portal.node.wait()
        load.more()
        portal.publish("terbunuh")
        eventually(lambda: portal.total("terbunuh") == 3)
        # The portal looks at its cluster every so often; the embedded index is faster than that.
        eventually(lambda: portal.cluster() == "unreachable")
        portal.node.start()
        eventually(lambda: portal.cluster() == "ok")
        eventually(portal.in_step)
        eventually(lambda: portal.asked_of_the_cluster() > 0)
    assert portal.total("terbunuh") == 3


def test_a_node_that_hangs(portal: Portal) -> None:
    with visitors(portal) as load:
        portal.node.signal(signal.SIGSTOP)
        try:
            load.more()
            portal.publish("macet")
            eventually(lambda: portal.total("macet") == 3)
            eventually(lambda: portal.cluster() == "timeout")
        finally:
            portal.node.signal(signal.SIGCONT)
        eventually(lambda: portal.cluster() == "ok")
        eventually(portal.in_step)
    assert portal.total("macet") == 3


def test_a_rebuild_while_visitors_search_and_editors_publish(portal: Portal) -> None:
    portal.publish("banyak", 600)
    with visitors(portal) as load:
        rebuild = threading.Thread(target=portal.running.manage, args=("search_rebuild",))
        rebuild.start()
        portal.publish("sambil")
        rebuild.join()
        load.more()
        eventually(portal.in_step)
    assert portal.total("sambil") == 3


def test_one_of_two_nodes_is_killed_under_load() -> None:
    """With a copy of the index on each node, the cluster itself goes on: not one question is left to another engine."""
    transport = free_port()
    shared = {"discovery.type": "multi-node", "discovery.seed_hosts": f"127.0.0.1:{transport}"}
    first_settings = shared | {
        "transport.port": str(transport),
        "node.name": "one",
        "cluster.initial_master_nodes": "one",
    }
    second_settings = shared | {"node.name": "two", "node.roles": "[data]"}
    with (
        own_node(heap_mb=384, settings=first_settings) as first,
        own_node(heap_mb=384, settings=second_settings) as second,
    ):
        first.launch()
        second.launch()
        first.wait_until_ready()
        second.wait_until_ready()
        connection = connection_to(first.url, nodes=(first.url, second.url), replicas=1)
        engine = ElasticsearchEngine(connection)
        with raw_client(connection) as client:
            client.cluster.health(wait_for_nodes=">=2", timeout="60s")
            with engine.rebuilding() as target:
                target.apply(
                    Batch(tuple(document(f"d{n}", "Rapat korban") for n in range(200)), (), Cursor(1, "ledger"))
                )
            client.cluster.health(wait_for_status="green", timeout="60s")
            plan = Plan(query_terms("korban"))

            def ask() -> None:
                assert engine.search(plan, PUBLIC).total == 200

            with Load(ask) as load:
                load.more(200)
                second.signal(signal.SIGKILL)
                load.more(400)
            assert load.failures == []
            engine.apply(Batch((document("late", "Rapat korban"),), (), Cursor(2, "ledger")))
            assert engine.search(plan, PUBLIC).total == 201
        engine.close()
