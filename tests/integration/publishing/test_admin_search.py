"""The admin's own search: every page that the editor may see, drafts and private ones too, and files."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from modelsearch import index
from modelsearch.query import Boost, Fuzzy
from wagtail.models import GroupPagePermission, Page, PageViewRestriction
from wagtail.search.query import MATCH_ALL, And, Not, Or, Phrase, PlainText

from publishing.admin_search.dialects import IndexEntry
from publishing.admin_search.words import words
from publishing.models import PortalDocument
from publishing.tasks import refresh_indexes
from resources.models import LegalDocumentPage
from tests.factories import home as make
from tests.factories import resources
from tests.integration.publishing.test_workflow import person

pytestmark = pytest.mark.django_db


def indexed(*pages: Any) -> None:
    """What the worker does a moment after a page was saved."""
    refresh_indexes.call([page.pk for page in pages])


def page(title: str, **fields: Any) -> Any:
    made = make.information_page(title=title, **fields)
    indexed(made)
    return made


def titles(question: Any, queryset: Any = None) -> list[str]:
    found = Page.objects.all() if queryset is None else queryset
    return [page.title for page in found.autocomplete(question)]


@pytest.fixture
def secretary(client: Client) -> Client:
    client.force_login(person("sekretaris", "Sekretariat"))
    return client


def test_words_are_found_by_their_beginning_in_any_order_and_case() -> None:
    page("Tanda-tanda perdagangan orang")
    assert titles("ORANG tanda") == ["Tanda-tanda perdagangan orang"]
    assert titles("perdag") == ["Tanda-tanda perdagangan orang"]
    assert titles("dagang") == []
    assert titles("perdagangan anak") == []


def test_the_title_counts_more_than_the_rest() -> None:
    page("Pencegahan", summary="Tentang pemulangan korban.")
    page("Pemulangan")
    assert titles("pemulangan") == ["Pemulangan", "Pencegahan"]


def test_a_draft_is_found_by_what_it_says_now_and_by_what_is_live() -> None:
    live = page("Nama lama")
    live.title, live.summary = "Nama baru", "Ringkasan konsep."
    live.save_revision()
    indexed(live)
    assert titles("nama lama") == titles("nama baru") == titles("ringkasan") == ["Nama lama"]
    live.get_latest_revision().publish(skip_permission_checks=True)
    indexed(live)
    assert titles("nama lama") == []
    assert titles("nama baru") == ["Nama baru"]


def test_a_page_that_was_never_published_is_found_by_its_number() -> None:
    hidden = resources.regulation(title="Perbup baru", number="1", year=2024, live=False)
    hidden.number = "400.2.3/015/DP3AP2KB"
    hidden.save_revision()
    indexed(hidden)
    assert titles("400.2.3/015") == ["Perbup baru"]
    assert titles("dp3ap2kb 2024") == ["Perbup baru"]


def test_private_pages_are_found_by_editors(secretary: Client) -> None:
    private = page("Catatan rahasia")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    for url in (reverse("wagtailadmin_pages:search"), reverse("wagtailadmin_choose_page_search")):
        assert "Catatan rahasia" in secretary.get(url, {"q": "rahasia"}).content.decode()


def test_nobody_finds_what_they_may_not_explore(client: Client) -> None:
    mine, other = make.information_index(title="Milik kami"), make.information_index(title="Milik lain")
    visible = make.information_page(mine, title="Berkas satu")
    hidden = make.information_page(other, title="Berkas dua")
    indexed(visible, hidden)
    group = Group.objects.create(name="Kecamatan")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupPagePermission.objects.create(
        group=group, page=mine, permission=Permission.objects.get(codename="change_page")
    )
    client.force_login(person("camat", "Kecamatan"))
    html = client.get(reverse("wagtailadmin_pages:search"), {"q": "berkas"}).content.decode()
    assert "Berkas satu" in html
    assert "Berkas dua" not in html


def test_the_search_page_filters_orders_counts_and_parts_by_type(secretary: Client) -> None:
    for number in range(25):
        page(f"Halaman uji {number:02}")
    regulation = resources.regulation(title="Peraturan uji")
    indexed(regulation)
    url = reverse("wagtailadmin_pages:search")
    html = secretary.get(url, {"q": "uji", "ordering": "-title"}).content.decode()
    assert html.index("Peraturan uji") < html.index("Halaman uji 24")
    assert "Halaman uji 00" not in html
    assert "Halaman uji 00" in secretary.get(url, {"q": "uji", "ordering": "-title", "p": "2"}).content.decode()
    html = secretary.get(url, {"q": "uji", "content_type": "resources.legaldocumentpage"}).content.decode()
    assert "Peraturan uji" in html
    assert "Halaman uji" not in html.replace("Halaman uji</", "")
    assert "Peraturan uji" not in secretary.get(url, {"q": "uji live:no"}).content.decode()
    assert "Halaman uji" in secretary.get(url, {"q": '"halaman uji" live:yes'}).content.decode()


def test_a_listing_of_one_type_finds_within_its_filters(secretary: Client) -> None:
    for year in (2022, 2023):
        indexed(resources.regulation(title=f"Perbup tahun {year}", year=year))
    html = secretary.get(reverse("legal_documents:index"), {"q": "perbup", "year": "2022"}).content.decode()
    assert "Perbup tahun 2022" in html
    assert "Perbup tahun 2023" not in html
    assert titles("perbup", LegalDocumentPage.objects.filter(year=2023)) == ["Perbup tahun 2023"]


def test_documents_and_pictures_are_found_when_they_are_chosen(secretary: Client) -> None:
    document, image = resources.document("Daftar hadir rapat"), resources.image("Lambang kabupaten")
    for item in (document, image):
        index.insert_or_update_object(item)
    for url, asked, title in (
        ("wagtaildocs:index", "hadir", "Daftar hadir rapat"),
        ("wagtaildocs_chooser:choose_results", "dafta", "Daftar hadir rapat"),
        ("wagtailimages:index", "kabup", "Lambang kabupaten"),
        ("wagtailimages_chooser:choose_results", "lambang", "Lambang kabupaten"),
    ):
        assert title in secretary.get(reverse(url), {"q": asked}).content.decode(), url
    document.tags.add("risalah")
    index.insert_or_update_object(document)
    assert list(PortalDocument.objects.all().search("risalah")) == [document]


def test_people_are_found(client: Client) -> None:
    client.force_login(User.objects.create_superuser("kepala", "kepala@example.org", "x"))
    person("sekretaris", "Sekretariat")
    html = client.get(reverse("wagtailusers_users:index"), {"q": "sekret"}).content.decode()
    assert "sekretaris" in html


def test_a_deleted_page_leaves_no_words() -> None:
    gone = page("Yang dihapus")
    gone.delete()
    assert titles("dihapus") == []
    assert not IndexEntry.objects.filter(object_id=str(gone.pk)).exists()


def test_the_index_is_made_anew_in_place() -> None:
    kept = page("Yang tetap")
    IndexEntry.objects.create(
        content_type=kept.content_type, object_id="999999", **dict.fromkeys(("title", "autocomplete", "body"), "")
    )
    IndexEntry.objects.filter(object_id=str(kept.pk)).delete()
    call_command("update_index", verbosity=0)
    assert titles("tetap") == ["Yang tetap"]
    assert not IndexEntry.objects.filter(object_id="999999").exists()


@pytest.mark.parametrize(
    ("question", "found"),
    [
        (PlainText("satu dua", operator="and"), {"Satu dua"}),
        (PlainText("satu dua", operator="or"), {"Satu dua", "Dua tiga"}),
        (Phrase("dua tiga"), {"Dua tiga"}),
        (Phrase("tiga dua"), set()),
        (And([PlainText("dua"), Not(PlainText("satu"))]), {"Dua tiga"}),
        (Or([PlainText("satu"), Phrase("dua tiga")]), {"Satu dua", "Dua tiga"}),
        (Boost(PlainText("tiga"), 2.0), {"Dua tiga"}),
        (Fuzzy("satu"), {"Satu dua"}),
        (Not(MATCH_ALL), set()),
        (PlainText("..."), set()),
    ],
)
def test_every_kind_of_question(question: Any, found: set[str]) -> None:
    pages = [page("Satu dua"), page("Dua tiga")]
    queryset = Page.objects.filter(pk__in=[one.pk for one in pages])
    assert set(titles(question, queryset)) == found


def test_without_words_everything_comes_in_its_own_order() -> None:
    first, second = page("Satu"), page("Dua")
    results = Page.objects.filter(pk__in=[first.pk, second.pk]).autocomplete(MATCH_ALL)
    assert [one.pk for one in results] == [first.pk, second.pk]
    assert results.count() == 2


def test_slices_counts_and_scores() -> None:
    pages = [page(f"Uji {number}") for number in range(5)]
    results = Page.objects.all().autocomplete("uji")
    assert results.count() == 5
    assert results[1:3].count() == 2
    assert [one.pk for one in results[3:]] == [one.pk for one in results][3:]
    assert results[0].pk == pages[-1].pk
    scores = [one.score for one in results.annotate_score("score")]
    assert scores == sorted(scores, reverse=True)
    assert results.facet("content_type_id") == {pages[0].content_type_id: 5}


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60) | st.from_regex(r"[\"'*:^(){}\-+%&|!<>\\ \w]{0,40}", fullmatch=True))
def test_whatever_is_typed_there_is_an_answer(text: str) -> None:
    results = Page.objects.all().autocomplete(text)
    assert len(results[:5]) <= 5
    assert results.count() >= 0


def test_words() -> None:
    assert words("400.2.3/015/DP3AP2KB – Surat_Edaran ½") == [
        "400",
        "2",
        "3",
        "015",
        "dp3ap2kb",
        "surat",
        "edaran",
        "1",
        "2",
    ]
    assert len(words("a" * 500)[0]) < 100
