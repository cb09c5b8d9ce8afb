"""Take pictures of the main pages, for people who judge the look.

    python tests/browser/take_screenshots.py FOLDER

builds the handbook and writes `PAGE-WINDOW-THEME.png` into the folder, for the site and for the
single file. With `--readme` it only writes the picture that the README shows.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser.chromium import ADVICE, DESKTOP, PHONE, find_chromium, launched
from tests.browser.handbook import PAGES, ROOT, SINGLE_FILE, build_handbook
from tests.browser.server import served

README_PICTURE = ROOT / "content" / "assets" / "screenshot.png"

WINDOWS = {"desktop": DESKTOP, "phone": PHONE}
SCHEMES = ("light", "dark")
SHEET = {"width": 794, "height": 1123}
"""A sheet of A4."""
TALLEST = 4000
"""Where a picture of a long page ends: nobody judges a look by its fifth sheet."""
PLACES = ("", "#guides/advanced/llm-streaming-tool-calls", "#examples/requirements")
"""Where the single file is opened."""


def take_site(browser: Browser, address: str, folder: Path) -> None:
    """Write pictures of one page of each kind, and of how they print."""
    for kind, path in PAGES.items():
        name = kind.replace(" ", "-")
        for window, size in WINDOWS.items():
            for scheme in SCHEMES:
                with opened(browser, address + path, size, scheme) as page:
                    page.screenshot(
                        path=folder / f"{name}-{window}-{scheme}.png",
                        clip=top(page),
                        full_page=True,
                    )
        with opened(browser, address + path, SHEET, "light") as page:
            page.emulate_media(media="print")
            page.screenshot(path=folder / f"{name}-print.png", clip=top(page), full_page=True)


def take_single_file(browser: Browser, file: Path, folder: Path) -> None:
    """Write pictures of the single file, as far as a window shows it, and how a guide prints."""
    for number, place in enumerate(PLACES):
        for window, size in WINDOWS.items():
            for scheme in SCHEMES:
                with opened(browser, file.as_uri() + place, size, scheme) as page:
                    page.screenshot(path=folder / f"single-file-{number}-{window}-{scheme}.png")
    with opened(browser, file.as_uri(), PHONE, "light") as page:
        page.locator(".contents-open").click()
        page.wait_for_timeout(300)
        page.screenshot(path=folder / "single-file-contents-phone-light.png")
    with opened(browser, file.as_uri(), SHEET, "light") as page:
        page.evaluate(
            "id => document.querySelectorAll('article.page').forEach((one) => {"
            " if (one.id !== id) one.remove(); })",
            PLACES[1].lstrip("#"),
        )
        page.pdf(path=folder / "single-file-guide.pdf", prefer_css_page_size=True, format="A4")
        page.emulate_media(media="print")
        page.screenshot(path=folder / "single-file-guide-print.png", clip=top(page), full_page=True)


def take_readme(browser: Browser, address: str) -> None:
    """Write the picture that the README shows: the first thing that a visitor of the site sees."""
    with opened(browser, address, DESKTOP, "light") as page:
        page.screenshot(path=README_PICTURE)


def top(page: Page) -> dict[str, float]:
    """Return the part of a page that a picture shows."""
    height = page.evaluate("document.documentElement.scrollHeight")
    window = page.viewport_size or DESKTOP
    return {"x": 0, "y": 0, "width": window["width"], "height": min(height, TALLEST)}


@contextmanager
def opened(browser: Browser, address: str, window: dict[str, int], scheme: str) -> Iterator[Page]:
    """Open an address, and wait until nothing moves any more."""
    context = browser.new_context(viewport=window, color_scheme=scheme)
    try:
        page = context.new_page()
        page.goto(address)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(500)
        yield page
    finally:
        context.close()


def main() -> None:
    """Take what the arguments ask for."""
    parser = argparse.ArgumentParser(description="Take pictures of the main pages.")
    parser.add_argument("folder", nargs="?", type=Path, help="where to write them")
    parser.add_argument("--readme", action="store_true", help=f"only {README_PICTURE.name}")
    chosen = parser.parse_args()
    if not chosen.readme and not chosen.folder:
        parser.error("name a folder")
    executable = find_chromium()
    if not executable:
        sys.exit(ADVICE)
    with tempfile.TemporaryDirectory() as made:
        site = Path(made) / "site"
        problems = build_handbook(site)
        if problems:
            sys.exit("\n".join(map(str, problems)))
        with served(site) as address, launched(executable) as browser:
            if chosen.readme:
                take_readme(browser, address)
                return
            chosen.folder.mkdir(parents=True, exist_ok=True)
            take_site(browser, address, chosen.folder)
            take_single_file(browser, site / SINGLE_FILE, chosen.folder)


if __name__ == "__main__":
    main()
