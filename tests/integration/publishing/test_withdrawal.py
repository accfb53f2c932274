"""Withdrawn pages: still read at their address, with the reason; no longer offered by anything."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.models import PageLogEntry, PageViewRestriction

from publishing.absence.acts import REINSTATED, WITHDRAWN, reinstate, withdraw
from publishing.models import PageAbsence
from resources.models import SopPage
from search.finding import find
from search.follower import catch_up_now
from search.models import SearchEntry
from search.query import SearchQuery
from tests.factories import home, meetings, resources
from tests.integration.publishing.filing import publish as filed
from tests.integration.publishing.filing import upload
from tests.integration.publishing.test_workflow import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index", "private_folder")]

REASON = "Nomor telepon sudah diganti."


@pytest.fixture
def secretary(client: Client) -> Client:
    client.force_login(person("sekretaris", "Sekretariat"))
    return client


def found(text: str, **query: Any) -> set[str]:
    catch_up_now()
    return {hit.key for hit in find(SearchQuery(text, **query), frozenset({"public"})).hits}


def entry(page: Any) -> SearchEntry:
    return SearchEntry.objects.get(key=f"page:{page.pk}")


def form(**fields: Any) -> dict[str, Any]:
    return {"reason": REASON, "since": "2026-01-31", "successor": "", **fields}


def test_a_withdrawn_page_stays_readable_and_says_why(client: Client) -> None:
    page = home.publish(home.standard_page(title="Alur lama"))
    successor = home.publish(home.standard_page(title="Alur baru"))
    withdraw(page, reason=REASON, since=date(2026, 1, 31), successor=successor)
    response = client.get(page.url)
    text = response.content.decode()
    assert response.status_code == 200
    assert "Alur lama" in text
    assert "Ditarik pada 31 Januari 2026" in text
    assert REASON in text
    assert f'<a href="{successor.url}">Alur baru</a>' in text
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["X-Page-Cache"] == "public"
    english = client.get(f"/en{page.url}").content.decode()
    assert f'<p lang="id">{REASON}</p>' in english
    assert f'<a href="/en{successor.url}" lang="id">Alur baru</a>' in english


def test_it_takes_three_queries_all_the_same(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page = home.publish(home.standard_page())
    withdraw(page, reason=REASON, successor=home.publish(home.standard_page()))
    connection.run_on_commit.clear()
    client.get(page.url)
    with django_assert_max_num_queries(3):
        assert REASON in client.get(page.url).content.decode()


def test_search_offers_it_only_with_all_statuses_or_by_its_number() -> None:
    page = home.publish(resources.sop(title="SOP pemulangan", number="400.2/SOP-01/DP3AP2KB/2025"))
    key = f"page:{page.pk}"
    assert found("pemulangan") == {key}
    withdraw(page, reason=REASON)
    assert found("pemulangan") == set()
    assert found("pemulangan", withdrawn=True) == {key}
    assert found("400.2/SOP-01/DP3AP2KB/2025") == {key}
    assert (entry(page).status, entry(page).status_label) == ("withdrawn", "Ditarik")
    reinstate(page)
    assert found("pemulangan") == {key}
    assert entry(page).status == "in_force"


def test_its_files_go_with_the_last_page_that_uses_them() -> None:
    paper = upload("alur.txt", b"Alur pemulangan", title="Lampiran alur")
    first, second = filed(paper, title="Satu"), filed(paper, title="Dua")

    def status() -> str:
        return SearchEntry.objects.get(key=f"file:{paper.pk}").status

    assert status() == "in_force"
    withdraw(first, reason=REASON)
    assert status() == "in_force"
    withdraw(second, reason=REASON)
    assert status() == "withdrawn"
    reinstate(first)
    assert status() == "in_force"


def test_a_publication_leaves_it_withdrawn_and_an_old_revision_too() -> None:
    page = home.publish(resources.sop(title="SOP pemulangan"))
    old = page.save_revision()
    withdraw(page, reason=REASON)
    page.title = "SOP pemulangan (salah ketik dibetulkan)"
    page = home.publish(page)
    assert entry(page).status == "withdrawn"
    old.publish(skip_permission_checks=True)
    assert entry(page).status == "withdrawn"
    page.unpublish()
    home.publish(SopPage.objects.get(pk=page.pk))
    assert entry(page).status == "withdrawn"


def test_a_copy_is_not_withdrawn() -> None:
    page = home.publish(home.standard_page())
    withdraw(page, reason=REASON)
    copy = page.copy(update_attrs={"slug": "salinan", "title": "Salinan"}, keep_live=True)
    assert entry(copy).status == ""
    assert not PageAbsence.objects.filter(page=copy).exists()


def test_a_changed_topic_or_privacy_does_not_bring_it_back() -> None:
    index = home.information_index()
    page = home.publish(home.information_page(index))
    withdraw(page, reason=REASON)
    PageViewRestriction.objects.create(page=index, restriction_type="login")
    assert (entry(page).status, entry(page).access) == ("withdrawn", "|login|superuser|")


def test_what_recommends_pages_leaves_it_out_and_what_lists_them_marks_it(client: Client) -> None:
    index = home.information_index(show_in_menus=True)
    old, new = (home.publish(home.information_page(index, title=title)) for title in ("Nomor lama", "Nomor baru"))
    top = home.publish(home.standard_page(title="Hubungi kami", show_in_menus=True))
    sop = home.publish(resources.sop(title="SOP pemulangan lama"))
    assert "SOP pemulangan lama" in client.get("/").content.decode()
    for page in (old, top, sop):
        withdraw(page, reason=REASON)
    front = client.get("/").content.decode()
    assert "SOP pemulangan lama" not in front
    assert "Hubungi kami" not in front
    assert "Nomor lama" not in client.get(new.url).content.decode()
    assert '<span class="badge badge--bad">Ditarik</span>' in client.get(index.url).content.decode()
    listed = client.get(sop.get_parent().url).content.decode()
    assert "SOP pemulangan lama" in listed
    assert "Ditarik" in listed
    assert "Berlaku</span>" not in client.get(sop.url).content.decode()


def test_a_withdrawn_meeting_to_come_says_so_in_the_list(client: Client) -> None:
    soon = timezone.now() + timedelta(days=3)
    page = home.publish(meetings.meeting(start=soon, status="planned", title="Rapat pleno"))
    withdraw(page, reason=REASON)
    text = client.get(page.get_parent().url).content.decode()
    assert "Rapat pleno" in text
    assert "Ditarik" in text


def test_a_successor_is_named_to_those_who_may_see_it(client: Client) -> None:
    page = home.publish(home.standard_page())
    successor = home.publish(home.standard_page(title="Rahasia smaragdina", slug="smaragdina"))
    withdraw(page, reason=REASON, successor=successor)
    PageViewRestriction.objects.create(page=successor, restriction_type="login")
    assert "smaragdina" not in client.get(page.url).content.decode()
    client.force_login(User.objects.create_user("warga", password="contoh"))
    assert "smaragdina" in client.get(page.url).content.decode()
    successor.unpublish()
    assert "smaragdina" not in client.get(page.url).content.decode()


def test_a_private_page_says_nothing_of_its_withdrawal_to_others(client: Client) -> None:
    page = home.publish(home.standard_page())
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    withdraw(page, reason="Alasan smaragdina.")
    response = client.get(page.url)
    assert response.status_code == 302
    assert "smaragdina" not in response.content.decode()
    assert found("smaragdina", withdrawn=True) == set()


def test_withdrawn_twice_the_second_reason_stands_and_both_are_remembered() -> None:
    page = home.publish(home.standard_page())
    withdraw(page, reason="Pertama.")
    withdraw(page, reason="Kedua.")
    assert PageAbsence.objects.get(page=page).reason == "Kedua."
    said = PageLogEntry.objects.filter(page=page.pk, action=WITHDRAWN).order_by("pk")
    assert [line.data["reason"] for line in said] == ["Pertama.", "Kedua."]
    reinstate(page)
    reinstate(page)
    assert PageLogEntry.objects.filter(page=page.pk, action=REINSTATED).count() == 1


def test_what_cannot_be_is_refused_with_nothing_changed() -> None:
    page = home.publish(home.standard_page())
    draft = home.standard_page(live=False)
    gone = home.publish(home.standard_page())
    withdraw(gone, reason=REASON)
    refused: list[dict[str, Any]] = [
        {"reason": "  "},
        {"since": timezone.localdate() + timedelta(days=1)},
        {"successor": page},
        {"successor": draft},
        {"successor": gone},
    ]
    for wrong in refused:
        with pytest.raises(ValidationError):
            withdraw(page, **{"reason": REASON, **wrong})
    for never in (draft, home.site()):
        with pytest.raises(ValidationError):
            withdraw(never, reason=REASON)
    assert PageAbsence.objects.count() == 1


def test_an_alias_follows_its_page() -> None:
    page = home.publish(home.standard_page())
    alias = page.create_alias(update_slug="salinan")
    withdraw(page, reason=REASON)
    assert entry(alias).status == "withdrawn"
    reinstate(page)
    assert entry(alias).status == ""


def test_the_secretariat_withdraws_and_reinstates_in_the_admin(secretary: Client) -> None:
    page = home.publish(home.standard_page(title="Alur lama"))
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    address = reverse("withdraw_page", args=[page.pk])
    assert address in secretary.get(edit).content.decode()
    assert "31" in secretary.get(address).content.decode()
    response = secretary.post(address, form(), follow=True)
    assert response.redirect_chain[-1][0] == edit
    text = response.content.decode()
    assert f"Halaman ini ditarik pada 31 Januari 2026. {REASON}" in text
    again = reverse("reinstate_page", args=[page.pk])
    assert again in text
    assert REASON in secretary.get(address).content.decode()
    history = secretary.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert REASON in history
    assert secretary.get(again).status_code == 200
    text = secretary.post(again, follow=True).content.decode()
    assert again not in text
    assert not PageAbsence.objects.exists()


def test_the_form_says_what_is_missing_and_keeps_what_was_written(secretary: Client) -> None:
    page = home.publish(home.standard_page())
    address = reverse("withdraw_page", args=[page.pk])
    tomorrow = str(timezone.localdate() + timedelta(days=1))
    text = secretary.post(address, form(since=tomorrow, successor=page.pk)).content.decode()
    assert "Hari itu belum tiba" in text
    assert REASON in text
    text = secretary.post(address, form(successor=page.pk)).content.decode()
    assert "tidak dapat menggantikan dirinya sendiri" in text
    for junk in (form(reason=""), form(since="x"), form(successor="x"), form(reason="x" * 501), {}):
        assert secretary.post(address, junk).status_code == 200
    assert not PageAbsence.objects.exists()


def test_an_sop_proposes_the_one_that_replaced_it(secretary: Client) -> None:
    new = home.publish(resources.sop(title="SOP baru"))
    old = home.publish(resources.sop(title="SOP lama", status="superseded", replaced_by=new))
    assert "SOP baru" in secretary.get(reverse("withdraw_page", args=[old.pk])).content.decode()


def test_who_may_not_publish_may_not_withdraw(client: Client) -> None:
    page = home.publish(home.standard_page())
    editor = User.objects.create_user("penyunting", password="contoh")
    editor.groups.set(Group.objects.filter(name="Editor"))
    client.force_login(editor)
    address = reverse("withdraw_page", args=[page.pk])
    assert address not in client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    for name in ("withdraw_page", "reinstate_page"):
        client.post(reverse(name, args=[page.pk]), form())
    assert not PageAbsence.objects.exists()
    client.logout()
    assert client.post(address, form()).status_code == 302
    assert not PageAbsence.objects.exists()


def test_the_home_page_and_the_root_cannot_be_withdrawn(client: Client) -> None:
    client.force_login(User.objects.create_superuser("kepala", "kepala@example.org", "x"))
    root = home.site().get_parent()
    for pk in (home.site().pk, root.pk):
        client.post(reverse("withdraw_page", args=[pk]), form())
    assert client.get(reverse("withdraw_page", args=[0])).status_code == 404
    assert not PageAbsence.objects.exists()
