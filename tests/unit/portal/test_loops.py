"""The worker's loops: each goes on whatever happens to the others."""

import logging
from threading import Event

import pytest

from portal import loops
from portal.loops import Loop, run_until


class Counter:
    """A step that counts, fails as often as it is told to, and stops everything at the end."""

    def __init__(
        self, stop: Event, until: int, *, failures: int = 0, failure: type[BaseException] = ValueError
    ) -> None:
        self.stop, self.until, self.failures, self.failure = stop, until, failures, failure
        self.count = 0

    def __call__(self, stop: Event) -> None:
        self.count += 1
        if self.count >= self.until:
            self.stop.set()
        if self.count <= self.failures:
            raise self.failure("name of a person")


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loops, "_FIRST_PAUSE_SECONDS", 0.0)


class Panic(BaseException):
    """What native code raises where it gives up, as pyo3's PanicException."""


@pytest.mark.parametrize("failure", [ValueError, Panic])
def test_a_failing_step_is_taken_again_and_logged(
    failure: type[BaseException], caplog: pytest.LogCaptureFixture
) -> None:
    stop = Event()
    step = Counter(stop, 4, failures=2, failure=failure)
    with caplog.at_level(logging.ERROR):
        assert run_until(stop, [Loop("search index", 0.0, step)], patience=10) == []
    assert step.count >= 4
    assert caplog.text.count("search index failed") == 2


def test_a_failing_loop_does_not_stop_another() -> None:
    stop = Event()
    healthy = Counter(stop, 20)
    run_until(
        stop, [Loop("broken", 0.0, Counter(Event(), 1, failures=10**9)), Loop("healthy", 0.0, healthy)], patience=10
    )
    assert healthy.count >= 20


def test_a_step_under_way_is_waited_for() -> None:
    stop, finished = Event(), Event()

    def step(asked_to_stop: Event) -> None:
        stop.set()
        assert asked_to_stop.is_set()
        finished.set()

    assert run_until(stop, [Loop("tasks", 60.0, step)], patience=10) == []
    assert finished.is_set()


def test_a_step_that_does_not_end_is_named() -> None:
    stop, release = Event(), Event()

    def step(_: Event) -> None:
        stop.set()
        release.wait(30)

    assert run_until(stop, [Loop("endless", 60.0, step)], patience=0.01) == ["endless"]
    release.set()


def test_pauses_grow_and_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loops, "_FIRST_PAUSE_SECONDS", 1.0)
    pauses = [loops._pause_after(failures) for failures in (1, 2, 3, 7, 1000)]
    assert pauses == [1.0, 2.0, 4.0, 60.0, 60.0]
