"""The portal without a mouse: every stop can be seen, none is a trap, and none hides below the bar of a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.browsing import DESKTOP, PHONE, Reader

PATHS = [
    "/",
    "/peraturan/",
    "/sop/contoh-sop-pengaduan-identifikasi/",
    "/rapat/rapat-koordinasi-18-november-2021/",
    "/cari/?q=korban",
]
_MOST_STOPS = 200
# What a person sees of the stop: the outline, which its container or the whole card may carry for it, and something of
# the stop itself in the middle of the part of it that is on the screen.
_STOP = """() => {
    const stop = document.activeElement;
    if (!stop || stop === document.body) return null;
    const rings = style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    let outlined = rings(getComputedStyle(stop, "::after"));
    for (let at = stop; at && !outlined; at = at.parentElement) outlined = rings(getComputedStyle(at));
    const box = stop.getBoundingClientRect();
    const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
    const seen = [.5, .1, .9].some(part => {
        const there = document.elementFromPoint(box.left + box.width * part, (top + bottom) / 2);
        return bottom > top && there && (stop.contains(there) || there.contains(stop));
    });
    return { name: `${stop.tagName}.${stop.className} ${stop.textContent.trim().slice(0, 40)}`, outlined, seen };
}"""


def stops(page: Page) -> list[dict[str, object]]:
    """Press Tab until the page is left; every stop with whether it is outlined and seen."""
    found: list[dict[str, object]] = []
    for _ in range(_MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(_STOP)
        if stop is None:
            return found
        found.append(stop)
    raise AssertionError(f"The walk never ends; the last stops: {found[-5:]}")


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("path", PATHS)
def test_every_stop_is_outlined_and_uncovered(reader: Reader, path: str, size: tuple[int, int]) -> None:
    page = reader.open(path, size, reduced_motion="reduce")
    found = stops(page)
    assert len(found) > 10
    assert [stop["name"] for stop in found if not (stop["outlined"] and stop["seen"])] == []


def test_the_menu_of_a_phone_is_opened_used_and_closed(reader: Reader) -> None:
    page = reader.open("/rapat/", PHONE)
    button = page.locator(".menu__button")
    button.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".menu__link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(page.locator(".menu__link").first).to_be_hidden()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/pencegahan/")


def test_what_the_focus_leaves_behind_is_closed(reader: Reader) -> None:
    """An open menu would cover what has the focus next."""
    page = reader.open("/rapat/", PHONE)
    page.click(".menu__button")
    page.locator(".language__link").focus()
    page.keyboard.press("Tab")
    expect(page.locator(".menu__link").first).to_be_hidden()


def test_filters_are_set_and_sent(reader: Reader) -> None:
    page = reader.open("/peraturan/", PHONE)
    page.locator(".filter summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("select[name=kind]")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.locator(".filter button[type=submit]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**kind=**")
