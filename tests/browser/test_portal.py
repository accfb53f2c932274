"""The portal as a whole, as it runs: no cookie for a visitor, an admin that works, stored pages that are renewed."""

from collections.abc import Callable

from tests.support.browsing import PHONE, Reader
from tests.support.running import Account


def test_a_visitor_gets_the_home_page_without_a_cookie(reader: Reader) -> None:
    page = reader.open("/")
    assert page.get_by_role("heading", name="Untuk warga").is_visible()
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


def test_the_admin_works_under_its_policy(reader: Reader, account: Callable[[str], Account]) -> None:
    page = reader.sign_in(account(""))
    page.goto("/admin/pages/")
    page.locator("h1, h2").filter(visible=True).first.wait_for()
