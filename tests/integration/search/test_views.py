"""The results page ``/cari/``."""

import datetime as dt
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import engines
from search.contract import Passage, Term
from search.engines import EngineError
from tests.integration.search.fakes import MEETING, Leaflet, publish

pytestmark = pytest.mark.django_db

URL = "/cari/"


def get(client: Client, query_string: str = "", status: int = 200, url: str = URL) -> str:
    response = client.get(f"{url}?{query_string}")
    assert response.status_code == status
    assert not response.cookies
    assert response["Cache-Control"] == "no-cache"
    return " ".join(response.content.decode().split())


def test_a_page_of_hits(client: Client) -> None:
    publish(
        Leaflet(
            "a",
            title="Rapat <koordinasi>",
            kind=MEETING,
            number="15/2021",
            date=dt.date(2021, 11, 18),
            path="0001",
            status=Term("closed", "Selesai"),
            agency=Term("1", "DP3AP2KB"),
            passages=(Passage("Butir 2", "butir-2", "Kesepakatan rapat."),),
        ),
        Leaflet("b", title="SOP rapat", summary="Tata cara rapat."),
    )
    page = get(client, "q=rapat")
    assert "<mark>Rapat</mark> &lt;koordinasi&gt;" in page
    assert '<a href="/dokumen/a/">' in page
    assert '<a href="/dokumen/a/#butir-2"> Butir 2 </a>' in page
    assert "18 November 2021" in page
    for text in ("15/2021", "Selesai", "DP3AP2KB", "Tata cara <mark>rapat</mark>."):
        assert text in page
    assert 'value="rapat"' in page


def test_filters_are_links_with_counts_that_can_be_taken_back(client: Client) -> None:
    publish(
        Leaflet("a", title="Rapat", date=dt.date(2021, 1, 1), kind=MEETING),
        Leaflet("b", title="Rapat", date=dt.date(2022, 1, 1)),
    )
    page = get(client, "q=rapat")
    assert 'href="?q=rapat&amp;kind=meeting"' in page
    assert 'href="?q=rapat&amp;year=2022"' in page
    page = get(client, "q=rapat&kind=meeting&year=2021")
    assert 'class="facet__choice is-selected" href="?q=rapat&amp;year=2021"' in page
    assert '<a class="chip" href="?q=rapat&amp;kind=meeting">2021' in page
    assert 'href="?q=rapat">' in page
    assert '<input type="hidden" name="kind" value="meeting">' in page
    assert "/dokumen/b/" not in page


def test_paging(client: Client) -> None:
    publish(*(Leaflet(f"l{n}", title="Rapat") for n in range(25)))
    page = get(client, "q=rapat&sort=date&page=2&page_size=99")
    assert page.count('<article class="hit">') == 10
    assert 'start="11"' in page
    assert 'rel="next" href="?q=rapat&amp;sort=date&amp;page=3"' in page
    assert get(client, "page=3").count('<article class="hit">') == 5
    assert 'rel="prev" href="?page=2"' in get(client, "page=3")


def test_the_first_visit_shows_what_is_new(client: Client) -> None:
    publish(Leaflet("a", title="Terbaru"))
    assert "Terbaru" in get(client)


def test_nothing_found_helps_onward(client: Client) -> None:
    publish(Leaflet("a", title="Rapat"))
    page = get(client, "q=%3Cscript%3Etiada")
    assert "&lt;script&gt;tiada" in page
    assert "<script>tiada" not in page
    assert 'class="empty"' in page
    assert 'id="ideas"' in page
    filtered = get(client, "q=rapat&year=1999")
    assert 'href="?q=rapat"' in filtered


def test_an_empty_portal_has_a_page(client: Client) -> None:
    publish()
    assert 'class="empty"' in get(client)


@pytest.mark.parametrize(
    ("query_string", "status"),
    [
        ("q=" + "kata+" * 2000, 400),
        ("q=%00%1B", 400),
        ("q=rapat&page=0", 400),
        ("q=rapat&page=99999", 404),
        ("q=rapat&page=" + "9" * 400, 400),
        ("kind=unknown", 400),
        ("year=x", 400),
    ],
)
def test_what_cannot_be_meant_gives_a_page_with_a_message(client: Client, query_string: str, status: int) -> None:
    publish(Leaflet("a", title="Rapat"))
    page = get(client, query_string, status)
    assert 'role="alert"' in page
    assert 'class="empty"' in page
    assert 'name="q"' in page


def test_without_an_engine_the_page_apologises_and_logs_no_question(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    page = get(client, "q=nama+korban", 503)
    assert 'role="alert"' in page
    assert "Traceback" not in page
    assert "korban" not in caplog.text


def test_an_engine_that_fails_is_no_server_error(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(Leaflet("a"))

    def broken(*args: Any, **kwargs: Any) -> Any:
        raise EngineError("broken")

    monkeypatch.setattr(type(engines.current()), "search", broken)
    get(client, "q=x", 503)


def test_private_titles_are_nowhere(client: Client) -> None:
    publish(
        Leaflet("open", title="Rapat"),
        Leaflet(
            "closed",
            title="Rapat rahasia",
            agency=Term("1", "Agen rahasia"),
            access=frozenset({"members", "superuser"}),
        ),
    )
    for query_string in ("q=rapat", "", "agency=1", "q=rapat&sort=date"):
        assert "rahasia" not in get(client, query_string).lower()
    client.force_login(get_user_model().objects.create_superuser("root", password="x"))
    response = client.get(URL, {"q": "rapat"})
    assert b"rahasia" in response.content
    assert response["Cache-Control"] == "private, no-store"


def test_the_english_page_speaks_english_and_links_to_english_pages(client: Client) -> None:
    publish(Leaflet("a", title="Rapat", path="0001"))
    page = get(client, "q=rapat", url="/en/cari/")
    assert 'lang="en"' in page
    assert 'href="/en/dokumen/a/"' in page
    assert 'action="/en/cari/"' in page


def test_only_reading_is_allowed(client: Client) -> None:
    assert client.post(URL).status_code == 405
    assert client.head(URL).status_code in (200, 503)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.binary(max_size=40), st.sampled_from(["q", "kind", "year", "page", "sort", "agency", "weird"]))
def test_any_bytes_give_a_page(client: Client, raw: bytes, name: str) -> None:
    publish(Leaflet("a", title="Rapat"))
    response = client.get(f"{URL}?{name}={quote(raw)}")
    assert response.status_code in (200, 400, 404)
    assert b"</html>" in response.content
