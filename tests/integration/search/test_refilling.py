"""A ledger of an earlier version fills itself anew."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from search import ledger, refilling
from search.models import LedgerCounter, SearchEntry
from tests.factories import home as make
from tests.integration.search.fakes import Leaflet, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def calls() -> Iterator[list[str]]:
    """What the filler of a test was asked for."""
    asked: list[str] = []

    def fill() -> int:
        asked.append("leaflets")
        with transaction.atomic():
            ledger.record_many([Leaflet("a", title="Baru"), Leaflet("b")])
        return 2

    refilling.register("leaflets", fill)
    yield asked
    refilling._fillers.pop("leaflets")


def test_a_ledger_of_this_version_is_left_alone(calls: list[str]) -> None:
    assert not ledger.is_outdated()
    publish(Leaflet("a"), follow=False)
    assert not ledger.is_outdated()
    assert refilling.refill_if_outdated() == {}
    assert calls == []


def test_an_older_one_is_filled_anew_once(calls: list[str]) -> None:
    publish(Leaflet("a", title="Lama"), follow=False)
    LedgerCounter.objects.update(layout=0)
    assert ledger.is_outdated()
    assert refilling.refill_if_outdated()["leaflets"] == 2
    assert SearchEntry.objects.get(pk="leaflet:a").title == "Baru"
    assert refilling.refill_if_outdated() == {}
    assert calls == ["leaflets"]


def test_a_failure_leaves_it_outdated(calls: list[str]) -> None:
    publish(Leaflet("a"), follow=False)
    LedgerCounter.objects.update(layout=0)

    def broken() -> int:
        raise RuntimeError("no disk")

    refilling.register("leaflets", broken)
    with pytest.raises(RuntimeError):
        refilling.refill_if_outdated()
    assert ledger.is_outdated()


def test_all_live_pages_say_anew_what_can_be_found_of_them() -> None:
    page = make.publish(make.information_page(title="Tanda bahaya"))
    draft = make.information_page(live=False)
    SearchEntry.objects.filter(object_id=page.pk).update(content_digest="?", title="?")
    out = StringIO()
    call_command("search_refill", stdout=out)
    assert SearchEntry.objects.get(key=f"page:{page.pk}").title == "Tanda bahaya"
    assert not SearchEntry.objects.filter(key=f"page:{draft.pk}").exists()
    assert out.getvalue().strip()
