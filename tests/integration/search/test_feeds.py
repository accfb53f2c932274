"""Any search as an Atom feed; the portal as a search engine of a browser."""

import datetime as dt
from xml.etree import ElementTree as ET

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from search.feeds import ENTRIES
from tests.integration.search.fakes import MEETING, Leaflet, publish

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def feed(client: Client, query_string: str = "", url: str = "/cari/atom/") -> ET.Element:
    response = client.get(f"{url}?{query_string}")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert not response.cookies
    return ET.fromstring(response.content)


def titles(found: ET.Element) -> list[str | None]:
    return [entry.findtext(f"{ATOM}title") for entry in found.iter(f"{ATOM}entry")]


def test_the_newest_hits_of_a_search_come_first(client: Client) -> None:
    publish(
        Leaflet("a", title="Rapat rapat rapat", kind=MEETING, date=dt.date(2019, 5, 1)),
        Leaflet("b", title="Rapat & <lain>", kind=MEETING, date=dt.date(2021, 11, 18), text="Isi rapat.", path="0001"),
        Leaflet("c", title="Rapat"),
    )
    found = feed(client, "q=rapat&kind=meeting")
    assert titles(found) == ["Rapat & <lain>", "Rapat rapat rapat"]
    entry = next(found.iter(f"{ATOM}entry"))
    assert entry.find(f"{ATOM}link").attrib["href"] == "http://testserver/dokumen/b/"  # type: ignore[union-attr]
    assert entry.findtext(f"{ATOM}published") == "2021-11-18T00:00:00+08:00"
    assert entry.findtext(f"{ATOM}id") == "tag:testserver,2026:leaflet:b"
    assert entry.findtext(f"{ATOM}summary") == "Isi <mark>rapat</mark>."
    links = {link.attrib["rel"]: link.attrib["href"] for link in found.findall(f"{ATOM}link")}
    assert links["alternate"] == "http://testserver/cari/?q=rapat&kind=meeting"
    assert links["self"] == "http://testserver/cari/atom/?q=rapat&kind=meeting"


def test_an_identifier_outlives_a_move(client: Client) -> None:
    publish(Leaflet("a", title="Rapat"))
    before = next(feed(client).iter(f"{ATOM}id")).text
    publish(Leaflet("a", title="Rapat lain"))
    assert next(feed(client).iter(f"{ATOM}id")).text == before


def test_without_a_question_it_lists_what_is_new_and_not_too_much(client: Client) -> None:
    publish(*(Leaflet(f"l{n}", title="Rapat") for n in range(ENTRIES + 5)))
    assert len(titles(feed(client))) == ENTRIES
    assert len(titles(feed(client, "page=2&page_size=100&page_size=x"))) == ENTRIES


def test_the_english_feed_leads_to_english_pages(client: Client) -> None:
    publish(Leaflet("a", title="Rapat", path="0001"))
    found = feed(client, url="/en/cari/atom/")
    assert next(found.iter(f"{ATOM}entry")).find(f"{ATOM}link").attrib["href"] == "http://testserver/en/dokumen/a/"  # type: ignore[union-attr]


def test_a_reader_that_knows_the_answer_gets_it_not_again(client: Client) -> None:
    publish(Leaflet("a", title="Rapat"))
    etag = client.get("/cari/atom/?q=rapat")["ETag"]
    assert client.get("/cari/atom/?q=rapat", headers={"If-None-Match": etag}).status_code == 304
    publish(Leaflet("b", title="Rapat"))
    assert client.get("/cari/atom/?q=rapat", headers={"If-None-Match": etag}).status_code == 200


def test_it_is_the_same_for_everybody(client: Client) -> None:
    publish(Leaflet("a", title="Rapat"), Leaflet("b", title="Rapat rahasia", access=frozenset({"superuser"})))
    client.force_login(get_user_model().objects.create_superuser("root", password="x"))
    assert titles(feed(client, "q=rapat")) == ["Rapat"]


def test_without_an_index_it_says_so(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    assert client.get("/cari/atom/?q=nama+korban").status_code == 503
    assert "korban" not in caplog.text


def test_a_browser_learns_how_to_search_here(client: Client) -> None:
    response = client.get("/cari/opensearch.xml")
    assert response["Content-Type"] == "application/opensearchdescription+xml; charset=utf-8"
    described = ET.fromstring(response.content)
    assert len(described.findtext(f"{OPENSEARCH}ShortName") or "") in range(1, 17)
    templates = {url.attrib["type"]: url.attrib["template"] for url in described.iter(f"{OPENSEARCH}Url")}
    assert templates["text/html"] == "http://testserver/cari/?q={searchTerms}"
    assert (
        templates["application/x-suggestions+json"] == "http://testserver/cari/saran/?q={searchTerms}&format=opensearch"
    )
