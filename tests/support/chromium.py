"""Finds a Chromium on this machine."""

import os
import shutil
from pathlib import Path

__all__ = ["ADVICE", "FLAGS", "find_chromium"]

ADVICE = (
    "no Chromium was found. Install one with `apt-get install chromium` or `.venv/bin/playwright install chromium`,"
    " or name one: CHROMIUM=/path/to/chromium make test"
)
# The first is needed where tests run as root; the others keep the browser from talking to anybody but the portal.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """The program to start: the one that CHROMIUM names, one that is installed, or Playwright's own; else ``None``.

    Raises ``FileNotFoundError`` where CHROMIUM names something that is not there.
    """
    named = os.environ.get("CHROMIUM", "").strip()
    if named:
        if not Path(named).is_file():
            raise FileNotFoundError(f"CHROMIUM names {named}, which does not exist.")
        return named
    installed = next(filter(None, map(shutil.which, _NAMES)), None)
    return installed or _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None
