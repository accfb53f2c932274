"""Addresses that the portal itself needs."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Page

from publishing.reserved import free_addresses, is_reserved
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


def test_a_page_from_before_gets_the_next_free_address(client: Client) -> None:
    page = home.publish(home.standard_page(title="Cek naskah"))
    home.standard_page(slug="verifikasi-2")
    Page.objects.filter(pk=page.pk).update(slug="verifikasi", url_path="/beranda/verifikasi/")
    assert free_addresses() == ["verifikasi"]
    assert free_addresses() == []
    assert "Cek naskah" in client.get("/verifikasi-3/").content.decode()
    assert "Verifikasi berkas" in client.get("/verifikasi/").content.decode()
