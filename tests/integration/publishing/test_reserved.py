"""Addresses that the portal itself needs."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from publishing.models import DeletedPage
from publishing.reserved import free_addresses, is_reserved
from publishing.trash import acts
from tests.factories import home

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slug", ["cari", "verifikasi", "admin", "en", "static"])
def test_no_page_below_the_home_page_can_have_such_an_address(slug: str) -> None:
    with pytest.raises(ValidationError, match="alamat"):
        home.standard_page(slug=slug)
    section = home.standard_page()
    assert home.child(section, type(section), slug=slug).slug == slug


def test_other_addresses_are_free() -> None:
    assert not any(map(is_reserved, ("privasi", "rapat", "verifikasi-2", "cari-kerja", "", "a.b")))


def test_a_title_that_says_the_same_gets_another_address() -> None:
    assert home.standard_page(title="Verifikasi", slug="").slug == "verifikasi-2"


def test_the_editor_is_told_at_the_field(admin_client: Client) -> None:
    site = home.site()
    response = admin_client.post(
        f"/admin/pages/add/home/standardpage/{site.pk}/",
        {"title": "Verifikasi", "slug": "verifikasi", "body-count": "0", "comments-TOTAL_FORMS": "0"}
        | {"comments-INITIAL_FORMS": "0", "audience": "public", "information_class": "berkala"},
    )
    assert response.status_code == 200
    assert "dibutuhkan portal" in response.content.decode()


@pytest.fixture
def below() -> Any:
    """A page whose address is free where it stands, but not below the home page."""
    return home.publish(
        home.information_page(home.information_index(slug="arsip"), slug="verifikasi", title="Cara cek")
    )


def test_copying_says_so_at_the_field(admin_client: Client, below: Any) -> None:
    copy = reverse("wagtailadmin_pages:copy", args=[below.pk])
    asked = {"new_title": "Salinan", "new_slug": "cari", "new_parent_page": below.get_parent().pk}
    assert admin_client.post(copy, asked).status_code == 302
    site = home.site()
    page = home.standard_page()
    copy = reverse("wagtailadmin_pages:copy", args=[page.pk])
    asked = {"new_title": "Salinan kita", "new_parent_page": site.pk}
    for slug, said in (("verifikasi", "dibutuhkan portal"), ("versi", "riwayat")):
        for alias in ({}, {"alias": "on", "publish_copies": "on"}):
            response = admin_client.post(copy, {**asked, "new_slug": slug, **alias})
            assert response.status_code == 200
            assert said in response.content.decode()
            assert "Salinan kita" in response.content.decode()
    assert not site.get_children().filter(slug__in=["verifikasi", "versi"]).exists()


def test_moving_says_so_at_the_field(admin_client: Client, below: Any) -> None:
    site, other = home.site(), home.information_index()
    move = reverse("wagtailadmin_pages:move", args=[below.pk])
    assert admin_client.get(move).status_code == 200
    page = home.standard_page(slug="tempat-lain")
    within = home.child(page, type(page), slug="cari", title="Isi")
    move = reverse("wagtailadmin_pages:move", args=[within.pk])
    response = admin_client.post(move, {"new_parent_page": site.pk})
    assert response.status_code == 200
    assert "“Isi” tidak dapat ditempatkan di sana" in response.content.decode()
    confirm = reverse("wagtailadmin_pages:move_confirm", args=[within.pk, site.pk])
    for response in (admin_client.get(confirm, follow=True), admin_client.post(confirm, follow=True)):
        assert response.redirect_chain[-1][0] == move
        assert "“Isi” tidak dapat ditempatkan di sana" in response.content.decode()
    move = reverse("wagtailadmin_pages:move", args=[below.pk])
    assert admin_client.post(move, {"new_parent_page": other.pk}).status_code == 302


def test_moving_many_names_those_that_cannot_and_moves_none(admin_client: Client) -> None:
    site, page = home.site(), home.standard_page(slug="asal")
    stays = home.child(page, type(page), slug="cari", title="Yang menetap")
    goes = home.child(page, type(page), slug="bebas", title="Yang pindah")
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    address = f"{bulk}?id={stays.pk}&id={goes.pk}&next=/admin/"
    response = admin_client.post(address, {"chooser": site.pk})
    assert response.status_code == 200
    assert "“Yang menetap” tidak dapat ditempatkan di sana" in response.content.decode()
    assert Page.objects.get(pk=page.pk).get_children().count() == 2
    assert admin_client.post(f"{bulk}?id={goes.pk}&next=/admin/", {"chooser": site.pk}).status_code == 302
    assert Page.objects.get(pk=goes.pk).get_parent().pk == site.pk


def test_no_other_way_of_moving_leads_there(admin_client: Client) -> None:
    site, page = home.site(), home.standard_page(slug="asal")
    within = home.child(page, type(page), slug="cari")
    for each in (within, Page.objects.get(pk=within.pk)):
        with pytest.raises(ValidationError, match="alamat"):
            each.move(site, pos="last-child")
    for name in ("move", "copy"):
        api = f"/admin/api/main/pages/{within.pk}/action/{name}/"
        asked = {"destination_page_id": site.pk, "position": "last-child", "recursive": False, "keep_live": False}
        assert admin_client.post(api, asked).status_code == 400
    assert Page.objects.get(pk=within.pk).get_parent().pk == page.pk


def test_a_deleted_page_that_comes_back_there_gets_the_next_free_address(admin_client: Client) -> None:
    site, page = home.site(), home.standard_page(slug="asal")
    within = home.child(page, type(page), slug="cari")
    for each in (within, page):
        acts.put(each)
    restored = acts.restore(DeletedPage.objects.get(page=within), parent=site)
    assert (restored.page.slug, restored.same_address) == ("cari-2", False)


def test_a_page_from_before_gets_the_next_free_address(client: Client) -> None:
    page = home.publish(home.standard_page(title="Cek naskah"))
    home.standard_page(slug="verifikasi-2")
    Page.objects.filter(pk=page.pk).update(slug="verifikasi", url_path="/beranda/verifikasi/")
    assert free_addresses() == ["verifikasi"]
    assert free_addresses() == []
    assert "Cek naskah" in client.get("/verifikasi-3/").content.decode()
    assert "Verifikasi berkas" in client.get("/verifikasi/").content.decode()
