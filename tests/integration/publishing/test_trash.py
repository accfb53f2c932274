"""Deleted pages: gone from everywhere at once, kept for thirty days, and put back whole."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.actions.delete_page import DeletePageAction
from wagtail.models import Page, PageLogEntry, PageViewRestriction, Revision

from publishing import scheduling
from publishing.files.uses import FileUse
from publishing.models import DeletedPage, Edition
from publishing.trash import acts
from publishing.trash.place import in_trash, kept
from resources.models import LegalDocumentPage
from search.models import SearchEntry
from tests.factories import home, resources
from tests.integration.publishing.filing import publish as filed
from tests.integration.publishing.filing import upload
from tests.support.racing import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index", "private_folder")]


def fresh(page: Any) -> Any:
    return Page.objects.get(pk=page.pk).specific


def found(page: Any) -> bool:
    return SearchEntry.objects.filter(key=f"page:{page.pk}", deleted=False).exists()


def deleted(page: Any, user: Any = None) -> DeletedPage:
    fresh(page).delete(user=user)
    return DeletedPage.objects.get(page=page)


@pytest.fixture(autouse=True)
def _sound_tree() -> Iterator[None]:
    yield
    if connection.features.supports_transactions and not connection.needs_rollback:
        assert Page.find_problems() == ([], [], [], [], [])


def test_a_page_goes_with_its_descendants_and_keeps_all_that_it_had(client: Client) -> None:
    index = home.publish(home.information_index(slug="daftar"))
    page = home.information_page(index, slug="tanda", live=False, title="Tanda bahaya")
    page.sources.create(title="UU 21/2007")
    page = home.publish(page)
    draft = home.information_page(index, live=False)
    editions = list(Edition.objects.filter(page=page).values_list("digest", flat=True))
    record = deleted(index)
    for gone in (index, page, draft):
        assert in_trash(fresh(gone))
        assert not fresh(gone).live
        assert not found(gone)
    assert client.get("/daftar/").status_code == client.get("/daftar/tanda/").status_code == 404
    assert (record.place, set(record.live_pages)) == ("Beranda", {index.pk, page.pk})
    assert record.kept_until == record.deleted_at + timedelta(days=30)
    restored = acts.restore(record)
    assert (restored.same_address, restored.public_again) == (True, True)
    assert client.get("/daftar/tanda/").status_code == 200
    assert "UU 21/2007" in client.get("/daftar/tanda/").content.decode()
    assert found(page)
    assert (fresh(page).live, fresh(draft).live) == (True, False)
    assert not fresh(page).has_unpublished_changes
    # It is the page that it was: no edition and no revision more.
    assert list(Edition.objects.filter(page=page).values_list("digest", flat=True)) == editions
    assert Revision.objects.for_instance(fresh(page)).count() == 1
    assert not DeletedPage.objects.exists()


def test_it_comes_back_to_its_place_among_the_others() -> None:
    index = home.information_index()
    first, second, third = (home.publish(home.information_page(index)) for _ in range(3))
    acts.restore(deleted(second))
    assert [page.pk for page in fresh(index).get_children()] == [first.pk, second.pk, third.pk]
    record = deleted(third)
    home.information_page(index)
    acts.restore(record)
    assert fresh(index).get_children().last().pk == third.pk


def test_its_files_are_refused_until_it_is_back(client: Client) -> None:
    paper = upload("keputusan.txt", b"Isi", title="Keputusan")
    page = filed(paper)
    assert client.get(paper.url).status_code == 200
    record = deleted(page)
    assert client.get(paper.url).status_code != 200
    assert not FileUse.objects.exists()
    assert not SearchEntry.objects.filter(key=f"file:{paper.pk}", deleted=False).exists()
    acts.restore(record)
    assert client.get(paper.url).status_code == 200


def test_nothing_that_waits_happens_to_a_deleted_page() -> None:
    author = User.objects.create_user("penyunting", password="contoh")
    author.groups.set(Group.objects.filter(name="Editor"))
    planned = home.standard_page(live=False)
    planned.go_live_at = timezone.now() + timedelta(hours=1)
    planned.save_revision().publish()
    waiting = home.standard_page(live=False, owner=author, locked=True)
    waiting.save_revision(user=author)
    waiting.get_workflow().start(waiting, author)
    deleted(planned)
    deleted(waiting)
    assert fresh(waiting).current_workflow_state is None
    assert not fresh(waiting).locked
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        assert scheduling.publish_due() == 0


def test_deleting_twice_and_restoring_twice_does_no_harm() -> None:
    page = home.publish(home.standard_page())
    record = deleted(page)
    assert fresh(page).delete() == (0, {})
    acts.restore(record)
    with pytest.raises(ValidationError):
        acts.restore(record)
    assert acts.purge(record) is False
    assert fresh(page).live


def test_code_that_deletes_a_page_puts_it_into_the_trash_as_well() -> None:
    index = home.publish(home.information_index())
    page = home.publish(home.information_page(index))
    # Not known by its own type, as another app's action or a script has it.
    assert Page.objects.get(pk=index.pk).delete() == (1, {})
    assert in_trash(fresh(page))
    assert acts.restore(DeletedPage.objects.get(page=index)).public_again
    alias = fresh(page).create_alias(update_slug="cermin")
    assert DeletePageAction(alias, None).execute(skip_permission_checks=True) == (1, {})
    assert (in_trash(fresh(alias)), fresh(page).live) == (True, True)


def test_a_page_of_no_type_of_the_portal_takes_what_stands_below_it_along() -> None:
    plain = home.site().add_child(instance=Page(title="Dari luar", slug="luar"))
    page = home.publish(home.information_page(home.information_index(plain)))
    plain.delete()
    assert in_trash(fresh(page))
    acts.restore(DeletedPage.objects.get(page=plain))
    assert fresh(page).live


def test_whoever_may_not_delete_does_not_by_code_either() -> None:
    page = home.publish(home.standard_page())
    stranger = User.objects.create_user("warga", password="contoh")
    with pytest.raises(PermissionDenied):
        Page.objects.get(pk=page.pk).delete(user=stranger)
    with pytest.raises(PermissionDenied):
        DeletePageAction(Page.objects.get(pk=page.pk), stranger).execute()
    assert not in_trash(fresh(page))
    DeletePageAction(page, stranger).execute(skip_permission_checks=True)
    assert DeletedPage.objects.get(page=page).deleted_by == stranger


def test_the_home_page_is_not_deleted(client: Client) -> None:
    site = home.site()
    with pytest.raises(ValidationError):
        site.delete()
    boss = User.objects.create_superuser("kepala", "kepala@example.org", "x")
    assert not site.permissions_for_user(boss).can_delete()
    assert client.get("/").status_code == 200


def test_an_address_that_was_taken_leaves_the_next_one(client: Client) -> None:
    page = home.publish(home.standard_page(slug="kontak", title="Lama"))
    page.title = "Konsep"
    page.save_revision()
    record = deleted(page)
    home.publish(home.standard_page(slug="kontak", title="Baru"))
    restored = acts.restore(record)
    assert not restored.same_address
    assert restored.page.url == "/kontak-2/"
    assert "Lama" in client.get("/kontak-2/").content.decode()
    assert "Baru" in client.get("/kontak/").content.decode()
    draft = fresh(page).get_latest_revision_as_object()
    assert (draft.slug, draft.title) == ("kontak-2", "Konsep")
    home.publish(draft)


def test_without_its_parent_it_needs_another_place() -> None:
    index = home.information_index()
    page = home.publish(home.information_page(index, slug="tanda"))
    record = deleted(page)
    above = deleted(index)
    with pytest.raises(ValidationError):
        acts.restore(record)
    with pytest.raises(ValidationError):
        # An information page stands below its index only.
        acts.restore(record, parent=home.site())
    other = home.information_index(slug="lain")
    assert acts.restore(record, parent=other).page.url == "/lain/tanda/"
    acts.restore(above)
    record = deleted(page)
    acts.purge(deleted(other))
    record.refresh_from_db()
    assert record.parent is None
    assert acts.restore(record, parent=fresh(index)).page.live


def test_what_was_private_by_its_place_is_not_published_elsewhere(client: Client) -> None:
    private = home.information_index()
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    page = home.publish(home.information_page(private, slug="rahasia"))
    record = deleted(page)
    deleted(private)
    public = home.information_index(slug="umum")
    restored = acts.restore(record, parent=public)
    assert not restored.public_again
    assert client.get("/umum/rahasia/").status_code == 404
    assert not found(page)


def test_its_own_privacy_comes_back_with_it(client: Client) -> None:
    page = home.publish(home.standard_page(slug="rahasia"))
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    acts.restore(deleted(page))
    assert client.get("/rahasia/").status_code == 302
    assert SearchEntry.objects.get(key=f"page:{page.pk}").access == "|login|superuser|"


def test_the_number_of_a_deleted_law_can_be_filed_anew() -> None:
    law = home.publish(resources.law())
    record = deleted(law)
    again = home.publish(resources.law())
    with pytest.raises(ValidationError, match=again.title):
        acts.restore(record)
    assert in_trash(fresh(law))
    assert DeletedPage.objects.count() == 1
    deleted(again)
    acts.restore(record)
    assert LegalDocumentPage.objects.get(pk=law.pk).identity_key


def test_after_thirty_days_it_is_gone_with_its_editions() -> None:
    index = home.publish(home.information_index())
    page = home.publish(home.information_page(index))
    page.title = "Edisi dua"
    home.publish(page)
    record = deleted(index)
    with time_machine.travel(record.deleted_at + timedelta(days=29), tick=False):
        assert acts.purge_due() == 0
    later = deleted(home.publish(home.standard_page()))
    DeletedPage.objects.filter(pk=later.pk).update(deleted_at=record.deleted_at + timedelta(days=5))
    with time_machine.travel(record.deleted_at + timedelta(days=31), tick=False):
        assert acts.purge_due() == 1
    assert not Page.objects.filter(pk__in=[index.pk, page.pk]).exists()
    assert not Edition.objects.filter(page_id__in=[index.pk, page.pk]).exists()
    assert not Revision.objects.filter(object_id=str(page.pk)).exists()
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.delete", deleted=True).exists()
    assert DeletedPage.objects.get() == later


def test_one_that_cannot_be_purged_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = deleted(home.standard_page()), deleted(home.standard_page())
    purge = acts.purge

    def broken(record: DeletedPage) -> bool:
        if record.pk == first.pk:
            raise RuntimeError
        return purge(record)

    monkeypatch.setattr(acts, "purge", broken)
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        assert acts.purge_due() == 1
    assert [record.pk for record in DeletedPage.objects.all()] == [first.pk]
    assert not Page.objects.filter(pk=second.pk).exists()


def test_who_may_not_delete_deletes_nothing() -> None:
    page = home.publish(home.standard_page())
    somebody = User.objects.create_user("warga", password="contoh")
    with pytest.raises(PermissionDenied):
        page.delete(user=somebody)
    assert fresh(page).live


def test_history_tells_who_deleted_and_who_restored() -> None:
    boss = User.objects.create_superuser("kepala", "kepala@example.org", "x")
    page = home.publish(home.standard_page())
    record = deleted(page, user=boss)
    assert record.deleted_by == boss
    acts.restore(record, user=boss)
    said = PageLogEntry.objects.filter(page=page.pk, user=boss).order_by("pk").values_list("action", flat=True)
    assert list(said) == [acts.DELETED, acts.RESTORED]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_who_restore_at_the_same_moment_one_does() -> None:
    page = home.publish(home.standard_page(slug="kontak"))
    record = deleted(page)

    def one() -> str:
        try:
            acts.restore(DeletedPage(pk=record.pk))
        except ValidationError:
            return "refused"
        return "restored"

    assert sorted(at_once(one, one)) == ["refused", "restored"]
    assert kept(Page.objects.filter(slug__startswith="kontak")).count() == 1
    assert fresh(page).live
    assert found(page)
