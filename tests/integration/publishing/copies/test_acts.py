"""A working copy goes its own way beside its page, and comes back as one draft without losing anything of either."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Comment, Page, PageLogEntry

from home.models import InformationPage
from meetings.models import MeetingPage
from publishing import generation
from publishing.copies import acts
from publishing.copies.merge import Side
from publishing.copies.place import is_copy
from publishing.editions import Change, editions_of
from publishing.models import WorkingCopy
from publishing.refusals import PublicationRefusedError
from publishing.trash.deletion import delete_for_good
from resources.models import LegalDocumentPage, Membership
from search.models import SearchEntry
from tests.factories import home, meetings, resources
from tests.factories.editions import publish_change
from tests.integration.publishing.test_workflow import person
from tests.support.racing import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return person("penyunting", "Editor")


@pytest.fixture
def page() -> InformationPage:
    page = home.information_page(live=False, title="Tanda bahaya", slug="tanda-bahaya", summary="Ringkas")
    page.body = body(("a", "Satu"), ("b", "Dua"), ("c", "Tiga"))
    page.sources.create(title="UU 21/2007")
    page.sources.create(title="Perpres 69/2008")
    return home.publish(page)


def body(*blocks: tuple[str, str]) -> str:
    return json.dumps([{"type": "paragraph", "value": f"<p>{text}</p>", "id": key} for key, text in blocks])


def texts(page: Any) -> list[str]:
    return [block.value.source for block in page.body]


def draft_of(working: WorkingCopy) -> Any:
    """The copy as its editor opens it."""
    return Page.objects.get(pk=working.pk).specific.get_latest_revision_as_object()


def fresh(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk)


def check_in(working: WorkingCopy, user: Any, decided: Any = None) -> Any:
    state = acts.compare(working).state
    return acts.check_in(working.pk, user, decided or {}, state)


def actions(page: Any) -> list[str]:
    entries = PageLogEntry.objects.filter(page=page.pk, action__startswith="publishing.copy").order_by("pk")
    return [entry.action.rpartition(".")[2] for entry in entries]


def test_a_copy_says_what_is_published_and_nobody_sees_it(editor: User, page: InformationPage) -> None:
    page.title = "Konsep yang menunggu"
    page.save_revision()
    before = generation.current()
    working = acts.start(page, editor, "Edisi 2027")
    copy = draft_of(working)
    assert (copy.title, texts(copy)) == ("Tanda bahaya", ["<p>Satu</p>", "<p>Dua</p>", "<p>Tiga</p>"])
    assert [row.title for row in copy.sources.all()] == ["UU 21/2007", "Perpres 69/2008"]
    assert not {row.pk for row in copy.sources.all()} & {row.pk for row in fresh(page).sources.all()}
    assert (copy.live, copy.get_parent().pk, is_copy(copy)) == (False, page.pk, True)
    assert not SearchEntry.objects.filter(object_id=working.pk, deleted=False).exists()
    assert not editions_of(copy).exists()
    assert generation.current() == before
    assert actions(page) == ["start"]


def test_it_can_start_from_the_waiting_draft(editor: User, page: InformationPage) -> None:
    page.title = "Edisi berikutnya"
    page.sources.add(page.sources.model(title="Baru"))
    page.next_edition = Change("major", "Judul lain")
    page.save_revision()
    working = acts.start(page, editor, "Pindahan", from_draft=True)
    copy = draft_of(working)
    assert (copy.title, copy.next_edition) == ("Edisi berikutnya", Change("major", "Judul lain"))
    assert [row.title for row in copy.sources.all()] == ["UU 21/2007", "Perpres 69/2008", "Baru"]
    # The draft is published meanwhile: its new row has a key now, and is still the same row.
    home.publish(fresh(page).get_latest_revision_as_object())
    copy.sources.set([*copy.sources.all()])
    copy.sources.all()[2].title = "Baru sekali"
    copy.summary = "Dari salinan"
    copy.save_revision()
    comparison = acts.compare(working)
    assert not comparison.merged.conflicts
    assert [row.title for row in comparison.draft.sources.all()] == ["UU 21/2007", "Perpres 69/2008", "Baru sekali"]
    assert comparison.draft.sources.all()[2].pk == fresh(page).sources.all()[2].pk
    assert comparison.draft.next_edition is None


def test_what_only_one_side_changed_comes_together_in_one_draft(editor: User, page: InformationPage) -> None:
    working = acts.start(page, editor, "Edisi 2027")
    copy = draft_of(working)
    copy.title, copy.body = "Tanda-tanda bahaya", body(("a", "Satu"), ("b", "Dua baru"), ("d", "Empat"), ("c", "Tiga"))
    first, second = copy.sources.all()
    first.url = "https://example.go.id"
    copy.sources.set([first, second, copy.sources.model(title="Perbup 1/2027")])
    copy.next_edition = Change("major", "Edisi 2027")
    copy.save_revision(user=editor)
    live = fresh(page)
    live.summary, live.body = "Ringkasan diperbaiki", body(("a", "Satu!"), ("b", "Dua"), ("c", "Tiga"))
    row = live.sources.all()[0]
    row.title = "UU 21 Tahun 2007"
    live.sources.set([row])
    publish_change(live, "Perbaikan")
    revisions = page.revisions.count()
    revision = check_in(working, editor)
    assert page.revisions.count() == revisions + 1
    after = fresh(page)
    assert (after.title, after.has_unpublished_changes, after.latest_revision_id) == ("Tanda bahaya", True, revision.pk)
    draft = after.get_latest_revision_as_object()
    assert (draft.title, draft.summary, draft.slug) == ("Tanda-tanda bahaya", "Ringkasan diperbaiki", "tanda-bahaya")
    assert texts(draft) == ["<p>Satu!</p>", "<p>Dua baru</p>", "<p>Empat</p>", "<p>Tiga</p>"]
    assert [(row.title, row.url) for row in draft.sources.all()] == [
        ("UU 21 Tahun 2007", "https://example.go.id"),
        ("Perbup 1/2027", ""),
    ]
    assert draft.next_edition == Change("major", "Edisi 2027")
    assert revision.user == editor
    assert not WorkingCopy.objects.exists()
    assert not Page.objects.filter(pk=working.pk).exists()
    assert fresh(page).numchild == 0
    assert actions(page) == ["start", "check_in"]
    keys = {row.pk for row in after.sources.all()}
    revision.publish()
    assert keys < {row.pk for row in fresh(page).sources.all()}
    assert editions_of(page)[0].change_note == "Edisi 2027"


def test_what_both_changed_is_decided_and_what_was_not_chosen_stays_in_the_history(
    editor: User, page: InformationPage
) -> None:
    working = acts.start(page, editor, "Edisi 2027")
    copy = draft_of(working)
    copy.title, copy.body = "Dari salinan", body(("a", "Salinan"), ("b", "Dua"))
    copy.save_revision(user=editor)
    live = fresh(page)
    live.title, live.body = "Dari halaman", body(("a", "Halaman"), ("b", "Dua"), ("c", "Tiga baru"))
    home.publish(live)
    names = {conflict.name for conflict in acts.compare(working).merged.conflicts}
    assert names == {"title", "body/0", "body/2"}
    with pytest.raises(ValidationError, match=r".") as refused:
        check_in(working, editor, {"title": Side.COPY})
    assert refused.value.code == "undecided"
    decided = {"title": Side.PAGE, "body/0": Side.COPY, "body/2": Side.PAGE}
    check_in(working, editor, decided)
    draft = fresh(page).get_latest_revision_as_object()
    assert (draft.title, texts(draft)) == ("Dari halaman", ["<p>Salinan</p>", "<p>Dua</p>", "<p>Tiga baru</p>"])
    assert actions(page) == ["start", "keep", "check_in"]
    kept = PageLogEntry.objects.get(page=page.pk, action=acts.KEPT).revision.as_object()
    assert (kept.title, texts(kept), kept.pk) == ("Dari salinan", ["<p>Salinan</p>", "<p>Dua</p>"], page.pk)


def test_abandoning_keeps_the_last_state_below_the_draft(editor: User, page: InformationPage) -> None:
    working = acts.start(page, editor, "Edisi 2027")
    copy = draft_of(working)
    copy.title = "Tidak jadi"
    copy.sources.set(copy.sources.all()[1:])
    copy.save_revision(user=editor)
    newest = fresh(page).latest_revision_id
    acts.abandon(working.pk, editor)
    after = fresh(page)
    assert (after.latest_revision_id, after.has_unpublished_changes) == (newest, False)
    assert after.latest_revision.is_latest_revision()
    kept = PageLogEntry.objects.get(page=page.pk, action=acts.ABANDONED).revision.as_object()
    assert kept.title == "Tidak jadi"
    assert [row.pk for row in kept.sources.all()] == [after.sources.all()[1].pk]
    assert not WorkingCopy.objects.exists()
    call_command("purge_revisions", verbosity=0)
    assert fresh(page).latest_revision_id == newest


def test_the_second_of_two_is_told(editor: User, page: InformationPage) -> None:
    working = acts.start(page, editor, "Edisi 2027")
    state = acts.compare(working).state
    acts.check_in(working.pk, editor, {}, state)
    drafts = page.revisions.count()
    for again in (lambda: acts.check_in(working.pk, editor, {}, state), lambda: acts.abandon(working.pk, editor)):
        with pytest.raises(acts.GoneError):
            again()
    assert page.revisions.count() == drafts


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_who_bring_it_back_at_the_same_moment_one_does() -> None:
    home.site()
    boss = User.objects.create_superuser("kepala", "", "x")
    page = home.publish(home.information_page(live=False, title="Tanda bahaya"))
    working = acts.start(page, boss, "Edisi 2027")
    state = acts.compare(working).state
    drafts = page.revisions.count()

    def one() -> str:
        try:
            acts.check_in(working.pk, boss, {}, state)
        except acts.GoneError:
            return "gone"
        return "done"

    assert sorted(at_once(one, one)) == ["done", "gone"]
    assert page.revisions.count() == drafts + 1


@pytest.mark.parametrize("changed", ["page", "copy"])
def test_nobody_decides_about_something_else_than_they_saw(editor: User, page: InformationPage, changed: str) -> None:
    working = acts.start(page, editor, "Edisi 2027")
    state = acts.compare(working).state
    other = fresh(page) if changed == "page" else draft_of(working)
    other.title = "Lain"
    other.save_revision()
    with pytest.raises(ValidationError) as refused:
        acts.check_in(working.pk, editor, {}, state)
    assert refused.value.code == "changed"
    assert WorkingCopy.objects.exists()


def test_a_copy_is_never_public(editor: User, page: InformationPage) -> None:
    working = acts.start(page, editor, "Edisi 2027")
    copy = draft_of(working)
    boss = User.objects.create_superuser("kepala", "", "x")
    with pytest.raises(PublicationRefusedError):
        copy.save_revision().publish(user=boss)
    copy.live = True
    with pytest.raises(ValidationError):
        copy.save()
    assert not fresh(copy).live
    tester = fresh(copy).permissions_for_user(boss)
    allowed = {name for name in dir(tester) if name.startswith("can_") and name not in {"can_move_to", "can_copy_to"}}
    assert {name for name in allowed if getattr(tester, name)()} == {
        "can_edit",
        "can_lock",
        "can_unlock",
        "can_view_revisions",
    }
    assert not fresh(copy).has_workflow


def test_who_may_not_edit_may_nothing(editor: User, page: InformationPage) -> None:
    stranger = person("anggota", "Anggota Gugus Tugas")
    with pytest.raises(PermissionDenied):
        acts.start(page, stranger, "Edisi 2027")
    working = acts.start(page, editor, "Edisi 2027")
    state = acts.compare(working).state
    editor.groups.clear()
    lost = User.objects.get(pk=editor.pk)
    with pytest.raises(PermissionDenied):
        acts.check_in(working.pk, lost, {}, state)
    with pytest.raises(PermissionDenied):
        acts.abandon(working.pk, lost)


def test_only_a_published_page_has_copies(editor: User, page: InformationPage) -> None:
    draft = home.information_page(live=False)
    working = acts.start(page, editor, "Edisi 2027")
    for refused in (draft, draft_of(working), page.create_alias(update_slug="alias")):
        with pytest.raises((ValidationError, PermissionDenied)):
            acts.start(refused, editor, "Edisi 2027")


def test_a_copy_goes_with_its_page(editor: User, page: InformationPage) -> None:
    working = acts.start(page, editor, "Edisi 2027")
    secretary = person("sekretaris", "Sekretariat")
    assert fresh(page).permissions_for_user(secretary).can_delete()
    other = home.information_index(slug="arsip")
    fresh(page).move(Page.objects.get(pk=other.pk), pos="last-child")
    assert not acts.compare(working).merged.conflicts
    fresh(page).delete()
    working.refresh_from_db()
    assert acts.what_hinders(working, editor)
    with pytest.raises(ValidationError):
        check_in(working, editor)
    delete_for_good(Page.objects.get(pk=page.pk))
    assert not WorkingCopy.objects.exists()


def test_a_lock_or_a_review_hinders(editor: User, page: InformationPage) -> None:
    working = acts.start(page, editor, "Edisi 2027")
    other = person("sekretaris", "Sekretariat")
    for key in (page.pk, working.pk):
        Page.objects.filter(pk=key).update(locked=True, locked_by=other, locked_at=timezone.now())
        with pytest.raises(ValidationError):
            check_in(WorkingCopy.objects.get(pk=working.pk), editor)
        Page.objects.filter(pk=key).update(locked=False, locked_by=None, locked_at=None)
    live = fresh(page)
    live.save_revision()
    live.get_workflow().start(live, other)
    with pytest.raises(ValidationError):
        check_in(WorkingCopy.objects.get(pk=working.pk), editor)
    live.current_workflow_state.cancel(user=other)
    assert check_in(WorkingCopy.objects.get(pk=working.pk), editor)


def test_rows_are_put_into_the_order_that_was_chosen(editor: User, page: InformationPage) -> None:
    page.sources.add(page.sources.model(title="Perbup 5/2020"))
    page = home.publish(page)
    first, second, third = (row.pk for row in page.sources.all())
    working = acts.start(page, editor, "Edisi 2027")
    for side, order in ((draft_of(working), (1, 0, 2)), (fresh(page), (2, 0, 1))):
        rows = list(side.sources.all())
        for place, row in enumerate(order):
            rows[row].sort_order = place
        side.sources.set(rows)
        side.save_revision()
    (conflict,) = acts.compare(working).merged.conflicts
    assert conflict.name == "sources"
    check_in(working, editor, {"sources": Side.COPY}).publish()
    assert [row.pk for row in fresh(page).sources.all()] == [second, first, third]


def test_a_law_keeps_its_number_and_so_does_its_copy(editor: User) -> None:
    agency = home.agency()
    law = resources.regulation(title="UU 21/2007", number="21", year=2007)
    law.memberships.set([Membership(agency=agency, role="Ketua")])
    law = home.publish(law)
    working = acts.start(law, editor, "Edisi 2027")
    copy = draft_of(working)
    assert (copy.number, LegalDocumentPage.objects.get(pk=copy.pk).identity_key) == ("21", None)
    copy.memberships.all()[0].role = "Wakil"
    copy.save()
    copy.save_revision()
    # What is worked out from the number is no matter of its own.
    law.number = "22"
    law = home.publish(law)
    assert not acts.compare(working).merged.conflicts
    revision = check_in(working, editor)
    assert [row["role"] for row in revision.content["memberships"]] == ["Wakil"]
    revision.publish()
    assert [row.role for row in fresh(law).memberships.all()] == ["Wakil"]
    assert (fresh(law).number, fresh(law).identity_key) == ("22", law.identity_key)


def test_minutes_with_rows_of_many_kinds_come_back_as_they_were(editor: User) -> None:
    meeting = home.publish(meetings.minutes())
    kinds = ("agenda_items", "decisions", "action_items", "attendance")
    before = {name: list(getattr(meeting, name).values_list("pk", flat=True)) for name in kinds}
    assert any(before.values())
    working = acts.start(meeting, editor, "Edisi 2027")
    comparison = acts.compare(working)
    assert not comparison.merged.conflicts
    check_in(working, editor).publish()
    after = MeetingPage.objects.get(pk=meeting.pk)
    assert {name: list(getattr(after, name).values_list("pk", flat=True)) for name in kinds} == before
    assert editions_of(meeting).count() == 1


def test_comments_come_along(editor: User, page: InformationPage) -> None:
    working = acts.start(page, editor, "Edisi 2027")
    revision = draft_of(working).latest_revision
    Comment.objects.create(
        page_id=working.pk, user=editor, text="Periksa", contentpath="title", revision_created=revision
    )
    check_in(working, editor)
    assert [comment.text for comment in Comment.objects.filter(page=page.pk)] == ["Periksa"]


def test_what_was_deleted_since_is_no_conflict(editor: User, page: InformationPage) -> None:
    agency = home.agency()
    page.owner_agency = agency
    page = home.publish(page)
    working = acts.start(page, editor, "Edisi 2027")
    agency.delete()
    assert not acts.compare(working).merged.conflicts
    assert check_in(working, editor).content["owner_agency"] is None
