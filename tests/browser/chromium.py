"""The browser of these tests: any Chromium of the machine, driven by Playwright."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

ADVICE = (
    "there is no Chromium: install one (Debian: apt-get install chromium), "
    "or name its executable in CHROMIUM_PATH"
)
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium() -> str | None:
    """Return the executable, or nothing where there is none."""
    named = os.environ.get("CHROMIUM_PATH")
    if named:
        return shutil.which(named)
    return next(filter(None, map(shutil.which, _NAMES)), None)


@contextmanager
def launched(executable: str) -> Iterator[Browser]:
    """Run the browser for as long as the block lasts."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=_ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()
