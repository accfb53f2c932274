"""Every publication makes an edition, on every way; nothing else does."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page, Revision

from home.models import InformationPage, StandardPage
from publishing import scheduling
from publishing.editions import Change, edition, editions_of, in_force_on, page_as_of
from publishing.models import Edition, PortalDocument
from publishing.refusals import PublicationRefusedError
from publishing.trash.deletion import delete_for_good
from tests.factories import files, home
from tests.factories import meetings as minutes
from tests.factories.editions import publish_change
from tests.integration.publishing import filing
from tests.integration.publishing.test_workflow import person
from tests.support.crashing import publish_and_crash
from tests.support.racing import at_once

pytestmark = pytest.mark.django_db


def numbers(page: Any) -> list[int]:
    return sorted(editions_of(page).values_list("number", flat=True))


@pytest.fixture
def page() -> StandardPage:
    return home.publish(home.standard_page(live=False, title="Privasi"))


def test_the_first_publication_is_a_major_change_with_a_note(page: StandardPage) -> None:
    first = edition(page, 1)
    assert first is not None
    with override("id"):
        assert (first.change_kind, first.change_note) == ("major", _("First edition"))
    assert (first.revision, first.published_at) == (page.live_revision, page.last_published_at)
    assert first.effective_from == timezone.localdate(first.published_at)
    assert (first.publisher, first.approver, first.previous_digest) == (None, None, "")


def test_each_publication_is_chained_to_the_one_before(page: StandardPage) -> None:
    page.title = "Privasi dan data"
    page = publish_change(page, "Judul lebih jelas")
    page.title = "Privasi dan data pribadi"
    page = publish_change(page)
    first, second, third = editions_of(page).order_by("number")
    assert (second.previous_digest, third.previous_digest) == (first.digest, second.digest)
    assert (second.change_kind, second.change_note) == ("major", "Judul lebih jelas")
    assert (third.change_kind, third.change_note) == ("minor", "")
    assert page_as_of(second).title == "Privasi dan data"


def test_drafts_make_none(page: StandardPage) -> None:
    page.title = "Konsep"
    page.save_revision()
    page.save_revision(clean=False, changed=False)
    assert numbers(page) == [1]
    draft = home.standard_page(live=False)
    draft.save_revision()
    assert numbers(draft) == []


def test_a_publication_without_a_change_makes_none(page: StandardPage) -> None:
    page = home.publish(page)
    page.live_revision.publish()
    page.expire_at = timezone.now() + timedelta(days=3)
    page = publish_change(page, "Tidak ada yang berubah")
    assert numbers(page) == [1]


def test_rows_without_a_change_make_none() -> None:
    meeting = minutes.meeting(live=False, title="Rapat")
    meeting.agenda_items = [minutes.AgendaItem(title="Satu"), minutes.AgendaItem(title="Dua")]
    meeting = home.publish(meeting)
    meeting = home.publish(meeting)
    for place, item in enumerate(meeting.agenda_items.all(), start=1):
        item.sort_order = place
    meeting = home.publish(meeting)
    assert numbers(meeting) == [1]
    first, second = meeting.agenda_items.all()
    first.sort_order, second.sort_order = second.sort_order, first.sort_order
    meeting.agenda_items = [first, second]
    assert numbers(home.publish(meeting)) == [1, 2]


def test_unpublishing_and_moving_make_none(page: StandardPage) -> None:
    other = home.information_index()
    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=other.pk), pos="last-child")
    page = StandardPage.objects.get(pk=page.pk)
    page.slug = "alamat-baru"
    page = home.publish(page)
    page.unpublish()
    page = StandardPage.objects.get(pk=page.pk)
    page.get_latest_revision().publish()
    assert numbers(page) == [1]


def test_a_live_page_that_is_saved_without_a_revision_gets_one(page: StandardPage) -> None:
    made = home.standard_page(title="Dibuat terbit")
    first = edition(made, 1)
    assert first is not None
    assert page_as_of(first).title == "Dibuat terbit"
    made = StandardPage.objects.get(pk=made.pk)
    assert made.live_revision == made.latest_revision == first.revision
    assert not made.has_unpublished_changes
    made.title = "Diubah langsung"
    made.save()
    second = edition(made, 2)
    assert second is not None
    assert page_as_of(second).title == "Diubah langsung"


def test_a_draft_stays_the_latest_revision_when_the_live_page_is_saved(page: StandardPage) -> None:
    page.title = "Konsep"
    draft = page.save_revision()
    live = StandardPage.objects.get(pk=page.pk)
    live.title = "Diubah langsung"
    live.save()
    assert numbers(page) == [1, 2]
    live = StandardPage.objects.get(pk=page.pk)
    assert (live.latest_revision, live.has_unpublished_changes) == (draft, True)
    assert draft.is_latest_revision()
    draft.publish()
    assert [page_as_of(found).title for found in editions_of(page)] == ["Konsep", "Diubah langsung", "Privasi"]


def test_a_rolled_back_publication_leaves_no_edition(page: StandardPage) -> None:
    page.title = "Lain"
    publish_and_crash(page.save_revision())
    assert numbers(page) == [1]


def test_a_major_change_without_a_note_is_refused_and_nothing_is_lost(page: StandardPage) -> None:
    page.title = "Lain"
    page.next_edition = Change("major", " ")
    revision = page.save_revision()
    with transaction.atomic(), pytest.raises(PublicationRefusedError) as caught:
        revision.publish()
    assert "change_note" in caught.value.message_dict
    page = StandardPage.objects.get(pk=page.pk)
    assert (page.title, page.latest_revision, numbers(page)) == ("Privasi", revision, [1])


def test_what_was_said_of_a_change_is_used_once(page: StandardPage) -> None:
    page.title = "Lain"
    page = publish_change(page, "Judul")
    assert page.next_edition is None
    page.title = "Lagi"
    page = home.publish(page)
    assert (edition(page, 3).change_kind, edition(page, 3).change_note) == ("minor", "")  # type: ignore[union-attr]


def test_an_edition_is_not_in_force_before_the_one_that_it_replaces(page: StandardPage) -> None:
    today = timezone.localdate()
    for title, day in (("B", today + timedelta(days=30)), ("C", None), ("D", today + timedelta(days=60))):
        page.title = title
        page = publish_change(page, effective_from=day)
    days = list(editions_of(page).order_by("number").values_list("effective_from", flat=True))
    assert days == [today, today + timedelta(days=30), today + timedelta(days=30), today + timedelta(days=60)]
    in_force = {ahead: in_force_on(page, today + timedelta(days=ahead)) for ahead in (-1, 0, 29, 30, 59, 60)}
    assert {ahead: found and found.number for ahead, found in in_force.items()} == {
        -1: None,
        0: 1,
        29: 1,
        30: 3,
        59: 3,
        60: 4,
    }


def test_the_workflow_names_who_asked_and_who_approved() -> None:
    editor, secretary, leader = person("penyunting", "Editor"), person("sek", "Sekretariat"), person("pim", "Pimpinan")
    page = home.information_page(live=False, title="Tanda bahaya")
    page.save_revision(user=editor)
    state = page.get_workflow().start(page, editor)
    for user in (secretary, leader):
        state.current_task_state.task.specific.on_action(state.current_task_state, user, "approve")
        state.refresh_from_db()
    first = edition(page, 1)
    assert first is not None
    assert (first.publisher, first.approver) == (editor, leader)


def test_a_direct_publication_has_no_approver() -> None:
    admin = person("admin", is_superuser=True)
    page = home.publish(home.standard_page(live=False), admin)
    assert [(found.publisher, found.approver) for found in editions_of(page)] == [(admin, None)]


@pytest.mark.parametrize("way", ["direct", "workflow"])
def test_a_scheduled_publication_makes_its_edition_when_it_happens(way: str) -> None:
    now = timezone.now()
    editor, leader = person("penyunting", "Editor"), person("pim", "Pimpinan", is_superuser=True)
    page = home.information_page(live=False, title="Tanda bahaya")
    page.go_live_at = now + timedelta(hours=1)
    page.next_edition = Change("major", "Bahan kampanye Hari Anti TPPO")
    revision = page.save_revision(user=editor)
    if way == "direct":
        revision.publish(user=leader)
    else:
        state = page.get_workflow().start(page, editor)
        for _step in range(2):
            state.current_task_state.task.specific.on_action(state.current_task_state, leader, "approve")
            state.refresh_from_db()
    assert numbers(page) == []
    with time_machine.travel(now + timedelta(hours=2), tick=False):
        assert scheduling.publish_due() == 1
        first = edition(page, 1)
        assert first is not None
        assert first.published_at == timezone.now()
    assert first.change_note == "Bahan kampanye Hari Anti TPPO"
    persons = (leader, None) if way == "direct" else (editor, leader)
    assert (first.publisher, first.approver) == persons


def test_an_edition_has_the_files_as_they_were() -> None:
    document = filing.upload("lampiran.pdf", files.pdf("Satu"), "Lampiran")
    page = filing.publish(document, title="Perbup")
    (held,) = editions_of(page)[0].files.all()
    assert (held.document_id, held.title) == (document.pk, "Lampiran")
    assert held.digest == document.content_digest
    assert held.file_name.startswith("lampiran")
    assert not held.members_only


def test_a_replaced_file_is_a_change_when_the_page_is_published_again() -> None:
    document = filing.upload("lampiran.pdf", files.pdf("Satu"))
    page = filing.publish(document, title="Perbup")
    document.file = filing.upload("lain.pdf", files.pdf("Dua")).file.file
    document.file.name = "lampiran.pdf"
    document.file._committed = False
    document.save()
    page = home.publish(page)
    digests = [list(found.files.values_list("digest", flat=True)) for found in editions_of(page)[:2]]
    assert digests[0] == [PortalDocument.objects.get(pk=document.pk).content_digest] != digests[1]


def test_a_copy_begins_its_own_history(page: StandardPage) -> None:
    page.title = "Konsep"
    page.next_edition = Change("major", "Catatan yang belum terbit")
    page.save_revision()
    page = StandardPage.objects.get(pk=page.pk)
    live = page.copy(update_attrs={"slug": "salinan", "title": "Salinan"}, keep_live=True)
    assert numbers(live) == [1]
    draft = page.copy(update_attrs={"slug": "salinan-konsep"}, keep_live=False)
    assert numbers(draft) == []
    draft.get_latest_revision().publish()
    assert [found.change_note for found in editions_of(draft)] == [edition(page, 1).change_note]  # type: ignore[union-attr]
    assert all(found.revision.object_id == str(found.page_id) for found in Edition.objects.all())


def test_an_alias_has_the_editions_of_its_original(page: StandardPage) -> None:
    alias = page.create_alias(update_slug="alias")
    page.title = "Lain"
    home.publish(page)
    assert StandardPage.objects.get(pk=alias.pk).title == "Lain"
    assert not Edition.objects.filter(page=alias).exists()
    assert numbers(alias) == [1, 2]


def test_autosave_does_not_write_over_a_published_revision(page: StandardPage) -> None:
    admin = person("admin", is_superuser=True)
    page.title = "Terbit"
    revision = page.save_revision(user=admin)
    revision.publish()
    page = StandardPage.objects.get(pk=page.pk)
    page.title = "Simpan otomatis"
    saved = page.save_revision(user=admin, overwrite_revision=revision)
    assert saved.pk != revision.pk
    page.title = "Simpan otomatis lagi"
    assert page.save_revision(user=admin, overwrite_revision=saved).pk == saved.pk
    assert page_as_of(edition(page, 2)).title == "Terbit"  # type: ignore[arg-type]
    StandardPage.objects.get(pk=page.pk).unpublish()
    page = StandardPage.objects.get(pk=page.pk)
    saved.publish()
    page = StandardPage.objects.get(pk=page.pk)
    page.unpublish()
    page = StandardPage.objects.get(pk=page.pk)
    assert page.save_revision(user=admin, overwrite_revision=page.latest_revision).pk != saved.pk


@pytest.mark.parametrize("options", [{}, {"days": 30}])
def test_purging_revisions_keeps_those_of_editions(page: StandardPage, options: dict[str, int]) -> None:
    page.title = "Konsep"
    draft = page.save_revision()
    page.title = "Lain"
    page = home.publish(page)
    page.title = "Lagi"
    page = home.publish(page)
    Revision.objects.update(created_at=timezone.now() - timedelta(days=400) + timedelta(minutes=1))
    for place, revision in enumerate(Revision.objects.order_by("pk")):
        Revision.objects.filter(pk=revision.pk).update(created_at=revision.created_at + timedelta(minutes=place))
    call_command("purge_revisions", verbosity=0, **options)
    assert not Revision.objects.filter(pk=draft.pk).exists()
    assert [page_as_of(found).title for found in editions_of(page)] == ["Lagi", "Lain", "Privasi"]


def test_a_page_is_deleted_for_good_with_its_editions() -> None:
    parent = home.information_index()
    child = home.publish(home.information_page(parent))
    delete_for_good(Page.objects.get(pk=parent.pk))
    assert not Edition.objects.filter(page__in=[parent.pk, child.pk]).exists()
    assert not Revision.objects.filter(object_id=str(child.pk)).exists()


def test_the_page_of_an_edition_has_its_rows_and_todays_address() -> None:
    page = home.information_page(live=False, title="Lama", slug="lama")
    page.sources.create(title="UU 21/2007")
    page = home.publish(page)
    page.title, page.slug = "Baru", "baru"
    page.sources.set([])
    page = home.publish(page)
    shown = page_as_of(edition(page, 1))  # type: ignore[arg-type]
    assert isinstance(shown, InformationPage)
    assert (shown.title, shown.url, shown.live) == ("Lama", page.url, True)
    assert [source.title for source in shown.sources.all()] == ["UU 21/2007"]
    assert page.sources.count() == 0


def test_an_edit_with_publication_and_edition_takes_at_most_forty_queries(
    page: StandardPage, django_assert_max_num_queries: Any
) -> None:
    page.title = "Privasi dan data"
    with django_assert_max_num_queries(40), transaction.atomic():
        page.save_revision().publish()
    assert numbers(page) == [1, 2]


def test_the_day_of_publication_is_the_regencys(page: StandardPage) -> None:
    with time_machine.travel("2026-03-01T17:30:00+00:00", tick=False):
        page.title = "Lewat tengah malam"
        page = home.publish(page)
    assert edition(page, 2).effective_from >= date(2026, 3, 2)  # type: ignore[union-attr]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_publications_at_the_same_moment_get_two_numbers() -> None:
    page = home.publish(home.standard_page(live=False, title="Privasi"))
    titles = [f"Judul {number}" for number in range(4)]
    revisions = []
    for title in titles:
        page.title = title
        revisions.append(page.save_revision())

    def publish(pk: int) -> None:
        Revision.objects.get(pk=pk).publish()

    at_once(*(partial(publish, revision.pk) for revision in revisions))
    assert numbers(page) == [1, 2, 3, 4, 5]
    assert sorted(page_as_of(found).title for found in editions_of(page)) == sorted([*titles, "Privasi"])
