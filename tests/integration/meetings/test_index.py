"""The list of meetings: what is coming, what has been, and what still has to be done."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.db import connection
from django.http import QueryDict
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import PageViewRestriction

from meetings.listing import PER_PAGE, Listing, listing
from meetings.models import ActionItem, MeetingIndexPage
from tests.factories import meetings as make

pytestmark = pytest.mark.django_db

PUBLIC = frozenset({"public"})


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 6, 15, 4, tzinfo=dt.UTC), tick=False):
        yield


def shown(parent: MeetingIndexPage | None = None, query: str = "", tokens: frozenset[str] = PUBLIC) -> Listing:
    above = parent or MeetingIndexPage.objects.get()
    return listing(above.path, tokens, QueryDict(query))


def titles(entries: Any) -> list[str]:
    return [item.entry.title if hasattr(item, "entry") else item.title for item in entries]


def meeting(title: str, start: dt.datetime | None, status: str = "held", **fields: Any) -> Any:
    return make.meeting(title=title, start=start, status=status, **fields)


def test_upcoming_meetings_come_soonest_first_and_called_off_ones_stay() -> None:
    meeting("Nanti", make.at(2026, 8, 1), "planned")
    meeting("Siang", make.at(2026, 6, 20, 13), "planned", place="Aula")
    meeting("Pagi", make.at(2026, 6, 20, 8), "planned")
    meeting("Batal", make.at(2026, 7, 1), "cancelled")
    meeting("Hari ini", make.at(2026, 6, 15), "planned")
    meeting("Sudah selesai hari ini", make.at(2026, 6, 15), "held")
    meeting("Lewat", make.at(2026, 6, 14), "planned")
    found = shown()
    today = {"Hari ini", "Sudah selesai hari ini"}
    assert set(titles(found.upcoming[:2])) == today
    assert titles(found.upcoming[2:]) == ["Pagi", "Siang", "Batal", "Nanti"]
    assert [item.is_called_off for item in found.upcoming] == [False, False, False, False, True, False]
    assert found.upcoming[3].place == "Aula"
    past = [entry for group in found.groups for entry in group.entries]
    assert titles(past) == ["Lewat"]


def test_a_planned_meeting_of_the_past_waits_for_its_minutes() -> None:
    meeting("Lewat", make.at(2026, 6, 14), "planned")
    (entry,) = shown().groups[0].entries
    assert entry.status == "awaiting"


def test_past_meetings_are_grouped_by_year() -> None:
    meeting("A", make.at(2024, 3, 1))
    meeting("B", make.at(2025, 3, 1))
    meeting("C", make.at(2024, 9, 1))
    meeting("D", None, year=2016)
    meeting("E", None)
    found = shown()
    assert [(group.year, titles(group.entries)) for group in found.groups] == [
        (2025, ["B"]),
        (2024, ["C", "A"]),
        (2016, ["D"]),
        (None, ["E"]),
    ]
    assert found.years == [("2025", "2025", 1), ("2024", "2024", 2), ("2016", "2016", 1)]


def test_a_year_can_be_chosen() -> None:
    meeting("A", make.at(2024, 3, 1))
    meeting("B", make.at(2025, 3, 1))
    meeting("Nanti", make.at(2026, 8, 1), "planned")
    found = shown(query="year=2024")
    assert [titles(group.entries) for group in found.groups] == [["A"]]
    assert (found.upcoming, found.querystring) == ((), "?year=2024&")
    assert len(found.years) == 2


@pytest.mark.parametrize(
    "query", ["year=", "year=0000", "year=abc", "year=99999", "year=-1", "year=%00", "year=²0²4", "page="]
)
def test_what_is_no_year_is_ignored(query: str) -> None:
    meeting("A", make.at(2024, 3, 1))
    assert shown(query=query).year is None
    assert shown(query=query).groups


def test_pages(client: Client) -> None:
    above = make.index()
    for number in range(PER_PAGE + 1):
        meeting(f"Rapat {number:02}", make.at(2024, 1, 1) + dt.timedelta(days=number), parent=above)
    assert titles(shown().groups[0].entries)[0] == f"Rapat {PER_PAGE:02}"
    assert [titles(group.entries) for group in shown(query="page=2").groups] == [["Rapat 00"]]
    html = client.get(f"{above.search_url()}?page=2").content.decode()
    assert "Rapat 00" in html
    assert "Rapat 05" not in html


@pytest.mark.parametrize(
    ("page", "number"), [("0", 1), ("99999", 2), ("-1", 1), ("x", 1), ("1e9", 1), ("<script>", 1), ("9" * 400, 2)]
)
def test_a_page_that_does_not_exist_is_404_and_loses_nothing(client: Client, page: str, number: int) -> None:
    above = make.index()
    for day in range(1, PER_PAGE + 2):
        meeting("Rapat", make.at(2024, 1, day), parent=above)
    response = client.get(above.search_url(), {"page": page})
    assert response.status_code == 404
    assert response.context["listing"].page_obj.number == number
    html = response.content.decode()
    assert 'class="event"' in html
    assert "<script>" not in html.split("</head>")[1].split("<main")[1].split("</main>")[0]


def test_an_empty_list_says_so(client: Client) -> None:
    assert 'class="empty"' in client.get(make.index().search_url()).content.decode()


def test_drafts_and_meetings_of_another_list_are_not_here() -> None:
    above, other = make.index(), make.index(title="Rapat sub-gugus")
    meeting("Lain", make.at(2024, 3, 1), parent=other)
    meeting("Draf", make.at(2024, 3, 1), parent=above, live=False)
    assert shown(above).groups == []


def test_a_private_meeting_is_listed_for_its_readers_only(client: Client) -> None:
    page = make.minutes(title="Rapat tertutup")
    group = Group.objects.create(name="Anggota contoh")
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(group)
    above = MeetingIndexPage.objects.get()
    html = client.get(above.search_url()).content.decode()
    assert "Rapat tertutup" not in html
    assert "Menyusun rancangan keputusan" not in html
    reader = make.member()
    reader.groups.add(group)
    client.force_login(reader)
    html = client.get(above.search_url()).content.decode()
    assert "Rapat tertutup" in html
    assert "Menyusun rancangan keputusan" not in html


def test_open_action_items_come_most_urgent_first() -> None:
    def item(text: str, due: dt.date | None = None, **fields: Any) -> ActionItem:
        return ActionItem(text=text, institution="Polres", due_on=due, **fields)

    meeting(
        "A",
        make.at(2026, 3, 1),
        action_items=[
            item("Kapan saja"),
            item("Nanti", dt.date(2026, 9, 1), status="in_progress"),
            item("Terlambat", dt.date(2026, 5, 1)),
            item("Selesai", dt.date(2026, 4, 1), status="done", completed_on=dt.date(2026, 4, 1)),
            item("Rahasia", dt.date(2026, 4, 2), visibility="members"),
        ],
    )
    meeting("B", make.at(2026, 3, 1), live=False, action_items=[item("Draf", dt.date(2026, 4, 3))])
    found = shown().actions
    assert [action.row.text for action in found] == ["Terlambat", "Nanti", "Kapan saja"]
    assert [action.row.shown_status for action in found] == ["overdue", "in_progress", "open"]


def test_the_members_see_no_members_action_item_in_the_list() -> None:
    make.minutes()
    rows = shown(tokens=frozenset({"public", "login", "members"})).actions
    assert [action.row.text for action in rows] == ["Menyusun rancangan keputusan"]


def test_the_list_costs_the_same_for_few_and_for_many(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    above = make.index()
    make.minutes(parent=above)
    for number in range(30):
        meeting("Rapat", make.at(2020 + number % 5, 1, 1), parent=above)
        meeting("Nanti", make.at(2026, 8, 1), "planned", parent=above)
    connection.run_on_commit.clear()
    client.get(above.search_url())
    with django_assert_max_num_queries(9):
        assert client.get(above.search_url()).status_code == 200


def test_the_status_is_said_in_the_language_of_the_interface(client: Client) -> None:
    meeting("Batal", make.at(2026, 7, 1), "cancelled")
    html = client.get(f"/en{MeetingIndexPage.objects.get().search_url()}").content.decode()
    assert "Cancelled" in html


def test_a_publication_changes_counts_and_open_items_at_once(client: Client) -> None:
    above = make.index()
    page = make.minutes(parent=above)
    connection.run_on_commit.clear()
    assert "Menyusun rancangan keputusan" in client.get(above.search_url()).content.decode()
    page.unpublish()
    html = client.get(above.search_url()).content.decode()
    assert "Menyusun rancangan keputusan" not in html
    assert 'class="empty"' in html
