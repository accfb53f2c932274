"""From a word without result to a page about it, in the editor's browser."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.support.browsing import PHONE, Reader, accessibility_problems, fits
from tests.support.running import Account, RunningPortal

COUNT = """
from django.utils import timezone
from search.counting import storing
from search.counting.tally import Count
storing._add({"umrah": Count(3, 3)}, timezone.localdate(), repeated=True)
"""


def test_an_editor_writes_about_what_was_not_found(
    reader: Reader, portal: RunningPortal, account: Callable[[str], Account]
) -> None:
    portal.installation.python(COUNT)
    page = reader.sign_in(account("Editor"))
    page.get_by_role("button", name="Laporan").click()
    page.get_by_role("link", name="Pencarian", exact=True).click()
    page.get_by_role("link", name="Kata tanpa hasil", exact=True).click()
    row = page.get_by_role("row", name="umrah")
    assert row.get_by_role("cell").all_inner_texts()[1:] == ["3", "3", "0"]
    assert accessibility_problems(page) == []
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert fits(page)
    row.get_by_role("link", name="Tulis tentang ini: umrah").click()
    assert fits(page)
    assert accessibility_problems(page) == []
    page.get_by_role("link", name="di bawah “Pencegahan” (Halaman informasi)").click()
    expect(page.locator("#id_title")).to_have_value("Umrah")
