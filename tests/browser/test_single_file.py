"""The single file as a document: it stands alone, everything in it is found."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.conftest import Made, Open
from tests.browser.measures import overflow, violations

pytestmark = pytest.mark.browser

ZOOMED = {"width": DESKTOP["width"] // 2, "height": DESKTOP["height"] // 2}
"""What a browser makes of its window when the reader zooms to 200 %."""

# The anchors of a page are looked up as the browser does it.
_DEAD = """() => [...document.querySelectorAll("a[href^='#']")]
  .map((link) => decodeURIComponent(link.getAttribute("href").slice(1)))
  .filter((id) => id !== "top" && !document.getElementById(id))"""

_STRAY = """() => {
  const names = ["for", "aria-describedby", "aria-labelledby", "href", "xlink:href"];
  const stray = [];
  for (const article of document.querySelectorAll("article.page")) {
    for (const one of article.querySelectorAll("*")) {
      const ids = names
        .filter((name) => one.localName !== "a" && one.hasAttribute(name))
        .flatMap((name) => one.getAttribute(name).replace(/^#/, "").split(" "));
      for (const { value } of one.attributes)
        for (const match of value.matchAll(/url\\(['"]?#(.+?)['"]?\\)/g)) ids.push(match[1]);
      for (const id of ids)
        if (!article.contains(document.getElementById(id))) stray.push(`${one.localName} ${id}`);
    }
  }
  return stray;
}"""


def keep_one_page_of_each_folder(page: Page) -> None:
    """Take away pages that are like others, for axe needs a minute for a whole book."""
    page.evaluate("""() => {
      const seen = new Set();
      for (const article of document.querySelectorAll("article.page")) {
        const folder = article.id.split("/")[0];
        if (seen.has(folder) && article.id !== "chapters/first") article.remove();
        seen.add(folder);
      }
    }""")


class TestAlone:
    def test_reading_it_requests_nothing_and_breaks_no_rule(
        self, single_file: str, visit: Open
    ) -> None:
        opened = visit(single_file)
        opened.lay_out()
        assert opened.requests.count(single_file) == 1
        assert opened.requests_besides(single_file, "data:") == []
        assert opened.errors == []

    def test_a_request_or_a_broken_rule_would_be_noticed(
        self, tmp_path: Path, visit: Open, address: str
    ) -> None:
        rule = "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'\">"
        image = f"<img src='{address}assets/favicon.svg'>"
        allowed, forbidden = tmp_path / "allowed.html", tmp_path / "forbidden.html"
        allowed.write_text(f"<!doctype html>{image}", encoding="utf-8")
        forbidden.write_text(f"<!doctype html>{rule}{image}", encoding="utf-8")
        assert visit(allowed.as_uri()).requests_besides("file:") == [f"{address}assets/favicon.svg"]
        assert any("policy: img-src" in one for one in visit(forbidden.as_uri()).errors)

    def test_pictures_are_inside(self, features: Made, visit: Open) -> None:
        page = visit(features.address).page
        sizes = page.locator("article img").evaluate_all("""all =>
          Promise.all(all.map((one) => one.decode().then(() => one.naturalWidth)))""")
        assert len(sizes) == 7
        assert all(sizes)

    def test_a_file_to_keep_is_inside(self, features: Made, visit: Open, tmp_path: Path) -> None:
        page = visit(features.address, accept_downloads=True).page
        with page.expect_download() as started:
            page.get_by_role("link", name="The data").click()
        kept = tmp_path / "kept"
        started.value.save_as(kept)
        assert kept.read_text(encoding="utf-8") == "name,number\none,1\ntwo,2\n"


class TestNames:
    def test_no_id_is_there_twice(self, single_file: str, visit: Open) -> None:
        page = visit(single_file).page
        ids = page.locator("[id]").evaluate_all("all => all.map((one) => one.id)")
        assert len(ids) > 80
        assert sorted(ids) == sorted(set(ids))

    def test_every_anchor_leads_somewhere(self, single_file: str, visit: Open) -> None:
        page = visit(single_file).page
        assert page.locator("article a[href^='#']").count() > 50
        assert page.evaluate(_DEAD) == []

    def test_references_stay_on_their_page(self, single_file: str, visit: Open) -> None:
        assert visit(single_file).page.evaluate(_STRAY) == []

    def test_a_lost_anchor_and_a_stray_reference_would_be_found(
        self, features: Made, visit: Open
    ) -> None:
        page = visit(features.address).page
        page.evaluate("""() => {
          document.querySelector("#media\\\\/shape").remove();
          document.querySelector("#chapters\\\\/first\\\\/usage").remove();
        }""")
        assert page.evaluate(_STRAY) == ["use media/shape", "use media/shape"]
        assert set(page.evaluate(_DEAD)) == {"chapters/first/usage"}

    def test_drawings_use_the_shapes_of_their_own_page(self, features: Made, visit: Open) -> None:
        page = visit(features.address).page
        widths = page.locator("use.used").evaluate_all(
            "all => all.map((one) => one.getBBox().width)"
        )
        assert widths == [32, 32]
        drawings = page.locator("article svg:has(use)")
        assert drawings.nth(0).screenshot() != drawings.nth(1).screenshot()


class TestWithoutScript:
    def test_everything_is_there_to_read(self, single_file: str, visit: Open) -> None:
        page = visit(single_file, java_script_enabled=False).page
        texts = page.locator("article.page").evaluate_all("all => all.map((one) => one.innerText)")
        assert len(texts) >= 6
        assert all(len(text) > 40 for text in texts)
        expect(page.get_by_role("navigation", name="Contents")).to_be_visible()
        for control in ("#theme", ".contents-open", ".code-tools"):
            expect(page.locator(control).locator("visible=true")).to_have_count(0)

    def test_links_tabs_and_notes_work(self, features: Made, visit: Open) -> None:
        page = visit(features.address, java_script_enabled=False).page
        page.get_by_role("link", name="Usage of the second").click()
        chapter = page.locator("article[id='chapters/second']")
        expect(chapter.get_by_role("heading", name="Usage")).to_be_in_viewport()
        expect(chapter.get_by_text('echo "second in the shell"')).to_be_hidden()
        chapter.get_by_text("Shell", exact=True).click()
        expect(chapter.get_by_text('echo "second in the shell"')).to_be_visible()
        expect(chapter.get_by_text('print("second in Python")')).to_be_hidden()
        expect(chapter.get_by_text("Hidden until it is opened.")).to_be_hidden()
        chapter.get_by_text("A closed note").click()
        expect(chapter.get_by_text("Hidden until it is opened.")).to_be_visible()


class TestWidth:
    @pytest.mark.parametrize("window", [PHONE, ZOOMED], ids=["phone", "zoom"])
    def test_nothing_is_wider_than_the_window(
        self, single_file: str, visit: Open, window: dict[str, int]
    ) -> None:
        opened = visit(single_file, viewport=window)
        opened.lay_out()
        assert overflow(opened.page) == []

    def test_what_is_wider_would_be_found(self, features: Made, visit: Open) -> None:
        opened = visit(features.address, viewport=PHONE)
        opened.lay_out()
        opened.page.locator("h1").first.evaluate("title => { title.style.width = '400px'; }")
        assert overflow(opened.page)[0].startswith("H1")


class TestAccess:
    @pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desktop", "phone"])
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_axe_finds_no_violation(
        self, single_file: str, visit: Open, scheme: str, window: dict[str, int]
    ) -> None:
        opened = visit(single_file, color_scheme=scheme, viewport=window)
        keep_one_page_of_each_folder(opened.page)
        opened.lay_out()
        assert violations(opened.page) == []

    def test_axe_would_find_one(self, features: Made, visit: Open) -> None:
        opened = visit(features.address)
        opened.lay_out()
        opened.page.locator("h1").first.evaluate("title => { title.style.color = '#ddd'; }")
        assert [one.split(":")[0] for one in violations(opened.page)] == ["color-contrast"]
        assert len(violations(opened.page, colours_only=True)) == 1
