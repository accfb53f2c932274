"""What of a question may be counted, and counts in memory."""

from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import FUNCTION_WORDS
from search.counting.tally import Count, Tally
from search.counting.words import LONGEST, MOST_DIGITS, SHORTEST, words_of

LONG = ("panjang" * LONGEST)[:LONGEST]

questions = st.text(max_size=120) | st.lists(
    st.sampled_from(
        ["calo", "Undang-Undang", "0812-3456-7890", "7307015508900001", "budi@contoh.id", "DD1234AB", "-", "yang"]
    )
    | st.text(max_size=50),
    max_size=12,
).map(" ".join)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Bagaimana cara melapor calo?", {"cara", "melapor", "calo"}),
        ("anak-anak anak2 ANAK", {"anak"}),
        ("DP3AP2KB Jum'at é", {"dp3ap2kb", "jumat"}),
        ("lapor budi.santoso@contoh.id @budi_s www.contoh.id https://contoh.id/budi", {"lapor"}),
        ("7307015508900001 0812-3456-7890 +62 812 DD1234AB 2025", set()),
        ("UU 21/2007 tentang TPPO", {"tppo"}),
        ("surat 400.2.3/015/DP3AP2KB/2025", {"surat"}),
        ('"hak korban" -rapat nomor:abc', {"hak", "korban", "abc"}),
        ("apa itu yang", set()),
        (LONG, {LONG}),
        (f"{LONG}k", set()),
        ("", set()),
    ],
)
def test_the_words_of_a_question(question: str, words: set[str]) -> None:
    assert words_of(question) == words


@given(questions)
def test_no_word_says_more_than_a_word_may(question: str) -> None:
    for word in words_of(question):
        assert SHORTEST <= len(word) <= LONGEST
        assert word.isalnum()
        assert any(map(str.isalpha, word))
        assert sum(map(str.isdigit, word)) <= MOST_DIGITS
        assert word not in FUNCTION_WORDS


@given(questions)
def test_what_is_counted_of_a_word_alone_is_that_word(question: str) -> None:
    for word in words_of(question):
        assert words_of(word) <= {word}


def test_counts_are_added_up_and_taken_once() -> None:
    tally = Tally()
    tally.add({"calo", "lapor"}, unanswered=False)
    tally.add({"calo"}, unanswered=True)
    held = tally.take()
    assert held == {"calo": Count(2, 1), "lapor": Count(1, 0)}
    assert tally.take() == {}
    tally.add({"lapor"}, unanswered=False)
    tally.give_back(held)
    assert tally.take() == {"calo": Count(2, 1), "lapor": Count(2, 0)}


def test_a_flood_takes_no_more_memory_and_leaves_the_words_before_it() -> None:
    tally = Tally(most=3)
    tally.add({"calo"}, unanswered=False)
    for number in range(1000):
        tally.add({f"kata{number}"}, unanswered=True)
    tally.add({"calo"}, unanswered=False)
    held = tally.take()
    assert len(held) == 3
    assert held["calo"] == Count(2, 0)


def test_threads_lose_nothing() -> None:
    tally = Tally()
    taken: list[dict[str, Count]] = []

    def ask() -> None:
        for _ in range(500):
            tally.add({"calo"}, unanswered=True)

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        taken.append(tally.take())
    taken.append(tally.take())
    assert sum(held["calo"].asked for held in taken if held) == 2000
