"""From publication to results page, whatever engine answers."""

import datetime as dt
import os
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from search import engines, ledger
from search.contract import MEMBERS_ONLY, Passage, Term
from search.engines.tantivy import TantivyEngine
from search.finding import find
from search.query import Filters, SearchQuery
from tests.integration.search.clusters import searching_cluster
from tests.integration.search.contract.conftest import ENGINES
from tests.integration.search.fakes import MEETING, Leaflet, publish, publishing_between_batches, withdraw

pytestmark = pytest.mark.django_db

PUBLIC = frozenset({"public"})
MEMBER = frozenset({"public", "login", "members"})


def _not_asked(*_: object) -> None:
    raise AssertionError("The embedded index answered in place of the cluster.")


@pytest.fixture(params=ENGINES, autouse=True)
def _answering(request: pytest.FixtureRequest, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The portal with an engine; where that is the cluster, nothing else may answer for it."""
    if request.param == "embedded":
        yield
        return
    with searching_cluster(settings, os.environ["ELASTICSEARCH_TEST_URL"]):
        monkeypatch.setattr(TantivyEngine, "search", _not_asked)
        yield


def keys(text: str, tokens: frozenset[str] = PUBLIC, **values: Any) -> set[str]:
    return {hit.key for hit in find(SearchQuery(text, page_size=100, **values), tokens).hits}


def test_what_is_published_is_found_and_what_is_withdrawn_is_not() -> None:
    publish(Leaflet("a", title="Rapat"), Leaflet("b", title="Rapat"))
    assert keys("rapat") == {"leaflet:a", "leaflet:b"}
    publish(Leaflet("a", title="Notulen"))
    withdraw("b")
    assert (keys("rapat"), keys("notulen")) == (set(), {"leaflet:a"})
    publish(Leaflet("b", title="Rapat"))
    assert keys("rapat") == {"leaflet:b"}


def test_what_is_private_is_nowhere(client: Client) -> None:
    publish(
        Leaflet("open", title="Rapat terbuka", date=dt.date(2021, 5, 1)),
        Leaflet(
            "closed",
            title="Rapat tertutup",
            kind=MEETING,
            date=dt.date(2022, 5, 1),
            access=frozenset({"members"}),
            agency=Term("9", "Dinas Gelap"),
        ),
        Leaflet("part", title="Rapat", passages=(Passage("", "", "Anggaran rahasia", MEMBERS_ONLY),)),
    )
    found = find(SearchQuery("rapat tertutup"), PUBLIC)
    assert found.total == 2
    assert not any(choice.value in ("2022", "9", "meeting") for facet in found.facets for choice in facet.choices)
    assert keys("anggaran") == set()
    page = client.get("/cari/?q=rapat+tertutup").content.decode()
    assert "Rapat tertutup" not in page
    assert "Dinas Gelap" not in page
    assert client.get("/api/v1/search/?q=rapat").json()["total"] == 2
    assert keys("rapat", MEMBER) == {"leaflet:open", "leaflet:closed", "leaflet:part"}
    assert keys("anggaran", MEMBER) == {"leaflet:part"}


def test_what_becomes_private_is_not_shown_even_before_the_index_has_followed() -> None:
    publish(Leaflet("a", title="Rapat"))
    publish(Leaflet("a", title="Rapat", access=frozenset({"members"})), follow=False)
    assert keys("rapat") == set()


def test_filters_counts_and_slips_of_the_pen() -> None:
    publish(
        Leaflet("a", title="Perlindungan saksi", date=dt.date(2020, 1, 1), topics=(Term("t", "Topik"),)),
        Leaflet("b", title="Perlindungan korban", date=dt.date(2021, 1, 1), kind=MEETING),
        Leaflet("c", title="Perlindungan anak", date=dt.date(2022, 1, 1)),
    )
    found = find(SearchQuery("perlindungan", filters=Filters(year=(2021,))), PUBLIC)
    assert found.total == 1
    counts = {facet.name: {choice.value: choice.count for choice in facet.choices} for facet in found.facets}
    assert counts["year"] == {"2020": 1, "2021": 1, "2022": 1}
    assert counts["kind"] == {"meeting": 1}
    assert keys("perlindungn") == {"leaflet:a", "leaflet:b", "leaflet:c"}
    assert keys('"perlindungan saksi"') == {"leaflet:a"}
    assert keys("perlindungan -saksi") == {"leaflet:b", "leaflet:c"}


def test_a_rebuild_holds_what_is_published_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    publish(*(Leaflet(f"l{number}", title="Rapat") for number in range(10)))
    publishing_between_batches(monkeypatch)
    call_command("search_rebuild", stdout=StringIO())
    expected = {f"leaflet:l{number}" for number in range(1, 10)} | {"leaflet:during"}
    assert keys("rapat") == expected
    engine = engines.cluster() or engines.embedded()
    assert engine.status().documents == len(expected)
    assert engine.cursor().stamp == ledger.latest_stamp()


def test_an_index_of_another_ledger_is_made_anew() -> None:
    publish(Leaflet("a", title="Rapat"))
    ledger.renew_identity()
    publish(Leaflet("b", title="Rapat"))
    assert keys("rapat") == {"leaflet:a", "leaflet:b"}
