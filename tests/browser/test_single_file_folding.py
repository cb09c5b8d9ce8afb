"""The single file in a reader's hands: folding, progress, terms, and links to deep places."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.conftest import Made, Open
from tests.browser.measures import box, violations
from tests.browser.small_file import make_file

pytestmark = pytest.mark.browser

SHIFT = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((one) => { sum += one.value; }))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})"""


def fold(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


class TestFolding:
    def test_a_section_folds_up_to_the_next_of_its_rank(self, features: Made, visit: Open) -> None:
        page = visit(f"{features.address}#chapters/second/usage").page
        article = page.locator("article[id='chapters/second']")
        button = article.get_by_role("button", name="Section Usage")
        expect(button).to_have_attribute("aria-expanded", "true")
        button.click()
        expect(button).to_have_attribute("aria-expanded", "false")
        expect(article.get_by_role("heading", name="With numbers")).to_be_hidden()
        expect(article.get_by_role("heading", name="Notes")).to_be_visible()
        body = article.locator(f"[id='{button.get_attribute('aria-controls')}']")
        expect(body).to_have_class("folded-body")
        button.press("Enter")
        expect(article.get_by_role("heading", name="With numbers")).to_be_visible()

    def test_all_chapters_fold_and_unfold_at_once(self, features: Made, visit: Open) -> None:
        page = visit(features.address).page
        button = page.get_by_role("button", name="Collapse all chapters")
        titles, text = page.locator("article h1"), page.locator("article p:not(.page-turn)")
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(page.locator("article.folded")).to_have_count(titles.count())
        expect(text.first).to_be_hidden()
        expect(titles.last).to_be_visible()
        button.click()
        expect(page.locator("article.folded, .folded-body[hidden]")).to_have_count(0)
        expect(text.first).to_be_visible()

    def test_a_link_into_a_folded_part_opens_it(self, features: Made, visit: Open) -> None:
        page = visit(features.address).page
        page.get_by_role("button", name="Collapse all chapters").click()
        page.locator(".contents").get_by_role("link", name="Media").click()
        expect(page.locator("[id='media/media']")).to_be_in_viewport()
        page.evaluate("location.hash = 'chapters/second/usage'")
        expect(page.locator("[id='chapters/second/usage']")).to_be_in_viewport()

    def test_what_the_browser_finds_by_itself_opens(self, features: Made, visit: Open) -> None:
        page = visit(f"{features.address}#chapters/second").page
        button = page.get_by_role("button", name="Chapter Second chapter")
        button.click()
        body = page.locator(f"[id='{button.get_attribute('aria-controls')}']")
        expect(body).to_have_attribute("hidden", "until-found")
        body.dispatch_event("beforematch")
        expect(button).to_have_attribute("aria-expanded", "true")
        expect(page.locator("article.folded")).to_have_count(0)

    @pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desktop", "phone"])
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_axe_finds_no_violation_while_all_is_folded(
        self, features: Made, visit: Open, scheme: str, window: dict[str, int]
    ) -> None:
        page = visit(features.address, color_scheme=scheme, viewport=window).page
        page.get_by_role("button", name="Collapse all chapters").click()
        assert violations(page) == []


class TestContents:
    def test_the_headings_of_the_page_are_listed_and_followed(
        self, features: Made, visit: Open
    ) -> None:
        page = visit(f"{features.address}#chapters/second/usage").page
        page.mouse.move(600, 400)
        entries = page.locator(".contents-headings a")
        expect(entries).to_have_text(["Overview", "Usage", "Notes"])
        expect(page.locator("[aria-current=location]")).to_have_text("Usage")
        entries.last.click()
        expect(page.locator("[id='chapters/second/notes']")).to_be_in_viewport()
        expect(page.locator("[aria-current=location]")).to_have_text("Notes")
        # A jump is aimed until its goal rests, or until the reader does something else.
        page.keyboard.press("Shift")
        page.locator("article[id=media]").evaluate("article => article.scrollIntoView()")
        expect(entries).to_have_text(["Overview", "Usage", "Drawings"])
        expect(page.locator(".contents-headings")).to_have_count(1)

    def test_all_sections_open_and_close_at_once(self, features: Made, visit: Open) -> None:
        page = visit(features.address).page
        page.get_by_role("button", name="Expand all").click()
        expect(page.locator(".contents details:not([open])")).to_have_count(0)
        page.get_by_role("button", name="Collapse all", exact=True).click()
        expect(page.locator(".contents details[open]")).to_have_count(0)


class TestProgress:
    def test_the_bar_counts_pages_and_shows_how_far(self, features: Made, visit: Open) -> None:
        page = visit(features.address).page
        place, bar = page.locator(".bar-place"), page.locator(".bar-progress")
        expect(place).to_have_text("1 / 6")
        before = box(place)["width"]
        page.locator("article[id=media]").evaluate("article => article.scrollIntoView()")
        expect(place).to_have_text("5 / 6")
        page.evaluate("scrollTo(0, 1e6)")
        expect(place).to_have_text("6 / 6")
        assert box(place)["width"] == before
        # Pages get their true heights when they come near the window, and the end moves away.
        at_the_end = """([bar, width]) => {
            scrollTo(0, 1e6);
            return Math.abs(bar.getBoundingClientRect().width - width) < 20;
        }"""
        page.wait_for_function(at_the_end, arg=[bar.element_handle(), DESKTOP["width"]])

    def test_nothing_moves_while_it_opens(self, single_file: str, visit: Open) -> None:
        assert visit(single_file).page.evaluate(SHIFT) == 0

    def test_each_page_leads_to_its_neighbours(self, features: Made, visit: Open) -> None:
        page = visit(f"{features.address}#chapters/first", java_script_enabled=False).page
        turn = page.locator("article[id='chapters/first'] .page-turn a")
        expect(turn).to_have_text(["Previous Chapters", "Next Second chapter"])
        turn.last.click()
        expect(page.locator("[id='chapters/second/second-chapter']")).to_be_in_viewport()
        expect(page.locator(".page-turn").first.get_by_role("link")).to_have_count(1)

    def test_the_end_says_what_the_file_is_made_with(self, features: Made, visit: Open) -> None:
        about = visit(features.address).page.locator("#about")
        expect(about).to_contain_text("6 pages")
        expect(about).to_contain_text("Built with")


class TestTerms:
    @pytest.fixture
    def page(self, features: Made, visit: Open) -> Page:
        page = visit(f"{features.address}#chapters/second/overview").page
        page.locator("article[id='chapters/second'] abbr[tabindex]").first.wait_for()
        return page

    @pytest.mark.parametrize("way", ["hover", "focus", "click"])
    def test_a_term_is_explained(self, page: Page, way: str) -> None:
        term = page.locator("article[id='chapters/second'] abbr").first
        getattr(term, way)()
        tip = page.get_by_role("tooltip")
        expect(tip).to_have_text("HyperText Markup Language")
        expect(term).to_have_attribute("aria-describedby", "sb-gloss")
        page.keyboard.press("Escape")
        expect(tip).to_be_hidden()
        expect(term).to_have_attribute("title", "HyperText Markup Language")

    def test_it_stays_under_the_pointer_and_goes_with_it(self, page: Page) -> None:
        page.locator("article[id='chapters/second'] abbr").first.hover()
        tip = page.get_by_role("tooltip")
        tip.hover()
        page.wait_for_timeout(400)
        expect(tip).to_be_visible()
        page.mouse.move(5, 500)
        expect(tip).to_be_hidden()


class TestDeepLinks:
    WORDS = "слова/раздел-первый"

    @pytest.fixture
    def address(self, tmp_path: Path) -> str:
        filler = "\n\n".join(["A line that takes room."] * 60)
        words = f"# Слова\n\n{filler}\n\n## Раздел первый {{ #раздел-первый }}\n\n{filler}\n"
        code = "\n".join(f"line_{at} = {at}" for at in range(1, 90))
        block = f"```python\n{code}\n```"
        pages = {"index.md": f"# Home\n\n{filler}\n\n{block}\n\n{block}\n", "слова.md": words}
        return make_file(tmp_path, pages)

    @pytest.mark.parametrize("encoded", [False, True])
    def test_letters_of_any_script_lead_there(
        self,
        address: str,
        visit: Open,
        encoded: bool,
    ) -> None:
        page = visit("about:blank").page
        name = "%D1%81%D0%BB%D0%BE%D0%B2%D0%B0/" + self.WORDS.partition("/")[2]
        page.goto(f"{address}#{name if encoded else self.WORDS}")
        expect(page.locator(f"[id='{self.WORDS}']")).to_be_in_viewport()

    @pytest.mark.parametrize("name", ["__codelineno-1-70", "__span-1-70"])
    def test_a_line_of_code_without_an_anchor_is_found_and_marked(
        self, address: str, visit: Open, name: str
    ) -> None:
        page = visit(f"{address}#index/{name}").page
        marks = "[...CSS.highlights.get('found')].map((range) => range.toString())"
        page.wait_for_function("CSS.highlights.get('found')?.size")
        assert page.evaluate(marks) == ["line_70 = 70"]
        top = "[...CSS.highlights.get('found')][0].getBoundingClientRect().top"
        page.wait_for_function(f"{top} > 60 && {top} < innerHeight")
