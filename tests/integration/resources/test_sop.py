"""SOPs: what can be saved, and what they say about themselves in search."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from resources.models import SopActor, SopPage, SopStep
from resources.models.sop import year_after
from search.models import SearchEntry
from tests.factories import resources as make
from tests.factories.home import publish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2025, 7, 1), date(2026, 7, 1)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2023, 2, 28), date(2024, 2, 28)),
    ],
)
def test_a_year_after(day: date, later: date) -> None:
    assert year_after(day) == later


def test_the_review_is_due_a_year_after_it_took_effect() -> None:
    assert make.sop(effective_on=date(2025, 7, 1)).review_on == date(2026, 7, 1)
    assert make.sop(effective_on=date(2025, 7, 1), review_on=date(2025, 9, 1)).review_on == date(2025, 9, 1)
    assert make.sop().review_on is None


@pytest.mark.parametrize(
    ("fields", "field", "text"),
    [
        ({"created_on": date(2025, 2, 1), "revised_on": date(2025, 1, 1)}, "revised_on", "before the day of creation"),
        ({"created_on": date(2025, 2, 1), "effective_on": date(2025, 1, 1)}, "effective_on", "before it was created"),
        ({"approved_nip": "1975"}, "approved_nip", "18 digits"),
        ({"approved_nip": "1975031220000320O1"}, "approved_nip", "18 digits"),
        ({"year": 1700}, "year", "between 1945"),
    ],
)
def test_clear_messages(fields: dict[str, Any], field: str, text: str) -> None:
    with pytest.raises(ValidationError) as error:
        make.sop(**fields)
    assert text in error.value.message_dict[field][0]


def test_a_nip_may_be_typed_with_spaces() -> None:
    assert make.sop(approved_nip="19750312 200003 2 001").approved_nip == "197503122000032001"


def test_an_sop_does_not_replace_itself() -> None:
    page = make.sop()
    page.replaced_by = page
    with pytest.raises(ValidationError, match="can't replace itself"):
        page.save()


def test_steps_name_their_actor_by_code_whatever_was_typed() -> None:
    page = make.sop()
    page.actors = [SopActor(name="Petugas", sort_order=0), SopActor(name="Kepala", sort_order=1)]
    page.steps = [
        SopStep(activity="Menerima", actor="petugas", sort_order=0),
        SopStep(activity="Sah", actor="b", sort_order=1),
    ]
    page = publish(page)
    assert [actor.code for actor in page.actors.all()] == ["A", "B"]
    assert [step.actor for step in page.steps.all()] == ["A", "B"]


def test_the_flow_is_checked_before_it_is_published() -> None:
    page = make.sop()
    page.actors = [SopActor(code="A", name="Petugas", sort_order=0)]
    page.steps = [
        SopStep(activity="Menerima", actor="Z", sort_order=0),
        SopStep(activity="Lengkap?", actor="A", symbol="decision", yes_step=5, no_step=1, sort_order=1),
    ]
    with pytest.raises(ValidationError) as error:
        page.save_revision()
    assert error.value.messages == [
        "Step 1: No actor has the code or name “Z”. Actors: A (Petugas).",
        "Step 2: There is no step 5: the last one is step 2.",
    ]


def test_old_revisions_keep_who_did_what() -> None:
    page = make.full_sop()
    first = page.get_latest_revision()
    page.actors = [SopActor(code="X", name="Baru", sort_order=0)]
    page.steps = [SopStep(activity="Lain", actor="X", sort_order=0)]
    publish(page)
    assert [step.actor for step in first.as_object().steps.all()] == ["A", "A", "B", "A", "A"]
    assert [actor.name for actor in first.as_object().actors.all()] == ["Petugas penerima laporan", "Kepala unit"]


def test_what_search_knows_of_an_sop() -> None:
    page = make.full_sop()
    entry = SearchEntry.objects.get(key=page.search_key())
    assert (entry.kind, entry.number, entry.date, entry.status) == (
        "sop",
        "400.2/SOP-01/DP3AP2KB/2025",
        date(2025, 7, 1),
        "in_force",
    )
    passages = {passage.anchor: passage for passage in page.search_passages()}
    assert passages["langkah-3"].label == "Step 3"
    assert passages["langkah-3"].text.splitlines() == ["Mengesahkan", "Kepala unit", "Paling lambat 1 x 24 jam"]
    assert passages["daftar-warning"].text == "Identitas korban wajib dirahasiakan"
    assert "DP3AP2KB Kabupaten Sinjai" in passages["identitas"].text
    # Its parts are named by the form, alike in every SOP.
    assert {passage.heading for passage in passages.values()} == {""}


def test_an_old_sop_may_know_its_year_alone() -> None:
    page = make.sop(year=2019)
    entry = SearchEntry.objects.get(key=page.search_key())
    assert (entry.date, entry.year) == (None, 2019)


def test_rows_live_in_drafts() -> None:
    page = make.full_sop()
    page.steps = [page.steps.first()]
    page.save_revision()
    assert SopPage.objects.get(pk=page.pk).steps.count() == 5


def test_the_facts_of_a_search_hit_are_how_much_and_how_long() -> None:
    with override("en"):
        assert [(str(fact.label), str(fact.value)) for fact in make.full_sop().search_facts()] == [
            ("", "5 steps"),
            ("Total time", "1 day 1 hour 45 minutes"),
        ]
        assert list(make.sop().search_facts()) == []
