"""What is said while somebody types."""

import datetime as dt
import json
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils.translation import override

from search.contract import MEMBERS_ONLY, Passage
from search.suggesting import MOST_TITLES, MOST_WORDS, Completion, suggest
from tests.integration.search.fakes import MEETING, Leaflet, publish, withdraw

pytestmark = pytest.mark.django_db


def titles(typed: str) -> list[str]:
    return [one.text for one in suggest(typed) if one.kind]


def words(typed: str) -> list[str]:
    return [one.text for one in suggest(typed) if not one.kind]


def test_titles_are_found_by_the_beginning_of_any_word() -> None:
    publish(
        Leaflet("a", title="SOP Pengaduan Korban", number="01/2025"), Leaflet("b", title="Rapat pleno", kind=MEETING)
    )
    assert titles("peng") == titles("sop peng") == titles("korban pengad") == ["SOP Pengaduan Korban"]
    assert titles("PLE") == ["Rapat pleno"]
    assert titles("xyz") == []
    assert suggest("sop peng")[-1] == Completion("SOP Pengaduan Korban", "/dokumen/a/", "sop", "SOP · 01/2025")


def test_what_begins_so_comes_first_then_what_is_newer() -> None:
    publish(
        Leaflet("old", title="Notulen rapat", date=dt.date(2019, 1, 1)),
        Leaflet("new", title="Undangan rapat", date=dt.date(2025, 1, 1)),
        Leaflet("first", title="Rapat pleno", date=dt.date(2020, 1, 1)),
    )
    assert titles("rap") == ["Rapat pleno", "Undangan rapat", "Notulen rapat"]


def test_numbers_and_citations_find_their_document() -> None:
    publish(
        Leaflet("a", title="Surat undangan", number="400.2.3/015/DP3AP2KB/2025"),
        Leaflet("b", title="Undang-Undang Nomor 21 Tahun 2007 tentang Perdagangan Orang", number="Nomor 21 Tahun 2007"),
        Leaflet("c", title="Undang-Undang Nomor 12 Tahun 2022 tentang Kekerasan Seksual", number="Nomor 12 Tahun 2022"),
    )
    assert titles("400.2.3/01") == titles("400.2.3/015/DP3") == ["Surat undangan"]
    law = ["Undang-Undang Nomor 21 Tahun 2007 tentang Perdagangan Orang"]
    assert titles("uu 21") == titles("UU No. 21/2007") == titles("undang-undang nomor 21") == law
    assert len(titles("undang-und")) == 2


def test_words_are_completed_where_something_is_found_by_them() -> None:
    publish(
        Leaflet("a", title="Pengaduan", text="Pengaduan korban diterima."),
        Leaflet("b", title="Pengadilan", text="Pengadilan negeri. Pengaduannya."),
        Leaflet("c", title="Formulir", text="Pengaduan."),
    )
    assert words("peng") == ["pengaduan", "pengadilan"]
    assert words("korban peng") == ["korban pengaduan"]
    assert words("pengaduan ") == words("pengaduan?") == words("2") == []
    assert suggest("korban peng")[0].href == "/cari/?q=korban+pengaduan"


def test_it_is_never_more_than_fits_below_the_field() -> None:
    publish(*(Leaflet(f"l{n}", title=f"Rapat rapa{chr(97 + n)}x rap{chr(97 + n)}y") for n in range(20)))
    assert len(titles("ra")) == MOST_TITLES
    assert len(words("ra")) == MOST_WORDS


@pytest.mark.parametrize("typed", ["", " ", "a", "?!", '"', "\x00\x1b", "r" * 101, "\ud800", "-", "%"])
def test_too_little_or_too_much_has_no_suggestions(typed: str) -> None:
    publish(Leaflet("a", title="Rapat a r"))
    assert suggest(typed) == ()


def test_addresses_are_in_the_language_of_the_reader() -> None:
    publish(Leaflet("a", title="Rapat", path="0001", text="Rapatan."), Leaflet("file", title="Rapat.pdf"))
    with override("en"):
        assert {one.href for one in suggest("rapa")} == {"/en/cari/?q=rapat", "/en/dokumen/a/", "/dokumen/file/"}


def test_it_takes_one_query_of_the_database(django_assert_max_num_queries: Any) -> None:
    publish(*(Leaflet(f"l{n}", title="Rapat koordinasi") for n in range(9)))
    with django_assert_max_num_queries(1):
        assert suggest("rapat ko")


def test_the_answer_is_json_that_leaves_nothing_behind(client: Client) -> None:
    publish(Leaflet("a", title="Rapat <pleno>"))
    response = client.get("/cari/saran/", {"q": "rapat p"})
    assert response["Content-Type"] == "application/json"
    assert response["Cache-Control"] == "private, no-store"
    assert not response.cookies
    answer = json.loads(response.content)
    assert answer["said"]
    assert {"text": "Rapat <pleno>", "url": "/dokumen/a/", "kind": "sop", "note": "SOP"} in answer["items"]
    assert json.loads(client.get("/cari/saran/").content) == {"said": "", "items": []}
    assert client.post("/cari/saran/").status_code == 405


def test_a_browser_gets_it_in_its_own_form(client: Client) -> None:
    publish(Leaflet("a", title="Rapat pleno"))
    response = client.get("/cari/saran/", {"q": "pleno", "format": "opensearch"})
    assert response["Content-Type"] == "application/x-suggestions+json"
    assert json.loads(response.content) == ["pleno", ["Rapat pleno"], ["SOP"], ["http://testserver/dokumen/a/"]]


def test_without_an_index_there_are_none(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    assert json.loads(client.get("/cari/saran/", {"q": "nama korban"}).content)["items"] == []
    assert "korban" not in caplog.text


def test_everybody_gets_what_the_public_gets(client: Client) -> None:
    publish(
        Leaflet("open", title="Rapat terbuka"),
        Leaflet("closed", title="Rapat tertutup", text="Rahasiawan.", access=frozenset({"members", "superuser"})),
        Leaflet("part", title="Notulen", passages=(Passage("Butir", "b", "Rahasiapun.", MEMBERS_ONLY),)),
    )
    client.force_login(get_user_model().objects.create_superuser("root", password="x"))
    for typed in ("rapat", "tertu", "rahas"):
        answer = client.get("/cari/saran/", {"q": typed}).content.decode()
        assert "tertutup" not in answer
        assert "rahasia" not in answer.lower().replace('"rahas"', "")


def test_what_was_withdrawn_is_gone_at_once() -> None:
    publish(Leaflet("a", title="Rapat luarbiasa"), Leaflet("b", title="Rapat"))
    withdraw("a")
    assert titles("rapat") == ["Rapat"]
    assert suggest("luarb") == ()


def test_what_was_withdrawn_is_not_suggested() -> None:
    publish(
        Leaflet("a", title="Notulen smaragdina", number="15/2021", withdrawn=True), Leaflet("b", title="Notulen baru")
    )
    assert titles("notul") == ["Notulen baru"]
    assert suggest("smarag") == ()
    assert titles("15/2021") == []
