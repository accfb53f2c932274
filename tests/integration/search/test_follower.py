"""From the ledger to the index: nothing is missed, whatever was interrupted."""

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from search import engines, follower, ledger
from search.analysis import query_terms
from search.contract import MEMBERS_ONLY, Passage, Term
from search.engines import Batch, EngineBusyError, EngineError, Plan
from search.engines.tantivy import TantivyEngine
from search.follower import catch_up, catch_up_now, rebuild
from search.models import LedgerCounter, SearchEntry, SearchPassage
from tests.integration.search.fakes import Leaflet, publish, publishing_between_batches, withdraw

pytestmark = pytest.mark.django_db

PUBLIC = frozenset({"public"})


def keys(text: str, tokens: frozenset[str] = PUBLIC) -> set[str]:
    return set(engines.current().search(Plan(query_terms(text), limit=100), tokens).keys)


def test_the_first_catch_up_makes_the_index() -> None:
    publish(Leaflet("a", title="Rapat"), follow=False)
    assert catch_up() == 1
    assert keys("rapat") == {"leaflet:a"}
    assert catch_up() == 0


def test_changes_withdrawals_and_returns_follow() -> None:
    publish(Leaflet("a", title="Rapat"), Leaflet("b", title="Rapat"))
    publish(Leaflet("a", title="Notulen"))
    withdraw("b")
    assert (keys("rapat"), keys("notulen")) == (set(), {"leaflet:a"})
    publish(Leaflet("b", title="Rapat"))
    assert keys("rapat") == {"leaflet:b"}


def test_all_that_a_page_says_of_itself_is_searched() -> None:
    publish(
        Leaflet(
            "a",
            title="Judul",
            summary="Ringkasan",
            number="400.2.3/015/DP3AP2KB/2025",
            date=dt.date(2021, 5, 18),
            agency=Term("1", "Dinas Sosial"),
            topics=(Term("t", "Pemulangan"),),
            passages=(Passage("Bagian kedua", "b", "Isi halaman"), Passage("", "", "Tertutup", MEMBERS_ONLY)),
        )
    )
    for text in (
        "judul",
        "ringkasan",
        "400.2.3/015/DP3AP2KB/2025",
        "dinas sosial",
        "memulangkan",
        "kedua",
        "halaman",
        "18 Mei 2021",
        "sop",
    ):
        assert keys(text) == {"leaflet:a"}, text
    assert keys("tertutup") == set()
    assert keys("tertutup", PUBLIC | {"members"}) == {"leaflet:a"}


def test_headings_are_found_with_the_access_of_their_passages() -> None:
    publish(
        Leaflet(
            "a",
            passages=(
                Passage("Butir 1", "b-1", "Isi.", heading="Laporan"),
                Passage("Butir 2", "b-2", "Isi.", MEMBERS_ONLY, heading="Anggaran"),
                Passage("Butir 3", "b-3", "Isi.", frozenset({"group:3"}), heading="Khusus"),
            ),
        )
    )
    assert keys("laporan") == {"leaflet:a"}
    assert keys("anggaran") == keys("khusus") == keys("khusus", PUBLIC | {"members", "group:3"}) == set()
    assert keys("anggaran", PUBLIC | {"members"}) == {"leaflet:a"}


def test_a_passage_for_another_circle_than_members_is_not_in_the_index() -> None:
    publish(
        Leaflet(
            "a", passages=(Passage("", "", "Khusus", frozenset({"group:3"})), Passage("", "", "Hampa", frozenset()))
        )
    )
    everything = frozenset({"public", "members", "superuser", "group:3"})
    assert keys("khusus", everything) == keys("hampa", everything) == set()


def test_more_than_a_batch_is_followed_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follower, "BATCH_SIZE", 7)
    publish(*(Leaflet(f"l{n}", title="Rapat") for n in range(40)), follow=False)
    assert catch_up() == 40
    assert len(keys("rapat")) == 40


def test_a_process_that_dies_between_publication_and_index_loses_nothing(settings: Any) -> None:
    publish(Leaflet("a", title="Rapat"))
    publish(Leaflet("b", title="Rapat"), follow=False)
    successor = TantivyEngine(Path(settings.SEARCH_INDEX_DIR))
    assert catch_up(successor) == 1
    successor.release()
    assert keys("rapat") == {"leaflet:a", "leaflet:b"}


