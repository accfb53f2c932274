"""The report of what the public searches with, and the ways on from a word."""

import datetime as dt
import re
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail import hooks
from wagtail.models import Page

from search.counting import storing
from search.counting.tally import Count
from search.follower import catch_up_now
from search.models import SearchedWord
from tests.factories import home, meetings, resources
from tests.integration.publishing.test_workflow import person

pytestmark = pytest.mark.django_db

MOST_USED = "searched_words"
WITHOUT = "unanswered_words"
TODAY = dt.date(2026, 5, 20)


@pytest.fixture(autouse=True)
def _today():  # type: ignore[no-untyped-def]
    with time_machine.travel(dt.datetime.combine(TODAY, dt.time(9)), tick=False):
        yield


def counted(word: str, asked: int, without: int = 0, month: dt.date = TODAY) -> None:
    storing._add({word: Count(asked, without)}, month, repeated=True)


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(person("penyunting", "Editor"))
    return client


def words(client: Client, name: str, **asked: str) -> list[str]:
    """The words of the list, in its order."""
    table = client.get(reverse(name), asked).context["table"]
    return [row.instance.word for row in table.rows]


def test_two_lists_the_most_frequent_first(editor: Client) -> None:
    counted("calo", 5)
    counted("paspor", 3, 2)
    counted("umrah", 4, 4)
    counted("calo", 2, month=dt.date(2026, 4, 1))
    assert words(editor, MOST_USED) == ["calo", "umrah", "paspor"]
    assert words(editor, WITHOUT) == ["umrah", "paspor"]
    html = " ".join(editor.get(reverse(MOST_USED)).content.decode().split())
    assert "Yang dihitung adalah kata satu per satu" in html
    assert "<td> 7 </td>" in html or "<td>7</td>" in html.replace(" ", "")


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("", ["mei", "april", "maret"]),
        ("1", ["mei"]),
        ("12", ["mei", "april", "maret", "februari", "juni"]),
        ("x", ["mei", "april", "maret"]),
    ],
)
def test_the_period(editor: Client, period: str, expected: list[str]) -> None:
    months = {"mei": (2026, 5), "april": (2026, 4), "maret": (2026, 3), "februari": (2026, 2), "juni": (2025, 6)}
    for number, (word, (year, month)) in enumerate(months.items()):
        counted(word, 9 - number, month=dt.date(year, month, 1))
    counted("lama", 90, month=dt.date(2025, 5, 1))
    assert words(editor, MOST_USED, **({"period": period} if period else {})) == expected


def test_it_can_be_searched_sorted_and_paged(editor: Client) -> None:
    for number in range(60):
        counted(f"kata{number:02}x", 1 + number % 2)
    assert words(editor, MOST_USED, q="kata07") == ["kata07x"]
    assert words(editor, MOST_USED, q="tiada") == []
    first, second = words(editor, MOST_USED), words(editor, MOST_USED, p="2")
    assert (len(first), len(second)) == (50, 10)
    assert not set(first) & set(second)
    assert words(editor, MOST_USED, ordering="word")[:2] == ["kata00x", "kata01x"]
    assert words(editor, MOST_USED, ordering="pk; drop")[0] == "kata01x"
    results = editor.get(reverse("searched_words_results"), {"q": "kata07"}).content.decode()
    assert "kata07x" in results
    assert "<html" not in results


def test_it_says_what_a_word_finds_by_now(editor: Client) -> None:
    counted("umrah", 4, 4)
    table = editor.get(reverse(WITHOUT)).context["table"]
    assert [row.instance.hits for row in table.rows] in ([0], [None])
    home.publish(home.information_page(title="Umrah tanpa izin"))
    catch_up_now()
    table = editor.get(reverse(WITHOUT)).context["table"]
    assert [row.instance.hits for row in table.rows] == [1]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_export(editor: Client, form: str) -> None:
    counted("calo", 5, 1)
    counted("paspor", 3)
    response = editor.get(reverse(MOST_USED), {"export": form})
    content = b"".join(response.streaming_content)
    assert f"pencarian.{form}" in response["Content-Disposition"]
    if form == "csv":
        assert content.decode().splitlines() == ["Kata,Kali dicari,Kali tanpa hasil", "calo,5,1", "paspor,3,0"]


