"""The single file in a reader's hands: contents, jumping, and keys alone."""

from collections.abc import Sequence
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chromium import PHONE
from tests.browser.conftest import Made, Open
from tests.browser.measures import box

pytestmark = pytest.mark.browser

BAR = 52
"""Height of the bar, under which a target must not disappear."""

_STOPS = """() => {
  const kinds = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const seen = { visibilityProperty: true, contentVisibilityAuto: false };
  const stops = [...document.querySelectorAll(kinds)]
    .filter((one) => one.checkVisibility(seen) && !one.disabled)
    .filter((one) => one.type !== "radio" || one.checked);
  stops.forEach((one, place) => { one.dataset.stop = place; });
  return stops.length;
}"""
_STOP = """() => {
  const at = document.activeElement;
  /* A radio button of tabs is invisible itself: its labels show the focus. */
  const shows = at.closest(".tabbed-set > input") ? at.parentElement.children : [at];
  const outlined = [...shows].some((one) => {
    const style = getComputedStyle(one);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
  });
  const { top, bottom } = at.getBoundingClientRect();
  return {
    stop: "stop" in at.dataset ? Number(at.dataset.stop) : null,
    name: `${at.localName} ${at.className} ${at.textContent.trim().slice(0, 40)}`,
    outlined,
    inside: bottom > 0 && top < innerHeight,
  };
}"""


def chapter(page: Page, name: str) -> Locator:
    return page.locator(f"article[id='{name}']")


def is_under_the_bar(target: Locator) -> None:
    """Assert that a target was scrolled to the upper part of the window."""
    target.page.wait_for_function(
        "([id, bar]) => { const top = document.getElementById(id).getBoundingClientRect().top;"
        " return bar <= top && top < innerHeight / 3; }",
        arg=[target.get_attribute("id"), BAR - 8],
    )


def rests(page: Page) -> None:
    """Wait until nothing scrolls any more."""
    page.evaluate("""async () => {
      for (let rested = 0, last = NaN; rested < 10; last = scrollY) {
        await new Promise(requestAnimationFrame);
        rested = scrollY === last ? rested + 1 : 0;
      }
    }""")


class TestContents:
    def test_they_mark_the_page_that_is_read(self, features: Made, visit: Open) -> None:
        page = visit(features.address).page
        contents = page.get_by_role("navigation", name="Contents")
        for name in ("index", "chapters", "chapters/first", "chapters/second", "media", "tables"):
            chapter(page, name).evaluate("article => article.scrollIntoView()")
            current = contents.locator("[aria-current=page]")
            expect(current).to_have_count(1)
            expect(current).to_have_attribute("href", f"#{name}")
            expect(current).to_be_in_viewport()

    def test_a_section_opens_while_it_is_read(self, features: Made, visit: Open) -> None:
        page = visit(features.address).page
        section = page.locator(".contents details")
        expect(section).not_to_have_attribute("open", "")
        chapter(page, "chapters/first").evaluate("article => article.scrollIntoView()")
        expect(section).to_have_attribute("open", "")
        chapter(page, "media").evaluate("article => article.scrollIntoView()")
        expect(section).not_to_have_attribute("open", "")

    def test_a_section_that_the_reader_opened_stays_open(self, features: Made, visit: Open) -> None:
        page = visit(features.address).page
        page.locator(".contents summary").click()
        chapter(page, "media").evaluate("article => article.scrollIntoView()")
        expect(page.locator(".contents [aria-current=page]")).to_have_attribute("href", "#media")
        expect(page.locator(".contents details")).to_have_attribute("open", "")


class TestContentsOnAPhone:
    @pytest.fixture
    def page(self, features: Made, visit: Open) -> Page:
        return visit(features.address, viewport=PHONE, has_touch=True).page

    def test_a_button_opens_and_closes_them(self, page: Page) -> None:
        contents = page.get_by_role("navigation", name="Contents")
        button = page.locator(".contents-open")
        expect(contents).to_be_hidden()
        expect(button).to_have_attribute("aria-expanded", "false")
        button.tap()
        expect(contents).to_be_visible()
        expect(button).to_have_attribute("aria-expanded", "true")
        assert page.evaluate("!!document.activeElement.closest('.contents')")
        button.tap()
        expect(contents).to_be_hidden()
        expect(button).to_be_focused()

    def test_escape_closes_them_and_gives_the_focus_back(self, page: Page) -> None:
        page.locator(".contents-open").tap()
        expect(page.locator(".contents :focus")).to_have_count(1)
        page.keyboard.press("Escape")
        expect(page.get_by_role("navigation", name="Contents")).to_be_hidden()
        expect(page.locator(".contents-open")).to_be_focused()

    def test_a_tap_beside_them_closes_them(self, page: Page) -> None:
        page.locator(".contents-open").tap()
        page.touchscreen.tap(20, 20)
        expect(page.get_by_role("navigation", name="Contents")).to_be_hidden()

    def test_a_choice_closes_them_and_leads_there(self, page: Page) -> None:
        page.locator(".contents-open").tap()
        page.locator(".contents").get_by_role("link", name="Tables").tap()
        expect(page.get_by_role("navigation", name="Contents")).to_be_hidden()
        is_under_the_bar(page.locator("article[id='tables'] h1"))


