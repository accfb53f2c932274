"""The portal with JavaScript switched off: everything a visitor came for still works."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.browsing import DESKTOP, PHONE, Reader

OFF = {"java_script_enabled": False}


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    """The size of the window."""
    width, height = request.param
    return width, height


def unfold(page: Page, summary: str) -> None:
    """Open a fold where it is closed, which it is on phones alone."""
    button = page.locator(summary)
    if button.is_visible():
        button.click()


def test_the_menu_leads_to_a_section(reader: Reader, size: tuple[int, int]) -> None:
    page = reader.open("/", size, **OFF)
    unfold(page, ".menu__button")
    page.click(".menu__link[href='/rapat/']")
    expect(page.locator("h1")).to_have_text("Rapat")
    expect(page.locator(".menu__link[aria-current]")).to_have_text("Rapat")


def test_the_search_of_any_page_finds(reader: Reader, size: tuple[int, int]) -> None:
    page = reader.open("/rapat/", size, **OFF)
    page.fill(".header__search input[name=q]", "pengaduan")
    page.click(".header__search button[type=submit]")
    page.wait_for_url("**/cari/?q=pengaduan")
    page.click("main a:has-text('Pengaduan dan Identifikasi')")
    expect(page.locator("h1")).to_contain_text("Pengaduan dan Identifikasi Korban")


def test_the_results_can_be_narrowed(reader: Reader, size: tuple[int, int]) -> None:
    page = reader.open("/cari/?q=korban", size, **OFF)
    before = page.locator("main .hit").count()
    unfold(page, "main summary >> nth=0")
    page.locator("main a[href*='kind=sop']").first.click()
    expect(page.locator(".chip")).to_have_count(1)
    assert 0 < page.locator("main .hit").count() < before


def test_a_list_can_be_filtered_and_the_filter_taken_away(reader: Reader, size: tuple[int, int]) -> None:
    page = reader.open("/peraturan/", size, **OFF)
    unfold(page, ".filter summary")
    page.select_option("select[name=kind]", "decree")
    page.click(".filter button[type=submit]")
    expect(page.locator(".card__title")).to_have_count(1)
    page.click(".chip")
    expect(page.locator(".chip")).to_have_count(0)
    assert page.locator(".card__title").count() > 1


def test_a_list_can_be_paged(reader: Reader) -> None:
    page = reader.open("/peraturan/", **OFF)
    first = page.locator(".card__title").first.inner_text()
    page.click(".pagination a[rel=next]")
    page.wait_for_url("**page=2")
    assert page.locator(".card__title").first.inner_text() != first


def test_a_role_sees_its_own_steps(reader: Reader, size: tuple[int, int]) -> None:
    page = reader.open("/sop/contoh-sop-pengaduan-identifikasi/", size, **OFF)
    steps = page.locator(".flow__row").count()
    page.click(".sop__actor >> nth=1")
    page.wait_for_url("**pelaksana=**")
    assert 0 < page.locator(".flow__row").count() < steps


def test_a_file_of_a_page_is_downloaded(reader: Reader) -> None:
    page = reader.open("/peraturan/contoh-keputusan-bupati-gugus-tugas/", **OFF)
    href = page.locator(".file__link").first.get_attribute("href")
    answer = page.request.get(str(href))
    assert answer.ok
    assert answer.body().startswith(b"%PDF-")


def test_nothing_is_offered_that_needs_a_script(reader: Reader) -> None:
    page = reader.open("/rapat/rapat-koordinasi-18-november-2021/", **OFF)
    expect(page.locator("[data-print]")).to_be_hidden()
