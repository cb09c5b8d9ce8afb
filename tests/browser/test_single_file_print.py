"""The single file on paper: what Chromium prints of it is a book."""

import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser.conftest import Made, Open
from tests.browser.foreign import NAMES, made, read
from tests.browser.measures import overflow

pytestmark = pytest.mark.browser

PAPER = {"width": 642, "height": 930}
"""What the margins leave of a sheet of A4, in pixels of the stylesheet."""
TOP = 842 - 25 / 25.4 * 72
"""Where the text begins on a sheet of A4, in points above its foot."""

# What scrolls on the screen is lost on paper.
_CUT = """all => all
  .filter((one) => one.clientWidth && one.scrollWidth > one.clientWidth + 1)
  .filter((one) => getComputedStyle(one).overflowX !== "visible")
  .filter((one) => !one.closest("math, svg, video, .headerlink, input, select, textarea"))
  .map((one) => `${one.localName} ${one.className} ${one.textContent.trim().slice(0, 60)}`)"""

# Words of the pages as they are on paper, with everything open.
_WORDS = """() => {
  /* What is set in another order, or shows one of its words only. */
  document.querySelectorAll("article :is(bdo, ruby, select, math)").forEach((one) => one.remove());
  return [...document.querySelectorAll("article.page")].map((one) => one.innerText);
}"""

PrintOut = Callable[..., PdfReader]


@pytest.fixture(scope="module")
def printed(browser: Browser) -> PrintOut:
    """Return what prints the single file of a project, once."""

    @cache
    def printed(name: str, *options: str) -> PdfReader:
        reading = read(browser, made(name, *options).address)
        pdf = reading.page.pdf(format="A4", prefer_css_page_size=True, tagged=True, outline=True)
        reading.page.context.close()
        return PdfReader(io.BytesIO(pdf))

    return printed


@pytest.fixture
def paper(browser: Browser) -> Iterator[Callable[[str], Page]]:
    """Return what opens the single file of a project as it is laid out for a sheet."""
    contexts = []

    def paper(name: str) -> Page:
        reading = read(browser, made(name).address, viewport=PAPER)
        contexts.append(reading.page.context)
        reading.page.emulate_media(media="print")
        return reading.page

    yield paper
    for context in contexts:
        context.close()


def squeezed(text: str) -> str:
    """Return a text without what a line break or the typesetting may change."""
    return re.sub(r"[\s\u00ad\u00a0¶]+", "", text)


def texts(pdf: PdfReader) -> Sequence[str]:
    """Return the text of each sheet, with ligatures as the letters that they stand for."""
    return [unicodedata.normalize("NFKC", sheet.extract_text()) for sheet in pdf.pages]


def chapters_in(pdf: PdfReader) -> Sequence[tuple[str, int, float]]:
    """Return the headings that a document outlines: title, sheet, and height above its foot."""
    found = []

    def walk(entries: Sequence[object]) -> None:
        for entry in entries:
            if isinstance(entry, list):
                walk(entry)
            else:
                sheet = pdf.get_destination_page_number(entry)  # type: ignore[arg-type]
                found.append((entry.title, sheet, float(entry.top)))  # type: ignore[attr-defined]

    walk(pdf.outline)
    return found


class TestSheets:
    @pytest.mark.parametrize("name", ["notes", "readthedocs", "reference", "tabs"])
    def test_each_page_begins_at_the_top_of_its_own(
        self, printed: PrintOut, paper: Callable[[str], Page], name: str
    ) -> None:
        firsts = (
            paper(name)
            .locator("article.page")
            .evaluate_all("all => all.map((one) => one.querySelector('h1').firstChild.data)")
        )
        rest = iter(chapters_in(printed(name)))
        sheets = []
        for first in firsts:
            # A line of the title is taller than its letters: the outline points a little above.
            tops = (sheet for title, sheet, top in rest if title == first and abs(top - TOP) < 25)
            sheets.append(next(tops, None))
        assert None not in sheets
        assert sheets == sorted(set(sheets))

    def test_a_book_has_about_as_many_as_its_pages_fill(self, printed: PrintOut) -> None:
        # Five short pages, and one that twenty tabs make two or three sheets long.
        assert 6 <= len(printed("tabs").pages) <= 13

    def test_none_is_empty(self, printed: PrintOut) -> None:
        for name in ("notes", "tabs", "reference", "code"):
            for number, text in enumerate(texts(printed(name)), start=1):
                assert len(squeezed(text)) > 20, f"sheet {number} of {name}"


