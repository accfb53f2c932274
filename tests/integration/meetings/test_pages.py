"""A meeting as its readers see it: the public, members, and editors in a preview."""

import datetime as dt
import re

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser, User
from django.db import connection
from django.http import HttpRequest
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries
from wagtail.models import ReferenceIndex

from meetings.models import ActionItem, AgendaItem, Decision, MeetingPage
from publishing.downloads import may_download
from tests.factories import meetings as make

pytestmark = pytest.mark.django_db


def html_of(client: Client, page: MeetingPage, status: int = 200) -> str:
    response = client.get(page.search_url())
    assert response.status_code == status
    return response.content.decode()


def preview(page: MeetingPage, mode: str) -> str:
    response = page.make_preview_request(preview_mode=mode)
    assert response.status_code == 200
    return response.content.decode()


def test_decisions_and_action_items_stand_before_the_discussion(client: Client) -> None:
    html = html_of(client, make.minutes())
    places = [html.index(f'id="{anchor}"') for anchor in ("keputusan", "tindak-lanjut", "pembahasan", "kehadiran")]
    assert places == sorted(places)


def test_the_head_says_when_and_where_in_words(client: Client) -> None:
    html = html_of(client, make.minutes())
    assert "Kamis, 18 November 2021" in html
    assert "09.00" in html
    assert "12.00" in html
    assert "WITA" in html
    assert "Ruang Rapat Setda" in html


def test_the_public_sees_nothing_that_is_for_members(client: Client) -> None:
    html = html_of(client, make.minutes())
    assert "rahasia" not in html.lower()


def test_members_see_everything_marked(client: Client) -> None:
    client.force_login(make.member())
    html = html_of(client, make.minutes())
    for words in ("Isi rahasia", "Keputusan rahasia", "Tugas rahasia", "Lampiran rahasia"):
        assert words in html
    assert html.count("members-mark") == 3


def test_numbers_are_the_same_for_everybody(client: Client) -> None:
    page = make.minutes()
    html = html_of(client, page)
    assert 'id="keputusan-3"' in html
    assert 'id="keputusan-2"' not in html
    assert 'id="butir-3"' in html
    client.force_login(make.member())
    assert 'id="keputusan-2"' in html_of(client, page)


def test_a_decision_links_to_its_agenda_item_only_where_that_is_shown(client: Client) -> None:
    page = make.minutes()
    html = html_of(client, page)
    assert 'href="#butir-1"' in html
    assert "#butir-2" not in html
    client.force_login(make.member())
    assert 'href="#butir-2"' in html_of(client, page)


def test_every_link_of_the_contents_list_leads_somewhere(client: Client) -> None:
    html = html_of(client, make.minutes())
    targets = set(re.findall(r'href="#([^"]+)"', html)) - {"isi"}
    assert {"keputusan", "tindak-lanjut", "pembahasan", "butir-1", "kehadiran", "berkas"} <= targets
    assert targets <= set(re.findall(r'id="([^"]+)"', html))


def test_attendance_is_counted_by_institution(client: Client) -> None:
    page = make.minutes()
    count = page.get_context(_request())["minutes"].attendance_count
    assert (count.institutions, count.people, count.apologies, count.absent) == (1, 3, 1, 0)
    assert "<td" in html_of(client, page)


def test_the_file_of_a_members_row_is_refused_to_the_public() -> None:
    page = make.minutes()
    ReferenceIndex.create_or_update_for_object(page)  # The worker does this in the background.
    hidden = page.files.get(visibility="members").document
    open_file = page.files.get(visibility="public").document
    assert may_download(open_file, _request())
    assert not may_download(hidden, _request())
    assert may_download(hidden, _request(make.member()))


def test_hostile_text_is_shown_as_text(client: Client) -> None:
    attack = "<script>alert(1)</script>"
    html = html_of(
        client,
        make.minutes(
            title=attack, place=attack, chair=attack, opened_by=attack, status_note=attack, secretary=attack,
            agenda_items=[AgendaItem(title=attack, presenter=attack, decision=attack)],
            decisions=[Decision(text=attack)],
            action_items=[ActionItem(text=attack, institution=attack, evidence=attack)],
        ),
    )  # fmt: skip
    assert "<script>alert" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 12


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_a_meeting_that_is_called_off_says_so_at_the_top(client: Client, status: str) -> None:
    html = html_of(client, make.minutes(status=status, status_note="Karena banjir"))
    assert html.index("callout--warning") < html.index('id="keputusan"')
    assert "Karena banjir" in html


def test_a_planned_meeting_shows_its_agenda_and_no_minutes(client: Client) -> None:
    page = make.meeting(status="planned", start=make.at(2030, 5, 2), agenda_items=[AgendaItem(title="Laporan")])
    html = html_of(client, page)
    assert "Laporan" in html
    assert "otul" not in re.sub(r"<title>.*?</title>|<meta[^>]*>", "", html)


@pytest.mark.parametrize(("fields", "words"), [({"year": 2016}, "2016"), ({}, "Minutes")])
def test_a_meeting_without_a_day_can_be_read(client: Client, fields: dict[str, int], words: str) -> None:
    assert html_of(client, make.meeting(start=None, **fields))


@time_machine.travel(dt.datetime(2022, 1, 10, 8, tzinfo=dt.UTC), tick=False)
def test_an_overdue_action_item_is_marked(client: Client) -> None:
    assert "action-item--overdue" in html_of(client, make.minutes())


def test_the_preview_is_the_public_one_unless_asked_otherwise() -> None:
    page = make.minutes()
    page.save_revision()
    draft = page.get_latest_revision_as_object()
    assert draft.default_preview_mode == "public"
    assert "rahasia" not in preview(draft, "public").lower()
    assert "Isi rahasia" in preview(draft, "members")


def test_the_preview_shows_rows_that_were_never_saved() -> None:
    page = make.meeting()
    page.agenda_items.add(AgendaItem(title="Butir yang baru ditulis"))
    page.attendance = []
    assert "Butir yang baru ditulis" in preview(page, "public")


def test_a_preview_without_day_works() -> None:
    assert preview(make.meeting(start=None, status="planned"), "public")


def test_the_english_interface_has_the_same_minutes(client: Client) -> None:
    page = make.minutes()
    response = client.get(f"/en{page.search_url()}")
    html = response.content.decode()
    assert response.status_code == 200
    assert "Thursday, 18 November 2021" in html
    assert "rahasia" not in html.lower()


def test_a_page_of_minutes_takes_few_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page = make.minutes()
    # As after the commit: what is the same for every page of a generation may be remembered.
    connection.run_on_commit.clear()
    html_of(client, page)
    address = page.search_url()
    with django_assert_max_num_queries(9):
        client.get(address)


def _request(user: User | None = None) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = user or AnonymousUser()
    return request
