"""What is due for review: on the dashboard and in the report."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupPagePermission

from publishing.absence import acts
from publishing.review.due import due_until, to_review
from tests.factories import home, meetings, resources
from tests.integration.publishing.test_workflow import person

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 5, 20)
REPORT = "/admin/reports/review/"


@pytest.fixture(autouse=True)
def _today():  # type: ignore[no-untyped-def]
    with time_machine.travel(dt.datetime.combine(TODAY, dt.time(9)), tick=False):
        yield


def day(offset: int) -> dt.date:
    return TODAY + dt.timedelta(days=offset)


@pytest.fixture
def pages() -> dict[str, Any]:
    first, second = home.agency(name="Dinas Satu", short_name="Dinsat"), home.agency(name="Dinas Dua")
    return {
        "soon": resources.sop(title="Akan tiba", review_on=day(30), owner_agency=second),
        "passed": home.information_page(title="Sudah lewat", review_on=day(-3), owner_agency=first),
        "later": home.standard_page(title="Masih lama", review_on=day(31)),
        "without": meetings.meeting(title="Tanpa tanggal", review_on=None),
        "draft": home.standard_page(title="Konsep", review_on=day(-9), live=False),
    }


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(person("penyunting", "Editor"))
    return client


def titles(client: Client, **asked: Any) -> list[str]:
    response = client.get(REPORT, asked)
    assert response.status_code == 200
    return [row.instance.title for row in response.context["table"].rows]


def test_pages_of_all_types_the_longest_overdue_first(pages: dict[str, Any]) -> None:
    found = list(due_until(to_review(person("penyunting", "Editor")), day(30)))
    assert [page.title for page in found] == ["Sudah lewat", "Akan tiba"]
    assert [page.review_day for page in found] == [day(-3), day(30)]
    assert [page.agency_label for page in found] == ["Dinsat", "Dinas Dua"]


def test_withdrawn_and_deleted_pages_are_left_alone(pages: dict[str, Any]) -> None:
    acts.withdraw(pages["soon"], reason="Diganti", since=TODAY, successor=None)
    pages["passed"].delete()
    assert not due_until(to_review(person("penyunting", "Editor")), day(30)).exists()


def test_the_dashboard_names_them(editor: Client, pages: dict[str, Any]) -> None:
    text = editor.get("/admin/").content.decode()
    panel = text[text.index('id="due-for-review') :]
    assert "Sudah lewat" in panel
    assert "Akan tiba" in panel
    assert "Masih lama" not in panel
    assert reverse("wagtailadmin_pages:edit", args=[pages["passed"].pk]) in panel


def test_who_may_not_edit_a_page_is_not_asked_to_review_it(client: Client, pages: dict[str, Any]) -> None:
    user = person("penyunting", "Editor")
    assert due_until(to_review(user), day(30)).count() == 2
    GroupPagePermission.objects.filter(group__name="Editor").update(page=pages["passed"].get_parent())
    user = type(user).objects.get(pk=user.pk)
    assert [page.title for page in due_until(to_review(user), day(30))] == ["Sudah lewat"]
    client.force_login(person("anggota", "Anggota Gugus Tugas"))
    assert client.get(REPORT).status_code == 302


def test_the_report_filters(editor: Client, pages: dict[str, Any]) -> None:
    assert titles(editor) == ["Sudah lewat", "Akan tiba"]
    assert titles(editor, period="overdue") == ["Sudah lewat"]
    assert titles(editor, period="90") == ["Sudah lewat", "Akan tiba", "Masih lama"]
    assert titles(editor, period="all")[:2] == ["Sudah lewat", "Akan tiba"]
    assert "Tanpa tanggal" in titles(editor, period="none")
    assert titles(editor, agency=pages["soon"].owner_agency_id) == ["Akan tiba"]
    assert titles(editor, content_type=pages["passed"].content_type_id) == ["Sudah lewat"]
    assert titles(editor, ordering="-title") == ["Sudah lewat", "Akan tiba"]
    # What can't be meant is as if nothing was asked, like in every list of the admin.
    for asked in ({"period": "x"}, {"agency": "x"}, {"agency": "999999"}):
        assert editor.get(REPORT, asked).status_code == 200


def test_the_report_as_a_table_and_what_it_costs(editor: Client, pages: dict[str, Any]) -> None:
    response = editor.get(REPORT, {"export": "csv"})
    text = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    assert "Sudah lewat" in text
    assert "Dinsat" in text
    home.standard_page(review_on=day(0))
    editor.get(REPORT)
    with CaptureQueriesContext(connection) as few:
        editor.get(REPORT)
    for number in range(5):
        home.standard_page(title=f"Lagi {number}", review_on=day(0))
    editor.get(REPORT)
    with CaptureQueriesContext(connection) as many:
        editor.get(REPORT)
    assert len(many) == len(few)