class TestText:
    @pytest.mark.parametrize("name", [one for one in NAMES if one not in {"languages", "maths"}])
    def test_nothing_is_lost(
        self, printed: PrintOut, paper: Callable[[str], Page], name: str
    ) -> None:
        page = paper(name)
        whole = squeezed("".join(texts(printed(name))))
        lines = [line for text in page.evaluate(_WORDS) for line in text.splitlines()]
        words = {word for line in lines for word in line.split() if word.isalpha()}
        assert len(words) > 15
        assert [word for word in sorted(words) if word not in whole] == []

    @pytest.mark.parametrize("name", NAMES)
    def test_nothing_is_cut_off(self, paper: Callable[[str], Page], name: str) -> None:
        page = paper(name)
        assert page.locator("main, main *").evaluate_all(_CUT) == []
        assert overflow(page) == []

    def test_nothing_of_a_larger_book_is_cut_off(self, single_file: str, visit: Open) -> None:
        page = visit(single_file, viewport=PAPER).page
        page.emulate_media(media="print")
        assert page.locator("main, main *").evaluate_all(_CUT) == []
        assert overflow(page) == []

    def test_long_lines_of_code_wrap(self, features: Made, visit: Open) -> None:
        page = visit(features.address, viewport=PAPER).page
        line = page.get_by_text("longer than any window").first
        height = line.evaluate("line => line.getBoundingClientRect().height")
        page.emulate_media(media="print")
        assert line.evaluate("line => line.getBoundingClientRect().height") > height * 1.5


class TestRunningHeads:
    def test_every_sheet_has_the_title_of_the_book_and_a_number(self, printed: PrintOut) -> None:
        for number, text in enumerate(texts(printed("reference")), start=1):
            assert "Lamps" in text
            assert re.search(rf"(^|\n)\s*{number}\s*($|\n)", text), f"sheet {number}"

    def test_the_title_of_the_part_stands_at_the_top_of_its_sheets(self, printed: PrintOut) -> None:
        pdf = printed("reference")
        of_part = [
            sheet for title, sheet, _ in chapters_in(pdf) if title in {"The lamp", "Dimmers"}
        ]
        pages = texts(pdf)
        for sheet in range(min(of_part), len(pages)):
            assert "Reference" in pages[sheet][:60]
        assert "Reference" not in pages[min(of_part) - 1]

    def test_a_title_may_hold_any_sign(self, printed: PrintOut) -> None:
        pdf = printed("readthedocs")
        sheet = next(sheet for title, sheet, _ in chapters_in(pdf) if title == "First")
        assert squeezed(r'Files "of" C:\new </style> & more') in squeezed(texts(pdf)[sheet])


class TestCover:
    def test_it_has_the_first_sheet_to_itself(self, printed: PrintOut) -> None:
        cover, contents, first = texts(printed("reference", "--cover", "title"))[:3]
        assert squeezed(cover) == "Lamps"
        assert "Reference" in contents
        assert "A small package with a reference" in first
        assert re.search(r"(^|\n)\s*3\s*($|\n)", first)


class TestContents:
    def test_they_come_before_the_first_page(self, printed: PrintOut) -> None:
        first = texts(printed("reference"))[0]
        for title in ("Home", "Usage", "Reference", "Lamps", "Dimmers"):
            assert title in first
        assert "A small package with a reference" not in first

    def test_their_lines_are_links_to_sheets(self, printed: PrintOut) -> None:
        pdf = printed("reference")
        links = [one.get_object() for one in pdf.pages[0].get("/Annots", [])]
        assert len([one for one in links if "/Dest" in one or "/A" in one]) >= 4


class TestWhatIsClosed:
    def test_notes_are_open(self, features: Made, visit: Open) -> None:
        page = visit(features.address, viewport=PAPER).page
        hidden = page.get_by_text("Hidden until it is opened.").or_(page.get_by_text("Say it:"))
        for each in hidden.all():
            expect(each).to_be_hidden()
        page.emulate_media(media="print")
        assert hidden.count() == 4
        for each in hidden.all():
            expect(each).to_be_visible()

    def test_the_furniture_stays_on_the_screen(self, features: Made, visit: Open) -> None:
        page = visit(features.address, viewport=PAPER).page
        page.emulate_media(media="print")
        controls = page.locator("button, input[type=search], .code-tools").locator("visible=true")
        expect(controls).to_have_count(0)

    @pytest.mark.parametrize("name", ["tabs", "legacy"])
    def test_tabs_stand_one_below_the_other_each_under_its_label(
        self, paper: Callable[[str], Page], name: str
    ) -> None:
        page = paper(name)
        for tabs in page.locator(".tabbed-set").all():
            places = tabs.evaluate("""set => {
              const own = (selector) => [...set.querySelectorAll(selector)]
                .filter((one) => one.closest(".tabbed-set") === set)
                .map((one) => one.getBoundingClientRect());
              const labels = own("label");
              const blocks = own(set.matches(".tabbed-alternate")
                ? ".tabbed-block" : ".tabbed-content");
              return labels.flatMap((label, at) => [label, blocks[at]])
                .map(({ top, bottom }) => [top, bottom]);
            }""")
            assert len(places) >= 2
            for (_, bottom), (top, _) in pairwise(places):
                assert bottom <= top + 1


class TestLinks:
    def test_addresses_elsewhere_are_written_out(self, printed: PrintOut) -> None:
        assert "(https://example.org/" in "".join(texts(printed("rawhtml")))

    def test_links_within_the_book_lead_to_their_sheets(self, printed: PrintOut) -> None:
        pdf = printed("reference")
        sheet = next(sheet for title, sheet, _ in chapters_in(pdf) if title == "Usage")
        annotations = [one.get_object() for one in pdf.pages[sheet].get("/Annots", [])]
        assert annotations
        assert not any("file:" in str(one.get("/A", "")) for one in annotations)
