"""Deleted pages in the admin: the question, the list, the way back; and nowhere else."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import Page, ReferenceIndex

from publishing import tasks
from publishing.models import DeletedPage
from publishing.trash import acts
from publishing.trash.place import in_trash
from tests.factories import home, resources
from tests.integration.publishing.test_workflow import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]

LIST = "/admin/deleted-pages/"


def signed_in(*groups: str) -> Client:
    client = Client()
    client.force_login(person("sekretaris", *groups))
    return client


@pytest.fixture
def boss() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("kepala", "kepala@example.org", "x"))
    return client


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return " ".join(response.content.decode().split())


def fresh(page: Any) -> Any:
    return Page.objects.get(pk=page.pk).specific


def test_delete_and_restore_with_the_confirmations_of_the_admin() -> None:
    secretary = signed_in("Sekretariat")
    page = home.publish(home.standard_page(title="Kontak smaragdina", slug="kontak"))
    address = reverse("wagtailadmin_pages:delete", args=[page.pk])
    asked = text(secretary, address)
    assert "Selama 30 hari" in asked
    response = secretary.post(address, follow=True)
    assert "dihapus. Halaman ini dapat dipulihkan selama 30 hari" in response.content.decode()
    assert in_trash(fresh(page))
    listed = text(secretary, LIST)
    until = date_format(timezone.localtime() + timedelta(days=30), "j F Y")
    for said in ("Kontak smaragdina", "Halaman umum", "Beranda", "sekretaris", until):
        assert said in listed
    restore = reverse("restore_page", args=[page.pk])
    assert restore in listed
    assert "1 halaman langsung terbit lagi" in text(secretary, restore)
    response = secretary.post(restore, follow=True)
    assert response.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "dipulihkan" in response.content.decode()
    assert secretary.get("/kontak/").status_code == 200
    assert "Tidak ada halaman terhapus" in text(secretary, LIST)


def test_many_are_deleted_together_and_can_be_restored() -> None:
    secretary = signed_in("Sekretariat")
    pages = [home.publish(home.standard_page()) for _ in range(2)]
    query = "&".join(f"id={page.pk}" for page in pages)
    address = f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'delete'])}?{query}&next=/admin/"
    assert "Selama 30 hari" in text(secretary, address)
    assert secretary.post(address).status_code == 302
    assert set(DeletedPage.objects.values_list("pk", flat=True)) == {page.pk for page in pages}


def test_the_api_of_the_admin_deletes_no_further(boss: Client) -> None:
    page = home.publish(home.standard_page())
    at = "/admin/api/main/pages/{}/action/delete/".format
    assert boss.post(at(page.pk)).status_code == 204
    assert in_trash(fresh(page))
    assert boss.post(at(home.site().pk)).status_code == 403
    assert signed_in().post(at(home.standard_page().pk)).status_code in {302, 403}
    assert DeletedPage.objects.count() == 1


def test_a_page_of_no_type_of_the_portal_is_kept_as_well(boss: Client) -> None:
    plain = home.site().add_child(instance=Page(title="Dari luar", slug="luar"))
    page = home.information_page(home.information_index(plain))
    assert boss.post(reverse("wagtailadmin_pages:delete", args=[plain.pk])).status_code == 302
    assert in_trash(fresh(page))


def test_what_holds_the_home_page_is_not_deleted(boss: Client) -> None:
    site = home.site()
    above = Page.get_first_root_node().add_child(instance=Page(title="Dari luar", slug="luar"))
    site.move(above, pos="last-child")
    response = boss.post(reverse("wagtailadmin_pages:delete", args=[above.pk]), follow=True)
    assert "Beranda situs tidak dapat dihapus" in response.content.decode()
    assert not in_trash(fresh(site))
    assert boss.post(f"/admin/api/main/pages/{above.pk}/action/delete/").status_code == 400


def test_the_trash_itself_is_not_deleted(boss: Client) -> None:
    page = home.standard_page()
    acts.put(page)
    node = fresh(page).get_parent()
    assert boss.post(reverse("wagtailadmin_pages:delete", args=[node.pk])).status_code in {302, 403}
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    boss.post(f"{bulk}?id={node.pk}&next=/admin/")
    boss.post(f"/admin/api/main/pages/{node.pk}/action/delete/")
    assert in_trash(fresh(page))


def test_a_large_part_of_the_tree_asks_for_the_name_of_the_site(boss: Client, settings: Any) -> None:
    settings.WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 2
    index = home.information_index()
    home.information_page(index)
    address = reverse("wagtailadmin_pages:delete", args=[index.pk])
    boss.post(address, {"confirm_site_name": "salah"})
    assert not DeletedPage.objects.exists()
    boss.post(address, {"confirm_site_name": settings.WAGTAIL_SITE_NAME})
    assert DeletedPage.objects.count() == 1


def test_where_the_parent_is_gone_the_form_asks_for_another_place() -> None:
    secretary = signed_in("Sekretariat")
    index = home.information_index(title="Daftar lama")
    page = home.publish(home.information_page(index))
    record = acts.put(page)
    acts.put(index)
    assert record is not None
    address = reverse("restore_page", args=[page.pk])
    assert "Halaman itu sudah tidak ada" in text(secretary, address)
    assert "Daftar lama" in text(secretary, address)
    for junk in ({}, {"parent": "x"}, {"parent": "0"}, {"parent": home.site().pk}, {"parent": index.pk}):
        assert secretary.post(address, junk).status_code == 200
    other = home.information_index()
    assert secretary.post(address, {"parent": other.pk}).status_code == 302
    assert fresh(page).get_parent().pk == other.pk


def test_who_may_not_add_pages_there_neither_restores_nor_purges() -> None:
    page = home.publish(home.standard_page())
    acts.put(page)
    editor = signed_in("Editor")
    restore, purge = (reverse(name, args=[page.pk]) for name in ("restore_page", "purge_page"))
    assert restore not in text(editor, LIST)
    for address in (restore, purge):
        editor.get(address)
        editor.post(address)
    assert in_trash(fresh(page))
    for client in (Client(), signed_in_without_groups()):
        for address in (LIST, restore, purge):
            assert client.post(address).status_code == 302
            assert "standard" not in client.get(address, follow=True).content.decode()
    assert in_trash(fresh(page))


def signed_in_without_groups() -> Client:
    client = Client()
    client.force_login(User.objects.create_user("warga", password="contoh"))
    return client


def test_a_superuser_deletes_for_good(boss: Client) -> None:
    page = home.publish(home.standard_page(title="Salah unggah"))
    acts.put(page)
    address = reverse("purge_page", args=[page.pk])
    assert address in text(boss, LIST)
    assert "tidak dapat dipulihkan" in text(boss, address)
    assert boss.post(address).status_code == 302
    assert not Page.objects.filter(pk=page.pk).exists()
    assert boss.post(address).status_code == 404


def test_a_deleted_page_is_nowhere_in_the_admin(boss: Client) -> None:
    index = resources.index_page(title="Rak smaragdina")
    page = home.publish(resources.sop(index, title="SOP smaragdina"))
    user = User.objects.get(username="kepala")
    other = home.publish(resources.sop(resources.index_page(title="Rak lain")))
    page.save_revision(user=user, log_action=True)
    tasks.refresh_indexes.call([index.pk, page.pk, other.pk])
    root, site = Page.get_first_root_node(), home.site()
    doors = [
        "/admin/",
        f"/admin/pages/{root.pk}/",
        f"/admin/pages/{site.pk}/",
        "/admin/pages/search/?q=smaragd",
        "/admin/pages/search/results/",
        "/admin/choose-page/",
        f"/admin/choose-page/{site.pk}/",
        "/admin/choose-page/?page_type=resources.soppage",
        f"/admin/choose-page/{index.pk}/?page_type=resources.soppage",
        "/admin/choose-page/search/?q=smaragd",
        f"/admin/api/main/pages/?child_of={site.pk}",
        f"/admin/api/main/pages/?child_of={index.pk}",
        "/admin/api/main/pages/",
        f"/admin/api/main/pages/{page.pk}/",
        "/admin/reports/aging-pages/",
        "/admin/reports/page-types-usage/",
        "/admin/reports/locked/",
        "/admin/sops/",
    ]

    def shown() -> set[str]:
        return {door for door in doors if "smaragdina" in boss.get(door).content.decode()}

    assert {"/admin/", "/admin/pages/search/?q=smaragd", "/admin/reports/aging-pages/"} <= shown()
    assert {
        "/admin/reports/page-types-usage/",
        f"/admin/choose-page/{index.pk}/?page_type=resources.soppage",
    } <= shown()
    assert {"/admin/choose-page/search/?q=smaragd", "/admin/sops/"} <= shown()
    below = {"parent_page": index.pk}
    assert boss.post("/admin/sops/choose_parent/", below).status_code == 302
    acts.put(index)
    tasks.refresh_indexes.call([index.pk, page.pk])
    assert shown() == set()
    assert boss.post("/admin/sops/choose_parent/", below).status_code == 200
    # The chooser opens where the SOPs are that are left.
    assert "Rak lain" in text(boss, "/admin/choose-page/?page_type=resources.soppage")
    assert "smaragdina" in text(boss, LIST)
    assert not ReferenceIndex.objects.filter(object_id=str(page.pk)).exists()
    # The node itself is not seen either, and counts nowhere.
    node = fresh(page).get_ancestors().get(depth=2)
    assert f"/admin/pages/{node.pk}/" not in text(boss, f"/admin/pages/{root.pk}/")
    left = Page.objects.count() - 4
    assert f"{left} halaman" in re.sub("<[^>]*>", "", text(boss, "/admin/")).lower()


def test_no_view_of_the_editor_opens_a_deleted_page(boss: Client) -> None:
    page = home.publish(home.standard_page(title="smaragdina"))
    acts.put(page)
    revision = fresh(page).latest_revision_id
    node = fresh(page).get_parent()
    for address in (
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        reverse("wagtailadmin_pages:delete", args=[page.pk]),
        reverse("wagtailadmin_pages:move", args=[page.pk]),
        reverse("wagtailadmin_pages:copy", args=[page.pk]),
        reverse("wagtailadmin_pages:unpublish", args=[page.pk]),
        reverse("wagtailadmin_pages:history", args=[page.pk]),
        reverse("wagtailadmin_pages:view_draft", args=[page.pk]),
        reverse("wagtailadmin_pages:revisions_view", args=[page.pk, revision]),
        reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, revision]),
        reverse("withdraw_page", args=[page.pk]),
        reverse("wagtailadmin_explore", args=[page.pk]),
        reverse("wagtailadmin_explore", args=[node.pk]),
    ):
        for response in (boss.get(address), boss.post(address, {"action-publish": "1"})):
            assert response.status_code in {302, 403, 404, 405}, (address, response.status_code)
    assert in_trash(fresh(page))
    assert not fresh(page).live


def test_the_exchanged_views_ask_to_sign_in_and_take_junk(boss: Client) -> None:
    for address in ("/admin/choose-page/", "/admin/choose-page/1/", "/admin/reports/page-types-usage/"):
        assert "/admin/login/" in Client().get(address).headers["Location"]
        assert boss.get(address).status_code == 200
    for junk in ("?page_type=x", "?page_type=auth.user", "?page_type=resources.soppage,home.homepage", "?page_type="):
        assert boss.get(f"/admin/choose-page/{junk}").status_code in {200, 404}
    assert boss.get("/admin/choose-page/0/").status_code == 404


def test_the_list_is_paged_and_sorted(boss: Client) -> None:
    pages = [home.standard_page(title=f"Halaman ke-{number}") for number in range(3)]
    for days, page in enumerate(pages):
        record = acts.put(page)
        assert record is not None
        DeletedPage.objects.filter(pk=record.pk).update(deleted_at=timezone.now() - timedelta(days=days))
    listed = text(boss, LIST)
    places = [listed.index(page.title) for page in pages]
    assert places == sorted(places)
    for junk in ("?p=99", "?p=x", "?ordering=x", "?ordering=deleted_at"):
        assert boss.get(LIST + junk).status_code in {200, 404}
