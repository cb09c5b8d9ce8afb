"""The single file in a reader's hands: its theme, and what each block of code offers."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chromium import PHONE
from tests.browser.conftest import Made, Open
from tests.browser.measures import box
from tests.browser.small_file import make_file

pytestmark = pytest.mark.browser

CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}

NUMBERED = """def numbered(text: str) -> str:
    return f"first {text}"


print(numbered("line"))"""
UNNUMBERED = """# A line that is much longer than any window on a phone, and longer than a sheet \
of paper is wide, as a test of both, first.
value = {"key": "value <of> & 'quotes'"}

    # A tab begins this line, and the next ends with spaces.
print(value)  """


def chapter(page: Page, name: str) -> Locator:
    return page.locator(f"article[id='{name}']")


def copied(block: Locator) -> str:
    block.scroll_into_view_if_needed()
    block.get_by_role("button", name="Copy").click()
    expect(block.get_by_role("button", name="Copy")).to_have_text("copied")
    text: str = block.page.evaluate("navigator.clipboard.readText()")
    return text


class TestTheme:
    GROUND = "() => getComputedStyle(document.body).backgroundColor"

    def ground(self, page: Page) -> str:
        colour: str = page.evaluate(self.GROUND)
        return colour

    def test_it_follows_the_system_until_the_reader_chooses(
        self, features: Made, visit: Open
    ) -> None:
        page = visit(features.address, color_scheme="light").page
        light = self.ground(page)
        page.emulate_media(color_scheme="dark")
        dark = self.ground(page)
        assert light != dark
        page.get_by_label("Theme").select_option("light")
        assert self.ground(page) == light
        page.get_by_label("Theme").select_option("auto")
        assert self.ground(page) == dark

    def test_a_choice_outlasts_a_reload(self, features: Made, visit: Open) -> None:
        page = visit(features.address, color_scheme="light").page
        light = self.ground(page)
        page.get_by_label("Theme").select_option("dark")
        dark = self.ground(page)
        assert dark != light
        page.reload()
        assert self.ground(page) == dark
        expect(page.get_by_label("Theme")).to_have_value("dark")

    def test_without_storage_it_works_until_a_reload(self, features: Made, visit: Open) -> None:
        opened = visit("about:blank", color_scheme="light")
        page = opened.page
        page.add_init_script("""Object.defineProperty(window, "localStorage", {
          get() { throw new DOMException("forbidden", "SecurityError"); } })""")
        page.goto(features.address)
        light = self.ground(page)
        page.get_by_label("Theme").select_option("dark")
        assert self.ground(page) != light
        page.reload()
        assert self.ground(page) == light
        assert opened.errors == []


class TestCode:
    @pytest.mark.parametrize("heading", ["with", "without"])
    def test_exactly_the_code_is_copied(self, features: Made, visit: Open, heading: str) -> None:
        page = visit(features.address, **CLIPBOARD).page
        title = chapter(page, "chapters/first").get_by_role("heading", name=f"{heading} numbers")
        block = title.locator("xpath=following-sibling::*[1]")
        assert copied(block) == {"with": NUMBERED, "without": UNNUMBERED}[heading.lower()]

    def test_every_block_can_be_copied(self, features: Made, visit: Open) -> None:
        page = visit(features.address, **CLIPBOARD).page
        blocks = chapter(page, "chapters/second").locator("div.highlight:visible")
        texts = [copied(block) for block in blocks.all()]
        assert [text.split("\n")[0][:24] for text in texts] == [
            'print("second in Python"',
            "def numbered(text: str) ",
            "# A line that is much lo",
            "A fence without a langua",
            "An indented block.",
            '{"chapter": "second"}',
        ]

    def test_without_a_clipboard_the_code_is_selected(self, features: Made, visit: Open) -> None:
        page = visit("about:blank").page
        page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
        page.goto(features.address)
        block = chapter(page, "chapters/first").locator("div.highlight:visible").first
        block.get_by_role("button", name="Copy").click()
        expect(block.get_by_role("button", name="Copy")).to_have_text("selected")
        assert page.evaluate("getSelection().toString().trim()") == 'print("first in Python")'

    def test_line_numbers_come_and_go_and_are_not_copied(self, features: Made, visit: Open) -> None:
        page = visit(features.address, **CLIPBOARD).page
        block = chapter(page, "chapters/first").locator("div.highlight", has_text="A tab begins")
        block.scroll_into_view_if_needed()
        toggle = block.get_by_role("button", name="Line numbers")
        expect(toggle).to_have_attribute("aria-pressed", "false")
        toggle.click()
        expect(toggle).to_have_attribute("aria-pressed", "true")
        expect(block.locator(".code-numbers")).to_have_text("1\n2\n3\n4\n5")
        assert copied(block) == UNNUMBERED
        numbers = box(block.locator(".code-numbers"))
        assert numbers["height"] == pytest.approx(box(block.locator("code"))["height"], abs=2)
        toggle.click()
        expect(block.locator(".code-numbers")).to_have_count(0)

    def test_long_lines_wrap_and_keep_their_numbers(self, features: Made, visit: Open) -> None:
        page = visit(features.address, viewport=PHONE).page
        block = chapter(page, "chapters/first").locator("div.highlight", has_text="A tab begins")
        block.scroll_into_view_if_needed()
        code = block.locator("code")
        low = box(code)["height"]
        block.get_by_role("button", name="Line numbers").click()
        block.get_by_role("button", name="Wrap long lines").click()
        expect(block.get_by_role("button", name="Wrap long lines")).to_have_attribute(
            "aria-pressed", "true"
        )
        assert box(code)["height"] > low * 1.5
        assert block.locator("pre").evaluate("pre => pre.scrollWidth <= pre.clientWidth")
        numbers = block.locator(".code-numbers")
        rows = numbers.inner_text().split("\n")
        assert [row for row in rows if row] == ["1", "2", "3", "4", "5"]
        assert rows[1] == ""
        assert box(numbers)["height"] == pytest.approx(box(code)["height"], abs=2)

    def test_one_line_has_nothing_to_number_or_wrap(self, features: Made, visit: Open) -> None:
        page = visit(features.address).page
        block = chapter(page, "chapters/first").locator("div.highlight:visible").first
        block.scroll_into_view_if_needed()
        expect(block.get_by_role("button")).to_have_text(["copy"])

    def test_prompts_and_what_is_printed_are_not_copied(self, tmp_path: Path, visit: Open) -> None:
        text = "```pycon\n>>> double(2)\n4\n>>> for one in ():\n...     pass\n```\n"
        page = visit(make_file(tmp_path, {"index.md": text}), **CLIPBOARD).page
        block = page.locator("div.highlight, pre").first.locator("xpath=ancestor-or-self::div[1]")
        assert copied(block) == "double(2)\nfor one in ():\n    pass"

    def test_a_block_says_its_language(self, features: Made, visit: Open) -> None:
        page = visit(features.address).page
        blocks = chapter(page, "chapters/first").locator("div.highlight")
        blocks.last.scroll_into_view_if_needed()
        expect(blocks.filter(has_text='{"chapter"').locator(".code-language")).to_have_text("json")
        plain = blocks.filter(has_text="A fence without a language.")
        expect(plain.get_by_role("button", name="Copy")).to_be_attached()
        expect(plain.locator(".code-language")).to_have_count(0)
