"""Meetings and their rows: facts, limits, what search is told, and that drafts keep every row."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils.translation import override

from home.models import Agency
from meetings.models import ActionItem, AgendaItem, Attendance, MeetingPage
from search.access import tokens_for
from search.contract import MEMBERS_ONLY
from search.models import SearchEntry
from tests.factories import home
from tests.factories import meetings as make

pytestmark = pytest.mark.django_db


def _errors(row: Any) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        row.clean()
    return dict(caught.value.message_dict)


def test_a_meeting_can_not_end_before_it_starts() -> None:
    page = make.meeting()
    page.end = make.at(2021, 11, 18, 8)
    assert "end" in _errors(page)


def test_a_meeting_may_be_without_end_and_without_day() -> None:
    make.meeting(start=None, year=2016).full_clean()


def test_an_invitation_is_not_later_than_its_meeting() -> None:
    page = make.meeting()
    page.invitation_date = dt.date(2021, 11, 19)
    assert "invitation_date" in _errors(page)


def test_the_day_is_that_of_sinjai() -> None:
    # 23:30 UTC on the 17th is 07:30 on the 18th in Sinjai.
    page = MeetingPage(title="Pagi", start=dt.datetime(2021, 11, 17, 23, 30, tzinfo=dt.UTC))
    assert page.search_date() == dt.date(2021, 11, 18)


@time_machine.travel(dt.datetime(2021, 11, 17, 8, tzinfo=dt.UTC), tick=False)
def test_what_is_to_come_was_not_held() -> None:
    page = make.meeting(status="planned")
    page.status = "held"
    assert "status" in _errors(page)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"status": "done", "agency_id": 1}, "completed_on"),
        ({"status": "open", "agency_id": 1, "completed_on": dt.date(2021, 12, 1)}, "status"),
        ({"status": "done", "agency_id": 1, "completed_on": dt.date(2999, 1, 1)}, "completed_on"),
        ({"status": "open"}, "agency"),
    ],
)
def test_action_items_that_contradict_themselves(fields: dict[str, Any], field: str) -> None:
    assert field in _errors(ActionItem(text="Menyusun laporan", **fields))


def test_attendance_needs_an_institution() -> None:
    assert "agency" in _errors(Attendance(position="Kepala bidang"))


@time_machine.travel(dt.datetime(2022, 1, 10, 8, tzinfo=dt.UTC), tick=False)
def test_overdue_is_what_is_unfinished_after_its_day() -> None:
    late = ActionItem(text="Laporan", due_on=dt.date(2022, 1, 9))
    today = ActionItem(text="Laporan", due_on=dt.date(2022, 1, 10))
    done = ActionItem(text="Laporan", due_on=dt.date(2022, 1, 9), status="done")
    assert [row.shown_status for row in (late, today, done)] == ["overdue", "open", "done"]


def test_a_deleted_agency_leaves_its_name_in_the_minutes() -> None:
    page = make.minutes()
    Agency.objects.all().delete()
    rows = {(row.agency_id, row.institution_name) for row in MeetingPage.objects.get(pk=page.pk).attendance.all()}
    assert (None, "Dinas Contoh Perlindungan") in rows


def test_the_name_of_the_day_wins_over_the_directory() -> None:
    agency = home.agency(name="KP2MI")
    assert Attendance(agency=agency, institution="BP2MI").institution_name == "BP2MI"


def test_a_draft_keeps_every_row() -> None:
    page = make.minutes()
    page.save_revision()
    draft = MeetingPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    for relation in ("agenda_items", "decisions", "action_items", "resource_persons", "attendance", "files"):
        stored = [str(row) for row in getattr(page, relation).all()]
        assert [str(row) for row in getattr(draft, relation).all()] == stored
        assert stored
    assert [row.visibility for row in draft.agenda_items.all()] == ["public", "members", "public"]


def test_a_new_row_in_a_draft_is_not_on_the_live_page() -> None:
    page = make.minutes()
    draft = MeetingPage.objects.get(pk=page.pk)
    draft.agenda_items.add(AgendaItem(title="Butir keempat"))
    draft.save_revision()
    assert MeetingPage.objects.get(pk=page.pk).agenda_items.count() == 3
    draft.get_latest_revision().publish()
    assert MeetingPage.objects.get(pk=page.pk).agenda_items.count() == 4


def test_the_ledger_gets_a_passage_for_each_part() -> None:
    page = make.minutes()
    entry = SearchEntry.objects.get(key=page.search_key())
    assert (entry.kind, entry.status, entry.number, str(entry.date), entry.year) == (
        "meeting",
        "held",
        "005/12/SETDA/2021",
        "2021-11-18",
        2021,
    )
    anchors = list(entry.passages.values_list("anchor", flat=True))
    assert anchors == [
        "", "keputusan-1", "keputusan-2", "keputusan-3", "tindak-lanjut-1", "tindak-lanjut-2", "tindak-lanjut-3",
        "pembukaan", "butir-1", "butir-2", "butir-3", "kehadiran", "berkas", "berkas",
    ]  # fmt: skip


def test_what_is_for_members_is_for_members_in_search() -> None:
    for passage in make.minutes().search_passages():
        assert passage.access == (MEMBERS_ONLY if "rahasia" in passage.text.lower() else None), passage.anchor


def test_the_titles_of_the_agenda_are_headings_as_visible_as_their_items() -> None:
    page = make.minutes()
    headed = {passage.heading: passage.access for passage in page.search_passages() if passage.heading}
    assert headed == {
        item.title: MEMBERS_ONLY if item.visibility == "members" else None for item in page.agenda_items.all()
    }


@pytest.mark.parametrize("language", ["id", "en"])
def test_minutes_are_found_by_both_words(language: str) -> None:
    with override(language):
        head = next(iter(make.meeting().search_passages()))
    assert "notulen" in head.text.lower()
    assert "notula" in head.text.lower().replace("notulen", "")


def test_a_planned_meeting_is_not_called_minutes() -> None:
    head = next(iter(make.meeting(status="planned").search_passages()))
    assert "notul" not in head.text.lower()


def test_files_of_members_rows_are_named_to_the_download_guard() -> None:
    page = make.minutes()
    hidden = page.files.get(visibility="members").document_id
    assert page.members_only_documents == frozenset({hidden})


def test_a_file_linked_in_a_members_item_is_hidden_as_well() -> None:
    document = make.document()
    text = f'<p><a linktype="document" id="{document.pk}">Berkas</a></p>'
    page = make.meeting(agenda_items=[AgendaItem(title="Tertutup", discussion=text, visibility="members")])
    assert page.members_only_documents == frozenset({document.pk})


def test_a_meeting_of_a_year_is_filed_under_it() -> None:
    page = make.meeting(start=None, year=2016)
    entry = SearchEntry.objects.get(key=page.search_key())
    assert (entry.date, entry.year) == (None, 2016)


def test_the_member_of_these_tests_holds_the_token() -> None:
    assert "members" in tokens_for(make.member())


def test_a_search_hit_counts_the_decisions_that_everybody_may_know() -> None:
    with override("en"):
        assert [str(fact.value) for fact in make.minutes().search_facts()] == ["2 decisions"]
        assert list(make.meeting().search_facts()) == []
