"""``/perubahan/``: what was published, changed or withdrawn since a day."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from publishing.absence import acts
from publishing.changes import views
from publishing.models import Edition
from publishing.models.absence import PageAbsence
from tests.factories import home, meetings, resources
from tests.factories.editions import publish_change

pytestmark = pytest.mark.django_db


def body(client: Client, status: int = 200, **asked: str) -> str:
    response = client.get("/perubahan/", asked)
    assert response.status_code == status
    return response.content.decode()


def days_ago(days: int) -> str:
    return (timezone.localdate() - timedelta(days=days)).isoformat()


def backdate(page: Any, number: int, days: int) -> None:
    moment = timezone.now() - timedelta(days=days)
    Edition.objects.filter(page_id=page.pk, number=number).update(published_at=moment)


@pytest.fixture
def page() -> Any:
    page = home.publish(home.information_page(live=False, title="Tanda bahaya"))
    page.summary = "Baru"
    page = publish_change(page, "Tanda kelima ditambahkan")
    page.summary = "Lebih baru"
    return publish_change(page)


def test_new_changed_and_corrected_are_told_with_their_notes(client: Client, page: Any) -> None:
    text = body(client)
    assert "Tanda bahaya" in text
    assert "Tanda kelima ditambahkan" in text
    for below in ("versi/1/", "versi/2/", "versi/3/", "versi/1..2/", "versi/2..3/"):
        assert f'href="{page.url}{below}"' in text
    # That it is the first one needs no note.
    assert "Edisi pertama" not in text
    assert text.index("versi/3/") < text.index("versi/2/") < text.index("versi/1/")


def test_only_what_came_since_that_day(client: Client, page: Any) -> None:
    backdate(page, 1, 40)
    backdate(page, 2, 5)
    assert f'{page.url}versi/1/"' not in body(client)
    assert f'{page.url}versi/1/"' in body(client, since=days_ago(40))
    text = body(client, since=days_ago(4))
    assert f'{page.url}versi/2/"' not in text
    assert f'{page.url}versi/3/"' in text
    assert f'{page.url}versi/2/"' in body(client, since=days_ago(5))


def test_of_a_kind(client: Client, page: Any) -> None:
    home.publish(meetings.minutes())
    assert "Tanda bahaya" not in body(client, kind="meeting")
    assert "Rapat koordinasi contoh" in body(client, kind="meeting")
    assert "Rapat koordinasi contoh" not in body(client, kind="information")
    assert "Belum ada yang berubah" in body(client, kind="sop")


def test_a_withdrawal_is_told_and_its_end_takes_it_back(client: Client, page: Any) -> None:
    acts.withdraw(page, reason="Isinya usang", since=timezone.localdate() - timedelta(days=90), successor=None)
    text = body(client, since=days_ago(0))
    assert "Isinya usang" in text
    PageAbsence.objects.update(recorded_at=timezone.now() - timedelta(days=3))
    assert "Isinya usang" not in body(client, since=days_ago(2))
    acts.reinstate(page)
    assert "Isinya usang" not in body(client)


def test_nothing_is_told_of_what_is_not_public(client: Client, page: Any) -> None:
    assert "Tanda bahaya" in body(client)
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert "Tanda bahaya" not in body(client)
    client.force_login(User.objects.create_superuser("kepala"))
    assert "Tanda bahaya" not in body(client)
    client.logout()
    restriction.delete()
    acts.remove(page, reason="Alasan penghapusan")
    text = body(client)
    assert "Tanda bahaya" not in text
    assert "Alasan penghapusan" not in text


def test_the_home_page_and_lists_are_told_of_as_far_as_they_are_public(client: Client, page: Any) -> None:
    index = home.publish(home.information_index(title="Daftar smaragdina", live=False))
    shelf = home.publish(resources.index_page(title="Rak smaragdina", live=False))
    agenda = home.publish(meetings.index(title="Rapat smaragdina", live=False))
    front = home.publish(home.site())
    front.summary = "Lain"
    front = publish_change(front, "Beranda berubah")

    def told(**asked: str) -> str:
        """The list, without menu and footer, which name them as well."""
        return body(client, **asked).split('<article class="changes">')[1].split("</article>")[0]

    assert all(each.title in told() for each in (index, shelf, agenda, page))
    assert "Beranda berubah" in told()
    assert f'href="{front.url}versi/' in told()
    # They have no kind, and are followed by nobody.
    assert "smaragdina" not in told(kind="information")
    assert client.get("/perubahan/atom/").content.decode().count("smaragdina") == 3
    shelf.information_class = "dikecualikan"
    publish_change(shelf, "Ditutup")
    restriction = PageViewRestriction.objects.create(page=index, restriction_type="login")
    acts.remove(agenda, reason="Alasan penghapusan")
    assert "smaragdina" not in told()
    client.force_login(User.objects.create_superuser("kepala"))
    assert "smaragdina" not in told()
    client.logout()
    # What keeps one page private keeps no other.
    restriction.delete()
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert "Daftar smaragdina" in told()
    PageViewRestriction.objects.create(page=home.site(), restriction_type="login")
    assert "Beranda berubah" not in told()
    assert "smaragdina" not in told()


def test_a_list_that_was_withdrawn_and_one_that_was_deleted(client: Client) -> None:
    index = home.publish(home.information_index(title="Daftar smaragdina", live=False))
    acts.withdraw(index, reason="Isinya usang", since=timezone.localdate(), successor=None)
    assert "Isinya usang" in body(client)
    index.delete()
    assert "smaragdina" not in body(client)


def test_an_edition_that_was_excluded_is_left_out(client: Client, page: Any) -> None:
    page.information_class = "dikecualikan"
    page = publish_change(page, "Rahasia diketahui")
    assert "Tanda bahaya" not in body(client)
    page.information_class = "berkala"
    page = publish_change(page, "Dibuka lagi")
    text = body(client)
    assert "Dibuka lagi" in text
    assert "Rahasia diketahui" not in text
    assert 'versi/4/"' not in text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"since": "kemarin"}, "Ini bukan tanggal"),
        ({"since": "2026-02-30"}, "Ini bukan tanggal"),
        ({"since": "9999-12-31"}, "belum tiba"),
        ({"kind": "xyz"}, "Jenis dokumen itu tidak ada"),
        ({"kind": "file"}, "Jenis dokumen itu tidak ada"),
    ],
)
def test_what_can_not_be_meant_is_told_so(client: Client, asked: dict[str, str], said: str) -> None:
    response = client.get("/perubahan/", asked)
    assert response.status_code == 400
    assert said in response.content.decode()
    assert "X-Page-Cache" not in response.headers


def test_a_very_old_day_and_pages_that_there_are_not(client: Client, page: Any) -> None:
    assert "Tanda bahaya" in body(client, since="0001-01-01")
    for number in ("0", "2", "-1", "x", "01", "99999", "9" * 40):
        assert client.get("/perubahan/", {"page": number}).status_code == 404
    assert client.post("/perubahan/").status_code == 405


def test_pages_of_a_long_list_and_what_they_cost(client: Client, page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "PER_PAGE", 2)
    acts.withdraw(page, reason="Usang", since=timezone.localdate(), successor=None)
    client.get("/perubahan/")
    with CaptureQueriesContext(connection) as asked:
        first = body(client)
    assert len(asked) <= 4
    second = body(client, page="2")
    assert 'href="?page=2"' in first
    assert "Usang" in first
    assert [f'{page.url}versi/{number}/"' in second for number in (1, 2, 3)] == [True, True, False]
    assert client.get("/perubahan/", {"page": "9"}).status_code == 404
    monkeypatch.setattr(views, "PER_PAGE", 50)
    with CaptureQueriesContext(connection) as asked:
        body(client)
    assert len(asked) <= 3


def test_the_answer_may_be_kept_with_its_parameters(client: Client, page: Any) -> None:
    response = client.get("/perubahan/", {"since": days_ago(3)})
    assert response["X-Page-Cache"] == "public"
    assert response["X-Page-Cache-Parameters"].split() == ["since", "kind", "page"]
    assert not response.cookies


def test_home_history_and_footer_lead_there(client: Client, page: Any) -> None:
    resources.regulation()
    assert client.get("/").content.decode().count('href="/perubahan/"') == 2
    assert 'href="/perubahan/"' in client.get(f"{page.url}versi/").content.decode()
