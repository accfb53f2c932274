"""The ledger: written with the change it describes, stamped in order, cheap, and silent about what is gone."""

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.db.transaction import TransactionManagementError
from django.utils.translation import gettext_lazy, override

from search import ledger
from search.contract import MEMBERS_ONLY, Fact, Passage, Term
from search.models import LedgerCounter, SearchEntry, SearchPassage, SearchTopic
from tests.integration.search.fakes import Leaflet, publish, withdraw

pytestmark = pytest.mark.django_db


def entry(slug: str) -> SearchEntry:
    return SearchEntry.objects.get(pk=f"leaflet:{slug}")


def test_everything_a_record_says_is_kept() -> None:
    publish(
        Leaflet(
            "a",
            title="  Judul\u00ad\n panjang ",
            summary="Ringkasan.",
            number="15/2025",
            date=dt.date(2025, 3, 1),
            path="00010002",
            agency=Term("3", "Dinas"),
            status=Term("in_force", "Berlaku"),
            audience=Term("public", "Umum"),
            topics=(Term("t2", "Dua"), Term("t1", "Satu")),
            access=frozenset({"login", "group:3"}),
            passages=(
                Passage("Bagian 1", "b-1", "Isi\x00satu.", heading=" Bagian\n1 "),
                Passage("Rahasia", "r", "Isi.", MEMBERS_ONLY),
            ),
        ),
        follow=False,
    )
    found = entry("a")
    assert (found.title, found.summary, found.number) == ("Judul panjang", "Ringkasan.", "15/2025")
    assert (found.date, found.listed_on, found.year) == (dt.date(2025, 3, 1), dt.date(2025, 3, 1), 2025)
    assert (found.kind, found.kind_label, found.object_id) == ("sop", "SOP", 7)
    assert (found.url, found.slug, found.tree_path) == ("/dokumen/a/", "a", "00010002")
    assert (found.agency, found.agency_label, found.status_label, found.audience) == ("3", "Dinas", "Berlaku", "public")
    assert (found.access, found.public, found.deleted) == ("|group:3|login|", False, False)
    assert list(found.topics.order_by("value").values_list("value", "label")) == [("t1", "Satu"), ("t2", "Dua")]
    assert list(found.passages.order_by("order").values_list("order", "label", "anchor", "text", "access")) == [
        (0, "Bagian 1", "b-1", "Isi satu.", ""),
        (1, "Rahasia", "r", "Isi.", "|members|superuser|"),
    ]
    assert list(found.passages.order_by("order").values_list("heading", flat=True)) == ["Bagian 1", ""]


def test_a_changed_fact_is_a_change_and_the_time_of_the_change_is_kept() -> None:
    first = publish(Leaflet("a", facts=(Fact("", "3 langkah"),)), follow=False)
    before = entry("a").recorded_at
    assert publish(Leaflet("a", facts=(Fact("", "3 langkah"),)), follow=False) == first
    assert entry("a").recorded_at == before
    assert publish(Leaflet("a", facts=(Fact("", "4 langkah"),)), follow=False) > first
    assert entry("a").recorded_at > before
    withdraw("a", follow=False)
    assert entry("a").facts == {}


def test_labels_are_kept_in_the_language_of_the_site() -> None:
    with override("en"):
        publish(Leaflet("a", status=Term("x", gettext_lazy("Yes"))), follow=False)
    assert entry("a").status_label == "Ya"


def test_an_unchanged_record_keeps_its_stamp_and_costs_one_query(django_assert_num_queries: Any) -> None:
    leaflet = Leaflet("a", text="Isi.", topics=(Term("t", "T"),))
    first = publish(leaflet, follow=False)
    with transaction.atomic(), django_assert_num_queries(1):
        assert ledger.record(leaflet) == first
    assert ledger.latest_stamp() == first


