"""Search in a real browser: typing ahead, filters, phrases, without scripts, for everybody."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.browsing import DESKTOP, PHONE, Reader, accessibility_problems

SMALL = (320, 640)


def type_slowly(page: Page, text: str) -> None:
    page.locator("input[name=q]").filter(visible=True).first.click()
    page.keyboard.type(text, delay=30)


def test_typing_opens_a_list_that_arrows_walk_and_enter_follows(reader: Reader) -> None:
    page = reader.open("/", DESKTOP)
    combobox = page.get_by_role("combobox")
    expect(combobox).to_have_attribute("aria-expanded", "false")
    type_slowly(page, "pengaduan identif")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(combobox).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".search-box [role=status]")).not_to_be_empty()
    for _ in range(options.count()):
        page.keyboard.press("ArrowDown")
    last = options.last
    expect(last).to_have_attribute("aria-selected", "true")
    assert combobox.get_attribute("aria-activedescendant") == last.get_attribute("id")
    # One step further is the field itself, with what was typed.
    page.keyboard.press("ArrowDown")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    expect(combobox).to_have_value("pengaduan identif")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sop/**")


def test_a_word_of_the_list_is_a_search(reader: Reader) -> None:
    page = reader.open("/rapat/", PHONE)
    type_slowly(page, "pengadu")
    page.get_by_role("option").first.click()
    page.wait_for_url("**/cari/?q=pengaduan")
    expect(page.get_by_role("combobox")).to_have_value("pengaduan")


def test_enter_without_a_choice_searches_for_what_was_typed(reader: Reader) -> None:
    page = reader.open("/", DESKTOP)
    type_slowly(page, "pengadu")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/cari/?q=pengadu")


def test_escape_and_leaving_close_the_list_and_keep_the_words(reader: Reader) -> None:
    page = reader.open("/cari/", DESKTOP)
    type_slowly(page, "rapat")
    listbox = page.get_by_role("listbox")
    expect(listbox).to_be_visible()
    page.keyboard.press("Escape")
    expect(listbox).to_be_hidden()
    expect(page.get_by_role("combobox")).to_have_value("rapat")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(listbox).to_be_visible()
    page.keyboard.press("Tab")
    expect(listbox).to_be_hidden()


def test_only_the_last_of_many_keystrokes_is_asked_about(reader: Reader) -> None:
    page = reader.open("/cari/", DESKTOP)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/cari/saran/" in request.url else None)
    page.get_by_role("combobox").click()
    page.keyboard.type("pengaduan")
    expect(page.get_by_role("option").first).to_be_visible()
    assert len(asked) <= 3
    assert asked[-1].endswith("?q=pengaduan")
    # What is known already is not asked again.
    before = len(asked)
    page.keyboard.press("Backspace")
    page.wait_for_timeout(400)
    page.keyboard.type("n")
    expect(page.get_by_role("option").first).to_be_visible()
    page.wait_for_timeout(400)
    assert len(asked) <= before + 1


def test_a_line_that_breaks_leaves_a_form_that_works(reader: Reader) -> None:
    page = reader.open("/cari/", DESKTOP)
    page.route("**/cari/saran/**", lambda route: route.fulfill(status=404, body=""))
    type_slowly(page, "rapat")
    page.wait_for_timeout(400)
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url("**/cari/?q=rapat")


def test_markup_in_a_title_stays_text(reader: Reader) -> None:
    page = reader.open("/cari/", DESKTOP)
    item = {"text": "<img src=x onerror=alert(1)>", "url": "/", "kind": "sop", "note": "<b>"}
    page.route("**/cari/saran/**", lambda route: route.fulfill(json={"said": "1", "items": [item]}))
    type_slowly(page, "rapat")
    expect(page.get_by_role("option")).to_contain_text("<img src=x onerror=alert(1)> <b>")
    assert page.locator(".search-box__list img").count() == 0


def test_without_scripts_everything_is_a_form_and_links(reader: Reader) -> None:
    page = reader.open("/", PHONE, java_script_enabled=False)
    box = page.locator("main input[name=q], input[name=q]").first
    assert box.get_attribute("role") is None
    box.fill("pengaduan")
    page.locator("form[role=search] button").first.click()
    page.wait_for_url("**/cari/?q=pengaduan")
    page.click(".facets__button")
    page.locator(".facet__choice", has_text="SOP").click()
    page.wait_for_url("**/cari/?q=pengaduan&kind=sop#facet-kind")
    # On a phone one can go on choosing where one was; a chip leads back to the hits alone.
    expect(page.locator("#facet-kind")).to_be_in_viewport()
    expect(page.locator(".facet__choice[aria-current]")).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.locator("#facet-kind + ul .facet__choice").first).to_be_focused()
    page.click(".facets__button")
    expect(page.locator(".chip")).to_have_count(1)
    expect(page.locator(".hit").first).to_be_visible()


def test_several_values_are_chosen_and_taken_back_by_chips(reader: Reader) -> None:
    page = reader.open("/cari/?q=korban", DESKTOP)
    total = page.locator("h1").inner_text()
    for label in ("SOP", "Peraturan"):
        page.locator("#facet-kind + ul .facet__choice", has_text=label).click()
    page.wait_for_url("**/cari/?q=korban&kind=regulation&kind=sop#facet-kind")
    assert page.evaluate("scrollY") == 0
    expect(page.locator(".facet__choice[aria-current]")).to_have_count(2)
    page.locator(".chip", has_text="SOP").click()
    page.wait_for_url("**/cari/?q=korban&kind=regulation")
    page.locator(".chip").click()
    page.wait_for_url("**/cari/?q=korban")
    assert page.locator("h1").inner_text() == total


def test_only_what_is_in_force_and_the_order_are_one_press(reader: Reader) -> None:
    page = reader.open("/cari/?q=perdagangan+orang", DESKTOP)
    page.click(".results__switch")
    page.wait_for_url("**status=in_force")
    (badge,) = set(page.locator(".hit .badge").all_inner_texts())
    expect(page.locator(".chip")).to_contain_text(badge)
    page.locator(".results__sort a").last.click()
    page.wait_for_url("**/cari/?q=perdagangan+orang&status=in_force&sort=date")
    page.click(".results__switch")
    page.wait_for_url("**/cari/?q=perdagangan+orang&sort=date")


def test_a_phrase_and_a_minus_narrow_the_answer(reader: Reader) -> None:
    def found(question: str) -> int:
        page = reader.open("/cari/", DESKTOP)
        page.get_by_role("combobox").fill(question)
        page.keyboard.press("Enter")
        page.wait_for_url("**/cari/?q=*")
        expect(page.get_by_role("combobox")).to_have_value(question)
        number = re.match(r"\d+", page.locator("h1").inner_text())
        return int(number[0]) if number else 0

    every, phrase, without = found("orang perdagangan"), found('"perdagangan orang"'), found("orang perdagangan -rapat")
    assert 0 < phrase < every
    assert 0 < without < every


def test_a_hit_opens_at_the_place_that_answers(reader: Reader) -> None:
    page = reader.open("/cari/?q=pengaduan+jenis:sop", DESKTOP)
    place = page.locator(".hit__place").first
    anchor = (place.get_attribute("href") or "").partition("#")[2]
    assert anchor
    place.click()
    page.wait_for_url(f"**#{anchor}")
    expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()


@pytest.mark.parametrize(
    "path",
    [
        "/cari/?q=pengaduan+korban&kind=sop&kind=regulation",
        "/cari/?q=perdaganagn+orang&year=x",
        "/cari/?q=zzzxqy",
        "/en/cari/?q=pengaduan",
    ],
)
def test_the_page_is_accessible_in_both_colour_schemes(reader: Reader, path: str) -> None:
    for scheme in ("light", "dark"):
        for size in (PHONE, DESKTOP):
            assert accessibility_problems(reader.open(path, size, color_scheme=scheme)) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_list_and_the_open_filters_are_accessible(reader: Reader, scheme: str) -> None:
    page = reader.open("/cari/?q=korban", PHONE, color_scheme=scheme)
    page.click(".facets__button")
    assert accessibility_problems(page) == []
    page.get_by_role("combobox").fill("")
    type_slowly(page, "peng")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert accessibility_problems(page) == []


def test_it_fits_the_smallest_phone(reader: Reader) -> None:
    for path in ("/cari/?q=pengaduan+korban&kind=sop&status=draft", "/cari/?q=" + "x" * 200, "/en/cari/?q=rapat"):
        page = reader.open(path, SMALL)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    page.get_by_role("combobox").fill("")
    type_slowly(page, "peng")
    expect(page.get_by_role("option").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_nothing_of_a_search_stays_in_the_browser(reader: Reader) -> None:
    page = reader.open("/cari/?q=rapat", DESKTOP)
    type_slowly(page, " ko")
    expect(page.get_by_role("option").first).to_be_visible()
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    expect(page.get_by_role("combobox")).to_have_attribute("autocomplete", "off")
