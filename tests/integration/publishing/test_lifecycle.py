"""The ledger follows every way in which a page becomes public, changes its place, or goes."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page, PageViewRestriction

from home.models import InformationPage
from publishing import generation, scheduling
from publishing.models import Topic
from search.models import SearchEntry, SearchPassage, SearchTopic
from tests.factories import home as make
from tests.support.crashing import publish_and_crash

pytestmark = pytest.mark.django_db


def entry(page: Page) -> SearchEntry | None:
    return SearchEntry.objects.filter(key=f"page:{page.pk}", deleted=False).first()


def access(page: Page) -> set[str]:
    found = entry(page)
    return set(found.access.strip("|").split("|")) - {""} if found else set()


def test_publishing_records_and_unpublishing_forgets() -> None:
    page = make.information_page(live=False, title="Tanda bahaya")
    assert entry(page) is None
    page = make.publish(page)
    found = entry(page)
    assert found is not None
    assert (found.title, found.url) == ("Tanda bahaya", page.url)
    page.unpublish()
    assert entry(page) is None


def test_a_draft_changes_nothing_that_is_public() -> None:
    page = make.publish(make.information_page(title="Lama"))
    stamp = SearchEntry.objects.get(key=f"page:{page.pk}").stamp
    page.title = "Baru"
    page.save_revision()
    found = SearchEntry.objects.get(key=f"page:{page.pk}")
    assert (found.title, found.stamp) == ("Lama", stamp)


def test_a_rolled_back_publication_leaves_no_trace() -> None:
    page = make.information_page(live=False)
    revision = page.save_revision()
    publish_and_crash(revision)
    assert entry(page) is None


def test_deleting_a_parent_forgets_its_descendants() -> None:
    index = make.information_index()
    page = make.information_page(index)
    assert entry(page) is not None
    Page.objects.get(pk=index.pk).delete()
    assert not SearchEntry.objects.filter(deleted=False).exists()


def test_moving_changes_the_addresses_of_descendants() -> None:
    first, second = make.information_index(slug="satu"), make.information_index(slug="dua")
    page = make.information_page(first, slug="halaman")
    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=second.pk), pos="last-child")
    found = entry(page)
    assert found is not None
    assert found.url == "/dua/halaman/"


def test_a_new_slug_changes_the_addresses_of_descendants() -> None:
    index = make.information_index(slug="lama")
    page = make.information_page(index, slug="halaman")
    index.refresh_from_db()
    index.slug = "baru"
    make.publish(index)
    found = entry(page)
    assert found is not None
    assert found.url == "/baru/halaman/"


def test_privacy_reaches_descendants_and_is_lifted_again() -> None:
    index = make.information_index()
    page = make.information_page(index)
    assert access(page) == {"public"}
    group = Group.objects.create(name="Relawan")
    restriction = PageViewRestriction.objects.create(page=index, restriction_type="groups")
    restriction.groups.add(group)
    assert access(page) == {f"group:{group.pk}", "superuser"}
    restriction.delete()
    assert access(page) == {"public"}


def test_what_is_moved_into_a_private_place_becomes_private() -> None:
    private, public = make.information_index(), make.information_index()
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    page = make.information_page(public)
    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=private.pk), pos="last-child")
    assert access(page) == {"login", "superuser"}


def test_a_password_page_is_found_by_nobody() -> None:
    page = make.information_page()
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="contoh")
    assert access(page) == set()


def test_excluded_information_is_for_members_only() -> None:
    page = make.information_page(information_class=InformationPage.InformationClass.EXCLUDED)
    assert access(page) == {"members", "superuser"}


@pytest.mark.parametrize("way", ["worker", "command"])
def test_schedules_are_kept_in_the_ledger(way: str) -> None:
    now = timezone.now()
    coming = make.information_page(live=False, title="Akan terbit")
    coming.go_live_at = now + timedelta(hours=1)
    coming.save_revision().publish()
    going = make.publish(make.information_page(title="Akan turun", expire_at=now + timedelta(hours=1)))
    assert entry(coming) is None
    assert entry(going) is not None
    with time_machine.travel(now + timedelta(hours=2), tick=False):
        if way == "worker":
            assert scheduling.publish_due() == 2
            assert scheduling.publish_due() == 0
        else:
            call_command("publish_scheduled")
    assert entry(coming) is not None
    assert entry(going) is None


def test_one_transaction_raises_the_generation_once() -> None:
    page = make.information_page()
    make.publish(page)
    make.publish(page)
    waiting = [callback for _, callback, *_ in connection.run_on_commit if hasattr(callback, "changes")]
    assert len(waiting) == 1


@pytest.mark.django_db(transaction=True)
def test_the_generation_grows_with_the_commit_and_only_with_it() -> None:
    before = generation.mirror()
    with transaction.atomic():
        generation.bump_on_commit()
        assert generation.current() == before
    assert generation.current() == before + 1
    with transaction.atomic():
        generation.bump_on_commit()
        transaction.set_rollback(True)
    assert generation.current() == before + 1 == generation.mirror()


@pytest.mark.django_db(transaction=True)
def test_a_database_from_a_backup_does_not_bring_old_pages_back() -> None:
    generation.advance(generation.mirror() + 50)
    ahead = generation.current()
    assert generation.mirror() == ahead + 1 == generation.current()


@pytest.mark.django_db(transaction=True)
def test_what_is_memoised_lasts_as_long_as_the_generation() -> None:
    calls: list[int] = []

    @generation.per_generation
    def load() -> int:
        calls.append(1)
        return len(calls)

    assert (load(), load()) == (1, 1)
    with transaction.atomic():
        generation.bump_on_commit()
        assert load() == 2
    assert (load(), load()) == (3, 3)


@pytest.mark.django_db(transaction=True)
def test_what_is_memoised_is_kept_by_argument_and_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generation, "_MOST_KEPT", 2)
    calls: list[tuple[str, int]] = []

    @generation.per_generation
    def load(name: str, number: int = 0) -> int:
        calls.append((name, number))
        return len(calls)

    assert [load("a"), load("b", number=1), load("a"), load("b", number=1)] == [1, 2, 1, 2]
    # The third argument makes room for itself.
    assert [load("c"), load("c"), load("a")] == [3, 3, 4]
    with transaction.atomic():
        generation.bump_on_commit()
    assert load("c") == 5


def test_a_draft_does_not_raise_the_generation(django_capture_on_commit_callbacks) -> None:  # type: ignore[no-untyped-def]
    page = make.publish(make.information_page())
    with django_capture_on_commit_callbacks() as callbacks:
        page.save_revision()
    assert not [callback for callback in callbacks if hasattr(callback, "changes")]


def test_the_ledger_speaks_indonesian_whoever_publishes() -> None:
    page = make.information_page(live=False)
    page.sources.create(title="UU 21/2007")
    with override("en"):
        make.publish(page)
    labels = set(SearchPassage.objects.filter(entry=f"page:{page.pk}").values_list("label", flat=True))
    with override("id"):
        assert str(_("Sources")) in labels


def test_what_search_says_of_a_topic_follows_it() -> None:
    topic = Topic.objects.create(name="Pemulangan", slug="pemulangan")
    page = make.information_page(live=False)
    page.topics.set([topic])
    make.publish(page)
    filed = SearchTopic.objects.filter(entry=f"page:{page.pk}").values_list("value", "label")
    assert list(filed.all()) == [("pemulangan", "Pemulangan")]
    topic.name, topic.slug = "Pemulangan korban", "pemulangan-korban"
    topic.save()
    assert list(filed.all()) == [("pemulangan-korban", "Pemulangan korban")]
    topic.delete()
    assert list(filed.all()) == []
