"""Projects that know nothing of us, each about one thing that MkDocs or its extensions can do."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.foreign import (
    NAMES,
    Reading,
    hindrances,
    loose_ends,
    made,
    read,
    repeated_ids,
)
from tests.browser.measures import box, overflow

pytestmark = pytest.mark.browser

FAULTS = {
    # A heading of the fourth level below one of the second.
    "builtin": ("heading-order",),
    # As pandas writes its tables.
    "notebook": ("empty-table-header",),
}
"""What authors did wrong in these projects on purpose, by the names of the rules."""
FAULTS_IN_THE_DARK = {
    # Colours in attributes, which know one theme only.
    "rawhtml": ("color-contrast",),
}

Open = Callable[..., Reading]


@pytest.fixture
def opened(browser: Browser) -> Iterator[Open]:
    """Return what opens the single file of a project, at an anchor if one is given."""
    with ExitStack() as stack:

        def opened(name: str, anchor: str = "", **options: object) -> Reading:
            address = made(name).address + (f"#{anchor}" if anchor else "")
            reading = read(browser, address, **options)
            stack.callback(reading.page.context.close)
            return reading

        yield opened


def chapter(page: Page, name: str) -> Locator:
    return page.locator(f"article[id='{name}']")


def at(page: Page, anchor: str) -> Locator:
    return page.locator(f"[id='{anchor}']")


def open_everything(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")


@pytest.mark.parametrize("name", NAMES)
class TestEvery:
    def test_project_stays_as_it_was(self, name: str) -> None:
        assert made(name).left_behind == []

    def test_file_stands_alone_without_a_word(self, name: str, opened: Open) -> None:
        reading = opened(name)
        reading.lay_out()
        open_everything(reading.page)
        reading.page.wait_for_timeout(100)
        asked = [one for one in reading.requests if not one.startswith("data:")]
        assert asked == [made(name).address]
        assert reading.messages == []

    def test_name_is_unique_and_every_reference_leads_to_one(self, name: str, opened: Open) -> None:
        page = opened(name).page
        assert page.locator("article [id]").count() > 3
        assert repeated_ids(page) == []
        assert loose_ends(page) == []

    def test_page_fits_a_phone(self, name: str, opened: Open) -> None:
        reading = opened(name, viewport=PHONE)
        reading.lay_out()
        open_everything(reading.page)
        assert overflow(reading.page) == []

    @pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desktop", "phone"])
    def test_page_hinders_nobody(self, name: str, opened: Open, window: dict[str, int]) -> None:
        reading = opened(name, viewport=window, color_scheme="light")
        open_everything(reading.page)
        reading.lay_out()
        assert hindrances(reading.page, but=FAULTS.get(name, ())) == []
        reading.page.emulate_media(color_scheme="dark")
        but = FAULTS_IN_THE_DARK.get(name, ())
        assert hindrances(reading.page, but=but, only_colours=True) == []


class TestExaminations:
    """What the tests above look for would be found."""

    def test_loose_ends_and_repeated_ids_are_seen(self, opened: Open) -> None:
        page = opened("notes").page
        page.evaluate("""() => {
          const put = (html) => document.querySelector("article")
            .insertAdjacentHTML("beforeend", html);
          put("<a href='#nowhere'>x</a><label for='none'></label><i aria-labelledby='a b'></i>");
          put("<svg><use xlink:href='#shape'/><path fill='url(#fill)'/></svg>");
          put("<b id='twice'></b><b id='twice'></b>");
        }""")
        assert repeated_ids(page) == ["twice"]
        assert loose_ends(page) == [
            "a href=nowhere",
            "label for=none",
            "i aria-labelledby=a",
            "i aria-labelledby=b",
            "use xlink:href=shape",
            "path fill=fill",
        ]

    def test_a_word_and_a_request_are_noticed(self, opened: Open) -> None:
        reading = opened("notes")
        reading.page.evaluate("console.log('a word')")
        reading.page.evaluate("""() => {
          const image = new Image();
          image.src = "https://example.org/dot.png";
          document.body.append(image);
        }""")
        reading.page.wait_for_timeout(200)
        assert "log: a word" in reading.messages
        assert any("policy: img-src" in one for one in reading.messages)

    def test_a_skipped_level_of_headings_is_noticed(self, opened: Open) -> None:
        reading = opened("notes")
        reading.lay_out()
        put = "document.querySelector('h1').insertAdjacentHTML('afterend', '<h5>Deep</h5>')"
        reading.page.evaluate(put)
        assert [one.split(":")[0] for one in hindrances(reading.page)] == ["heading-order"]
        assert hindrances(reading.page, but=("heading-order",)) == []


class TestReference:
    def test_names_lead_to_their_descriptions(self, opened: Open) -> None:
        page = opened("reference").page
        chapter(page, "index").get_by_role("link", name="Lamp.switch").click()
        heading = at(page, "api/lamps/lamps.lamp.Lamp.switch")
        expect(heading).to_be_in_viewport()
        expect(heading).to_contain_text("switch")

    def test_inherited_members_are_there(self, opened: Open) -> None:
        dimmers = chapter(opened("reference").page, "api/dimmers")
        for member in ("dim", "switch", "warm"):
            target = at(dimmers.page, f"api/dimmers/lamps.dimmer.Dimmer.{member}")
            expect(target).to_be_attached()
        expect(dimmers.get_by_role("link", name="Lamp", exact=True).first).to_have_attribute(
            "href", "#api/lamps/lamps.lamp.Lamp"
        )

    def test_headings_say_what_they_are_of(self, opened: Open) -> None:
        page = opened("reference").page
        symbol = at(page, "api/lamps/lamps.lamp.Lamp").locator(".doc-symbol")
        words = ("::before", "::after")
        script = "(one, words) => words.map((word) => getComputedStyle(one, word).content)"
        assert symbol.evaluate(script, words) == ["none", '"class"']


class TestNotes:
    @pytest.mark.parametrize("scripted", [True, False], ids=["script", "no script"])
    def test_a_footnote_is_gone_to_and_come_back_from(self, opened: Open, scripted: bool) -> None:
        page = opened("notes", java_script_enabled=scripted).page
        second = chapter(page, "second")
        second.locator(".footnote-ref").first.click()
        note = second.locator(".footnote li").first
        expect(note).to_be_in_viewport()
        expect(note).to_contain_text("The short note of the second page.")
        note.locator(".footnote-backref").first.click()
        expect(second.locator(".footnote-ref").first).to_be_in_viewport()

    def test_a_link_into_a_closed_note_opens_it(self, opened: Open) -> None:
        page = opened("notes").page
        page.get_by_role("link", name="The closed note").click()
        expect(page.get_by_text("Hidden on the second page until")).to_be_in_viewport()

    def test_terms_of_an_appended_glossary_are_explained(self, opened: Open) -> None:
        page = opened("notes").page
        terms = page.locator("article abbr", has_text="HTML")
        expect(terms).to_have_count(4)
        for term in terms.all():
            expect(term).to_have_attribute("title", "HyperText Markup Language")

    def test_cards_stand_side_by_side_where_there_is_room(self, opened: Open) -> None:
        for window, same_row in ((DESKTOP, True), (PHONE, False)):
            reading = opened("notes", viewport=window)
            reading.lay_out()
            cards = reading.page.locator(".grid.cards li")
            expect(cards).to_have_count(2)
            first, second = (box(one) for one in cards.all())
            assert (first["y"] == second["y"]) is same_row
            assert second["x"] > first["x"] if same_row else second["x"] == first["x"]


class TestTabs:
    @pytest.mark.parametrize("scripted", [True, False], ids=["script", "no script"])
    @pytest.mark.parametrize("name", ["tabs", "legacy"])
    def test_a_label_opens_its_block(self, opened: Open, name: str, scripted: bool) -> None:
        page = opened(name, java_script_enabled=scripted).page
        first = chapter(page, "first")
        tabs = first.locator(".tabbed-set").first
        expect(first.get_by_text('print("first in Python")')).to_be_visible()
        tabs.locator("label", has_text="Shell").click()
        expect(first.get_by_text('print("first in Python")')).to_be_hidden()
        shell = 'echo "first in the shell"' if name == "tabs" else "Shell of the first page"
        expect(first.get_by_text(shell)).to_be_visible()

    def test_twenty_tabs_all_open(self, opened: Open) -> None:
        page = opened("tabs").page
        many = chapter(page, "many").locator(".tabbed-set").first
        for number in range(1, 21):
            many.locator("label", has_text=re.compile(rf"^Way {number}$")).click()
            shown = many.locator(".tabbed-block:visible")
            expect(shown).to_have_count(1)
            expect(shown).to_contain_text(f"The text of way {number}.")

    def test_a_link_into_a_closed_tab_opens_it(self, opened: Open) -> None:
        page = opened("tabs").page
        page.get_by_role("link", name="The fifteenth of many").click()
        expect(page.get_by_text("The text of way 15.")).to_be_in_viewport()

    def test_tabs_in_tabs_open_by_themselves(self, opened: Open) -> None:
        first = chapter(opened("tabs").page, "first")
        first.locator("label", has_text="Inner two").click()
        expect(first.get_by_text("The second innermost of the first page.")).to_be_visible()
        first.locator("label", has_text="Outer two").click()
        expect(first.get_by_text("The second innermost of the first page.")).to_be_hidden()
        expect(first.get_by_text("The outer second of the first page.")).to_be_visible()

    def test_more_tabs_than_the_style_can_count_are_all_shown(self, opened: Open) -> None:
        page = opened("tabs").page
        many = chapter(page, "many").locator(".tabbed-set").first
        many.evaluate("""set => {
          const radio = set.querySelector("input").cloneNode();
          radio.checked = false;
          set.querySelector("input:last-of-type").after(radio);
        }""")
        expect(many.locator(".tabbed-block:visible")).to_have_count(20)


class TestCode:
    def test_a_link_leads_to_a_line(self, opened: Open) -> None:
        page = opened("code").page
        chapter(page, "index").get_by_role("link", name="line 3 of it").click()
        expect(page.get_by_text("return sum(numbers)")).to_be_in_viewport()

    def test_a_note_on_code_is_gone_to_and_come_back_from(self, opened: Open) -> None:
        page = opened("code").page
        notes = chapter(page, "annotations")
        expect(notes.get_by_text("# (1)")).to_have_count(0)
        marker = notes.locator("a.annotation").nth(1)
        marker.click()
        note = notes.locator(".annotations li").nth(1)
        expect(note).to_contain_text("Lights it:")
        expect(note).to_be_in_viewport()
        note.locator(".annotation-back").click()
        expect(marker).to_be_in_viewport()

    def test_notes_in_running_text_are_found_too(self, opened: Open) -> None:
        notes = chapter(opened("code").page, "annotations")
        expect(notes.locator("a.annotation")).to_have_count(6)
        expect(notes.locator(".annotations > li")).to_have_count(6)

    def test_markup_that_is_shown_as_code_stays_text(self, opened: Open) -> None:
        page = opened("code").page
        expect(page.get_by_text('<script>window.ran = "code"</script>')).to_be_visible()
        assert page.evaluate("window.ran") is None

    def test_long_lines_beside_numbers_scroll_in_their_box(self, opened: Open) -> None:
        reading = opened("code", viewport=PHONE)
        reading.lay_out()
        block = chapter(reading.page, "beside").locator(".highlight", has_text="that is wider")
        assert box(block)["width"] <= PHONE["width"]
        wide = "box => [box, ...box.querySelectorAll('*')].some(one => one.scrollWidth > 600)"
        assert block.evaluate(wide)


class TestIncludes:
    def test_pieces_are_put_together(self, opened: Open) -> None:
        page = opened("includes").page
        start = chapter(page, "index")
        expect(start).to_contain_text("Version 4.2 has a wheel and a bell.")
        expect(start).to_contain_text("LOUD")
        expect(start.locator("kbd")).to_have_text("F1")
        for name in ("first", "second"):
            steps = chapter(page, name)
            expect(at(page, f"{name}/steps")).to_be_attached()
            expect(steps.locator("code", has_text='print("a piece of a file")')).to_have_count(1)
            expect(steps).not_to_contain_text("the rest of the file")

    def test_a_piece_on_two_pages_keeps_its_notes_apart(self, opened: Open) -> None:
        second = chapter(opened("includes").page, "second")
        second.locator(".footnote-ref").click()
        expect(second.locator(".footnote li")).to_be_in_viewport()


class TestMaths:
    def test_formulas_are_set(self, opened: Open) -> None:
        page = opened("maths").page
        expect(chapter(page, "index").locator("math")).to_have_count(4)
        expect(chapter(page, "blocks").locator("math[display=block]")).to_have_count(6)
        assert box(chapter(page, "index").locator("math").first)["width"] > 5

    def test_money_and_code_are_left_alone(self, opened: Open) -> None:
        page = opened("maths").page
        expect(chapter(page, "index")).to_contain_text("it costs $5 and $10.")
        expect(chapter(page, "rare").locator("code", has_text="$x$")).to_have_count(1)

    def test_what_cannot_be_set_is_shown_as_written(self, opened: Open) -> None:
        rare = chapter(opened("maths").page, "rare")
        expect(rare).to_contain_text(r"\notacommand{x}{y}")
        expect(rare).to_contain_text(r"\frac{1}{")

    def test_a_long_formula_scrolls_in_its_box(self, opened: Open) -> None:
        reading = opened("maths", viewport=PHONE)
        reading.lay_out()
        assert overflow(reading.page) == []
        wide = chapter(reading.page, "blocks").locator("math[display=block]").nth(2)
        scrolls = """one => {
          for (let at = one; at.localName !== "article"; at = at.parentElement)
            if (at.scrollWidth > at.clientWidth + 1 && getComputedStyle(at).overflowX === "auto")
              return true;
          return false;
        }"""
        assert wide.evaluate(scrolls)

    def test_scripts_of_the_project_do_not_run(self, opened: Open) -> None:
        assert opened("maths").page.evaluate("window.ran") is None


class TestDiagrams:
    def test_they_are_drawn(self, opened: Open) -> None:
        reading = opened("diagrams")
        reading.lay_out()
        drawing = chapter(reading.page, "index").locator("svg.diagram")
        expect(drawing).to_have_count(1)
        expect(drawing).to_contain_text("Publish")
        assert box(drawing)["width"] > 100

    def test_what_cannot_be_drawn_is_shown_as_written(self, opened: Open) -> None:
        kinds = chapter(opened("diagrams").page, "kinds")
        expect(kinds.locator("pre", has_text="this is no diagram at all")).to_be_visible()


class TestPictures:
    def test_all_of_them_are_inside(self, opened: Open) -> None:
        reading = opened("pictures")
        reading.lay_out()
        sizes = reading.page.locator("article img").evaluate_all("""all =>
          Promise.all(all.map((one) => one.decode().then(() => one.naturalWidth)))""")
        assert len(sizes) >= 18
        assert all(sizes)

    @pytest.mark.parametrize("scripted", [True, False], ids=["script", "no script"])
    def test_a_picture_for_one_theme_is_seen_in_that(self, opened: Open, scripted: bool) -> None:
        for scheme, seen in (("light", "For a light page"), ("dark", "For a dark page")):
            options = {"color_scheme": scheme, "java_script_enabled": scripted}
            page = opened("pictures", **options).page
            shown = page.locator("img[alt^='For a ']:visible")
            expect(shown).to_have_count(1)
            expect(shown).to_have_attribute("alt", seen)

    def test_a_chosen_theme_decides_on_pictures_as_well(self, opened: Open) -> None:
        page = opened("pictures", color_scheme="light").page
        page.evaluate("document.documentElement.dataset.theme = 'dark'")
        expect(page.locator("img[alt^='For a ']:visible")).to_have_attribute(
            "alt", "For a dark page"
        )

    def test_drawings_use_their_own_shapes_and_colours(self, opened: Open) -> None:
        reading = opened("pictures")
        reading.lay_out()
        drawings = reading.page.locator("article svg:has(use.used)")
        expect(drawings).to_have_count(2)
        used = drawings.locator("use")
        widths = used.evaluate_all("all => all.map((one) => one.getBBox().width)")
        assert widths == [32, 32, 32]
        # The two differ in shape and colour, though their parts have the same names.
        assert drawings.nth(0).screenshot() != drawings.nth(1).screenshot()

    def test_films_and_sounds_are_inside(self, opened: Open) -> None:
        page = opened("pictures").page
        for each in page.locator("article :is(video, audio)").all():
            each.scroll_into_view_if_needed()
            each.evaluate("""one => new Promise((done, failed) => {
              if (one.readyState) done();
              one.onloadedmetadata = () => done();
              one.onerror = () => failed(new Error("not to be played"));
              setTimeout(() => failed(new Error("nothing happened")), 5000);
              one.preload = "auto";
              one.load();
            })""")

    def test_icons_are_as_high_as_letters(self, opened: Open) -> None:
        page = opened("pictures").page
        icon = chapter(page, "index").locator("li .twemoji svg").first
        assert 14 < box(icon)["height"] < 24

    def test_emoji_are_letters(self, opened: Open) -> None:
        expect(chapter(opened("pictures").page, "index")).to_contain_text("😄")

    @pytest.mark.parametrize(
        ("link", "name"),
        [
            ("A table to keep", "data.csv"),
            ("A text to keep", "other name.csv"),
            ("A folder of things", "parts.zip"),
        ],
    )
    def test_files_can_be_kept(self, opened: Open, link: str, name: str) -> None:
        page = opened("pictures", accept_downloads=True).page
        with page.expect_download() as started:
            page.get_by_role("link", name=link).click()
        assert started.value.suggested_filename == name


class TestRawHtml:
    def test_nothing_of_it_runs(self, opened: Open) -> None:
        reading = opened("rawhtml")
        reading.lay_out()
        active = chapter(reading.page, "active")
        # Links to other sites are no concern of this test; all else is pressed.
        for each in active.locator(
            "a:not([href*=':']), a[href*='script:'], button, p, summary, input"
        ).all():
            each.dispatch_event("click")
        reading.page.wait_for_timeout(200)
        assert reading.page.evaluate("window.ran") is None
        assert reading.page.url.startswith(made("rawhtml").address)
        assert len(reading.page.frames) == 1
        assert reading.messages == []

    def test_links_of_harmless_kinds_stay(self, opened: Open) -> None:
        active = chapter(opened("rawhtml").page, "active")
        for name, href in (
            ("https://example.org/", "https://example.org/"),
            ("a letter", "mailto:ada@example.org"),
            ("a call", "tel:+100"),
        ):
            expect(active.get_by_role("link", name=name)).to_have_attribute("href", href)

    def test_labels_belong_to_their_fields(self, opened: Open) -> None:
        page = opened("rawhtml").page
        field = chapter(page, "forms").get_by_label("Name")
        expect(field).to_have_id("forms/field")
        expect(field).to_have_accessible_description("As you are called, in full.")

    def test_one_of_a_group_closes_the_others_of_its_page_only(self, opened: Open) -> None:
        page = opened("rawhtml").page
        start, forms = chapter(page, "index"), chapter(page, "forms")
        expect(forms.get_by_text("The second of the forms.")).to_be_visible()
        start.get_by_text("One of a group").click()
        expect(start.get_by_text("The first of the start.")).to_be_visible()
        expect(forms.get_by_text("The second of the forms.")).to_be_visible()
        start.get_by_text("Another of the group").click()
        expect(start.get_by_text("The first of the start.")).to_be_hidden()

    def test_a_style_of_a_page_dresses_that_page(self, opened: Open) -> None:
        page = opened("rawhtml").page
        border = "one => getComputedStyle(one).borderLeftColor"
        assert page.locator("p.styled").evaluate(border) == "rgb(1, 2, 3)"

    def test_the_focus_stays_where_reading_begins(self, opened: Open) -> None:
        page = opened("rawhtml").page
        assert page.evaluate("document.activeElement.localName") == "body"


class TestLanguages:
    def test_the_file_is_read_from_right_to_left(self, opened: Open) -> None:
        page = opened("languages").page
        root = page.locator("html")
        expect(root).to_have_attribute("lang", "ar")
        expect(root).to_have_attribute("dir", "rtl")
        text, code = page.locator("article p").first, page.locator("article pre").first
        assert text.evaluate("one => getComputedStyle(one).direction") == "rtl"
        assert code.evaluate("one => getComputedStyle(one).direction") == "ltr"

    def test_bars_of_notes_stand_at_the_right(self, opened: Open) -> None:
        page = opened("languages").page
        for each in page.locator("article :is(.admonition, details, blockquote)").all():
            widths = each.evaluate("""one => {
              const style = getComputedStyle(one);
              return [style.borderLeftWidth, style.borderRightWidth];
            }""")
            assert widths[0] == "0px"
            assert widths[1] != "0px"

    @pytest.mark.parametrize("scripted", [True, False], ids=["script", "no script"])
    @pytest.mark.parametrize(
        ("link", "heading"),
        [("باليونانية", "Χρήση"), ("بالصينية", "用法"), ("بالروسية", "Обзор")],
    )
    def test_links_lead_to_headings_in_other_letters(
        self, opened: Open, link: str, heading: str, scripted: bool
    ) -> None:
        page = opened("languages", java_script_enabled=scripted).page
        chapter(page, "index").get_by_role("link", name=link).click()
        expect(page.get_by_role("heading", name=heading).first).to_be_in_viewport()

    @pytest.mark.parametrize(
        "anchor", ["ελληνικά/χρήση", "%CE%B5%CE%BB%CE%BB%CE%B7%CE%BD%CE%B9%CE%BA%CE%AC/χρήση"]
    )
    def test_deep_links_may_be_written_in_letters_or_in_numbers(
        self, opened: Open, anchor: str
    ) -> None:
        page = opened("languages", anchor).page
        expect(page.get_by_role("heading", name="Χρήση")).to_be_in_viewport()


class TestThemesThatComeWithMkdocs:
    def test_addresses_of_the_published_site_stay_in_the_file(self, opened: Open) -> None:
        start = chapter(opened("builtin").page, "index")
        for name in ("By its address", "A page"):
            expect(start.get_by_role("link", name=name, exact=True)).to_have_attribute(
                "href", "#page/usage"
            )
        expect(start.get_by_role("link", name="By a path")).to_have_attribute("href", "#page")

    def test_pages_without_a_navigation_are_all_there(self, opened: Open) -> None:
        page = opened("builtin").page
        expect(page.locator("article.page")).to_have_count(4)
        links = page.locator(".contents a").evaluate_all("all => all.map((one) => one.hash)")
        assert {"#index", "#page", "#deep", "#deep/deeper"} <= set(links)

    def test_a_page_outside_of_the_navigation_is_there_too(self, opened: Open) -> None:
        page = opened("readthedocs").page
        chapter(page, "index").get_by_role("link", name="hidden").click()
        expect(chapter(page, "hidden").get_by_role("heading", name="Overview")).to_be_in_viewport()

    def test_a_table_of_contents_inside_a_page_stays_on_it(self, opened: Open) -> None:
        page = opened("readthedocs").page
        inside = chapter(page, "second").locator(".toc a")
        hrefs = inside.evaluate_all("all => all.map((one) => one.getAttribute('href'))")
        assert hrefs
        assert all(href.startswith("#second/") for href in hrefs)


class TestNotebook:
    def test_the_style_of_an_output_stays_with_its_page(self, opened: Open) -> None:
        page = opened("notebook").page
        cell = chapter(page, "analysis").get_by_role("cell", name="desk")
        expect(cell).to_have_css("color", "rgb(1, 2, 3)")
        other = chapter(page, "index").get_by_role("cell", name="desk")
        expect(other).not_to_have_css("color", "rgb(1, 2, 3)")

    def test_a_picture_in_the_page_is_shown(self, opened: Open) -> None:
        image = chapter(opened("notebook").page, "analysis").get_by_role("img")
        assert image.evaluate("one => one.naturalWidth") == 8

    def test_the_source_of_a_cell_can_be_copied(self, opened: Open) -> None:
        code = chapter(opened("notebook").page, "analysis").locator("pre code")
        expect(code).to_have_text("lamps.head()")


class TestBlog:
    def test_a_link_leads_to_a_post_by_the_address_it_is_published_at(self, opened: Open) -> None:
        page = opened("blog").page
        page.get_by_role("link", name="The first of them").click()
        post = chapter(page, "blog/2026/01/01/the-first-post")
        expect(post.get_by_role("heading", name="Usage")).to_be_in_viewport()

    def test_tags_list_what_has_them(self, opened: Open) -> None:
        tags = chapter(opened("blog").page, "tags")
        expect(tags.get_by_role("link", name="The second post")).to_have_count(2)

    def test_a_list_of_posts_leads_to_them(self, opened: Open) -> None:
        page = opened("blog").page
        for name, posts in (("blog", 2), ("blog/category/lamps", 2), ("blog/archive/2026", 2)):
            lists = chapter(page, name).locator("ul")
            links = lists.get_by_role("link", name=re.compile("post$"))
            expect(links).to_have_count(posts)


class TestInherited:
    def test_hooks_have_done_their_work(self, opened: Open) -> None:
        page = opened("inherited").page
        expect(chapter(page, "index")).to_contain_text("Written in 2026, with")
        expect(page.locator("p.hooked")).to_have_count(3)

    def test_only_pages_are_chapters(self, opened: Open) -> None:
        page = opened("inherited").page
        ids = page.locator("article.page").evaluate_all("all => all.map((one) => one.id)")
        assert ids == ["index", "section", "section/page"]

    def test_every_way_to_write_an_address_leads_to_the_page(self, opened: Open) -> None:
        page = opened("inherited").page
        start, inner = chapter(page, "index"), chapter(page, "section/page")
        for within, name, href in (
            (start, "A section", "#section"),
            (start, "Its page", "#section/page/overview"),
            (start, "By its address", "#section/page/overview"),
            (inner, "Up", "#section/index/overview"),
            (inner, "home", "#index"),
            (inner, "absolute", "#section/page"),
        ):
            link = within.get_by_role("link", name=name, exact=True)
            expect(link).to_have_attribute("href", href)

    def test_a_file_that_is_no_page_can_be_kept(self, opened: Open) -> None:
        page = opened("inherited", accept_downloads=True).page
        with page.expect_download() as started:
            page.get_by_role("link", name="A file that is no page").click()
        assert started.value.suggested_filename == "plain.html"

    def test_a_page_without_a_title_has_that_of_its_front_matter(self, opened: Open) -> None:
        page = chapter(opened("inherited").page, "section/page")
        expect(page.locator("h1")).to_contain_text("Its page, by another name")


class TestStylesheet:
    def test_classes_of_the_project_are_dressed(self, opened: Open) -> None:
        page = opened("stylesheet", color_scheme="light").page
        colour = "one => getComputedStyle(one).color"
        assert page.locator("em.brand").evaluate(colour) == "rgb(128, 0, 128)"
        boxed = page.locator("article .boxed").first
        assert boxed.evaluate("one => getComputedStyle(one).paddingLeft") == "20px"
        image = boxed.evaluate("one => getComputedStyle(one).backgroundImage")
        assert image.startswith('url("data:image/png')

    def test_an_import_of_the_project_is_inside(self, opened: Open) -> None:
        page = opened("stylesheet").page
        ground = "one => getComputedStyle(one).backgroundColor"
        assert page.locator(".imported").evaluate(ground) == "rgb(200, 230, 200)"

    def test_its_font_is_inside(self, opened: Open) -> None:
        reading = opened("stylesheet")
        reading.lay_out()
        assert reading.page.evaluate("document.fonts.check('16px Boxes', 'ABC')")
        assert len(reading.page.evaluate("[...document.fonts].map((one) => one.status)")) == 1
        drawn = reading.page.locator(".drawn")
        assert box(drawn)["width"] == pytest.approx(3 * 17, abs=2)

    def test_the_frame_around_the_pages_keeps_its_own_dress(self, opened: Open) -> None:
        page = opened("stylesheet").page
        ground = "getComputedStyle(document.body).backgroundColor"
        assert page.evaluate(ground) != "rgb(255, 255, 0)"
        text = "one => getComputedStyle(one).backgroundColor"
        assert page.locator("main").evaluate(text) != "rgb(255, 255, 0)"
        assert page.locator(".contents").evaluate(text) != "rgb(255, 255, 0)"
