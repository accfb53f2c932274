"""The pages of ``home``: nothing private on them, nothing hostile in them, and labels that follow their agency."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from search.models import SearchEntry
from tests.factories import home as make

pytestmark = pytest.mark.django_db

HOSTILE = '<script>alert("x")</script>'


def test_home_has_search_first_and_no_cookie(client: Client) -> None:
    make.site()
    response = client.get("/")
    text = response.content.decode()
    assert response.status_code == 200
    assert text.index('name="q"') < text.index("</main>")
    assert not response.cookies
    assert "Set-Cookie" not in response.headers


def test_a_private_page_is_nowhere(client: Client) -> None:
    index = make.information_index(title="Pencegahan", show_in_menus=True)
    private = make.publish(make.information_page(index, title="Kata kunci rahasia"))
    make.publish(make.information_page(index, title="Terbuka"))
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    for address in ("/", index.url, "/cari/?q=rahasia", "/api/v1/search/?q=rahasia"):
        assert "Kata kunci rahasia" not in client.get(address).content.decode(), address


def test_a_private_index_is_not_in_the_menu(client: Client) -> None:
    index = make.information_index(title="Hanya anggota", show_in_menus=True)
    PageViewRestriction.objects.create(page=index, restriction_type="login")
    assert "Hanya anggota" not in client.get("/").content.decode()


def test_hostile_words_stay_words(client: Client) -> None:
    page = make.information_page(title=HOSTILE, summary=HOSTILE)
    page.body = json.dumps([{"type": "heading", "value": {"text": HOSTILE, "level": "h2"}}])
    page.sources.create(title=HOSTILE, note=HOSTILE)
    page = make.publish(page)
    assert "<script>alert" not in client.get(page.url).content.decode()


def test_a_check_in_the_future_is_refused() -> None:
    page = make.information_page()
    page.checked_on = timezone.localdate() + timedelta(days=2)
    with pytest.raises(ValidationError) as caught:
        page.full_clean()
    assert "checked_on" in caught.value.message_dict


def test_what_stands_above_a_text_is_its_heading_in_search() -> None:
    body = [("paragraph", "<p>Awal.</p>"), ("heading", {"text": "Ciri lowongan palsu", "level": "h2"})]
    body.append(("paragraph", "<p>Isi.</p>"))
    page = make.information_page(body=body)
    assert [(passage.text, passage.heading) for passage in page.search_passages()] == [
        ("Awal.", ""),
        ("Ciri lowongan palsu\nIsi.", "Ciri lowongan palsu"),
    ]


def test_the_directory_groups_agencies_and_finds_each(client: Client) -> None:
    agency = make.agency(name="Dinas Sosial", short_name="Dinsos", role="Rehabilitasi sosial")
    page = make.publish(make.directory_page(title="Direktori"))
    assert [passage.heading for passage in page.search_passages()] == [agency.label]
    text = client.get(page.url).content.decode()
    assert "Dinas Sosial" in text
    assert "Rehabilitasi sosial" in text


def test_a_renamed_agency_is_renamed_in_the_ledger() -> None:
    agency = make.agency(name="Dinas Lama", short_name="Lama")
    page = make.publish(make.information_page(owner_agency=agency))
    agency.short_name = "Baru"
    agency.save()
    assert SearchEntry.objects.get(key=f"page:{page.pk}").agency_label == "Baru"


def test_a_list_page_that_does_not_exist_is_404(client: Client) -> None:
    index = make.information_index()
    make.publish(make.information_page(index))
    assert client.get(f"{index.url}?page=1").status_code == 200
    for number in ("0", "-1", "99999", "x", "1e9"):
        assert client.get(f"{index.url}?page={number}").status_code == 404, number


def test_a_page_for_people_in_danger_shares_a_neutral_title(client: Client) -> None:
    page = make.publish(make.information_page(title="Jika Anda korban", emergency_first=True))
    text = client.get(page.url).content.decode()
    assert 'property="og:title" content="Jika Anda korban"' not in text
