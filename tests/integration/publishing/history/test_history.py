"""The public history of a page: list, old edition, difference, in force on a day."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import PageViewRestriction

from home.models import StandardPage
from meetings.models import AgendaItem
from publishing.editions import edition
from publishing.models import Edition
from tests.factories import home, resources
from tests.factories import meetings as minutes
from tests.factories.editions import publish_change

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> StandardPage:
    page = home.publish(home.standard_page(live=False, title="Privasi", slug="privasi", summary="Lama"))
    page.body = [("paragraph", "<p>Data disimpan tiga hari.</p>")]
    page = publish_change(page, "Lama penyimpanan disebut", effective_from=date(2031, 1, 1))
    page.body = [("paragraph", "<p>Data disimpan tujuh hari.</p>")]
    return publish_change(page)


def body(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def test_the_page_leads_to_its_history(client: Client, page: StandardPage) -> None:
    assert f'href="{page.url}versi/"' in body(client, page.url)


def test_the_list_has_all_editions_with_notes_and_links(client: Client, page: StandardPage) -> None:
    text = body(client, f"{page.url}versi/")
    assert "Lama penyimpanan disebut" in text
    for below in ("3/", "2/", "1/", "2..3/", "1..2/"):
        assert f'href="{page.url}versi/{below}"' in text
    assert "0..1" not in text
    assert edition(page, 3).digest in text  # type: ignore[union-attr]


def test_an_old_edition_is_shown_as_it_was(client: Client, page: StandardPage) -> None:
    response = client.get(f"{page.url}versi/2/")
    text = response.content.decode()
    assert "tiga hari" in text
    assert "tujuh hari" not in text
    assert 'content="noindex"' in text
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert f'<link rel="canonical" href="{page.full_url}">' in text
    assert f'href="{page.url}versi/2..3/"' in text
    assert response.headers["X-Page-Cache"] == "public"


def test_the_difference_is_said_in_words_too(client: Client, page: StandardPage) -> None:
    text = body(client, f"{page.url}versi/2..3/")
    assert "tiga" in text.rpartition("<del>")[2].partition("</del>")[0]
    assert "tujuh" in text.rpartition("<ins>")[2].partition("</ins>")[0]
    assert "visually-hidden" in text.rpartition("<del>")[2].partition("</del>")[0]


def test_a_difference_the_wrong_way_round_and_with_itself(client: Client, page: StandardPage) -> None:
    turned = client.get(f"{page.url}versi/3..1/")
    assert (turned.status_code, turned.headers["Location"]) == (302, f"{page.url}versi/1..3/")
    same = client.get(f"{page.url}versi/2..2/")
    assert (same.status_code, same.headers["Location"]) == (302, f"{page.url}versi/2/")


@pytest.mark.parametrize(
    "below",
    [
        "0/",
        "4/",
        "03/",
        "-1/",
        "x/",
        "99999999999999999999/",
        "1/2/",
        "0..1/",
        "1..9/",
        "1..01/",
        "1..2..3/",
        "²/",
        "1../",
    ],
)
def test_what_is_no_edition_is_404(client: Client, page: StandardPage, below: str) -> None:
    body(client, f"{page.url}versi/{below}", 404)


def test_the_edition_in_force_on_a_day(client: Client, page: StandardPage) -> None:
    assert "Nothing was in force" not in body(client, f"/en{page.url}?per=2031-01-01")
    assert "tujuh hari" in body(client, f"{page.url}?per=2031-01-01")
    response = client.get(f"/en{page.url}?per=2030-12-31")
    assert "tiga" not in response.content.decode()
    assert response.headers["X-Page-Cache"] == "no"
    assert "Nothing was in force on" in body(client, f"/en{page.url}?per=1999-01-01", 404)


@pytest.mark.parametrize("day", ["", "kemarin", "2024-13-01", "20240501", "2024-W01-1", "2024-05-01x", "-1", "\0"])
def test_what_is_no_day_is_told_so(client: Client, page: StandardPage, day: str) -> None:
    response = client.get(page.url, {"per": day})
    assert response.status_code == 400
    assert "2024-05-01" in response.content.decode()
    assert page.title in response.content.decode()


def test_an_edition_follows_the_access_of_today(client: Client, page: StandardPage) -> None:
    below = ("versi/", "versi/1/", "versi/1..2/", "?per=2031-01-01")
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    connection.run_on_commit.clear()
    for each in below:
        response = client.get(f"{page.url}{each}")
        assert response.status_code == 302
        assert "login" in response.headers["Location"]
    client.force_login(User.objects.create_user("orang"))
    for each in below:
        response = client.get(f"{page.url}{each}")
        assert (response.status_code, response.headers["Cache-Control"]) == (200, "private, no-store")
    client.logout()
    restriction.delete()
    page.unpublish()
    for each in below:
        body(client, f"{page.url}{each}", 404)


def test_what_became_excluded_is_so_in_all_editions_and_what_was_it_stays_it(
    client: Client, page: StandardPage
) -> None:
    page.information_class = "dikecualikan"
    page = publish_change(page, "Rahasia diketahui")
    assert client.get(f"{page.url}versi/1/").status_code == 302
    page.information_class = "berkala"
    page = publish_change(page, "Dibuka")
    assert client.get(f"{page.url}versi/1/").status_code == 200
    assert client.get(f"{page.url}versi/4/").status_code == 302
    assert client.get(f"{page.url}versi/4..5/").status_code == 302
    assert "Rahasia diketahui" not in body(client, f"{page.url}versi/")


def test_members_only_rows_stay_hidden_also_those_that_were_public_once(client: Client) -> None:
    page = minutes.minutes()
    page.agenda_items = [
        *page.agenda_items.all(),
        AgendaItem(title="Kasus di pelabuhan", discussion="<p>Nama kapal disebut.</p>", sort_order=9),
    ]
    page = publish_change(page, "Butir baru")
    first = edition(page, 1)
    assert first is not None
    last = [row for row in page.agenda_items.all() if row.title.startswith("Kasus")]
    assert "Kasus" in body(client, f"{page.url}versi/{edition_count(page)}/")
    last[0].visibility = "members"
    page.agenda_items = [*[row for row in page.agenda_items.all() if row.pk != last[0].pk], *last]
    page = publish_change(page, "Butir ditutup")
    total = edition_count(page)
    for below in (
        f"{total - 1}/",
        f"{total}/",
        f"1..{total - 1}/",
        f"1..{total}/?tampil=semua",
        f"{total - 1}..{total}/",
    ):
        text = body(client, f"{page.url}versi/{below}")
        assert "Kasus" not in text
        assert "kapal" not in text
        assert "rahasia" not in text
        # What is for everybody is still there, however much it is like what is hidden.
        assert "Membentuk gugus tugas" in text or ".." in below
        assert "Notulen bertanda tangan" in text or ".." in below
    client.force_login(minutes.member())
    assert "Kasus" in body(client, f"{page.url}versi/{total - 1}/")
    assert "Kasus" in body(client, f"{page.url}versi/1..{total}/")


def edition_count(page: Any) -> int:
    return Edition.objects.filter(page_id=page.pk).count()


def test_the_trainers_notes_are_for_members_in_every_edition(client: Client) -> None:
    page = resources.full_training()
    page.trainer_notes = "<p>Catatan lain.</p>"
    page = publish_change(page, "Catatan")
    total = edition_count(page)
    below = (f"{total - 1}/", f"{total - 1}..{total}/?tampil=semua")
    assert all("Catatan lain" not in body(client, f"{page.url}versi/{each}") for each in below)
    assert all(resources.SECRET_NOTE not in body(client, f"{page.url}versi/{each}") for each in below)
    client.force_login(minutes.member())
    assert "<del>" in body(client, f"{page.url}versi/{total - 1}..{total}/")


def test_files_lead_to_what_they_were(client: Client) -> None:
    page = resources.full_guidance()
    document = page.files.get().document
    former = document.current_version
    total = edition_count(page)
    document.file = ContentFile(b"%PDF-1.4 baru", name="surat-baru.pdf")
    document.save()
    page = publish_change(page, "Surat diganti")
    text = body(client, f"{page.url}versi/{total}/")
    assert former.url in text
    assert f'href="{document.url}"' not in text
    assert b"".join(client.get(former.url).streaming_content) == b"%PDF-1.4 contoh"
    difference = body(client, f"{page.url}versi/{total}..{total + 1}/")
    assert former.url in difference
    assert document.current_version.url in difference


@pytest.mark.parametrize(
    "make",
    [
        resources.full_decree,
        resources.full_sop,
        resources.full_guidance,
        resources.full_training,
        resources.index_page,
        minutes.minutes,
        minutes.index,
        home.standard_page,
        home.information_index,
        home.information_page,
    ],
)
def test_every_type_has_its_history(client: Client, make: Any) -> None:
    page = home.publish(make())
    page.title = "Judul baru"
    page = publish_change(page, "Judul")
    total = edition_count(page)
    assert total > 1
    body(client, f"{page.url}versi/1/")
    for below in ("", f"{total}/", f"1..{total}/?tampil=semua"):
        assert "Judul baru" in body(client, f"{page.url}versi/{below}")


def test_the_home_page_has_one_too(client: Client) -> None:
    page = home.publish(home.site())
    assert client.get("/versi/").status_code == 200
    assert client.get("/versi/1/").status_code == 200
    assert page.url == "/"


def test_no_page_can_take_the_address_of_the_history() -> None:
    with pytest.raises(ValidationError, match="versi"):
        home.standard_page(slug="versi")
    assert home.standard_page(title="Versi", slug="").slug == "versi-2"


def test_the_list_is_as_quick_with_many_editions(
    client: Client, page: StandardPage, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    last = edition(page, 3)
    assert last is not None
    fields = {
        field.attname: getattr(last, field.attname) for field in Edition._meta.concrete_fields if not field.primary_key
    }
    Edition.objects.bulk_create([Edition(**{**fields, "number": number}) for number in range(4, 501)])
    connection.run_on_commit.clear()
    client.get(f"{page.url}versi/")
    for below in ("versi/", "versi/?page=10"):
        with django_assert_max_num_queries(6):
            body(client, f"{page.url}{below}")
    with django_assert_max_num_queries(14):
        body(client, f"{page.url}versi/250..251/")
    assert 'versi/1/"' in body(client, f"{page.url}versi/?page=10")
    for junk in ("0", "11", "x", "01", "9" * 30):
        body(client, f"{page.url}versi/?page={junk}", 404)