def test_the_empty_report_explains_itself(editor: Client) -> None:
    assert "Belum ada yang dihitung" in editor.get(reverse(MOST_USED)).content.decode()
    assert "Tidak ada kata yang cocok" in editor.get(reverse(WITHOUT), {"q": "x"}).content.decode()


class TestWhoMaySeeIt:
    @pytest.mark.parametrize("role", ["Editor", "Sekretariat", "Pimpinan"])
    def test_the_three_groups_of_the_editors(self, client: Client, role: str) -> None:
        client.force_login(person("seseorang", role))
        for name in (MOST_USED, WITHOUT, "write_about"):
            assert client.get(reverse(name)).status_code == 200
        assert reverse(MOST_USED) in menu(client)

    def test_nobody_else(self, client: Client) -> None:
        user = person("tamu", "Anggota Gugus Tugas")
        other = Group.objects.create(name="Lain")
        other.permissions.set(Group.objects.get(name="Editor").permissions.filter(codename="access_admin"))
        user.groups.add(other)
        client.force_login(user)
        counted("calo", 5)
        ajax = {"x-requested-with": "XMLHttpRequest"}
        for name in (MOST_USED, WITHOUT, "searched_words_results", "unanswered_words_results", "write_about"):
            # Wagtail leads people to the start page with a message, and refuses scripts.
            assert client.get(reverse(name)).url == reverse("wagtailadmin_home")
            assert client.get(reverse(name), headers=ajax).status_code == 403
        assert reverse(MOST_USED) not in menu(client)

    def test_no_visitor(self, client: Client) -> None:
        assert client.get(reverse(MOST_USED)).status_code == 302

    def test_the_permission_is_given_and_taken_back(self) -> None:
        migration = import_module("publishing.migrations.0015_searched_words_permission")
        holders = Group.objects.filter(permissions__codename="view_searchedword").order_by("name")
        names = ["Editor", "Pimpinan", "Sekretariat"]
        assert list(holders.values_list("name", flat=True)) == names
        migration.withdraw(apps, None)
        assert not holders.exists()
        migration.grant(apps, None)
        assert list(holders.values_list("name", flat=True)) == names


def menu(client: Client) -> str:
    """The dashboard, whose side menu has the reports of this reader."""
    return client.get(reverse("wagtailadmin_home")).content.decode()


class TestFromAWordOn:
    def buttons(self, client: Client) -> dict[str, str]:
        """Addresses by label."""
        html = client.get(reverse(WITHOUT)).content.decode()
        found = re.findall(r'<a href="([^"]+)" class="[^"]*button-small[^"]*"[^>]*>\s*([^<]+?)\s*</a>', html)
        return {label: address.replace("&amp;", "&") for address, label in found}

    @pytest.mark.parametrize(
        ("role", "labels"),
        [
            ("Editor", {"Cari", "Tulis tentang ini"}),
            ("Sekretariat", {"Cari", "Tulis tentang ini", "Tambah sinonim"}),
            ("Pimpinan", {"Cari"}),
        ],
    )
    def test_each_group_is_offered_what_it_may_do(self, client: Client, role: str, labels: set[str]) -> None:
        catch_up_now()
        counted("ümrah", 4, 4)
        client.force_login(person("seseorang", role))
        buttons = self.buttons(client)
        assert buttons.keys() == labels
        for label, address in buttons.items():
            page = client.get(address)
            assert page.status_code == 200, label
            assert "ümrah" in page.content.decode().lower()

    def test_write_about_it_offers_the_natural_places(self, editor: Client) -> None:
        shelf, other = home.information_index(title="Pencegahan"), home.information_index(title="Lain-lain")
        home.information_page(other)
        meetings.index()
        html = editor.get(reverse("write_about"), {"kata": "umrah"}).content.decode()
        form = reverse("wagtailadmin_pages:add", args=["home", "informationpage", other.pk])
        assert f"{form}?judul=Umrah" in html
        # The one that holds such pages already comes first.
        assert html.index(f"/{other.pk}/?judul") < html.index(f"/{shelf.pk}/?judul")
        assert "Rapat" in html
        # Pages that only hold others, and those that are there once, are nothing to write.
        for name in ("informationindexpage", "meetingindexpage", "homepage", "helplinespage"):
            assert f"/{name}/" not in html

    def test_places_where_this_editor_may_make_nothing_are_left_out(self, client: Client) -> None:
        shelf = resources.index_page(title="Dokumen")
        other = home.information_index()
        user = person("terbatas", "Anggota Gugus Tugas")
        group = Group.objects.create(name="Dokumen")
        editors = Group.objects.get(name="Editor")
        group.permissions.set(editors.permissions.all())
        for permission in editors.page_permissions.all():
            group.page_permissions.create(page=shelf, permission=permission.permission)
        user.groups.add(group)
        client.force_login(user)
        html = client.get(reverse("write_about"), {"kata": "umrah"}).content.decode()
        assert f"/soppage/{shelf.pk}/" in html
        assert f"/{other.pk}/" not in html
        group.page_permissions.all().delete()
        html = client.get(reverse("write_about"), {"kata": "umrah"}).content.decode()
        assert "Tanyakan kepada sekretariat" in html

    def test_any_word_will_do(self, editor: Client) -> None:
        home.information_index()
        html = editor.get(reverse("write_about"), {"kata": "<b>x</b>\x00 \u202e" + "y" * 500}).content.decode()
        assert "&lt;b&gt;x&lt;/b&gt;" in html
        assert "<b>x</b>" not in html
        assert "y" * 121 not in html
        assert editor.get(reverse("write_about")).status_code == 200


