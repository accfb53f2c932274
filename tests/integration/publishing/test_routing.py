"""From address to page: few queries, no cookie, and nothing private."""

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import PageViewRestriction

from home.models import InformationPage
from tests.factories import home as make

pytestmark = pytest.mark.django_db


def test_a_page_with_menu_and_breadcrumb_needs_three_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    index = make.information_index(title="Pencegahan", show_in_menus=True)
    page = make.publish(make.information_page(index, title="Tanda bahaya"))
    # The test's transaction is never committed, so what it changed would count as unpublished for ever.
    connection.run_on_commit.clear()
    client.get(page.url)
    with django_assert_max_num_queries(3):
        response = client.get(page.url)
    text = response.content.decode()
    assert response.status_code == 200
    assert "Pencegahan" in text
    assert not response.cookies
    assert response.headers["X-Page-Cache"] == "public"


@pytest.mark.parametrize(
    "address",
    ["/tidak-ada/", "/beranda/", "/a/b/c/d/e/f/g/h/i/j/k/", "/" + "x" * 1500 + "/", "/%00/", "/%ff/", "/../etc/"],
)
def test_addresses_that_lead_nowhere_are_404(client: Client, address: str) -> None:
    make.information_page()
    assert client.get(address).status_code == 404


def test_a_missing_slash_is_added(client: Client) -> None:
    page = make.publish(make.information_page())
    response = client.get(page.url.rstrip("/"))
    assert (response.status_code, response.headers["Location"]) == (301, page.url)


def test_the_english_interface_has_its_own_address(client: Client) -> None:
    page = make.publish(make.information_page(title="Tanda bahaya"))
    assert '<html lang="id"' in client.get(page.url).content.decode()
    english = client.get(f"/en{page.url}").content.decode()
    assert '<html lang="en"' in english
    assert "Tanda bahaya" in english


def test_a_draft_and_an_unpublished_page_are_404(client: Client) -> None:
    page = make.information_page(live=False)
    page.save_revision()
    assert client.get(page.url).status_code == 404


def test_a_private_page_asks_to_sign_in_and_is_never_marked_for_the_cache(client: Client) -> None:
    index = make.information_index()
    page = make.publish(make.information_page(index, title="Rahasia"))
    group = Group.objects.create(name="Relawan")
    restriction = PageViewRestriction.objects.create(page=index, restriction_type="groups")
    restriction.groups.add(group)
    response = client.get(page.url)
    assert response.status_code == 302
    assert "X-Page-Cache" not in response.headers
    member = User.objects.create_user("relawan", password="contoh")
    member.groups.add(group)
    client.force_login(member)
    response = client.get(page.url)
    assert response.status_code == 200
    assert "Rahasia" in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]
    assert "X-Page-Cache" not in response.headers


def test_somebody_signed_in_who_is_in_another_group_is_refused_instead_of_asked_again(client: Client) -> None:
    index = make.information_index()
    page = make.publish(make.information_page(index))
    restriction = PageViewRestriction.objects.create(page=index, restriction_type="groups")
    restriction.groups.add(Group.objects.create(name="Relawan"))
    client.force_login(User.objects.create_user("warga", password="contoh"))
    assert client.get(page.url).status_code == 403
    client.force_login(User.objects.create_superuser("kepala", password="contoh"))
    assert client.get(page.url).status_code == 200


def test_excluded_information_is_shown_to_members_only(client: Client) -> None:
    page = make.publish(make.information_page(information_class=InformationPage.InformationClass.EXCLUDED))
    assert client.get(page.url).status_code == 302
    somebody = User.objects.create_user("warga", password="contoh")
    client.force_login(somebody)
    assert client.get(page.url).status_code == 403
    somebody.groups.add(Group.objects.get(name="Anggota Gugus Tugas"))
    response = client.get(page.url)
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]


def test_a_signed_in_editor_s_page_is_not_marked_for_the_cache(client: Client) -> None:
    page = make.publish(make.information_page())
    client.force_login(User.objects.create_superuser("kepala", password="contoh"))
    assert "X-Page-Cache" not in client.get(page.url).headers


def test_the_footer_leads_to_the_page_on_privacy_whatever_its_title(client: Client) -> None:
    assert "More on your privacy" not in client.get("/en/").content.decode()
    make.publish(make.standard_page(title="Data Anda", slug="privasi"))
    assert '<a href="/en/privasi/">More on your privacy</a>' in client.get("/en/").content.decode()


def test_a_private_page_on_privacy_is_not_linked(client: Client) -> None:
    page = make.publish(make.standard_page(title="Data Anda", slug="privasi"))
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert "More on your privacy" not in client.get("/en/").content.decode()
