"""The portal with a cluster: status, documents that are missing or were refused, and its settings."""

import os
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from search import cluster, engines, follower
from search.cluster import ClusterFollower, ClusterWatch, tend
from search.engines.connection import Connection
from search.engines.elasticsearch import ElasticsearchEngine, writing
from search.finding import find
from search.query import SearchQuery
from tests.integration.search.clusters import raw_client, searching_cluster
from tests.integration.search.fakes import Leaflet, publish

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]


@pytest.fixture
def cluster_engine(settings: Any) -> Iterator[ElasticsearchEngine]:
    with searching_cluster(settings, os.environ["ELASTICSEARCH_TEST_URL"]) as engine:
        yield engine


def keys(text: str) -> set[str]:
    return {hit.key for hit in find(SearchQuery(text), frozenset({"public"})).hits}


def test_status_when_all_is_well_and_when_it_is_behind(cluster_engine: Any) -> None:
    publish(Leaflet("a", title="Rapat"))
    out = StringIO()
    call_command("search_status", stdout=out)
    assert "Elasticsearch" in out.getvalue()
    assert ClusterWatch().word() == "ok"
    publish(Leaflet("b", title="Rapat"), follow=False)
    follower.catch_up()
    state = cluster.state()
    assert state
    assert [str(trouble) for trouble in state.troubles] == ["behind"]
    with pytest.raises(SystemExit):
        call_command("search_status", stdout=StringIO())
    assert ClusterFollower(cluster_engine)() == 1
    state = cluster.state()
    assert state
    assert state.in_step


def test_a_document_that_is_missing_is_noticed(cluster_engine: Any) -> None:
    publish(Leaflet("a", title="Rapat"), Leaflet("b", title="Rapat"))
    with raw_client(cluster_engine.connection) as client:
        client.delete(index=cluster_engine.position().index, id="leaflet:a", refresh=True)
    state = cluster.state()
    assert state
    assert [str(trouble) for trouble in state.troubles] == ["incomplete"]
    call_command("search_rebuild", "--engine", "elasticsearch", stdout=StringIO())
    assert keys("rapat") == {"leaflet:a", "leaflet:b"}


def test_a_refused_document_is_taken_when_the_reason_is_gone(
    cluster_engine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(Leaflet("a", title="Rapat"))
    with monkeypatch.context() as patch:
        patch.setattr(writing, "to_source", lambda _, stamp: {"no_such_field": 1, "stamp": stamp})
        publish(Leaflet("b", title="Rapat"))
    publish(Leaflet("c", title="Rapat"))
    assert keys("rapat") == {"leaflet:a", "leaflet:c"}
    state = cluster.state()
    assert state
    assert [str(trouble) for trouble in state.troubles] == ["rejected"]
    tend(cluster_engine)
    assert keys("rapat") == {"leaflet:a", "leaflet:b", "leaflet:c"}
    state = cluster.state()
    assert state
    assert state.in_step


def test_the_settings_name_the_cluster(cluster_engine: Any) -> None:
    connection = Connection.of_settings()
    assert connection == cluster_engine.connection
    assert engines.cluster() is cluster_engine