class TestTheFormOfTheNewPage:
    @pytest.fixture
    def form(self) -> str:
        shelf = home.information_index()
        return reverse("wagtailadmin_pages:add", args=["home", "informationpage", shelf.pk])

    def new_page(self, client: Client, address: str, **asked: str) -> Page:
        found = client.get(address, asked).context["form"].instance
        assert isinstance(found, Page)
        return found

    def test_it_begins_with_the_word(self, editor: Client, form: str) -> None:
        page = self.new_page(editor, form, judul="  Umrah   tanpa izin ")
        assert (page.title, page.slug) == ("Umrah tanpa izin", "umrah-tanpa-izin")
        assert 'value="Umrah tanpa izin"' in editor.get(form, {"judul": "Umrah tanpa izin"}).content.decode()

    def test_the_next_form_is_empty_again(self, editor: Client, form: str) -> None:
        assert self.new_page(editor, form, judul="Umrah").title == "Umrah"
        assert self.new_page(editor, form).title == ""

    def test_what_could_not_be_shown_leaves_nothing_for_the_next(self, editor: Client, form: str) -> None:
        """A title waits where Wagtail asked the hooks and then showed no form."""
        with hooks.register_temporarily("before_create_page", lambda *_: HttpResponse("Not now"), order=1):
            assert editor.get(form, {"judul": "Umrah"}).content == b"Not now"
        assert self.new_page(editor, form).title == ""

    def test_a_page_is_made_of_it(self, editor: Client, form: str) -> None:
        page = self.new_page(editor, form, judul="Umrah")
        shown = editor.get(form, {"judul": "Umrah"}).context["form"]
        assert shown["title"].value() == "Umrah"
        assert shown["slug"].value() == page.slug == "umrah"


def test_a_reader_of_the_report_learns_nothing_of_the_marks(editor: Client) -> None:
    storing.store({"zubaedahtang": Count(1, 1)}, TODAY)
    assert not SearchedWord.objects.exists()
    for name in (MOST_USED, WITHOUT):
        assert "zubaedahtang" not in editor.get(reverse(name)).content.decode()
        export = editor.get(reverse(name), {"export": "csv"})
        assert b"zubaedahtang" not in b"".join(export.streaming_content)


def test_superusers_see_it_and_wagtails_own_report_is_not_offered(client: Client) -> None:
    client.force_login(User.objects.create_superuser("root", password="x"))
    assert reverse(MOST_USED) in menu(client)
    assert reverse("wagtailsearchpromotions:search_terms") not in menu(client)
