"""One portal and one browser for all tests in Chromium."""

from collections.abc import Callable, Iterator
from functools import cache

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.support.browsing import Reader
from tests.support.chromium import ADVICE, FLAGS, find_chromium
from tests.support.running import Account, RunningPortal


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPortal]:
    """A running portal with the sample content; tests that change its content add pages of their own."""
    running = RunningPortal(tmp_path_factory.mktemp("portal"))
    try:
        running.wait_until_ready()
        yield running
    finally:
        if running.process.poll() is None:
            running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    path = find_chromium()
    if path is None:
        pytest.fail(ADVICE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def reader(browser: Browser, portal: RunningPortal) -> Iterator[Reader]:
    """Opens pages; the test fails when a page broke a policy, had a script error, or asked a third party."""
    someone = Reader(browser, portal)
    yield someone
    someone.close()
    assert not someone.problems


@pytest.fixture(scope="session")
def account(portal: RunningPortal) -> Callable[[str], Account]:
    """``account("Sekretariat")``: a user of a group, made once; ``account("")`` is an administrator."""
    return cache(portal.new_account)