class TestJumps:
    @pytest.mark.parametrize("name", ["chapters/second/usage", "tables/overview", "media/media"])
    def test_an_address_with_an_anchor_opens_there(
        self, features: Made, visit: Open, name: str
    ) -> None:
        page = visit(f"{features.address}#{name}").page
        is_under_the_bar(page.locator(f"[id='{name}']"))

    def test_back_and_forward_lead_through_what_was_visited(
        self, features: Made, visit: Open
    ) -> None:
        page = visit(features.address).page
        page.get_by_role("link", name="Usage of the second").click()
        is_under_the_bar(page.locator("[id='chapters/second/usage']"))
        page.locator(".contents").get_by_role("link", name="Media").click()
        is_under_the_bar(page.locator("[id='media/media']"))
        page.go_back()
        is_under_the_bar(page.locator("[id='chapters/second/usage']"))
        page.go_back()
        expect(page.locator("[id='index/features']")).to_be_in_viewport()
        page.go_forward()
        is_under_the_bar(page.locator("[id='chapters/second/usage']"))

    def test_back_returns_to_where_the_reader_had_scrolled(
        self, features: Made, visit: Open
    ) -> None:
        page = visit(features.address).page
        link = chapter(page, "chapters/first").get_by_role("link", name="1", exact=True).last
        link.scroll_into_view_if_needed()
        rests(page)
        before = box(link)
        link.click()
        expect(page.locator("[id='chapters/first/fn:1']")).to_be_in_viewport()
        assert box(link)["y"] != before["y"]
        page.go_back()
        rests(page)
        assert box(link)["y"] == pytest.approx(before["y"], abs=2)

    def test_a_link_into_a_closed_note_opens_it(self, features: Made, visit: Open) -> None:
        page = visit(features.address).page
        hidden = chapter(page, "chapters/second").get_by_text("Hidden until it is opened.")
        expect(hidden).to_be_hidden()
        page.get_by_role("link", name="In a closed note").click()
        expect(hidden).to_be_in_viewport()

    def test_a_link_into_a_tab_that_is_not_open_opens_it(self, features: Made, visit: Open) -> None:
        page = visit(features.address).page
        hidden = chapter(page, "chapters/second").get_by_text('echo "second in the shell"')
        expect(hidden).to_be_hidden()
        page.get_by_role("link", name="In a tab that is not open").click()
        expect(hidden).to_be_in_viewport()

    def test_tabs_of_two_pages_are_chosen_independently(self, features: Made, visit: Open) -> None:
        page = visit(features.address).page
        chapter(page, "chapters/second").get_by_text("Shell", exact=True).click()
        expect(page.get_by_text('echo "second in the shell"')).to_be_visible()
        expect(page.get_by_text('print("first in Python")')).to_be_visible()
        expect(page.get_by_text("One of second.")).to_be_visible()

    @pytest.mark.parametrize("name", ["chapters/first", "chapters/second"])
    def test_footnotes_lead_there_and_back_on_their_page(
        self, features: Made, visit: Open, name: str
    ) -> None:
        page = visit(f"{features.address}#{name}").page
        reference = page.locator(f"[id='{name}/fnref:note'] a")
        reference.click()
        note = page.locator(f"[id='{name}/fn:note']")
        expect(note).to_be_in_viewport()
        expect(note).to_contain_text(f"The named note of the {name.split('/')[1]} chapter.")
        expect(reference).not_to_be_in_viewport()
        note.get_by_role("link").click()
        expect(reference).to_be_in_viewport()


class TestKeys:
    def test_the_first_stop_skips_to_the_text(self, features: Made, visit: Open) -> None:
        page = visit(features.address).page
        skip = page.get_by_role("link", name="Skip to the text")
        expect(skip).not_to_be_in_viewport()
        page.keyboard.press("Tab")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("!!document.activeElement.closest('main')")

    def test_every_control_is_reached_in_order_and_shows_it(
        self, features: Made, visit: Open
    ) -> None:
        opened = visit(features.address)
        opened.lay_out()
        page = opened.page
        for article in page.locator("article.page").all():
            article.evaluate("article => article.scrollIntoView()")
            rests(page)
        page.evaluate("scrollTo(0, 0)")
        rests(page)
        count = page.evaluate(_STOPS)
        assert count > 80
        # Where nothing has the focus, some browsers begin at what was last scrolled to. The last
        # stop leads on to the first one, past a stop or two of the browser itself.
        before = 0
        page.keyboard.press("Tab")
        while page.evaluate(_STOP)["stop"] != 0 and before < count + 10:
            page.keyboard.press("Tab")
            before += 1
        reached: list[dict[str, Any]] = [page.evaluate(_STOP)]
        for _ in range(count - 1):
            page.keyboard.press("Tab")
            reached.append(page.evaluate(_STOP))
        assert [one["stop"] for one in reached] == list(range(count))
        assert named(reached, "outlined") == []
        assert named(reached, "inside") == []

    def test_tabs_are_chosen_with_the_arrows(self, features: Made, visit: Open) -> None:
        page = visit(features.address).page
        first = page.locator("[id='chapters/first/__tabbed_1_1']")
        first.focus()
        page.keyboard.press("ArrowRight")
        expect(page.get_by_text('echo "first in the shell"')).to_be_visible()
        expect(page.get_by_text('echo "second in the shell"')).to_be_hidden()

    def test_what_scrolls_sideways_is_reached(self, features: Made, visit: Open) -> None:
        opened = visit(features.address, viewport=PHONE)
        opened.lay_out()
        boxes = opened.page.locator("main :is(pre, .table-box)")
        wide = boxes.evaluate_all("""all => all
          .filter((one) => one.clientWidth && one.scrollWidth > one.clientWidth)
          .map((one) => one.tabIndex)""")
        assert len(wide) >= 3
        assert set(wide) == {0}


def named(reached: Sequence[dict[str, Any]], quality: str) -> Sequence[str]:
    """Return the names of the stops that lack a quality."""
    return [str(one["name"]) for one in reached if not one[quality]]
