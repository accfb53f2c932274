"""Promoted results: set by editors, shown to whoever may see them, and no record of what visitors asked."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits, SearchPromotion
from wagtail.models import Page, PageViewRestriction

from search.follower import catch_up_now
from tests.factories import home as make

pytestmark = pytest.mark.django_db


def promote(words: str, page: Page | None = None, **fields: str) -> None:
    query, _ = Query.objects.get_or_create(query_string=words)
    SearchPromotion.objects.create(query=query, page=page, sort_order=query.editors_picks.count(), **fields)


def suggested(client: Client, query_string: str, url: str = "/cari/") -> str:
    """What stands in the box above the hits; empty where there is none."""
    catch_up_now()
    page = client.get(f"{url}?{query_string}").content.decode()
    _, found, rest = page.partition('<section class="promoted"')
    return rest.partition("</section>")[0] if found else ""


def signed_in(client: Client, group: str) -> Client:
    user = User.objects.create_user(f"user-{group}", password="x")
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    return client


def test_an_editor_sets_one_in_the_admin_and_visitors_see_it(client: Client) -> None:
    page = make.publish(make.information_page(title="Cara melapor", summary="Hubungi nomor ini."))
    other = make.publish(make.information_page(title="Tanda bahaya"))
    form = {
        "query_string": "Lapor pengaduan",
        "editors_picks-TOTAL_FORMS": "2",
        "editors_picks-INITIAL_FORMS": "0",
        "editors_picks-MIN_NUM_FORMS": "0",
        "editors_picks-MAX_NUM_FORMS": "1000",
        "editors_picks-0-page": str(page.pk),
        "editors_picks-0-ORDER": "1",
        "editors_picks-1-page": str(other.pk),
        "editors_picks-1-description": "Baca dulu.",
        "editors_picks-1-ORDER": "2",
    }
    signed_in(client, "Editor")
    assert client.get(reverse("wagtailsearchpromotions:add")).status_code == 200
    response = client.post(reverse("wagtailsearchpromotions:add"), form)
    assert response.status_code == 302, response.content
    box = suggested(Client(), "q=lapor+pengaduan")
    assert box.index("Cara melapor") < box.index("Hubungi nomor ini.") < box.index("Tanda bahaya")
    assert "Baca dulu." in box
    assert page.url in box


def test_order_and_form_of_the_words_make_no_difference_but_more_words_do() -> None:
    promote("lapor pengaduan", make.publish(make.information_page(title="Cara melapor")))
    for asked in ("pengaduan+lapor", "PELAPORAN+pengaduan", "lapor+dan+pengaduan"):
        assert "Cara melapor" in suggested(Client(), f"q={asked}"), asked
    for asked in ("lapor", "lapor+pengaduan+korban", ""):
        assert not suggested(Client(), f"q={asked}")


def test_they_stand_on_the_first_unfiltered_page_only() -> None:
    promote("lapor", make.publish(make.information_page(title="Cara melapor")))
    assert suggested(Client(), "q=lapor&sort=date")
    assert not suggested(Client(), "q=lapor&kind=information")


def test_they_help_where_nothing_is_found() -> None:
    promote("zzz", make.publish(make.information_page(title="Cara melapor")))
    assert "Cara melapor" in suggested(Client(), "q=zzz")


def test_another_site_is_marked_as_one() -> None:
    promote("bp2mi", None, external_link_url="https://contoh.go.id/", external_link_text="Situs lain <b>")
    promote("jahat", None, external_link_url="javascript:alert(1)", external_link_text="Jahat")
    box = suggested(Client(), "q=bp2mi")
    assert 'href="https://contoh.go.id/"' in box
    assert 'rel="external noopener"' in box
    assert "Situs lain &lt;b&gt;" in box
    assert not suggested(Client(), "q=jahat")


def test_only_who_may_see_a_page_is_shown_it(client: Client) -> None:
    page = make.publish(make.information_page(title="Rahasia anggota", summary="Isi rahasia"))
    promote("lapor", page)
    assert "Rahasia" in suggested(Client(), "q=lapor")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert not suggested(Client(), "q=lapor")
    assert "Rahasia" in suggested(signed_in(client, "Editor"), "q=lapor")
    PageViewRestriction.objects.all().delete()
    page.unpublish()
    assert not suggested(Client(), "q=lapor")
    page.delete()
    assert not suggested(Client(), "q=lapor")


def test_the_english_page_leads_to_the_english_address() -> None:
    page = make.publish(make.information_page(title="Cara melapor"))
    promote("lapor", page)
    box = suggested(Client(), "q=lapor", "/en/cari/")
    assert f'href="/en{page.url}"' in box
    assert 'lang="id"' in box


def test_a_change_is_seen_at_once() -> None:
    promote("lapor", make.publish(make.information_page(title="Cara melapor")))
    assert suggested(Client(), "q=lapor")
    SearchPromotion.objects.get().delete()
    assert not suggested(Client(), "q=lapor")


def test_what_visitors_ask_is_never_written_down(client: Client) -> None:
    promote("lapor", make.publish(make.information_page(title="Cara melapor")))
    before = list(Query.objects.values_list("query_string", flat=True))
    for asked in ("lapor", "nama korban", "zzz"):
        suggested(client, f"q={asked.replace(' ', '+')}")
        client.get("/cari/saran/", {"q": asked})
        client.get("/api/v1/search/", {"q": asked})
        client.get("/cari/atom/", {"q": asked})
    assert list(Query.objects.values_list("query_string", flat=True)) == before
    assert not QueryDailyHits.objects.exists()


@pytest.mark.parametrize(("group", "status"), [("Editor", 200), ("Sekretariat", 200), ("Pimpinan", 302)])
def test_who_may_set_them(client: Client, group: str, status: int) -> None:
    signed_in(client, group)
    response = client.get(reverse("wagtailsearchpromotions:index"))
    assert response.status_code == status


def test_wagtails_report_of_questions_is_not_offered(client: Client) -> None:
    client.force_login(User.objects.create_superuser("root", password="x"))
    page = client.get("/admin/").content.decode()
    assert "searchpicks/reports" not in page
    assert "searchpicks" in page
