"""Lists of resources: filters, pages, and what a visitor must not learn from them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from publishing import generation
from resources.models import ResourceIndexPage
from tests.factories import resources as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf() -> ResourceIndexPage:
    """A list with 23 documents of three kinds on two levels."""
    top = make.index_page(slug="dokumen")
    below = make.index_page(top, title="Regulasi", slug="regulasi")
    for number in range(20):
        make.regulation(below, title=f"Peraturan {number:02}", year=2023 if number % 2 else 2024)
    make.regulation(below, title="Keputusan", kind="kepbup", year=2022, status="not_in_force", topics=[make.topic()])
    make.sop(top, title="SOP", year=2024)
    make.guidance(top, title="Panduan", year=2024)
    return top


def listed(client: Client, url: str) -> tuple[int, str]:
    """Status and text of a page of the list."""
    response = client.get(url)
    return response.status_code, " ".join(response.content.decode().split())


def test_it_lists_all_levels_twenty_to_a_page(client: Client, shelf: ResourceIndexPage) -> None:
    status, html = listed(client, shelf.url)
    assert (status, html.count('class="card"')) == (200, 20)
    status, html = listed(client, shelf.url + "?page=2")
    assert (status, html.count('class="card"')) == (200, 3)
    assert "noindex" in html


@pytest.mark.parametrize(
    ("query", "cards"),
    [
        ("?kind=sop", 1),
        ("?kind=decree", 1),
        ("?year=2023", 10),
        ("?kind=regulation&year=2024", 10),
        ("?topic=pemulangan", 1),
        ("?status=not_in_force", 1),
        ("?kind=sop&status=not_in_force", 0),
    ],
)
def test_filters(client: Client, shelf: ResourceIndexPage, query: str, cards: int) -> None:
    status, html = listed(client, shelf.url + query)
    assert (status, html.count('class="card"')) == (200, cards)
    assert 'class="chip"' in html


@pytest.mark.parametrize("query", ["?year=1800", "?year=abc", "?kind=meeting", "?agency=%00", "?topic=" + "x" * 3000])
def test_a_filter_that_fits_nothing_is_left_out_and_said_so(
    client: Client, shelf: ResourceIndexPage, query: str
) -> None:
    status, html = listed(client, shelf.url + query)
    assert (status, html.count('class="card"')) == (200, 20)
    assert 'class="callout' in html
    assert len(html) < 60_000


@pytest.mark.parametrize("page", ["0", "3", "99999", "abc", "-1", "9" * 5000])
def test_a_page_that_does_not_exist_leads_to_the_last_one(client: Client, shelf: ResourceIndexPage, page: str) -> None:
    status, html = listed(client, f"{shelf.url}?year=2024&page={page}")
    assert status == 404
    assert 'href="?year=2024&amp;page=1"' in html


def test_what_is_private_is_neither_listed_nor_counted(client: Client) -> None:
    top = make.index_page()
    make.regulation(top, title="Terbuka", year=2020)
    secret = make.regulation(top, title="Tertutup", year=1999)
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    _status, html = listed(client, top.url)
    assert "Terbuka" in html
    assert "Tertutup" not in html
    assert "1999" not in html


def test_an_empty_list_says_so(client: Client) -> None:
    status, html = listed(client, make.index_page().url)
    assert status == 200
    assert 'class="empty"' in html


def test_the_list_itself_is_never_found(shelf: ResourceIndexPage) -> None:
    assert shelf.search_record() is None


@pytest.mark.parametrize(
    ("query", "most"), [("", 3), ("?page=2", 3), ("?year=2024", 3), ("?year=2024&kind=regulation", 4)]
)
def test_a_list_costs_few_queries(client: Client, shelf: ResourceIndexPage, query: str, most: int) -> None:
    connection.run_on_commit = []
    generation.forget_all()
    client.get(shelf.url)
    with CaptureQueriesContext(connection) as queries:
        client.get(shelf.url + query)
    assert len(queries) <= most


def test_a_publication_is_counted_at_once(client: Client, shelf: ResourceIndexPage) -> None:
    _status, html = listed(client, shelf.url)
    assert "2001" not in html
    make.regulation(shelf, year=2001)
    _status, html = listed(client, shelf.url)
    assert '<option value="2001">' in html