def test_a_batch_that_fails_is_taken_again(monkeypatch: pytest.MonkeyPatch) -> None:
    publish(Leaflet("a", title="Rapat"))
    publish(Leaflet("b", title="Rapat"), follow=False)
    with monkeypatch.context() as patch:
        patch.setattr(TantivyEngine, "apply", _out_of_space)
        with pytest.raises(EngineError):
            catch_up()
    assert keys("rapat") == {"leaflet:a"}
    assert catch_up() == 1
    assert keys("rapat") == {"leaflet:a", "leaflet:b"}


def _out_of_space(engine: TantivyEngine, batch: Batch) -> None:
    raise EngineError("No space left.")


def test_following_the_same_stretch_twice_changes_nothing() -> None:
    publish(Leaflet("a", title="Rapat"), Leaflet("b", title="Rapat"))
    before = engines.current().status()
    batch = next(follower._batches(0, ledger.identity()))
    engines.current().apply(batch)
    assert engines.current().status() == before


def test_an_entry_that_changes_while_it_is_read_waits_for_the_next_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its new, restricted text must not get into the index with its old, public access."""
    publish(Leaflet("a", title="Rapat", text="Lama"))
    publish(Leaflet("a", title="Rapat", text="Umum"), follow=False)
    read_passages = SearchPassage.objects.filter

    def publish_meanwhile(*args: Any, **kwargs: Any) -> Any:
        monkeypatch.setattr(SearchPassage.objects, "filter", read_passages)
        publish(Leaflet("a", title="Rapat", text="Rahasia", access=frozenset({"members"})), follow=False)
        return read_passages(*args, **kwargs)

    stretch = follower._batches(engines.current().cursor().stamp, ledger.identity())
    monkeypatch.setattr(SearchPassage.objects, "filter", publish_meanwhile)
    first = next(stretch)
    assert first.documents == ()
    (second,) = stretch
    assert [(document.key, document.access) for document in second.documents] == [("leaflet:a", ("members",))]


@pytest.mark.parametrize("damage", ["missing", "empty", "broken"])
def test_an_index_that_is_lost_is_made_anew(settings: Any, damage: str) -> None:
    publish(Leaflet("a", title="Rapat"), Leaflet("b", title="Rapat"))
    withdraw("b")
    root = Path(settings.SEARCH_INDEX_DIR)
    for live in root.glob("index-*"):
        if damage == "broken":
            (live / "meta.json").write_text("{")
        else:
            shutil.rmtree(live if damage == "empty" else root, ignore_errors=True)
    assert catch_up() == 2
    assert keys("rapat") == {"leaflet:a"}


def test_an_index_of_another_ledger_is_made_anew() -> None:
    publish(Leaflet("a", title="Rapat"))
    ledger.renew_identity()
    SearchEntry.objects.all().delete()
    publish(Leaflet("b", title="Rapat"))
    assert keys("rapat") == {"leaflet:b"}


def test_an_index_that_is_ahead_of_the_ledger_is_made_anew() -> None:
    publish(Leaflet("a", title="Rapat"), Leaflet("b", title="Rapat"))
    SearchEntry.objects.filter(pk="leaflet:b").delete()
    LedgerCounter.objects.update(number=1)
    catch_up_now()
    assert keys("rapat") == {"leaflet:a"}


def test_an_index_of_another_version_is_made_anew(settings: Any) -> None:
    publish(Leaflet("a", title="Rapat"))
    pointer = Path(settings.SEARCH_INDEX_DIR) / "current"
    pointer.write_text("index-0.older-abcdef")
    with pytest.raises(EngineError):
        keys("rapat")
    assert catch_up() == 1
    assert keys("rapat") == {"leaflet:a"}


def test_what_is_published_during_a_rebuild_is_in_the_new_index(monkeypatch: pytest.MonkeyPatch) -> None:
    publish(*(Leaflet(f"l{n}", title="Rapat") for n in range(10)))

    def follow_on() -> None:
        with transaction.atomic():
            catch_up()  # The live index goes on following meanwhile.

    publishing_between_batches(monkeypatch, also=follow_on)
    rebuild(engines.current())
    expected = {f"leaflet:l{n}" for n in range(1, 10)} | {"leaflet:during"}
    assert keys("rapat") == expected
    assert engines.current().cursor().stamp == ledger.latest_stamp()
    assert engines.current().status().documents == len(expected)


def test_while_another_process_writes_the_follower_waits(settings: Any) -> None:
    publish(Leaflet("a", title="Rapat"))
    other = TantivyEngine(Path(settings.SEARCH_INDEX_DIR))
    other.apply(Batch((), (), other.cursor()))
    publish(Leaflet("b", title="Rapat"), follow=False)
    assert catch_up() == 0
    with pytest.raises(EngineBusyError):
        catch_up_now(timeout=0)
    other.release()
    assert catch_up_now() == 1
