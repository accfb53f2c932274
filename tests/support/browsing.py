"""A reader with a browser, who notices what a portal must not do."""

import re
from typing import Any

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from tests.support.running import Account, RunningPortal

__all__ = ["DESKTOP", "PHONE", "SMALL", "Reader", "accessibility_problems", "fits"]

PHONE = (360, 740)
DESKTOP = (1280, 800)
SMALL = (320, 640)
_COLOUR_RULES = ["color-contrast", "link-in-text-block"]
# A status of 4xx is what some tests ask for; the browser notes it in its console like an error.
_EXPECTED = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")


class Reader:
    """Opens pages of a running portal and keeps a list of what went wrong: scripts, policy, requests to others."""

    def __init__(self, browser: Browser, portal: RunningPortal) -> None:
        self.portal = portal
        self.problems: list[str] = []
        self._browser = browser
        self._contexts: list[BrowserContext] = []

    def context(self, size: tuple[int, int] = PHONE, **options: Any) -> BrowserContext:
        """A fresh browser profile with a window of this size; ``options`` are Playwright's."""
        context = self._browser.new_context(
            base_url=self.portal.url,
            viewport={"width": size[0], "height": size[1]},
            locale="id-ID",
            **options,
        )
        context.set_default_timeout(20_000)
        context.on("request", self._note_request)
        context.on("console", self._note_console)
        context.on("weberror", lambda error: self.problems.append(f"script error: {error.error}"))
        self._contexts.append(context)
        return context

    def open(self, path: str = "/", size: tuple[int, int] = PHONE, **options: Any) -> Page:
        """A page in a fresh profile: ``open("/rapat/", javascript_enabled=False, color_scheme="dark")``."""
        page = self.context(size, **options).new_page()
        page.goto(path)
        return page

    def sign_in(self, account: Account, path: str = "/admin/", size: tuple[int, int] = DESKTOP) -> Page:
        """A page of the admin in a fresh profile, signed in."""
        page = self.open(f"/admin/login/?next={path}", size)
        page.fill("input[name=username]", account.name)
        page.fill("input[name=password]", account.password)
        page.click("button[type=submit]")
        page.wait_for_url(f"**{path}")
        return page

    def close(self) -> None:
        """Close all profiles."""
        for context in self._contexts:
            context.close()

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.portal.url}/", "data:", "blob:")):
            self.problems.append(f"request to somebody else: {request.url}")

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not _EXPECTED.search(message.text):
            self.problems.append(f"console: {message.text}")


def accessibility_problems(page: Page, *, colours_only: bool = False) -> list[str]:
    """What axe-core finds on a page, a line for each element: rule, impact, selector, and what it should be.

    ``colours_only`` asks the rules that a change of the colour scheme can break, and no others. Axe stays in the page,
    so that asking again after a change of the window costs little.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_FILE_PATH.read_text())
    options: dict[str, Any] = {"resultTypes": ["violations"], "preload": False}
    if colours_only:
        options["runOnly"] = {"type": "rule", "values": _COLOUR_RULES}
    found = page.evaluate("options => axe.run(document, options).then(result => result.violations)", options)
    return [
        f"{rule['id']} ({rule['impact']}): {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


def fits(page: Page) -> bool:
    """Whether nothing has to be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
