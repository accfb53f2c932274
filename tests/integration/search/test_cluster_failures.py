"""A cluster that fails in every way: visitors are answered all the same, and the administrator learns why.

No Elasticsearch is needed: what fails here is whatever listens at its address.
"""

import json
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from search import cluster, engines
from search.analysis import query_terms
from search.cluster import ClusterFollower, ClusterWatch
from search.engines import EngineError, Plan
from search.engines.connection import Connection
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.elasticsearch.troubles import ClusterError, Trouble
from search.finding import find
from search.follower import catch_up
from search.query import SearchQuery
from tests.integration.search.clusters import connection_to
from tests.integration.search.fakes import Leaflet, publish
from tests.integration.search.stub_cluster import StubCluster, stub_cluster
from tests.support.running import free_port

pytestmark = pytest.mark.django_db

SECRETS = {
    "ELASTICSEARCH_USERNAME": "portal",
    "ELASTICSEARCH_PASSWORD": "sangat-rahasia",
    "ELASTICSEARCH_API_KEY": "",
}
FLOOD = "index [x] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark];"


def error(kind: str, reason: str = "") -> dict[str, Any]:
    return {"error": {"type": kind, "reason": reason}, "status": 0}


FAILURES: dict[str, tuple[int, Any, Trouble]] = {
    "too many requests": (429, error("es_rejected_execution_exception"), Trouble.BUSY),
    "not available": (503, error("cluster_block_exception", "SERVICE_UNAVAILABLE/2/no master"), Trouble.UNAVAILABLE),
    "red": (503, error("search_phase_execution_exception", "all shards failed"), Trouble.RED),
    "full disk": (429, error("cluster_block_exception", FLOOD), Trouble.DISK_FULL),
    "wrong credentials": (401, error("security_exception"), Trouble.CREDENTIALS),
    "missing right": (403, error("security_exception"), Trouble.CREDENTIALS),
    "no index": (404, error("index_not_found_exception"), Trouble.NO_INDEX),
    "foreign fields": (400, error("strict_dynamic_mapping_exception"), Trouble.MAPPING),
    "no JSON": (200, b"<html>", Trouble.OTHER),
    "proxy": (502, b"{}", Trouble.OTHER),
}


@pytest.fixture
def stub(settings: Any) -> Iterator[StubCluster]:
    """A server in the place of a cluster, with something published."""
    publish(Leaflet("a", title="Rapat koordinasi"))
    with stub_cluster() as server:
        for name, value in SECRETS.items():
            setattr(settings, name, value)
        settings.ELASTICSEARCH_NODES = (server.url,)
        yield server
        engine = engines.cluster()
        assert engine
        engine.close()


def titles(text: str = "koordinasi") -> list[str]:
    return [hit.title for hit in find(SearchQuery(text), frozenset({"public"})).hits]


def status() -> tuple[int, str, dict[str, Any]]:
    out, machine, code = StringIO(), StringIO(), 0
    for stream, arguments in ((out, []), (machine, ["--json"])):
        try:
            call_command("search_status", *arguments, stdout=stream)
        except SystemExit as exit_:
            code = int(exit_.code or 0)
    return code, out.getvalue(), json.loads(machine.getvalue())


