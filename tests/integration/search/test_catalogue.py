"""Listings from the ledger: order, filters, counts, and no private entry in any of them."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.utils.translation import override

from search.catalogue import Choice, choices, entries
from search.contract import Term
from search.models import SearchEntry
from tests.integration.search.fakes import MEETING, Leaflet, publish, withdraw

pytestmark = pytest.mark.django_db

PUBLIC = frozenset({"public"})
DINAS, POLRES = Term("1", "Dinas"), Term("2", "Polres")


@pytest.fixture(autouse=True)
def _shelf() -> None:
    publish(
        Leaflet("old", date=dt.date(2019, 5, 1), path="00010001", agency=DINAS, topics=(Term("t", "Topik"),)),
        Leaflet("new", date=dt.date(2021, 5, 1), path="00010002", kind=MEETING, agency=POLRES),
        Leaflet("undated", path="0001000200010003", status=Term("held", "Selesai"), audience=Term("public", "Umum")),
        Leaflet("elsewhere", date=dt.date(2021, 1, 1), path="00020001", agency=DINAS),
        Leaflet("private", date=dt.date(2023, 1, 1), path="00010003", access=frozenset({"members"})),
        Leaflet("gone", date=dt.date(2024, 1, 1), path="00010004"),
        follow=False,
    )
    withdraw("gone", follow=False)


def slugs(**filters: Any) -> list[str]:
    return [entry.slug for entry in entries(PUBLIC, **filters)]


def test_newest_first_and_undated_last() -> None:
    assert slugs() == ["new", "elsewhere", "old", "undated"]
    assert next(iter(entries(PUBLIC | {"members"}))).slug == "private"


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"within": "0001"}, ["new", "old", "undated"]),
        ({"within": "00010002"}, ["new", "undated"]),
        ({"kinds": ("meeting",)}, ["new"]),
        ({"kinds": ("meeting", "sop"), "within": "0002"}, ["elsewhere"]),
        ({"year": 2021}, ["new", "elsewhere"]),
        ({"agency": "1"}, ["elsewhere", "old"]),
        ({"topic": "t"}, ["old"]),
        ({"status": "held"}, ["undated"]),
        ({"audience": "public"}, ["undated"]),
        ({"year": 1990}, []),
    ],
)
def test_filters(filters: dict[str, Any], expected: list[str]) -> None:
    assert slugs(**filters) == expected


def test_choices_count_what_is_visible(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        found = choices(PUBLIC)
    assert {(choice.value, choice.count) for choice in found["kind"]} == {("sop", 3), ("meeting", 1)}
    assert found["year"] == [Choice("2021", "2021", 2), Choice("2019", "2019", 1)]
    assert found["agency"] == [Choice("1", "Dinas", 2), Choice("2", "Polres", 1)]
    assert found["topic"] == [Choice("t", "Topik", 1)]
    assert found["status"] == [Choice("held", "Selesai", 1)]
    assert choices(PUBLIC, within="0002", kinds=("meeting",))["kind"] == []


def _columns(entry: SearchEntry) -> dict[str, Any]:
    return {field.attname: getattr(entry, field.attname) for field in SearchEntry._meta.concrete_fields}


def test_a_listing_by_kind_is_read_in_the_order_of_an_index() -> None:
    if connection.vendor == "postgresql":
        # For a few rows, or without knowing how they are spread, PostgreSQL takes one index as well as another.
        template = SearchEntry.objects.get(pk="leaflet:new")
        others = [{**_columns(template), "key": f"leaflet:many-{n}", "stamp": 1_000 + n} for n in range(3_000)]
        SearchEntry.objects.bulk_create(SearchEntry(**columns) for columns in others)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE search_searchentry")
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
    plan = entries(PUBLIC, kinds=("sop",))[:20].explain()
    assert "search_kind_date" in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan


def test_the_address_follows_the_language_for_pages_only() -> None:
    entry = SearchEntry.objects.get(pk="leaflet:new")
    assert entry.href == "/dokumen/new/"
    with override("en"):
        assert entry.href == "/en/dokumen/new/"
        assert SearchEntry(url="/dokumen/1/a.pdf").href == "/dokumen/1/a.pdf"


class _OfAYear(Leaflet):
    """Known by its year alone."""

    def search_year(self) -> int:
        return 2016


def test_what_has_only_a_year_is_listed_within_it() -> None:
    publish(_OfAYear("zz-year", path="00030001"), Leaflet("aa-undated", path="00030002"), follow=False)
    publish(Leaflet("dated", date=dt.date(2015, 5, 1), path="00030003"), follow=False)
    keys = [entry.key for entry in entries(PUBLIC, within="0003")]
    assert keys == ["leaflet:zz-year", "leaflet:dated", "leaflet:aa-undated"]
