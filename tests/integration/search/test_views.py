"""The results page ``/cari/``."""

import datetime as dt
import re
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import engines
from search.contract import IN_FORCE, Fact, Passage, Term
from search.engines import EngineError
from search.signals import searched
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
    assert '<a class="hit__place" href="/dokumen/a/#butir-2"> Butir 2 </a>' in page
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
    assert 'href="?q=rapat&amp;kind=meeting#facet-kind"' in page
    assert 'href="?q=rapat&amp;year=2022#facet-year"' in page
    page = get(client, "q=rapat&kind=meeting&year=2021")
    assert (
        '<a class="facet__choice" href="?q=rapat&amp;kind=meeting#facet-year" rel="nofollow" aria-current="true">'
        in page
    )
    assert re.search(
        r'<a class="chip" href="\?q=rapat&amp;kind=meeting" rel="nofollow"><span [^>]*>[^<]*</span> 2021 ', page
    )
    assert 'href="?q=rapat" rel="nofollow">' in page
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
    assert 'class="nothing"' in page
    assert 'id="ideas"' in page
    filtered = get(client, "q=rapat&year=1999")
    assert 'href="?q=rapat"' in filtered


def test_an_empty_portal_has_a_page(client: Client) -> None:
    publish()
    assert 'class="nothing"' in get(client)


@pytest.mark.parametrize(
    "query_string",
    [
        "q=rapat+" + "kata+" * 2000,
        "q=%00%1Brapat",
        "q=rapat&page=0",
        "q=rapat&page=99999",
        "q=rapat&page=" + "9" * 400,
        "q=rapat&kind=unknown",
        "q=rapat&year=x",
        "q=rapat&agency=%3Cscript%3E",
    ],
)
def test_what_cannot_be_meant_is_named_and_the_rest_answered(client: Client, query_string: str) -> None:
    publish(Leaflet("a", title="Rapat"))
    page = get(client, query_string, 404 if query_string.endswith("page=99999") else 400)
    assert page.count('class="results__problem"') == 1
    assert '<article class="hit">' in page
    assert "<script>" not in page


def test_beyond_the_last_page_stands_the_last_one(client: Client) -> None:
    publish(*(Leaflet(f"l{n}", title="Rapat") for n in range(12)))
    page = get(client, "q=rapat&page=7", 404)
    assert page.count('<article class="hit">') == 2
    assert 'aria-current="page"' in page


