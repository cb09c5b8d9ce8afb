"""Our own site in a browser: each kind of page, and what readers do on them."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.conftest import Made, Open
from tests.browser.handbook import PAGES, ROOT
from tests.browser.measures import box, overflow, violations

pytestmark = pytest.mark.browser

CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}
TABLE = "examples/requirements/"
"""A page with a table of one row for each example, which is enough for a filter."""

_CAPTION = "p:has(> .sample-caption:not(.sample-caption-output))"
# A caption with the parts of its sample: each is the next sibling of the one before.
_PARTS = """caption => {
  const parts = [caption];
  const kinds = ".sample-code, .sample-output, .sample-tested, " +
    "p:has(> .sample-caption-output, > .sample-proof)";
  for (let at = caption.nextElementSibling; at?.matches(kinds); at = at.nextElementSibling) {
    parts.push(at);
    if (at.matches("p:has(> .sample-proof)")) break;
  }
  return parts.map((one) => {
    const { left, right, top, bottom } = one.getBoundingClientRect();
    const style = getComputedStyle(one);
    return { name: one.textContent.trim().slice(0, 40), left, right, top, bottom,
             framed: ["Left", "Right", "Bottom"].every((side) =>
               style[`border${side}Style`] === "solid" && style[`border${side}Width`] !== "0px") };
  });
}"""

kinds = pytest.mark.parametrize("kind", list(PAGES))


def copied(block: Locator) -> str:
    block.hover()
    block.get_by_role("button", name="Copy").click()
    expect(block.page.get_by_text("Copied to clipboard")).to_be_visible()
    text: str = block.page.evaluate("navigator.clipboard.readText()")
    return text


def ground(page: Page) -> str:
    colour: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return colour


class TestEveryKind:
    @kinds
    def test_it_loads_from_its_own_host_without_an_error(
        self, address: str, visit: Open, kind: str
    ) -> None:
        opened = visit(address + PAGES[kind])
        opened.lay_out()
        assert len(opened.requests) > 5
        assert opened.requests_besides(address, "data:") == []
        assert opened.errors == []

    @kinds
    def test_it_is_no_wider_than_a_phone(self, address: str, visit: Open, kind: str) -> None:
        page = visit(address + PAGES[kind], viewport=PHONE).page
        assert overflow(page) == []

    @kinds
    @pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desktop", "phone"])
    def test_axe_finds_no_violation_in_light_and_dark(
        self, address: str, visit: Open, kind: str, window: dict[str, int]
    ) -> None:
        page = visit(address + PAGES[kind], viewport=window, color_scheme="light").page
        light = ground(page)
        assert violations(page) == []
        page.emulate_media(color_scheme="dark")
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        assert ground(page) != light
        assert violations(page, colours_only=True) == []


class TestExamples:
    def test_their_facts_are_one_quiet_line(self, address: str, visit: Open) -> None:
        page = visit(address + PAGES["example"]).page
        facts = page.locator("p:has(> .example-facts)").first
        text = page.locator("article > p").first
        size, colour = "one => getComputedStyle(one).fontSize", "one => getComputedStyle(one).color"
        expect(facts).to_contain_text("Level: beginner")
        assert float(facts.evaluate(size)[:-2]) < float(text.evaluate(size)[:-2])
        assert facts.evaluate(colour) != text.evaluate(colour)


class TestSamples:
    @pytest.mark.parametrize("kind", ["landing", "guide", "recipe", "use case", "book section"])
    def test_its_parts_are_joined_to_one_box(self, address: str, visit: Open, kind: str) -> None:
        page = visit(address + PAGES[kind]).page
        samples = page.locator(_CAPTION).evaluate_all(f"all => all.map({_PARTS})")
        assert samples
        for parts in samples:
            assert len(parts) >= 3, parts
            for above, below in pairwise(parts):
                assert above["left"] == pytest.approx(below["left"], abs=0.5)
                assert above["right"] == pytest.approx(below["right"], abs=0.5)
                # Borders of neighbours lie on each other.
                assert below["top"] - above["bottom"] == pytest.approx(-1, abs=0.6)
            assert all(part["framed"] for part in parts)

    def test_the_sample_of_the_landing_page_has_all_parts(self, address: str, visit: Open) -> None:
        page = visit(address).page
        sample = page.locator(".shown-sample")
        expect(sample.locator(".sample-caption").first).to_contain_text("print_reply")
        expect(sample.locator(".sample-code code")).to_contain_text("def print_reply")
        expect(sample.locator(".sample-caption-output")).to_have_text("What you'll see")
        recorded = (ROOT / "examples/foundation/streaming_responses/expected.txt").read_text()
        expect(sample.locator(".sample-output code")).to_have_text(recorded.strip())
        for link in sample.locator(".sample-proof a").all():
            expect(link).to_have_attribute("href", re.compile(r"^examples/"))

    def test_exactly_the_code_is_copied(self, address: str, visit: Open) -> None:
        page = visit(address, **CLIPBOARD).page
        text = copied(page.locator(".shown-sample .sample-code"))
        source = ROOT / "examples/foundation/streaming_responses/streaming_responses.py"
        assert text.count("\n") > 3
        assert text in source.read_text(encoding="utf-8")

    def test_the_copy_button_lies_in_the_caption(self, address: str, visit: Open) -> None:
        page = visit(address).page
        caption, code = page.locator(_CAPTION).first, page.locator(".sample-code").first
        code.hover()
        button, around = box(code.get_by_role("button", name="Copy")), box(caption)
        assert around["y"] <= button["y"]
        assert button["y"] + button["height"] <= around["y"] + around["height"]
        assert button["x"] + button["width"] <= around["x"] + around["width"]


class TestTables:
    @pytest.fixture
    def page(self, address: str, visit: Open) -> Page:
        return visit(address + TABLE).page

    def first_cells(self, page: Page) -> list[str]:
        cells = page.locator("table").first.locator("tbody tr:visible td:first-child")
        return [text.strip() for text in cells.all_inner_texts()]

    def test_they_are_sorted_by_keyboard(self, page: Page) -> None:
        before = self.first_cells(page)
        head = page.locator("th").first
        head.get_by_role("button").focus()
        page.keyboard.press("Enter")
        expect(head).to_have_attribute("aria-sort", "ascending")
        upwards = self.first_cells(page)
        assert upwards == sorted(before, key=str.casefold)
        page.keyboard.press("Space")
        expect(head).to_have_attribute("aria-sort", "descending")
        assert self.first_cells(page) == upwards[::-1] != upwards

    def test_they_are_filtered_by_keyboard(self, page: Page) -> None:
        everything = self.first_cells(page)
        field = page.get_by_label("Filter")
        field.focus()
        page.keyboard.type("stream")
        left = self.first_cells(page)
        assert 0 < len(left) < len(everything)
        expect(page.get_by_role("status").filter(has_text=" of ")).to_have_text(
            f"{len(left)} of {len(everything)}"
        )
        page.keyboard.press("Escape")
        assert self.first_cells(page) == everything


class TestSearch:
    def test_it_finds_a_word_of_a_sample(self, address: str, visit: Open) -> None:
        page = visit(address).page
        page.keyboard.press("/")
        page.keyboard.type("ToolCallAssembler")
        results = page.locator(".md-search-result__link")
        expect(results.first).to_be_visible()
        addresses = results.evaluate_all("all => all.map((one) => one.pathname)")
        assert any("guides/advanced/llm-streaming-tool-calls" in one for one in addresses)

    def test_it_does_not_find_what_is_nowhere(self, address: str, visit: Open) -> None:
        page = visit(address).page
        page.keyboard.press("/")
        page.keyboard.type("xylophonist")
        expect(page.locator(".md-search-result__meta")).to_have_text("No matching documents")


class TestThemes:
    def test_a_choice_outlasts_a_reload(self, address: str, visit: Open) -> None:
        page = visit(address, color_scheme="light").page
        body = page.locator("body")
        light = ground(page)
        page.get_by_title("Theme: automatic. Change to light").click()
        page.get_by_title("Theme: light. Change to dark").click()
        expect(body).to_have_attribute("data-md-color-scheme", "slate")
        dark = ground(page)
        assert dark != light
        page.reload()
        expect(body).to_have_attribute("data-md-color-scheme", "slate")
        assert ground(page) == dark

    def test_forced_colours_keep_frames_marks_and_icons(self, address: str, visit: Open) -> None:
        page = visit(address + PAGES["guide"], forced_colors="active").page
        marked = page.locator(".hll").first
        frame = page.locator(".sample-code").first
        assert marked.evaluate("one => getComputedStyle(one).borderLeftWidth") == "3px"
        assert frame.evaluate("one => getComputedStyle(one).borderBottomStyle") == "solid"
        frame.hover()
        icon = "one => getComputedStyle(one, '::after').backgroundColor"
        text = "getComputedStyle(document.body).color"
        assert frame.get_by_role("button", name="Copy").evaluate(icon) == page.evaluate(text)


def test_a_build_says_nothing_of_a_coming_version_of_mkdocs(features: Made) -> None:
    assert features.said.count("\n") == 1
    assert features.said.startswith("Single file: ")