def test_a_record_costs_few_queries(django_assert_max_num_queries: Any) -> None:
    publish(Leaflet("other"), follow=False)
    parts = tuple(Passage(f"Bagian {n}", f"b-{n}", f"Isi {n}.") for n in range(40))
    leaflet = Leaflet("a", passages=parts, topics=(Term("t", "T"),))
    with transaction.atomic(), django_assert_max_num_queries(6):
        ledger.record(leaflet)
    leaflet.passages = parts[:-1]
    with transaction.atomic(), django_assert_max_num_queries(6):
        ledger.record(leaflet)
    assert SearchPassage.objects.filter(entry="leaflet:a").count() == 39
    with transaction.atomic(), django_assert_max_num_queries(6):
        ledger.forget(["leaflet:a"])


def test_many_records_cost_hardly_more_than_one(django_assert_max_num_queries: Any) -> None:
    leaflets = [Leaflet(f"l{n}", text="Isi.", topics=(Term("t", "T"),)) for n in range(150)]
    with transaction.atomic(), django_assert_max_num_queries(12):
        ledger.record_many(leaflets)
    assert ledger.latest_stamp() == 150
    assert sorted(SearchEntry.objects.values_list("stamp", flat=True)) == list(range(1, 151))


def test_a_change_takes_a_new_stamp_and_replaces_all_parts() -> None:
    leaflet = Leaflet("a", text="Lama.", topics=(Term("t", "T"), Term("u", "U")))
    first = publish(leaflet, follow=False)
    leaflet.text, leaflet.topics = "Baru.", (Term("u", "U"),)
    assert publish(leaflet, follow=False) == first + 1
    assert list(SearchPassage.objects.values_list("text", flat=True)) == ["Baru."]
    assert list(SearchTopic.objects.values_list("value", flat=True)) == ["u"]
    leaflet.topics = ()
    publish(leaflet, follow=False)
    assert not SearchTopic.objects.exists()


@pytest.mark.parametrize("change", ["access", "passage access", "heading", "title", "url", "path", "agency label"])
def test_every_kind_of_change_is_noticed(change: str) -> None:
    leaflet = Leaflet("a", passages=(Passage("", "", "Isi."),), agency=Term("1", "Dinas"))
    first = publish(leaflet, follow=False)
    if change == "access":
        leaflet.access = frozenset()
    elif change == "passage access":
        leaflet.passages = (Passage("", "", "Isi.", MEMBERS_ONLY),)
    elif change == "heading":
        leaflet.passages = (Passage("", "", "Isi.", heading="Isi."),)
    elif change == "title":
        leaflet.title = "Lain"
    elif change == "path":
        leaflet.path = "0001"
    elif change == "agency label":
        leaflet.agency = Term("1", "Badan")
    else:
        SearchEntry.objects.update(content_digest="of another address")
    assert publish(leaflet, follow=False) > first


def test_the_last_of_two_records_with_one_key_counts() -> None:
    publish(Leaflet("a", title="Satu"), Leaflet("a", title="Dua"), follow=False)
    assert entry("a").title == "Dua"


def test_what_has_no_record_is_forgotten() -> None:
    leaflet = Leaflet("a")
    publish(leaflet, follow=False)
    leaflet.hidden = True
    publish(leaflet, follow=False)
    assert entry("a").deleted


def test_a_tombstone_says_nothing_about_what_was_there() -> None:
    publish(
        Leaflet("a", title="Nama rahasia", text="Isi rahasia", summary="rahasia", agency=Term("1", "D")), follow=False
    )
    stamp = withdraw("a", follow=False)
    gone = entry("a")
    assert gone.deleted
    assert gone.stamp == stamp == 2
    assert "rahasia" not in "".join(str(value) for value in vars(gone).values())
    assert not SearchPassage.objects.exists()
    assert (gone.access, gone.public, gone.url) == ("", False, "")


def test_forgetting_twice_or_the_unknown_does_no_harm() -> None:
    publish(Leaflet("a"), follow=False)
    withdraw("a", follow=False)
    assert withdraw("a", "unknown", follow=False) == 0
    assert ledger.latest_stamp() == 2
    assert not SearchEntry.objects.filter(pk="leaflet:unknown").exists()


