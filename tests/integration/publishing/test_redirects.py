"""Old addresses lead to where a page is now, with whatever followed them; and never to what a visitor may not know of."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from home.models import InformationPage
from publishing.absence.acts import remove, withdraw
from publishing.models import DeletedPage
from publishing.trash import acts as trash
from tests.factories import home

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]


def fresh(page: Any) -> Any:
    return Page.objects.get(pk=page.pk).specific


def rename(page: Any, slug: str) -> Any:
    page = fresh(page)
    page.slug = slug
    return home.publish(page)


def move(page: Any, target: Any) -> None:
    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=target.pk), pos="last-child")


def leads(client: Client, address: str) -> str:
    """Where an address leads, in one step."""
    response = client.get(address)
    assert response.status_code == 301, (address, response.status_code)
    return response.headers["Location"]


def test_a_renamed_page_keeps_its_old_address_in_both_languages(client: Client) -> None:
    index = home.publish(home.information_index(slug="lama"))
    page = home.publish(home.information_page(index, slug="tanda"))
    rename(index, "baru")
    assert leads(client, "/lama/") == "/baru/"
    assert leads(client, "/en/lama/") == "/en/baru/"
    assert leads(client, "/lama/tanda/") == "/baru/tanda/"
    assert leads(client, "/en/lama/tanda/") == "/en/baru/tanda/"
    rename(page, "bahaya")
    # One step, however often something was renamed.
    assert leads(client, "/lama/tanda/") == leads(client, "/baru/tanda/") == "/baru/bahaya/"
    assert leads(client, "/lama/tanda") == "/baru/bahaya/"


def test_a_moved_page_keeps_it_too_whoever_moves_it(client: Client) -> None:
    first, second = home.information_index(slug="satu"), home.information_index(slug="dua")
    page = home.publish(home.information_page(first, slug="tanda"))
    client.force_login(User.objects.create_superuser("kepala", "kepala@example.org", "x"))
    client.post(f"/admin/pages/{page.pk}/move/{second.pk}/confirm/")
    client.logout()
    assert leads(client, "/satu/tanda/") == "/dua/tanda/"
    move(second, home.site())
    assert leads(client, "/satu/tanda/") == "/dua/tanda/"


def test_what_follows_the_address_is_kept(client: Client) -> None:
    page = home.publish(home.standard_page(slug="lama"))
    rename(page, "baru")
    assert leads(client, "/lama/versi/1/") == "/baru/versi/1/"
    assert leads(client, "/en/lama/versi/1..2/") == "/en/baru/versi/1..2/"
    assert leads(client, "/lama/?per=2025-01-01") == "/baru/?per=2025-01-01"
    assert client.get(leads(client, "/lama/versi/1/")).status_code == 200


def test_a_new_page_at_an_old_address_is_what_one_gets(client: Client) -> None:
    page = home.publish(home.information_index(slug="lama", title="Dulu"))
    rename(page, "baru")
    again = home.publish(home.information_index(slug="lama", title="Sekarang"))
    assert "Sekarang" in client.get("/lama/").content.decode()
    # What it answers with 404 is its own, not the other page's.
    assert client.get("/lama/?page=99").status_code == 404
    assert client.get("/lama/versi/9/").status_code == 404
    again.unpublish()
    assert leads(client, "/lama/") == "/baru/"


def test_back_and_forth_makes_no_loop(client: Client) -> None:
    page = home.publish(home.standard_page(slug="a"))
    for slug in ("b", "a", "b", "a"):
        rename(page, slug)
    assert client.get("/a/").status_code == 200
    assert leads(client, "/b/") == "/a/"
    fresh(page).unpublish()
    assert client.get("/a/").status_code == client.get("/b/").status_code == 404


def test_a_page_below_its_own_old_address_makes_no_loop(client: Client) -> None:
    page = home.publish(home.information_page(home.information_index(slug="x"), slug="a"))
    above = home.publish(home.information_index(slug="y"))
    move(page, above)
    rename(above, "x2")
    assert leads(client, "/y/a/") == leads(client, "/x/a/") == "/x2/a/"
    assert client.get("/x2/a/a/a/a/").status_code == 404
    assert client.get("/x/a/a/a/").status_code == 301
    assert client.get("/x2/a/a/a/").status_code == 404


def test_drafts_leave_no_address_and_live_pages_below_do(client: Client) -> None:
    draft = home.information_index(slug="lama", live=False)
    page = home.publish(home.information_page(draft, slug="tanda"))
    draft = fresh(draft)
    draft.slug = "baru"
    draft.save()
    assert leads(client, "/lama/tanda/") == page.url.replace("lama", "baru")
    assert client.get("/lama/").status_code == 404


def test_a_private_page_s_new_address_stays_unknown(client: Client) -> None:
    page = home.publish(home.standard_page(slug="lama"))
    rename(page, "smaragdina")
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    response = client.get("/lama/?per=2025-01-01")
    assert (response.status_code, "smaragdina" in str(response.headers)) == (302, False)
    assert "next=/lama/" in response.headers["Location"]
    restriction.restriction_type = "groups"
    restriction.save()
    restriction.groups.add(Group.objects.create(name="Relawan"))
    client.force_login(User.objects.create_user("warga", password="contoh"))
    response = client.get("/lama/versi/")
    assert response.status_code == 403
    assert "smaragdina" not in response.content.decode()
    client.force_login(User.objects.create_superuser("kepala", "kepala@example.org", "x"))
    assert leads(client, "/lama/versi/") == "/smaragdina/versi/"
    client.logout()
    restriction.groups.clear()
    restriction.restriction_type, restriction.password = "password", "contoh"
    restriction.save()
    # The form for the password stands at the page's own address, and shows it.
    assert client.get("/lama/").status_code == 404
    form = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk])
    client.post(form, {"password": "contoh", "return_url": "/smaragdina/"})
    assert leads(client, "/lama/") == "/smaragdina/"


def test_excluded_information_too(client: Client) -> None:
    page = home.publish(home.information_page(slug="lama"))
    page = rename(page, "smaragdina")
    page.information_class = InformationPage.InformationClass.EXCLUDED
    home.publish(page)
    old = page.url.replace("smaragdina", "lama")
    response = client.get(old)
    assert response.status_code == 302
    assert "smaragdina" not in response.headers["Location"]


def test_withdrawn_removed_unpublished_and_deleted_pages(client: Client) -> None:
    page = home.publish(home.standard_page(slug="lama"))
    rename(page, "baru")
    withdraw(fresh(page), reason="Diganti.")
    assert leads(client, "/lama/") == "/baru/"
    remove(fresh(page), reason="Dihapus.")
    response = client.get("/lama/")
    assert response.status_code == 410
    assert "Dihapus." in response.content.decode()
    assert "/baru/" not in response.content.decode()
    fresh(page).delete()
    assert client.get("/lama/").status_code == 404
    trash.restore(DeletedPage.objects.get())
    assert client.get("/lama/").status_code == 410
    home.publish(fresh(page))
    assert leads(client, "/lama/") == "/baru/"
    fresh(page).unpublish()
    assert client.get("/lama/").status_code == 404


def test_a_restored_page_whose_address_was_taken_is_reached_from_what_stood_below_it(client: Client) -> None:
    index = home.publish(home.information_index(slug="daftar"))
    home.publish(home.information_page(index, slug="tanda"))
    fresh(index).delete()
    home.publish(home.information_index(slug="daftar"))
    trash.restore(DeletedPage.objects.get())
    assert client.get("/daftar/").status_code == 200
    assert leads(client, "/daftar/tanda/") == "/daftar-2/tanda/"


def test_what_an_editor_has_entered_still_works(client: Client) -> None:
    page = home.publish(home.standard_page(slug="kontak"))
    Redirect.add_redirect("/berita.php?id=3", page)
    Redirect.add_redirect("/luar", "https://example.org/")
    Redirect.add_redirect("/en/about", page, is_permanent=False)
    assert leads(client, "/berita.php?id=3") == "/kontak/"
    assert leads(client, "/luar/") == "https://example.org/"
    assert client.get("/en/about/").status_code == 302
    # An address of another site is led to as it is.
    assert client.get("/luar/lebih/jauh/").status_code == 404
    rename(page, "hubungi")
    Redirect.objects.filter(old_path="/kontak").delete()
    Redirect.add_redirect("/kontak", "https://example.org/kontak")
    rename(page, "kontak")
    rename(page, "hubungi")
    assert leads(client, "/kontak/") == "https://example.org/kontak"


def test_an_address_that_leads_nowhere_costs_one_query_more(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    home.publish(home.standard_page(slug="kontak"))
    connection.run_on_commit.clear()
    client.get("/tidak-ada/")
    with django_assert_max_num_queries(4):
        assert client.get("/tidak/ada/").status_code == 404
    for junk in ("/%00/", "/%ff/", "/en/", "/en/en/x/", "/" + "a/" * 60, "/" + "x" * 1500 + "/", "/?a=%00", "/x?%zz"):
        assert client.get(junk).status_code in {200, 301, 404}


def test_very_long_addresses_are_kept_by_the_page_above() -> None:
    index = home.publish(home.information_index(slug="a" * 200))
    home.publish(home.information_page(index, slug="b" * 200))
    rename(index, "baru")
    assert [len(redirect.old_path) for redirect in Redirect.objects.all()] == [201]
    assert leads(Client(), f"/{'a' * 200}/{'b' * 200}/") == f"/baru/{'b' * 200}/"


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from("abc")), max_size=8))
def test_any_sequence_of_renames_leaves_every_address_at_its_last_page(
    client: Client, steps: list[tuple[int, str]]
) -> None:
    Page.objects.filter(slug__regex=r"^(p\d|[abc])$").delete()
    Redirect.objects.all().delete()
    pages = [home.publish(home.standard_page(slug=f"p{number}", title=f"P{number}")) for number in range(3)]
    stood: dict[str, int] = {f"p{number}": number for number in range(3)}
    for number, slug in steps:
        if slug in {fresh(page).slug for page in pages}:
            continue
        rename(pages[number], slug)
        stood[slug] = number
    for slug, number in stood.items():
        response = client.get(f"/{slug}/", follow=True)
        assert response.status_code == 200
        assert len(response.redirect_chain) <= 1
        assert f"<title>P{number} " in response.content.decode()
