"""Meetings in the admin: the secretariat's list and the editor."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from meetings.models import MeetingPage
from tests.factories import meetings as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(User.objects.create_superuser(username="pengelola"))
    return client


def test_the_list_has_the_columns_one_looks_for(admin: Client) -> None:
    make.minutes()
    make.meeting(title="Tanpa hari", start=None, year=2016)
    response = admin.get(reverse("meetings:index"))
    html = response.content.decode()
    assert response.status_code == 200
    for words in ("18 Nov 2021 09.00", "Ruang Rapat Setda", "Dincon", "2016"):
        assert words in html
    by_title = {page.title: page for page in response.context["pages"]}
    assert by_title["Rapat koordinasi contoh"].open_actions == 2
    assert by_title["Tanpa hari"].open_actions == 0


@pytest.mark.parametrize("ordering", ["start", "-start", "open_actions", "place", "kind"])
def test_the_list_can_be_sorted(admin: Client, ordering: str) -> None:
    make.minutes()
    make.meeting(title="Tanpa hari", start=None)
    response = admin.get(reverse("meetings:index"), {"ordering": ordering})
    found = [page.title for page in response.context["pages"]]
    assert sorted(found) == ["Rapat koordinasi contoh", "Tanpa hari"]
    if "start" in ordering:
        assert found[-1] == "Tanpa hari"


def test_the_list_can_be_filtered(admin: Client) -> None:
    make.minutes()
    make.meeting(title="Batal", status="cancelled")
    response = admin.get(reverse("meetings:index"), {"status": "cancelled"})
    assert [page.title for page in response.context["pages"]] == ["Batal"]


def test_the_editor_folds_rows_up_and_names_them(admin: Client) -> None:
    page = make.minutes()
    html = admin.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert html.count('class="w-panel collapsed"') >= 14
    assert ": Pembentukan gugus tugas" in html
    assert ": Dinas Contoh Perlindungan – Kepala bidang" in html


def test_a_folded_row_says_who_has_it_and_who_may_read_it(admin: Client) -> None:
    page = make.minutes()
    lines = [row.editor_line for row in page.action_items.all()]
    assert [line.count(" – ") for line in lines] == [2, 3, 2]
    assert "Dincon – Menyusun rancangan keputusan" in lines[0]
    assert [row.editor_line.endswith(str(row)) for row in page.agenda_items.all()] == [True, True, True]
    assert page.agenda_items.first().editor_line == str(page.agenda_items.first())
    assert page.agenda_items.all()[1].editor_line != str(page.agenda_items.all()[1])


def test_a_new_meeting_has_sensible_defaults(admin: Client) -> None:
    html = admin.get(
        reverse("wagtailadmin_pages:add", args=["meetings", "meetingpage", make.index().pk])
    ).content.decode()
    assert '<option value="planned" selected>' in html
    assert 'value="000.1.5"' in html
    assert '<option value="officers" selected>' in html


def test_meetings_stand_below_their_list_and_have_nothing_below() -> None:
    assert MeetingPage.allowed_subpage_models() == []
    assert [model.__name__ for model in MeetingPage.allowed_parent_page_models()] == ["MeetingIndexPage"]
