"""``GET /api/v1/search/``."""

import datetime as dt
import json
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.contract import Passage
from tests.integration.search.fakes import MEETING, Leaflet, publish

pytestmark = pytest.mark.django_db

URL = "/api/v1/search/"


def get(client: Client, query_string: str = "", status: int = 200) -> dict[str, Any]:
    response = client.get(f"{URL}?{query_string}")
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/json"
    assert not response.cookies
    answer: dict[str, Any] = json.loads(response.content)
    return answer


def test_the_shape_of_an_answer(client: Client) -> None:
    publish(
        Leaflet(
            "notulen-1",
            title="Notulen <rapat>",
            kind=MEETING,
            date=dt.date(2021, 11, 18),
            number="7/2021",
            passages=(Passage("Butir 1", "butir-1", "Rapat & lain."),),
        ),
        Leaflet("sop-1", title="SOP rapat"),
    )
    answer = get(client, "q=rapat&kind=meeting&year=2021&page=1&page_size=5")
    assert answer == {
        "total": 1,
        "page": 1,
        "page_size": 5,
        "suggestion": None,
        "results": [
            {
                "id": "notulen-1",
                "title": "Notulen <rapat>",
                "url": "/dokumen/notulen-1/",
                "kind": "meeting",
                "date": "2021-11-18",
                "number": "7/2021",
                "status": "",
                "snippet": "<mark>Rapat</mark> &amp; lain.",
                "passages": [
                    {
                        "label": "Butir 1",
                        "url": "/dokumen/notulen-1/#butir-1",
                        "snippet": "<mark>Rapat</mark> &amp; lain.",
                    }
                ],
            }
        ],
    }
    assert get(client, "q=SOP")["results"][0]["date"] is None


def test_an_empty_question_lists_the_newest(client: Client) -> None:
    publish(Leaflet("old", date=dt.date(2019, 1, 1)), Leaflet("new", date=dt.date(2021, 1, 1)))
    assert [result["id"] for result in get(client)["results"]] == ["new", "old"]


def test_pages(client: Client) -> None:
    publish(*(Leaflet(f"l{n}", title="Rapat") for n in range(25)))
    pages = [get(client, f"q=rapat&page={page}&page_size=10")["results"] for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [10, 10, 5]
    assert len({result["id"] for page in pages for result in page}) == 25


@pytest.mark.parametrize(
    ("query_string", "code", "field"),
    [
        ("kind=unknown", "unknown_kind", "kind"),
        ("year=dua-ribu", "invalid_year", "year"),
        ("page=0", "invalid_page", "page"),
        ("page=x", "invalid_page", "page"),
        ("page=99999", "page_out_of_range", "page"),
        ("page_size=101", "invalid_page_size", "page_size"),
        ("q=" + "a" * 501, "too_long", "q"),
        ("q=" + "a" * 10_000, "too_long", "q"),
        ("q=%00", "invalid_characters", "q"),
    ],
)
def test_errors_are_json_with_status_400(client: Client, query_string: str, code: str, field: str) -> None:
    publish(Leaflet("a"))
    error = get(client, query_string, 400)["error"]
    assert (error["code"], error["field"]) == (code, field)
    assert error["message"]


def test_only_reading_is_allowed(client: Client) -> None:
    assert client.post(URL).status_code == 405


def test_private_entries_are_not_even_counted(client: Client) -> None:
    publish(
        Leaflet("open", title="Rapat"),
        Leaflet("closed", title="Rapat rahasia", access=frozenset({"members", "superuser"})),
    )
    for query_string in ("q=rapat", "q=rahasia", "", "kind=sop"):
        answer = get(client, query_string)
        assert "rahasia" not in str(answer)
        assert answer["total"] == len(answer["results"]) == ("rahasia" not in query_string)
    client.force_login(get_user_model().objects.create_superuser("root", password="x"))
    response = client.get(URL, {"q": "rahasia"})
    assert [result["id"] for result in response.json()["results"]] == ["closed"]
    assert response["Cache-Control"] == "private, no-store"


def test_an_answer_is_not_kept_by_caches(client: Client) -> None:
    publish(Leaflet("a"))
    assert client.get(URL)["Cache-Control"] == "no-cache"


def test_without_an_index_it_says_so(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    error = get(client, "q=rahasia+pribadi", 503)["error"]
    assert error["code"] == "unavailable"
    assert "rahasia" not in caplog.text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    st.text(st.characters(codec="utf-8"), max_size=60),
    st.binary(max_size=20),
    st.sampled_from(["kind", "year", "page", "page_size", "sort", "topic"]),
)
def test_whatever_is_asked_there_is_an_answer(client: Client, text: str, raw: bytes, name: str) -> None:
    publish(Leaflet("a", title=text))
    response = client.get(f"{URL}?q={quote(text)}&{name}={quote(raw)}&q={quote(raw)}")
    assert response.status_code in (200, 400)
    json.loads(response.content)
