"""What is measured on a page: accessibility, overflow, boxes."""

from collections.abc import Sequence
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

_LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")
_COLOURS = ("color-contrast",)

_OVERFLOW = """() => {
  const root = document.documentElement;
  const scrolls = (element) => {
    for (let at = element.parentElement; at && at !== document.body; at = at.parentElement)
      if (getComputedStyle(at).overflowX !== "visible") return true;
    return false;
  };
  if (root.scrollWidth <= root.clientWidth) return [];
  return [...document.body.querySelectorAll("*")]
    .filter((one) => one.getBoundingClientRect().right > root.clientWidth + 0.5 && !scrolls(one))
    .map((one) => `${one.tagName} ${one.className} ${one.textContent.trim().slice(0, 40)}`)
    .concat(`${root.scrollWidth} of ${root.clientWidth} pixels`);
}"""


def violations(page: Page, *, colours_only: bool = False) -> Sequence[str]:
    """Return what violates WCAG 2.1, level A or AA, as far as axe can tell.

    Args:
        page: The page.
        colours_only: Whether to leave out what does not depend on the theme, to save time.
    """
    options = {
        "runOnly": _COLOURS if colours_only else _LEVELS,
        "resultTypes": ["violations"],
    }
    found = Axe().run(page, options=options).response["violations"]
    return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]


def overflow(page: Page) -> Sequence[str]:
    """Return the elements by which a page is wider than its window."""
    found: Sequence[str] = page.evaluate(_OVERFLOW)
    return found


def box(locator: Locator) -> dict[str, Any]:
    """Return where an element is; it must be laid out."""
    found = locator.bounding_box()
    assert found, f"{locator} is not laid out"
    return dict(found)