def test_what_comes_back_is_found_again() -> None:
    publish(Leaflet("a"), follow=False)
    withdraw("a", follow=False)
    assert publish(Leaflet("a"), follow=False) == 3
    assert not entry("a").deleted


def test_a_type_that_says_nothing_about_access_is_private() -> None:
    publish(Leaflet("a", access=frozenset()), follow=False)
    assert (entry("a").access, entry("a").public) == ("", False)


@pytest.mark.django_db(transaction=True)
def test_outside_of_a_transaction_nothing_is_written() -> None:
    for write in (lambda: ledger.record(Leaflet("a")), lambda: ledger.forget(["leaflet:a"])):
        with pytest.raises(TransactionManagementError):
            write()
    assert not SearchEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_was_never_recorded() -> None:
    publish(Leaflet("a"), follow=False)
    with transaction.atomic():
        ledger.record(Leaflet("b"))
        transaction.set_rollback(True)
    assert ledger.latest_stamp() == 1
    assert publish(Leaflet("c"), follow=False) == 2


@pytest.mark.postgres  # SQLite has one writer at a time anyway.
@pytest.mark.django_db(transaction=True)
def test_stamps_of_concurrent_transactions_are_committed_in_order() -> None:
    """A reader that sees stamp n has seen all before it, however many write at once."""
    publish(Leaflet("start"), follow=False)
    missed: list[set[int]] = []
    done = threading.Event()

    def write(name: str) -> None:
        try:
            for number in range(8):
                publish(Leaflet(f"{name}-{number}"), follow=False)
        finally:
            connections.close_all()

    def read() -> None:
        try:
            while not done.is_set():
                seen = set(SearchEntry.objects.values_list("stamp", flat=True))
                if expected := set(range(1, max(seen) + 1)) - seen:
                    missed.append(expected)
        finally:
            connections.close_all()

    reader = threading.Thread(target=read)
    writers = [threading.Thread(target=write, args=(name,)) for name in "xyz"]
    for thread in (reader, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    reader.join()
    assert missed == []
    assert ledger.latest_stamp() == 25


def test_the_identity_is_made_once_and_can_be_renewed() -> None:
    assert ledger.identity() == ""
    assert ledger.latest_stamp() == 0
    publish(Leaflet("a"), follow=False)
    name = ledger.identity()
    publish(Leaflet("b"), follow=False)
    assert ledger.identity() == name
    ledger.renew_identity()
    assert ledger.identity() not in ("", name)
    assert LedgerCounter.objects.count() == 1


@pytest.mark.parametrize("text", ["\x00\ud800 emoji 😀", "a" * 100_000, "'; DROP TABLE search_searchentry; --"])
def test_any_text_can_be_recorded(text: str) -> None:
    publish(Leaflet("a", title=text, text=text, summary=text, number=text, passages=(Passage(text, "x", text),)))
    assert entry("a").passages.count() == 2
    assert connection.is_usable()


def test_a_new_title_leaves_the_text_alone(django_assert_max_num_queries: Any) -> None:
    publish(Leaflet("a", title="Lama", text="Isi."), follow=False)
    passage = SearchPassage.objects.get(entry="leaflet:a")
    with transaction.atomic(), django_assert_max_num_queries(3):
        ledger.record(Leaflet("a", title="Baru", text="Isi."))
    assert entry("a").title == "Baru"
    assert SearchPassage.objects.get(entry="leaflet:a").pk == passage.pk


def test_text_that_is_gone_leaves_the_ledger() -> None:
    publish(Leaflet("a", text="Isi."), follow=False)
    SearchEntry.objects.update(passages_digest="?")  # What an entry has that was recorded before there were digests.
    with transaction.atomic():
        ledger.record(Leaflet("a", text=""))
    assert not SearchPassage.objects.filter(entry="leaflet:a", text__contains="Isi").exists()
