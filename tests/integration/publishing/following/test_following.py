"""What editors follow: choosing it, seeing what is new, having seen it."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page, PageViewRestriction

from publishing.absence import acts as absence
from publishing.copies import acts as copies
from publishing.following.acts import Followed, followed_by, mark_seen, set_followed
from publishing.models import DeletedPage, Edition, Follow, Follower, Topic
from publishing.trash import acts as trash
from tests.factories import home, resources
from tests.factories.editions import publish_change
from tests.integration.publishing.test_workflow import person

pytestmark = pytest.mark.django_db

NOTHING = Followed()


@pytest.fixture
def user() -> User:
    return person("penyunting", "Editor", email="penyunting@example.org")


@pytest.fixture
def editor(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


@pytest.fixture
def topic() -> Topic:
    return Topic.objects.create(name="Pemulangan", slug="pemulangan")


@pytest.fixture
def page(topic: Topic) -> Any:
    page = home.information_page(title="Tanda bahaya")
    page.topics = [topic]
    return home.publish(page)


def follow(user: User, **what: Any) -> None:
    wanted = Followed(**{name: frozenset(values) for name, values in what.items()})
    set_followed(user, wanted, wanted)
    # What happened before one began is old.
    Follower.objects.filter(user=user).update(seen_until=timezone.now() - timedelta(seconds=1))
    Edition.objects.update(published_at=timezone.now() - timedelta(hours=1))


def dashboard(client: Client) -> str:
    text = client.get("/admin/").content.decode()
    start = text.find('id="followed-news')
    return text[start:] if start >= 0 else ""


# --- Choosing ---------------------------------------------------------------------------------------------------------


def test_the_menu_of_a_page_leads_to_the_form(editor: Client, user: User, page: Any, topic: Topic) -> None:
    address = f"/admin/pages/{page.pk}/follow/"
    assert address in editor.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    text = editor.get(address).content.decode()
    assert "Pemulangan" in text
    asked = {"pages": [page.pk], "kinds": ["information"], "topics": [topic.pk]}
    assert editor.post(address, asked).status_code == 302
    chosen = Followed(frozenset({page.pk}), frozenset({"information"}), frozenset({topic.pk}))
    assert followed_by(user) == chosen
    assert "Anda mengikuti halaman ini" in editor.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert editor.get(address).content.decode().count(" checked") == 3
    # Twice does no harm, and without ticks nothing is followed any more.
    editor.post(address, asked)
    assert Follow.objects.count() == 3
    editor.post(address, {})
    assert followed_by(user) == NOTHING


def test_what_a_form_did_not_offer_stays_followed(editor: Client, user: User, page: Any) -> None:
    other = home.publish(home.standard_page())
    follow(user, pages=[other.pk], kinds=["meeting"])
    editor.post(f"/admin/pages/{page.pk}/follow/", {"pages": [page.pk]})
    assert followed_by(user) == Followed(frozenset({other.pk, page.pk}), frozenset({"meeting"}))


@pytest.mark.parametrize("sent", [{"pages": ["x"]}, {"pages": [999999]}, {"kinds": ["xyz"]}, {"topics": ["-1"]}])
def test_what_was_not_offered_can_not_be_followed(editor: Client, user: User, page: Any, sent: dict[str, Any]) -> None:
    assert editor.post(f"/admin/pages/{page.pk}/follow/", sent).status_code == 200
    editor.post("/admin/following/", sent)
    assert followed_by(user) == NOTHING


def test_who_may_not_edit_a_page_can_not_follow_it(client: Client, user: User, page: Any) -> None:
    address = f"/admin/pages/{page.pk}/follow/"
    assert client.get(address).status_code == 302
    GroupPagePermission.objects.filter(group__name="Editor").delete()
    client.force_login(User.objects.get(pk=user.pk))
    assert client.post(address, {"pages": [page.pk]}).status_code == 302
    assert followed_by(user) == NOTHING


def test_a_page_that_search_does_not_know_offers_nothing(editor: Client) -> None:
    site = home.site()
    assert f"/admin/pages/{site.pk}/follow/" not in editor.get(f"/admin/pages/{site.pk}/edit/").content.decode()
    assert editor.get(f"/admin/pages/{site.pk}/follow/").status_code == 302
    assert editor.get("/admin/pages/999999/follow/").status_code == 404


def test_a_working_copy_is_not_followed_but_its_page(editor: Client, user: User, page: Any) -> None:
    copy = copies.start(page, user, "Edisi berikut").copy
    assert editor.get(f"/admin/pages/{page.pk}/follow/").status_code == 200
    assert editor.get(f"/admin/pages/{copy.pk}/follow/").status_code == 302
    assert f"/admin/pages/{copy.pk}/follow/" not in editor.get(f"/admin/pages/{copy.pk}/edit/").content.decode()


def test_the_database_knows_each_thing_once_and_one_thing_a_row(user: User, page: Any) -> None:
    follow(user, pages=[page.pk])
    follower = Follower.objects.get()
    for wrong in ({"page": page}, {"page": page, "kind": "sop"}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Follow.objects.create(follower=follower, **wrong)


# --- Seeing -----------------------------------------------------------------------------------------------------------


def test_the_dashboard_tells_what_changed_since_one_looked(editor: Client, user: User, page: Any) -> None:
    other = home.publish(home.standard_page(title="Tentang"))
    assert dashboard(editor) == ""
    follow(user, pages=[page.pk])
    assert dashboard(editor) == ""
    page.summary, other.summary = "Baru", "Baru"
    page = publish_change(page, "Tanda kelima ditambahkan")
    publish_change(other, "Bukan untuk saya")
    text = dashboard(editor)
    assert "Tanda kelima ditambahkan" in text
    assert "Bukan untuk saya" not in text
    # Looking alone takes nothing away.
    assert "Tanda kelima ditambahkan" in dashboard(editor)
    answer = editor.post("/admin/following/seen/", {"until": timezone.now().isoformat()})
    assert answer.headers["Location"] == "/admin/"
    assert dashboard(editor) == ""
    assert "Tanda kelima ditambahkan" in editor.get("/admin/following/").content.decode()


def test_a_kind_and_a_topic_tell_of_their_pages(editor: Client, user: User, page: Any, topic: Topic) -> None:
    law = home.publish(resources.regulation(title="Peraturan contoh"))
    follow(user, topics=[topic.pk])
    page.summary, law.summary = "Baru", "Baru"
    page, law = publish_change(page, "Satu"), publish_change(law, "Dua")
    assert "Satu" in dashboard(editor)
    assert "Dua" not in dashboard(editor)
    topic.slug = "pulang"
    topic.save()
    assert "Satu" in dashboard(editor)
    follow(user, kinds=["regulation"])
    law.summary = "Lebih baru"
    law = publish_change(law, "Tiga")
    absence.withdraw(law, reason="Sudah dicabut", since=timezone.localdate(), successor=None)
    assert "Tiga" in dashboard(editor)
    assert "Sudah dicabut" in dashboard(editor)
    topic.delete()
    assert followed_by(user).topics == frozenset()


def test_one_is_told_what_one_may_see(editor: Client, user: User, page: Any) -> None:
    follow(user, pages=[page.pk])
    page.summary = "Baru"
    page = publish_change(page, "Untuk kelompok lain")
    assert dashboard(editor)
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="groups")
    assert dashboard(editor) == ""
    restriction.groups.set(user.groups.all())
    assert "Untuk kelompok lain" in dashboard(editor)


def test_one_is_told_that_a_page_was_taken_down_as_long_as_it_is(editor: Client, user: User, page: Any) -> None:
    follow(user, pages=[page.pk])
    absence.remove(page, reason="Melindungi identitas")
    text = dashboard(editor)
    assert "tidak lagi publik" in text
    assert "Melindungi identitas" in text
    assert f"/admin/pages/{page.pk}/edit/" in text
    page = home.publish(Page.objects.get(pk=page.pk).specific)
    assert "tidak lagi publik" not in dashboard(editor)
    page.unpublish(log_action=True)
    assert "tidak lagi publik" in dashboard(editor)
    GroupPagePermission.objects.filter(group__name="Editor").delete()
    editor.force_login(User.objects.get(pk=user.pk))
    assert dashboard(editor) == ""


def test_one_is_told_that_a_page_was_deleted_until_it_is_back(editor: Client, user: User, page: Any) -> None:
    follow(user, pages=[page.pk])
    mark_seen(user, timezone.now())
    page.delete()
    text = dashboard(editor)
    assert "Tanda bahaya" in text
    assert "Dihapus; disimpan 30 hari" in text
    assert "/admin/deleted-pages/" in text
    assert "Tanda bahaya" in editor.get("/admin/following/").content.decode()
    trash.restore(DeletedPage.objects.get(page=page))
    assert "Dihapus" not in dashboard(editor)
    page.delete()
    mark_seen(user, timezone.now())
    assert dashboard(editor) == ""


def test_one_is_told_of_a_page_that_was_deleted_with_the_one_above(editor: Client, user: User) -> None:
    above = home.standard_page(title="Bagian lama")
    index = home.information_index(above)
    page = home.publish(home.information_page(index, title="Tanda bahaya"))
    home.publish(home.information_page(index, title="Tidak diikuti"))
    follow(user, pages=[page.pk])
    for each in (index, above):
        Page.objects.get(pk=each.pk).delete()
    text = dashboard(editor)
    assert "Tanda bahaya" in text
    assert "Tidak diikuti" not in text
    trash.purge(DeletedPage.objects.get(page=index))
    assert dashboard(editor) == ""


def test_of_a_deleted_page_those_are_told_who_could_edit_it(client: Client, user: User, topic: Topic) -> None:
    section = home.information_index(title="Bagian lain")
    mine = home.publish(home.information_page(home.information_index(), title="Punya saya", owner=user))
    theirs = home.publish(home.information_page(section, title="Punya orang"))
    follow(user, pages=[mine.pk, theirs.pk])
    mine.delete()
    theirs.delete()
    rights = GroupPagePermission.objects.filter(group__name="Editor")
    rights.exclude(permission__codename="add_page").delete()

    def told() -> str:
        client.force_login(User.objects.get(pk=user.pk))
        return dashboard(client)

    # Who may only add pages edits those that are their own.
    assert "Punya saya" in told()
    assert "Punya orang" not in told()
    rights.update(page=section)
    assert told() == ""
    User.objects.update(is_superuser=True)
    assert "Punya orang" in told()


def test_what_was_seen_is_never_taken_back(editor: Client, user: User, page: Any) -> None:
    follow(user, pages=[page.pk])
    mark_seen(user, timezone.now())
    seen = Follower.objects.get().seen_until
    for until in ("", "x", "2020-01-01T00:00:00+00:00", "2026-02-31T00:00:00+00:00", "0001-01-01T00:00:00+14:00"):
        assert editor.post("/admin/following/seen/", {"until": until}).status_code == 302
        assert Follower.objects.get().seen_until == seen
    # Nor can anybody have seen what is still to come.
    editor.post("/admin/following/seen/", {"until": "9999-01-01T00:00:00+00:00"})
    assert Follower.objects.get().seen_until <= timezone.now()
    assert editor.get("/admin/following/seen/").status_code == 405
    away = editor.post("/admin/following/seen/", {"until": "", "next": "https://contoh.example/"})
    assert away.headers["Location"] == "/admin/"


def test_the_list_shows_all_and_saves_what_is_chosen(editor: Client, user: User, page: Any, topic: Topic) -> None:
    assert "Belum ada yang berubah" in editor.get("/admin/following/").content.decode()
    follow(user, pages=[page.pk], kinds=["sop"])
    text = editor.get("/admin/following/").content.decode()
    assert "Tanda bahaya" in text
    assert text.count(" checked") == 2
    assert editor.post("/admin/following/", {"topics": [topic.pk], "kinds": ["sop"]}).status_code == 302
    assert followed_by(user) == Followed(kinds=frozenset({"sop"}), topics=frozenset({topic.pk}))


def test_a_deleted_page_is_followed_again_when_it_comes_back(editor: Client, user: User, page: Any) -> None:
    follow(user, pages=[page.pk])
    Page.objects.get(pk=page.pk).specific.delete()
    assert "Tanda bahaya" not in editor.get("/admin/following/").content.decode().split('id="pilihan"')[1]
    editor.post("/admin/following/", {})
    assert followed_by(user).pages == {page.pk}
