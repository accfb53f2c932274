"""From questions on the results page to counts in the database: which words get there, and when they go."""

import datetime as dt
import logging
from collections.abc import Callable, Iterator
from threading import Barrier, Thread
from typing import Any

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from search import counting, engines
from search.counting import storing
from search.counting.tally import MOST_WORDS, Count
from search.engines import IndexMissingError
from search.models import SearchedWord, UnknownWord
from tests.integration.search.fakes import Leaflet, publish

pytestmark = pytest.mark.django_db

URL = "/cari/"
FIRST_DAY = dt.date(2026, 3, 30)
NAME = "zubaedahtang"
"""Stands for a name: a word that is in no public text."""


@pytest.fixture(autouse=True)
def _nothing_counted_yet() -> Iterator[None]:
    counting._tally.take()
    yield
    counting._tally.take()


@pytest.fixture(autouse=True)
def _something_is_public() -> None:
    publish(
        Leaflet("a", title="Cara melapor calo"),
        Leaflet("b", title="Hak korban", text="rahasianya", access=frozenset({"members"})),
    )


@pytest.fixture
def day() -> Iterator[Callable[[int], None]]:
    """``day(2)``: it is the third day now."""
    with time_machine.travel(dt.datetime.combine(FIRST_DAY, dt.time(9)), tick=False) as traveller:
        yield lambda number: traveller.move_to(dt.datetime.combine(FIRST_DAY + dt.timedelta(days=number), dt.time(9)))


def ask(question: str, client: Client | None = None, url: str = URL, **headers: str) -> None:
    (client or Client()).get(url, {"q": question}, headers=headers)


def counts() -> dict[str, tuple[int, int]]:
    """What is in the database, over all months."""
    found: dict[str, tuple[int, int]] = {}
    for row in SearchedWord.objects.all():
        asked, unanswered = found.get(row.word, (0, 0))
        found[row.word] = (asked + row.asked, unanswered + row.unanswered)
    return found


