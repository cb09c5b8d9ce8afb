"""The button that copies a page as Markdown."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.handbook import PAGES
from tests.browser.measures import violations

pytestmark = pytest.mark.browser

CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}


def test_it_copies_the_page_with_its_samples(address: str, visit: Open) -> None:
    page = visit(address + PAGES["recipe"], **CLIPBOARD).page
    page.get_by_role("button", name="Copy page as Markdown").click()
    expect(page.get_by_text("Copied", exact=True)).to_be_visible()
    text: str = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith("# Retry calls without making things worse\n")
    assert "\n```python\n" in text
    assert "```sample" not in text


def test_its_link_opens_the_same_text(address: str, visit: Open) -> None:
    page = visit(address + PAGES["recipe"]).page
    target = page.get_by_role("link", name="View as Markdown").get_attribute("href") or ""
    answer = page.request.get(target)
    assert answer.ok
    assert answer.text().startswith("# Retry calls")


def test_when_the_text_cannot_be_had_it_says_so(address: str, visit: Open) -> None:
    page = visit(address + PAGES["recipe"], **CLIPBOARD).page
    page.route("**/*.md", lambda route: route.abort())
    page.get_by_role("button", name="Copy page as Markdown").click()
    expect(page.get_by_role("status")).to_have_text("Could not be copied; open the text instead")


def test_nobody_is_shut_out(address: str, visit: Open) -> None:
    page = visit(address + PAGES["recipe"]).page
    assert violations(page) == []


def test_it_is_not_printed(address: str, visit: Open) -> None:
    page = visit(address + PAGES["recipe"]).page
    button = page.get_by_role("button", name="Copy page as Markdown")
    expect(button).to_be_visible()
    page.emulate_media(media="print")
    expect(button).to_be_hidden()
