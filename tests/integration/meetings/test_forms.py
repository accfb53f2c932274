"""The editor's form: every message stands at the row that it is about, and a draft may be incomplete."""

import datetime as dt
from typing import Any

import pytest
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from meetings.models import MeetingPage
from tests.factories import home
from tests.factories import meetings as make

pytestmark = pytest.mark.django_db

RELATIONS = ("agenda_items", "decisions", "action_items", "resource_persons", "attendance", "files")
DAY = "2021-11-18 09:00"


def agenda(title: str = "Pembentukan gugus tugas", **fields: Any) -> dict[str, Any]:
    return {
        "title": title, "presenter": "", "discussion": rich_text(""), "decision": "", "visibility": "public", **fields,
    }  # fmt: skip


def decision(**fields: Any) -> dict[str, Any]:
    return {"text": "Membentuk gugus tugas", "agenda_number": "", "visibility": "public", **fields}


def action(**fields: Any) -> dict[str, Any]:
    return {
        "text": "Menyusun laporan", "agency": "", "institution": "Polres", "due_on": "", "status": "open",
        "completed_on": "", "evidence": "", "evidence_document": "", "evidence_link": "", "visibility": "public",
        **fields,
    }  # fmt: skip


def attendance(institution: str = "Kodim", **fields: Any) -> dict[str, Any]:
    return {
        "agency": "", "institution": institution, "position": "", "representatives": "1", "presence": "present",
        **fields,
    }  # fmt: skip


def bound(*, draft: bool = False, page: MeetingPage | None = None, **given: Any) -> Any:
    """The form of a new meeting (or of ``page``), filled in with ``given`` over harmless values."""
    instance = page or MeetingPage(owner=None)
    values: dict[str, Any] = {
        "title": "Rapat koordinasi", "slug": "rapat-koordinasi", "kind": "koordinasi", "status": "held", "start": DAY,
        "opening": rich_text(""), "closing": rich_text(""), "archive_code": "000.1.5", "audience": "officers",
        "information_class": "setiap_saat", "comments": inline_formset([]),
    }  # fmt: skip
    values |= {name: inline_formset(given.pop(name, [])) for name in RELATIONS}
    form_class = MeetingPage.get_edit_handler().get_form_class()
    parent = page.get_parent() if page else make.index()
    form = form_class(nested_form_data(values | given), instance=instance, parent_page=parent)
    if draft:
        form.defer_required_fields()
    return form


def row_errors(form: Any, relation: str) -> list[dict[str, list[str]]]:
    assert not form.is_valid()
    return [dict(row.errors) for row in form.formsets[relation].forms]


def test_a_complete_form_is_valid_and_keeps_its_rows() -> None:
    form = bound(
        end="2021-11-18 12:00",
        agenda_items=[agenda("Pertama"), agenda("Kedua")],
        decisions=[decision(agenda_number="2")],
        action_items=[action(due_on="2021-12-17")],
        attendance=[attendance(), attendance("Polres")],
    )
    assert form.is_valid(), (form.errors, [formset.errors for formset in form.formsets.values()])
    page = form.save(commit=False)
    assert [row.title for row in page.agenda_items.all()] == ["Pertama", "Kedua"]
    assert [str(row) for row in page.attendance.all()] == ["Kodim", "Polres"]


def test_end_before_start() -> None:
    form = bound(end="2021-11-18 08:00")
    assert not form.is_valid()
    assert form.errors["end"]


def test_a_due_date_before_the_meeting_is_said_at_its_row() -> None:
    errors = row_errors(bound(action_items=[action(), action(due_on="2021-11-17")]), "action_items")
    assert errors[0] == {}
    assert "2021-11-18" in errors[1]["due_on"][0]


def test_a_due_date_on_the_day_itself_is_fine() -> None:
    assert bound(action_items=[action(due_on="2021-11-18")]).is_valid()


def test_done_needs_its_day() -> None:
    errors = row_errors(bound(action_items=[action(status="done")]), "action_items")
    assert list(errors[0]) == ["completed_on"]


def test_completed_before_the_meeting() -> None:
    errors = row_errors(bound(action_items=[action(status="done", completed_on="2021-11-17")]), "action_items")
    assert list(errors[0]) == ["completed_on"]


def test_the_same_institution_twice_in_the_same_position() -> None:
    rows = [attendance("Kodim", position="Staf"), attendance("Polres"), attendance(" kodim ", position="STAF")]
    errors = row_errors(bound(attendance=rows), "attendance")
    assert errors[:2] == [{}, {}]
    assert "1" in errors[2]["institution"][0]


def test_the_same_agency_twice() -> None:
    agency = str(home.agency().pk)
    rows = [attendance("", agency=agency), attendance("", agency=agency)]
    assert list(row_errors(bound(attendance=rows), "attendance")[1]) == ["agency"]


def test_an_institution_may_come_in_two_positions() -> None:
    assert bound(attendance=[attendance(position="Kepala"), attendance(position="Staf")]).is_valid()


def test_a_deleted_row_is_not_compared() -> None:
    assert bound(attendance=[attendance(), attendance(DELETE="1")]).is_valid()


def test_a_decision_of_an_agenda_item_that_is_not_there() -> None:
    form = bound(agenda_items=[agenda()], decisions=[decision(agenda_number="2")])
    assert list(row_errors(form, "decisions")[0]) == ["agenda_number"]


def test_the_same_file_twice() -> None:
    row = {"document": str(make.document().pk), "label": "", "visibility": "public"}
    errors = row_errors(bound(files=[row, row | {"visibility": "members"}]), "files")
    assert errors[0] == {}
    assert list(errors[1]) == ["document"]


@pytest.mark.parametrize("number", ["0", "-1", "1000"])
def test_a_number_of_people_that_can_not_be(number: str) -> None:
    errors = row_errors(bound(attendance=[attendance(representatives=number)]), "attendance")
    assert list(errors[0]) == ["representatives"]


@pytest.mark.parametrize("wrong", ["kemarin", "2021-02-30 09:00", "2021-11-18 25:00"])
def test_a_date_that_is_none(wrong: str) -> None:
    form = bound(start=wrong, action_items=[action(due_on="2021-11-17")])
    assert not form.is_valid()
    assert list(form.errors) == ["start"]


def test_a_meeting_is_published_with_a_day_or_with_its_year() -> None:
    form = bound(start="")
    assert not form.is_valid()
    assert list(form.errors) == ["start"]
    assert bound(start="", year="2016").is_valid()


def test_a_draft_may_be_incomplete() -> None:
    form = bound(
        draft=True, start="", attendance=[attendance("", position="Staf")], action_items=[action(status="done")]
    )
    assert form.is_valid(), (form.errors, [formset.errors for formset in form.formsets.values()])


def test_a_draft_may_not_contradict_itself() -> None:
    form = bound(draft=True, action_items=[action(due_on="2021-11-17")])
    assert list(row_errors(form, "action_items")[0]) == ["due_on"]


def test_what_was_wrong_before_can_be_mended() -> None:
    page = make.meeting(attendance=[])
    page.save_revision()
    form = bound(page=page, slug=page.slug, start="2021-11-20 09:00", action_items=[action(due_on="2021-11-21")])
    assert form.is_valid(), form.errors
    assert form.save(commit=False).day == dt.date(2021, 11, 20)
