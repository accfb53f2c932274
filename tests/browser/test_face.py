"""The frame round every page: menu, skip link, print, and the page for a wrong address."""

from playwright.sync_api import expect

from tests.support.browsing import DESKTOP, PHONE, Reader


def test_the_menu_opens_on_a_phone_without_scripts(reader: Reader) -> None:
    page = reader.open("/", PHONE, java_script_enabled=False)
    language = page.locator(".language__link")
    expect(language).to_be_hidden()
    page.click(".menu__button")
    expect(language).to_be_visible()


def test_the_menu_lies_open_on_a_wide_screen_with_and_without_scripts(reader: Reader) -> None:
    for scripts in (True, False):
        page = reader.open("/", DESKTOP, java_script_enabled=scripts)
        expect(page.locator(".language__link")).to_be_visible()
        expect(page.locator(".menu__button")).to_be_hidden()


def test_escape_closes_the_menu_and_gives_the_focus_back(reader: Reader) -> None:
    page = reader.open("/", PHONE)
    page.click(".menu__button")
    page.keyboard.press("Escape")
    expect(page.locator(".language__link")).to_be_hidden()
    expect(page.locator(".menu__button")).to_be_focused()


def test_the_first_stop_of_the_keyboard_leads_to_the_content(reader: Reader) -> None:
    page = reader.open("/", DESKTOP)
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#isi")).to_be_focused()


def test_the_language_link_leads_to_the_same_page_in_the_other_language_and_back(reader: Reader) -> None:
    page = reader.open("/cari/?q=rapat", DESKTOP)
    page.click(".language__link")
    page.wait_for_url("**/en/cari/?q=rapat")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.click(".language__link")
    page.wait_for_url("**/cari/?q=rapat")
    expect(page.locator("html")).to_have_attribute("lang", "id")


def test_paper_shows_the_content_alone(reader: Reader) -> None:
    page = reader.open("/", DESKTOP)
    page.emulate_media(media="print")
    for chrome in (".topbar", ".menu", ".help-bar", ".language__link"):
        expect(page.locator(chrome).first).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