@pytest.mark.parametrize("failure", FAILURES)
def test_a_visitor_is_answered_and_an_administrator_told(
    stub: StubCluster,
    client: Client,
    failure: str,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    stub.status, stub.body, trouble = FAILURES[failure]
    assert titles() == ["Rapat koordinasi"]
    assert client.get("/cari/?q=koordinasi").status_code == 200
    assert client.get("/api/v1/search/?q=koordinasi").json()["total"] == 1
    state = cluster.state()
    assert state
    assert state.troubles[0] is trouble
    code, words, figures = status()
    assert code == 1
    assert str(trouble.sentence) in words
    assert figures["elasticsearch"]["troubles"] == [trouble.value]
    assert not figures["in_step"]
    assert ClusterWatch().word() == trouble.value
    engine = engines.cluster()
    assert engine
    ClusterFollower(engine)()
    said = caplog.text + words + json.dumps(figures) + "".join(capsys.readouterr()) + repr(engine.connection)
    assert SECRETS["ELASTICSEARCH_PASSWORD"] not in said
    assert "koordinasi" not in caplog.text


def test_nothing_listens(settings: Any, client: Client) -> None:
    publish(Leaflet("a", title="Rapat koordinasi"))
    settings.ELASTICSEARCH_NODES = (f"http://127.0.0.1:{free_port()}",)
    assert titles() == ["Rapat koordinasi"]
    assert ClusterWatch().word() == "unreachable"
    assert client.get("/healthz").status_code == 200


def test_a_cluster_that_hangs_is_waited_for_once(stub: StubCluster, settings: Any) -> None:
    settings.ELASTICSEARCH_TIMEOUT_MS = 50
    stub.delay = 30.0
    assert [titles() for _ in range(5)] == [["Rapat koordinasi"]] * 5
    assert len(stub.requests) == 1
    assert ClusterWatch().word() == "timeout"


def test_a_slow_cluster_is_not_waited_for_once_for_each_attempt(stub: StubCluster) -> None:
    """Too few hits for all the words, and any word would be asked for next: the time of the visitor is up by then."""
    stub.body = {"hits": {"total": {"value": 0}, "hits": []}}
    times = iter([0.0, 0.0, 61.0])
    engine = ElasticsearchEngine(connection_to(stub.url, search_seconds=60.0), clock=lambda: next(times))
    with pytest.raises(ClusterError) as caught:
        engine.search(Plan(query_terms("rapat koordinasi")), frozenset({"public"}))
    assert caught.value.trouble is Trouble.TIMEOUT
    assert len(stub.requests) == 1
    engine.close()


def test_unless_the_settings_say_otherwise_nobody_waits_long(stub: StubCluster) -> None:
    connection = Connection.of_settings()
    assert connection
    assert connection.search_seconds <= 0.25


def test_a_dead_cluster_is_not_asked_for_every_visitor(stub: StubCluster) -> None:
    stub.status = 503
    for _ in range(20):
        titles()
    assert len(stub.requests) == 1


def test_the_health_address_reports_it_and_stays_well(
    stub: StubCluster, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.health._cluster", ClusterWatch())
    stub.status = 503
    asked = [client.get("/healthz") for _ in range(5)]
    assert {response.status_code for response in asked} == {200}
    assert asked[0].json()["elasticsearch"] == "unavailable"
    assert len(stub.requests) == 1


def test_publishing_and_the_embedded_index_do_not_notice(stub: StubCluster) -> None:
    stub.status = 503
    publish(Leaflet("b", title="Rapat koordinasi kedua"), follow=False)
    assert catch_up() == 1
    assert len(titles()) == 2


def test_the_follower_asks_ever_more_rarely_and_logs_a_trouble_once(
    stub: StubCluster, caplog: pytest.LogCaptureFixture
) -> None:
    now = [0.0]
    engine = engines.cluster()
    assert engine
    follow = ClusterFollower(engine, clock=lambda: now[0])
    stub.status = 503
    for _ in range(240):  # A minute of the worker's looks.
        follow()
        now[0] += 0.25
    assert 5 < len(stub.requests) < 15
    assert caplog.text.count("not followed (unavailable)") == 1
    stub.status = 401
    now[0] += 60
    follow()
    assert "not followed (credentials)" in caplog.text


def test_a_rebuild_says_what_is_wrong_with_the_cluster(stub: StubCluster) -> None:
    stub.status, stub.body = 401, error("security_exception")
    with pytest.raises(CommandError, match=str(Trouble.CREDENTIALS.sentence)):
        call_command("search_rebuild", "--engine", "elasticsearch")
    call_command("search_rebuild", "--engine", "embedded", stdout=StringIO())


def test_without_a_cluster_there_is_none_to_rebuild() -> None:
    with pytest.raises(CommandError):
        call_command("search_rebuild", "--engine", "elasticsearch")
    assert cluster.state() is None
    assert ClusterWatch().word() == ""


@pytest.mark.parametrize(
    ("named", "sent"),
    [
        ({}, "Basic cG9ydGFsOnNhbmdhdC1yYWhhc2lh"),
        ({"ELASTICSEARCH_API_KEY": "kunci"}, "ApiKey kunci"),
        ({"ELASTICSEARCH_USERNAME": ""}, ""),
    ],
)
def test_the_portal_shows_who_it_is(stub: StubCluster, settings: Any, named: dict[str, str], sent: str) -> None:
    for name, value in named.items():
        setattr(settings, name, value)
    engine = engines.cluster()
    assert engine
    stub.status = 404
    with pytest.raises(EngineError):
        engine.cursor()
    assert stub.credentials == [sent]
    assert "kunci" not in repr(engine.connection)
    assert "rahasia" not in repr(engine.connection)
