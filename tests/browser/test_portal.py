"""The portal as a whole, as it runs: no cookie for a visitor, an admin that works, stored pages that are renewed."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.support.browsing import DESKTOP, PHONE, Reader, accessibility_problems
from tests.support.running import Account


def fits(page: Page) -> bool:
    """Whether nothing has to be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_a_visitor_gets_the_home_page_without_a_cookie(reader: Reader) -> None:
    page = reader.open("/")
    assert page.title()
    assert page.context.cookies() == []


def test_the_home_page_is_small_and_asks_for_little(reader: Reader) -> None:
    context = reader.context(PHONE)
    page = context.new_page()
    session = context.new_cdp_session(page)
    received: list[float] = []
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto("/", wait_until="networkidle")
    assert len(received) <= 5
    assert sum(received) <= 25 * 1024


def test_the_home_page_fits_a_small_phone(reader: Reader) -> None:
    assert fits(reader.open("/", (320, 640)))


def test_the_home_page_is_accessible_in_both_colour_schemes(reader: Reader) -> None:
    for scheme in ("light", "dark"):
        for size in (PHONE, DESKTOP):
            assert accessibility_problems(reader.open("/", size, color_scheme=scheme)) == []


def test_the_admin_works_under_its_policy(reader: Reader, account: Callable[[str], Account]) -> None:
    page = reader.sign_in(account(""))
    page.goto("/admin/pages/")
    page.locator("h1, h2").filter(visible=True).first.wait_for()


def test_a_page_that_does_not_exist_helps_onward(reader: Reader) -> None:
    page = reader.open("/tidak-ada/")
    assert page.locator("a[href='/']").first.is_visible()
