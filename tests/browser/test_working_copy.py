"""A working copy in the browser: written beside its page, compared on a phone, decided by keyboard."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.support.browsing import PHONE, Reader, accessibility_problems, fits
from tests.support.running import Account

PAGE = "Jeratan utang dan kerja paksa"


def save_title(page: Page, title: str) -> None:
    page.fill("[name=title]", title)
    with page.expect_navigation():
        page.get_by_role("button", name="Simpan konsep").click()
    expect(page.locator("[name=title]")).to_have_value(title)


def test_an_editor_prepares_the_next_edition(reader: Reader, account: Callable[[str], Account]) -> None:
    page = reader.sign_in(account("Editor"), "/admin/information_pages/")
    page.get_by_role("link", name=PAGE).click()
    original = page.url
    page.goto(re.sub(r"edit/$", "copies/", original))
    assert accessibility_problems(page) == []
    page.get_by_role("button", name="Mulai salinan kerja").click()
    expect(page.locator(".messages")).to_contain_text("Isinya tidak terbit")
    copy = page.url
    save_title(page, f"{PAGE}, edisi 2027")
    page.goto(original)
    expect(page.locator(".messages")).to_contain_text("Ada salinan kerja")
    save_title(page, f"{PAGE} (dikoreksi)")
    page.goto(copy)
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.locator(".messages").get_by_role("link", name="Gabungkan").click()
    question = page.get_by_role("group", name="Judul")
    expect(question).to_contain_text("dikoreksi")
    assert fits(page)
    assert accessibility_problems(page) == []
    question.get_by_role("radio", name="Ambil dari salinan kerja").focus()
    page.keyboard.press("ArrowDown")
    expect(question.get_by_role("radio", name="Ambil dari halaman")).to_be_checked()
    page.get_by_role("button", name="Jadikan konsep halaman").press("Enter")
    expect(page.locator(".messages")).to_contain_text("Konsep halaman kini berisi salinan kerja")
    expect(page.locator("[name=title]")).to_have_value(f"{PAGE} (dikoreksi)")
    assert page.url == original
    page.goto(copy)
    expect(page.locator(".messages")).to_contain_text("menggabungkan salinan kerja")
    assert page.url == original