def test_without_an_engine_the_page_apologises_and_logs_no_question(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    page = get(client, "q=nama+korban", 503)
    assert 'role="alert"' in page
    assert 'href="?q=nama+korban"' in page
    assert client.get(f"{URL}?q=nama+korban")["Retry-After"] == "60"
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


def test_only_what_is_in_force_is_one_press_away(client: Client) -> None:
    publish(
        Leaflet("a", title="Rapat", status=Term(IN_FORCE, "Berlaku")),
        Leaflet("b", title="Rapat", status=Term("not_in_force", "Tidak berlaku")),
    )
    page = get(client, "q=rapat&sort=date")
    assert '<a class="results__switch" href="?q=rapat&amp;status=in_force&amp;sort=date"' in page
    page = get(client, "q=rapat&status=in_force")
    assert '<a class="results__switch" href="?q=rapat" rel="nofollow" aria-current="true">' in page
    assert "/dokumen/b/" not in page


def test_the_switch_is_left_out_where_it_would_change_nothing(client: Client) -> None:
    publish(Leaflet("a", title="Rapat", status=Term(IN_FORCE, "Berlaku")))
    assert "results__switch" not in get(client, "q=rapat")


def test_years_and_kinds_among_the_words_become_chips(client: Client) -> None:
    publish(Leaflet("a", title="Rapat", kind=MEETING, date=dt.date(2021, 1, 1)), Leaflet("b", title="Rapat"))
    page = get(client, "q=rapat+jenis:meeting+tahun:2021")
    assert 'value="rapat"' in page
    assert page.count('class="chip"') == 2
    assert "/dokumen/b/" not in page


def test_a_strict_question_without_hits_offers_its_words_alone(client: Client) -> None:
    publish(Leaflet("a", title="Hak milik korban"))
    page = get(client, "q=" + quote('"hak korban"'))
    assert 'class="nothing"' in page
    assert 'href="?q=hak+korban"' in page


def test_what_was_probably_meant_is_offered(client: Client) -> None:
    publish(*(Leaflet(f"l{n}", title="Pengaduan korban") for n in range(5)))
    page = get(client, "q=pengadoan+korban&year=1999")
    assert 'href="?q=pengaduan+korban&amp;year=1999"' in page


def test_facts_and_several_places_of_a_hit_are_shown(client: Client) -> None:
    publish(
        Leaflet(
            "a",
            title="Laporan",
            facts=(Fact("Halaman", "12"), Fact("Bagian dari", "Rapat pleno", "/rapat/pleno/")),
            passages=tuple(Passage(f"Halaman {n}", f"page={n}", "Restitusi.") for n in (3, 7)),
        )
    )
    page = get(client, "q=restitusi")
    assert "Halaman: 12" in page
    assert '<a href="/rapat/pleno/">Rapat pleno</a>' in page
    for n in (3, 7):
        assert f'href="/dokumen/a/#page={n}"' in page


def test_the_same_search_is_offered_as_feed_and_json(client: Client) -> None:
    publish(Leaflet("a", title="Rapat", kind=MEETING))
    page = get(client, "q=rapat&kind=meeting")
    assert 'type="application/atom+xml" href="/cari/atom/?q=rapat&amp;kind=meeting"' in page
    assert 'type="application/json" href="/api/v1/search/?q=rapat&amp;kind=meeting"' in page
    assert 'rel="search" type="application/opensearchdescription+xml" href="/cari/opensearch.xml"' in page


def test_words_of_documents_are_marked_as_indonesian_on_english_pages(client: Client) -> None:
    publish(
        *(
            Leaflet(slug, title="Rapat", summary="Isi rapat.", agency=Term(slug, f"Dinas {slug}"), path="0001")
            for slug in "ab"
        )
    )
    page = get(client, "q=rapat", url="/en/cari/")
    assert '<h2 class="hit__title" lang="id">' in page
    assert '<p class="hit__snippet" lang="id">' in page
    assert '<span class="facet__label" lang="id">Dinas a</span>' in page
    assert 'lang="id"' not in get(client, "q=rapat").replace('<html lang="id">', "").replace(
        'hreflang="id" lang="id"', ""
    )


def test_an_answer_is_told_without_saying_whose_it_was(client: Client) -> None:
    publish(Leaflet("a", title="Rapat"), Leaflet("b", title="Rapat", access=frozenset({"superuser"})))
    told: list[dict[str, Any]] = []

    def note(sender: Any, signal: Any, **said: Any) -> None:
        told.append(said)

    searched.connect(note)
    try:
        get(client, "q=rapat")
        get(client, "")
        get(client, "q=rapat&page=x", 400)
        client.force_login(get_user_model().objects.create_superuser("root", password="x"))
        client.get(URL, {"q": "rapat"})
    finally:
        searched.disconnect(note)
    assert [(said["query"].text, said["total"], said["public"]) for said in told] == [
        ("rapat", 1, True),
        ("rapat", 2, False),
    ]
    assert {name for said in told for name in said} == {"query", "total", "answered", "public"}


def test_whoever_listens_and_fails_harms_nobody(client: Client) -> None:
    publish(Leaflet("a", title="Rapat"))

    def fail(**said: Any) -> None:
        raise RuntimeError("disk full")

    searched.connect(fail, weak=False)
    try:
        get(client, "q=rapat")
    finally:
        searched.disconnect(fail)


parameters = st.lists(
    st.tuples(
        st.sampled_from(
            ["q", "kind", "year", "agency", "topic", "status", "audience", "sort", "page", "page_size", "weird", ""]
        ),
        st.binary(max_size=40)
        | st.sampled_from([b"rapat", b'"', b"-", b"nomor:", b"tahun:2021", b"0", b"9999999999", b"\xff"]),
    ),
    max_size=6,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parameters)
def test_whatever_is_asked_there_is_a_page(client: Client, asked: list[tuple[str, bytes]]) -> None:
    publish(Leaflet("a", title="Rapat"))
    query_string = "&".join(f"{quote(name)}={quote(value)}" for name, value in asked)
    response = client.get(f"{URL}?{query_string}")
    assert response.status_code in (200, 400, 404)
    assert b"</html>" in response.content
    assert client.get(f"/api/v1/search/?{query_string}").status_code in (200, 400)
    assert client.get(f"/cari/saran/?{query_string}").status_code == 200
    feed = client.get(f"/cari/atom/?{query_string}")
    assert feed.status_code == 200
    ET.fromstring(feed.content)


def test_what_was_withdrawn_is_one_press_away(client: Client) -> None:
    publish(
        Leaflet("a", title="SOP pemulangan", status=Term(IN_FORCE, "Berlaku")),
        Leaflet("b", title="SOP pemulangan lama", status=Term(IN_FORCE, "Berlaku"), withdrawn=True),
        Leaflet("c", title="SOP pengaduan lama", number="400.2/SOP-07/DP3AP2KB/2019", withdrawn=True),
    )
    page = get(client, "q=pemulangan")
    assert "/dokumen/a/" in page
    assert "/dokumen/b/" not in page
    assert 'href="?q=pemulangan&amp;withdrawn=1"' in page
    assert "Semua status (1 ditarik)" in page
    everything = get(client, "q=pemulangan&withdrawn=1")
    assert "/dokumen/b/" in everything
    assert '<li class="badge badge--bad">Ditarik</li>' in everything
    assert '<input type="hidden" name="withdrawn" value="1">' in everything
    assert 'href="?q=pemulangan" rel="nofollow" aria-current="true"' in everything
    only = get(client, "q=pemulangan&status=withdrawn")
    assert "/dokumen/b/" in only
    assert "/dokumen/a/" not in only
    assert "/dokumen/b/" not in get(client, f"q=pemulangan&status={IN_FORCE}&withdrawn=1")
    # Nothing is in force by these words, so the page says what there is.
    nothing = get(client, "q=pengaduan")
    assert "/dokumen/c/" not in nothing
    assert 'href="?q=pengaduan&amp;withdrawn=1"' in nothing
    # Somebody holds the paper, and must learn that it was withdrawn.
    assert "/dokumen/c/" in get(client, "q=400.2/SOP-07/DP3AP2KB/2019")


def test_feed_and_api_leave_out_what_was_withdrawn_unless_they_are_asked(client: Client) -> None:
    publish(Leaflet("a", title="SOP"), Leaflet("b", title="SOP lama", withdrawn=True))
    for door in ("/cari/atom/?q=sop", "/api/v1/search/?q=sop"):
        assert "/dokumen/b/" not in client.get(door).content.decode()
        assert "/dokumen/b/" in client.get(f"{door}&withdrawn=1").content.decode()
    assert client.get("/api/v1/search/?q=sop&withdrawn=yes").json()["error"]["code"] == "invalid_withdrawn"