class TestWhatIsCounted:
    def test_single_words_that_the_public_index_holds(self) -> None:
        ask("Bagaimana cara melapor CALO?")
        ask("calo", url="/en/cari/")
        assert counts() == {}
        assert counting.flush() == 3
        assert counts() == {"cara": (1, 0), "melapor": (1, 0), "calo": (2, 0)}
        assert not UnknownWord.objects.exists()
        assert counting.flush() == 0
        ask("calo")
        counting.flush()
        assert counts()["calo"] == (3, 0)

    @pytest.mark.parametrize(
        "query_string",
        ["q=calo&page=2", "q=calo&kind=sop", "q=calo+jenis:sop", "q=calo&sort=date", "q=calo&year=x", "q="],
    )
    def test_the_first_answer_alone(self, client: Client, query_string: str) -> None:
        client.get(f"{URL}?{query_string}")
        assert counting.flush() == 0

    def test_neither_feed_nor_api_nor_suggestions(self, client: Client) -> None:
        for url in ("/cari/atom/", "/api/v1/search/", "/cari/saran/"):
            ask("calo", client, url=url)
        assert counting.flush() == 0

    def test_nobody_who_is_signed_in(self, client: Client) -> None:
        client.force_login(get_user_model().objects.create_user("anggota", password="x"))
        ask("calo", client)
        assert counting.flush() == 0

    @pytest.mark.parametrize(
        "headers",
        [
            {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
            {"user-agent": "Mozilla/5.0 (compatible; Yahoo! Slurp)"},
            {"sec-purpose": "prefetch;prerender"},
        ],
    )
    def test_no_machine_that_says_so(self, headers: dict[str, str]) -> None:
        ask("calo", **headers)
        assert counting.flush() == 0
        ask("calo", **{"user-agent": "Mozilla/5.0 (Linux; Android 12; CUBOT NOTE 20)"})
        assert counting.flush() == 1

    def test_the_head_of_a_page_is_no_question(self, client: Client) -> None:
        client.head(URL, {"q": "calo"})
        assert counting.flush() == 0


class TestWithoutResult:
    def unanswered(self, question: str) -> dict[str, Count]:
        ask(question)
        return counting._tally.take()

    def test_a_question_that_finds_nothing(self) -> None:
        assert self.unanswered(NAME) == {NAME: Count(1, 1)}
        assert self.unanswered(f"{NAME} calo") == {NAME: Count(1, 0), "calo": Count(1, 0)}

    def test_a_slip_of_the_pen_whose_correction_is_answered(self) -> None:
        publish(*(Leaflet(f"s{number}", title="Perdagangan orang") for number in range(4)))
        assert self.unanswered("perdaganagn") == {"perdaganagn": Count(1, 1)}

    def test_not_where_the_answer_is_empty_for_what_was_insisted_on(self) -> None:
        assert self.unanswered('"calo melapor"') == {"calo": Count(1, 0), "melapor": Count(1, 0)}


class TestUnknownWords:
    def test_a_word_is_readable_nowhere_before_its_third_day(self, day: Callable[[int], None]) -> None:
        for number in (0, 0, 1):
            day(number)
            ask(NAME)
            counting.flush()
        assert counts() == {}
        assert UnknownWord.objects.count() == 2
        assert NAME not in str(list(UnknownWord.objects.values()))
        day(5)
        ask(NAME)
        ask(NAME)
        counting.flush()
        assert counts() == {NAME: (2, 2)}
        assert not UnknownWord.objects.exists()
        ask(NAME)
        counting.flush()
        assert counts() == {NAME: (3, 3)}
        assert {row.month for row in SearchedWord.objects.all()} == {dt.date(2026, 4, 1)}

    def test_days_too_far_apart_do_not_count_together(self, day: Callable[[int], None]) -> None:
        for number in (0, 1, 30):
            day(number)
            ask(NAME)
            counting.flush()
        assert counts() == {}
        day(31)
        ask(NAME)
        counting.flush()
        assert counts() == {}
        day(32)
        ask(NAME)
        counting.flush()
        assert counts() == {NAME: (1, 1)}

    def test_words_of_texts_that_are_not_public_are_unknown(self) -> None:
        ask("rahasianya")
        counting.flush()
        assert counts() == {}
        assert UnknownWord.objects.count() == 1

    def test_the_mark_is_of_no_use_without_the_key(self, settings: Any) -> None:
        first = storing._mark(NAME)
        settings.SECRET_KEY = "another key"
        assert storing._mark(NAME) != first

    def test_without_an_index_here_every_word_is_unknown(self, settings: Any, tmp_path: Any) -> None:
        settings.SEARCH_INDEX_DIR = tmp_path / "none"
        with pytest.raises(IndexMissingError):
            engines.embedded().counts("word", ["calo"])
        storing.store({"calo": Count(1, 0)}, FIRST_DAY)
        assert counts() == {}
        assert UnknownWord.objects.count() == 1

    def test_a_flood_fills_the_table_only_so_far(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(storing, "MOST_MARKS_A_DAY", 10)
        for start in range(0, 40, 20):
            storing.store({f"xkata{number}": Count(1, 1) for number in range(start, start + 20)}, FIRST_DAY)
        assert UnknownWord.objects.count() == 10
        storing.store({"calo": Count(1, 0)}, FIRST_DAY)
        assert counts() == {"calo": (1, 0)}

    def test_as_many_words_as_a_process_holds_are_a_few_statements(self) -> None:
        words = {f"xkata{number}": Count(1, 1) for number in range(MOST_WORDS)}
        for number in range(2):
            storing.store(words, FIRST_DAY + dt.timedelta(days=number))
        with CaptureQueriesContext(connection) as queries:
            storing.store(words, FIRST_DAY + dt.timedelta(days=2))
        assert len(counts()) == MOST_WORDS
        # SQLite takes so many rows in several statements.
        assert len(queries) < 40


class TestForgetting:
    def test_marks_after_a_month(self, day: Callable[[int], None]) -> None:
        ask(NAME)
        counting.flush()
        day(29)
        counting.forget()
        assert UnknownWord.objects.count() == 1
        day(30)
        counting.forget()
        assert not UnknownWord.objects.exists()

    def test_counts_after_two_years(self) -> None:
        for month in (dt.date(2024, 3, 1), dt.date(2024, 4, 1), dt.date(2026, 3, 1)):
            storing.store({"calo": Count(1, 0)}, month)
        storing.forget(FIRST_DAY)
        assert {row.month for row in SearchedWord.objects.all()} == {dt.date(2024, 4, 1), dt.date(2026, 3, 1)}

    def test_words_that_the_public_can_no_longer_read(self, day: Callable[[int], None]) -> None:
        publish(Leaflet("c", title=f"Tentang {NAME} dan passobis"))
        for number in range(3):
            storing.store({"passobis": Count(1, 0), NAME: Count(1, 0)}, FIRST_DAY + dt.timedelta(days=number))
        publish(Leaflet("c", title="Tentang hal lain"))
        # One of them was asked on three days while no text had it.
        for number in range(3):
            storing.store({"passobis": Count(1, 1)}, FIRST_DAY + dt.timedelta(days=number))
        assert counts() == {"passobis": (4, 1), NAME: (3, 0)}
        counting.forget()
        assert counts() == {"passobis": (4, 1)}

    def test_nothing_where_no_index_says_what_is_public(self, settings: Any, tmp_path: Any) -> None:
        storing.store({"calo": Count(1, 0)}, FIRST_DAY)
        settings.SEARCH_INDEX_DIR = tmp_path / "none"
        storing.forget(FIRST_DAY)
        assert counts() == {"calo": (1, 0)}


class TestTroubles:
    def test_a_database_that_is_down_loses_no_count(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: Any, **__: Any) -> None:
            raise DatabaseError("down")

        ask("calo")
        with monkeypatch.context() as patched:
            patched.setattr(storing, "_add", fail)
            with pytest.raises(DatabaseError):
                counting.flush()
        ask("calo")
        counting.flush()
        assert counts() == {"calo": (2, 0)}

    def test_half_a_flush_is_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        real = storing._add

        def fail(found: Any, day: dt.date, *, repeated: bool) -> None:
            real(found, day, repeated=repeated)
            if repeated:
                raise DatabaseError("down")

        monkeypatch.setattr(storing, "_add", fail)
        with pytest.raises(DatabaseError):
            storing.store({"calo": Count(1, 0), NAME: Count(1, 1)}, FIRST_DAY)
        assert counts() == {}
        assert not UnknownWord.objects.exists()

    def test_a_fault_of_counting_harms_no_search_and_quotes_nothing(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def fail(text: str) -> None:
            raise ValueError(text)

        monkeypatch.setattr(counting, "words_of", fail)
        with caplog.at_level(logging.DEBUG):
            assert Client().get(URL, {"q": NAME}).status_code == 200
        assert "ValueError" in caplog.text
        assert NAME not in caplog.text

    def test_a_search_costs_no_query_more(self) -> None:
        with CaptureQueriesContext(connection) as queries:
            ask("calo")
        assert not [
            query
            for query in queries.captured_queries
            if "search_searchedword" in query["sql"] or "search_unknownword" in query["sql"]
        ]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_processes_that_flush_at_the_same_moment_add_up() -> None:
    """Each thread stands for a process: the same words, known and unknown, on the third day."""
    words = {"calo": Count(2, 0), "cara": Count(1, 0)} | {f"xkata{number}": Count(1, 1) for number in range(30)}
    for number in range(2):
        storing.store(words, FIRST_DAY + dt.timedelta(days=number))
    together = Barrier(4)
    failures: list[BaseException] = []

    def flush() -> None:
        try:
            together.wait()
            for _ in range(5):
                storing.store(words, FIRST_DAY + dt.timedelta(days=2))
        except BaseException as error:  # noqa: BLE001 - told by the test's own thread.
            failures.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=flush) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    found = counts()
    assert found["calo"] == (2 * 22, 0)
    assert found["cara"] == (22, 0)
    assert {found[word] for word in words if word.startswith("xkata")} == {(20, 20)}
    assert not UnknownWord.objects.exists()
