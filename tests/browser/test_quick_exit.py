"""Leaving quickly, as a reader in danger does it. The neutral site is played by the test: nothing is asked of it."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.support.browsing import DESKTOP, PHONE
from tests.support.running import RunningPortal

NEUTRAL = "https://www.google.co.id/"


class Visit:
    """A visit of the home page that may end at the neutral site, and what that site was told."""

    def __init__(self, browser: Browser, portal: RunningPortal, **options: Any) -> None:
        self.told: list[dict[str, str]] = []
        self.context = browser.new_context(base_url=portal.url, **options)
        self.context.set_default_timeout(20_000)
        self.context.route(f"{NEUTRAL}**", self._answer)
        self.page: Page = self.context.new_page()
        self.page.goto("/")

    def _answer(self, route: Route) -> None:
        self.told.append(route.request.all_headers())
        route.fulfill(body="<title>Neutral</title>", content_type="text/html")

    def status(self) -> str:
        """What a screen reader is told."""
        return self.page.locator("[data-quick-exit-status]").inner_text()


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def visit(browser: Browser, portal: RunningPortal, request: pytest.FixtureRequest) -> Iterator[Visit]:
    width, height = request.param
    visiting = Visit(browser, portal, viewport={"width": width, "height": height})
    yield visiting
    visiting.context.close()


def test_the_button_leaves_and_the_way_back_does_not_lead_to_the_page(visit: Visit) -> None:
    visit.page.goto("/cari/?q=bantuan")
    visit.page.click("[data-quick-exit]")
    visit.page.wait_for_url(f"{NEUTRAL}**")
    visit.page.go_back()
    assert "q=bantuan" not in visit.page.url


def test_the_neutral_site_is_not_told_where_the_reader_comes_from(visit: Visit) -> None:
    visit.page.click("[data-quick-exit]")
    visit.page.wait_for_url(f"{NEUTRAL}**")
    assert "referer" not in visit.told[0]


def test_shift_three_times_leaves_and_is_announced_before(visit: Visit) -> None:
    visit.page.keyboard.press("Shift")
    assert visit.status() == ""
    visit.page.keyboard.press("Shift")
    assert "Shift" in visit.status()
    visit.page.keyboard.press("Shift")
    visit.page.wait_for_url(f"{NEUTRAL}**")


def test_typing_capital_letters_does_not_leave(visit: Visit) -> None:
    visit.page.locator("input[name=q]:visible").first.focus()
    for letter in "TPPO":
        visit.page.keyboard.press(f"Shift+{letter}")
    visit.page.keyboard.press("Shift")
    assert visit.status() == ""
    assert visit.told == []


def test_the_page_is_covered_and_unnamed_before_the_browser_has_begun_to_leave(visit: Visit) -> None:
    covered, title = visit.page.evaluate(
        """() => {
            document.querySelector("[data-quick-exit]").click();
            const cover = document.querySelector(".quick-exit__overlay").getBoundingClientRect();
            return [cover.width >= innerWidth && cover.height >= innerHeight, document.title];
        }"""
    )
    assert covered
    assert title == "www.google.co.id"


def test_a_page_that_the_browser_brings_back_from_memory_is_uncovered(visit: Visit) -> None:
    title = visit.page.title()
    covers, title_after = visit.page.evaluate(
        """() => {
            document.querySelector("[data-quick-exit]").click();
            dispatchEvent(new PageTransitionEvent("pageshow", {persisted: true}));
            return [document.querySelectorAll(".quick-exit__overlay").length, document.title];
        }"""
    )
    assert covers == 0
    assert title_after == title


def test_the_button_is_a_plain_link_without_scripts(browser: Browser, portal: RunningPortal) -> None:
    visiting = Visit(browser, portal, java_script_enabled=False)
    visiting.page.click("[data-quick-exit]")
    visiting.page.wait_for_url(f"{NEUTRAL}**")
    assert "referer" not in visiting.told[0]
    visiting.context.close()
