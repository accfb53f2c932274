"""The cluster where it answers, else the embedded index; and how long a cluster that fails is left alone."""

import threading
from typing import Any

import pytest

from search.engines import Cursor, EngineError, Found, IndexMissingError, Plan, TooDeepError
from search.engines.breaker import FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS, CircuitBreaker
from search.engines.failover import LOOK_EVERY_SECONDS, PATIENCE_SECONDS, FailoverEngine

PUBLIC = frozenset({"public"})


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Stand:
    """An engine that says who answered, or fails as it is told to."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.asked = 0
        self.stamp = 5
        self.ledger = "ledger"
        self.error: Exception | None = None
        self.hangs: dict[str, threading.Event] = {}

    def hang(self, what: str) -> threading.Event:
        """From now on it is silent when it is asked for this, until the event is set."""
        self.hangs[what] = threading.Event()
        return self.hangs[what]

    def search(self, plan: Plan, tokens: frozenset[str]) -> Found:
        self.asked += 1
        if "search" in self.hangs:
            self.hangs["search"].wait()
        if self.error:
            raise self.error
        return Found(1, (self.name,))

    def cursor(self) -> Cursor:
        if self.error:
            raise self.error
        return Cursor(self.stamp, self.ledger)

    def search_cursor(self) -> Cursor:
        if "cursor" in self.hangs:
            self.hangs["cursor"].wait()
        return self.cursor()

    def counts(self, field: str, values: Any) -> list[int]:
        if self.error:
            raise self.error
        return [7] * len(values)

    def beginning(self, field: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        if self.error:
            raise self.error
        return [(prefix, 1)]


class Pair:
    def __init__(self, tolerance: int = 1, seconds: float = 60.0) -> None:
        self.clock = Clock()
        self.cluster = Stand("cluster")
        self.embedded: Any = Stand("embedded")
        self.engine = FailoverEngine(
            self.cluster, self.embedded, tolerance=tolerance, seconds=seconds, clock=self.clock
        )

    def who(self, seconds_later: float = 0.0) -> str:
        self.clock.now += seconds_later
        return self.engine.search(Plan(), PUBLIC).keys[0]


def test_the_cluster_answers_while_it_can() -> None:
    pair = Pair()
    assert [pair.who() for _ in range(3)] == ["cluster"] * 3
    assert pair.embedded.asked == 0


def test_a_failure_is_answered_here_and_the_next_question_does_not_wait_for_it() -> None:
    pair = Pair()
    pair.cluster.error = EngineError()
    assert [pair.who() for _ in range(5)] == ["embedded"] * 5
    assert pair.cluster.asked == 1


def test_a_cluster_that_comes_back_is_asked_again_after_a_pause() -> None:
    pair = Pair()
    pair.cluster.error = EngineError()
    pair.who()
    pair.cluster.error = None
    assert pair.who(FIRST_PAUSE_SECONDS / 2) == "embedded"
    assert pair.who(FIRST_PAUSE_SECONDS) == "cluster"
    assert pair.who() == "cluster"


def test_one_node_of_several_may_fail_without_the_others_being_given_up() -> None:
    pair = Pair(tolerance=3)
    pair.cluster.error = EngineError()
    assert [pair.who(), pair.who()] == ["embedded", "embedded"]
    pair.cluster.error = None
    assert pair.who() == "cluster"


def test_a_cluster_that_takes_nothing_new_is_not_asked_for_what_was_true_yesterday() -> None:
    pair = Pair()
    assert pair.who() == "cluster"
    pair.embedded.stamp = 9
    assert pair.who(LOOK_EVERY_SECONDS) == "cluster"  # It may still be following.
    assert pair.who(PATIENCE_SECONDS) == "cluster"  # This one looks.
    assert pair.who() == "embedded"
    pair.cluster.stamp = 9
    assert pair.who() == "embedded"
    pair.who(LOOK_EVERY_SECONDS)
    assert pair.who() == "cluster"


def test_a_cluster_of_another_ledger_is_not_asked() -> None:
    pair = Pair()
    pair.cluster.ledger = "another"
    pair.who()
    pair.who(PATIENCE_SECONDS + LOOK_EVERY_SECONDS)
    assert pair.who() == "embedded"


def test_an_index_here_that_follows_later_or_is_missing_does_not_matter() -> None:
    pair = Pair()
    pair.embedded.error = IndexMissingError()
    assert [pair.who(LOOK_EVERY_SECONDS + PATIENCE_SECONDS) for _ in range(4)] == ["cluster"] * 4
    # Without a vocabulary every word counts as known, so that none is corrected.
    assert pair.engine.counts("word", ["a", "b"]) == [1, 1]
    assert pair.engine.beginning("word", "a", 5) == []
    pair.embedded.error = None
    assert pair.engine.counts("word", ["a", "b"]) == [7, 7]


def test_a_page_that_lies_too_deep_is_answered_here_and_is_no_failure() -> None:
    pair = Pair()
    pair.cluster.error = TooDeepError()
    assert pair.who() == "embedded"
    pair.cluster.error = None
    assert pair.who() == "cluster"


def test_a_page_that_lies_too_deep_does_not_end_the_pause_of_a_dead_cluster() -> None:
    """Nobody was asked for it: else one visitor who turns such pages would make all others wait for the dead."""
    pair = Pair()
    pair.cluster.error = EngineError()
    pair.who()
    pair.cluster.error = TooDeepError()
    assert pair.who(FIRST_PAUSE_SECONDS) == "embedded"
    pair.cluster.error = EngineError()
    asked = pair.cluster.asked
    assert [pair.who() for _ in range(3)] == ["embedded"] * 3
    assert pair.cluster.asked == asked + 1
    # The pause is the second one, which is longer.
    assert [pair.who(FIRST_PAUSE_SECONDS), pair.cluster.asked] == ["embedded", asked + 1]


def test_a_cluster_that_is_silent_beyond_the_time_is_not_waited_for_and_not_asked_again() -> None:
    """Whatever it is that hangs: here it takes no notice of any limit."""
    pair = Pair(seconds=0.01)
    silence = pair.cluster.hang("search")
    try:
        assert [pair.who() for _ in range(5)] == ["embedded"] * 5
        assert pair.cluster.asked == 1
    finally:
        silence.set()


def test_nobody_waits_longer_for_the_look_at_how_far_the_cluster_has_followed() -> None:
    pair = Pair(seconds=0.01)
    silence = pair.cluster.hang("cursor")
    try:
        assert pair.who() == "cluster"
    finally:
        silence.set()


def test_where_neither_can_answer_there_is_an_error() -> None:
    pair = Pair()
    pair.cluster.error = EngineError()
    pair.embedded.error = IndexMissingError()
    with pytest.raises(IndexMissingError):
        pair.who()


def test_a_fault_of_the_program_is_not_hidden_and_does_not_jam_the_breaker() -> None:
    pair = Pair()
    pair.cluster.error = TypeError()
    with pytest.raises(TypeError):
        pair.who()
    pair.cluster.error = None
    assert pair.who() == "embedded"
    assert pair.who(FIRST_PAUSE_SECONDS) == "cluster"


def test_the_pause_grows_with_every_failure_up_to_a_limit() -> None:
    clock = Clock()
    breaker = CircuitBreaker(clock=clock)
    pauses = []
    for _ in range(8):
        assert breaker.allows()
        breaker.failed()
        start = clock.now
        while not breaker.allows():
            clock.now += 0.5
        pauses.append(clock.now - start)
        breaker.failed()
        clock.now += LONGEST_PAUSE_SECONDS
    assert pauses == sorted(pauses)
    assert pauses[0] == FIRST_PAUSE_SECONDS
    assert pauses[-1] == LONGEST_PAUSE_SECONDS


def test_of_many_visitors_one_tries_whether_the_cluster_is_back() -> None:
    clock = Clock()
    breaker = CircuitBreaker(clock=clock)
    assert breaker.allows()
    breaker.failed()
    clock.now += FIRST_PAUSE_SECONDS
    allowed: list[bool] = []
    threads = [threading.Thread(target=lambda: allowed.append(breaker.allows())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(allowed) == [False] * 7 + [True]
    breaker.succeeded()
    assert breaker.allows()
