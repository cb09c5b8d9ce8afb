"""The search of the single file: what it finds, in what order, and how it is used by keys alone."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.conftest import Open
from tests.browser.measures import violations
from tests.browser.small_file import make_file

pytestmark = pytest.mark.browser

PAGES = {
    "index.md": "# Home\n\nA page about retrying in general, and about nothing else.\n",
    "retry.md": """# Retrying

Waits grow.

## Settings

Set `retry_after` or call `Tool.feed`. Every request
may fail.

## Bounds

=== not a tab

A budget bounds it. Résumé of a request that may wait.

### Deeper

??? no note

Deep words lie here.
""",
    "wire.md": """# The wire

## Request headers

The header names the client.

```python
def feed_all(chunks):
    retry_after = 3
```

<details><summary>Closed</summary>
<p>A hidden pearl lies here.</p>
</details>
""",
    "слова.md": "# Слова\n\n## Раздел первый\n\nЖемчужина, ёлка и текст.\n",  # noqa: RUF001
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a file of four pages."""
    return make_file(tmp_path_factory.mktemp("search"), PAGES)


@pytest.fixture
def page(address: str, visit: Open) -> Page:
    return visit(address).page


def options(page: Page) -> Locator:
    return page.locator("#sb-results [role=option]")


def search(page: Page, query: str) -> Sequence[str]:
    """Return the places that a query finds, as page > section."""
    if not page.locator("#search").is_visible():
        page.keyboard.press("/")
    page.get_by_label("Words to find").fill(query)
    expect(page.locator("#sb-status")).not_to_contain_text("Still reading")
    return [
        str(one)
        for one in options(page).evaluate_all("""all => all.map((one) => {
      const page = one.parentElement.querySelector(".hit-page")?.textContent;
      return `${page} > ${one.querySelector(".hit-title")?.textContent ?? ""}`;
    })""")
    ]


def found(page: Page) -> Sequence[str]:
    """Return the texts that are marked in the document."""
    marks = "[...(CSS.highlights.get('found') ?? [])].map((range) => range.toString())"
    return [str(one) for one in page.evaluate(marks)]


class TestWhatIsFound:
    @pytest.mark.parametrize(
        ("query", "places"),
        [
            ("retry_after", ["The wire > Request headers", "Retrying > Settings"]),
            ("Tool.feed", ["Retrying > Settings"]),
            ("try_aft", ["The wire > Request headers", "Retrying > Settings"]),
            ("budget wait", ["Retrying > Bounds"]),
            ("wait budget", ["Retrying > Bounds"]),
            ('"request may fail"', ["Retrying > Settings"]),
            ('"fail may request"', []),
            ("resume", ["Retrying > Bounds"]),
            ("RÉSUMÉ", ["Retrying > Bounds"]),
            ("жемчужина", ["Слова > Раздел первый"]),
            ("елка", ["Слова > Раздел первый"]),
            ("retrying deep", ["Retrying > Deeper"]),
        ],
    )
    def test_words_phrases_and_parts_of_names(
        self, page: Page, query: str, places: Sequence[str]
    ) -> None:
        assert sorted(search(page, query)) == sorted(places)

    def test_words_that_never_meet_in_a_section_are_found_on_a_page(self, page: Page) -> None:
        assert search(page, "retry_after budget") == ["Retrying > Settings", "Retrying > Bounds"]

    def test_a_title_comes_before_a_heading_and_that_before_text(self, page: Page) -> None:
        assert search(page, "retrying") == ["Retrying > ", "Home > "]
        assert search(page, "request")[0] == "The wire > Request headers"

    def test_what_was_found_is_shown_in_its_context(self, page: Page) -> None:
        search(page, "budget")
        expect(options(page)).to_contain_text("A budget bounds it.")
        expect(options(page).locator("mark")).to_have_text("budget")
        expect(page.locator("#sb-status")).to_have_text("1 place on 1 page")

    def test_text_of_a_page_is_never_read_as_html(self, tmp_path: Path, visit: Open) -> None:
        text = "# One\n\nA tag `<img src=x onerror=alert(1)>` shown.\n"
        opened = visit(make_file(tmp_path, {"index.md": text}))
        search(opened.page, "<img")
        expect(options(opened.page)).to_contain_text("<img src=x onerror=alert(1)>")
        assert opened.page.locator("#search img").count() == 0
        assert opened.errors == []

    def test_when_nothing_is_found_known_words_are_offered(self, page: Page) -> None:
        search(page, "bugdet")
        expect(page.locator("#sb-status")).to_contain_text("Did you mean")
        expect(options(page).first).to_have_text("budget")
        page.keyboard.press("Enter")
        expect(page.get_by_label("Words to find")).to_have_value("budget")
        expect(options(page)).to_contain_text("A budget bounds it.")

    def test_many_places_on_a_page_are_listed_when_wanted(
        self, tmp_path: Path, visit: Open
    ) -> None:
        parts = "\n\n".join(f"## Part {at}\n\nA common word." for at in range(9))
        page = visit(make_file(tmp_path, {"index.md": f"# Home\n\n{parts}\n"})).page
        assert len(search(page, "common")) == 5
        page.keyboard.press("ArrowUp")
        expect(options(page).last).to_have_text("5 more on this page")
        page.keyboard.press("Enter")
        expect(options(page)).to_have_count(9)


class TestKeys:
    @pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
    def test_keys_open_it_and_escape_gives_the_focus_back(self, page: Page, key: str) -> None:
        field = page.get_by_label("Words to find")
        expect(field).to_be_hidden()
        page.keyboard.press(key)
        expect(field).to_be_focused()
        page.keyboard.press("Escape")
        expect(field).to_be_hidden()

    def test_the_button_opens_it(self, page: Page) -> None:
        page.get_by_role("button", name="Search").click()
        expect(page.get_by_label("Words to find")).to_be_focused()
        page.get_by_role("button", name="Close").click()
        expect(page.get_by_role("button", name="Search")).to_be_focused()

    def test_a_slash_in_the_field_is_a_letter(self, page: Page) -> None:
        page.keyboard.press("/")
        page.keyboard.type("a/b")
        expect(page.get_by_label("Words to find")).to_have_value("a/b")

    def test_arrows_choose_and_the_field_says_what_is_chosen(self, page: Page) -> None:
        search(page, "re")
        field, chosen = page.get_by_label("Words to find"), page.locator("[aria-selected=true]")
        ids = options(page).evaluate_all("all => all.map((one) => one.id)")
        assert len(ids) > 3
        for at in (0, 1, 2):
            expect(field).to_have_attribute("aria-activedescendant", ids[at])
            expect(chosen).to_have_attribute("id", ids[at])
            page.keyboard.press("ArrowDown")
        for at in (2, 1, 0, -1):
            page.keyboard.press("ArrowUp")
            expect(field).to_have_attribute("aria-activedescendant", ids[at])


class TestGoing:
    def test_a_hit_leads_to_its_heading_and_marks_the_text(self, page: Page) -> None:
        search(page, "budget")
        page.keyboard.press("Enter")
        expect(page.locator("#search")).to_be_hidden()
        expect(page.locator("[id='retry/bounds']")).to_be_in_viewport()
        assert page.url.endswith("#retry/bounds")
        assert found(page) == ["budget"]
        page.keyboard.press("Escape")
        assert found(page) == []

    def test_marks_are_right_in_code_and_after_tools_were_added(self, page: Page) -> None:
        page.locator("[id='wire']").scroll_into_view_if_needed()
        page.locator(".code-tools").first.wait_for()
        search(page, "feed_all")
        page.keyboard.press("Enter")
        assert found(page) == ["feed_all"]

    def test_what_is_closed_or_folded_opens(self, page: Page) -> None:
        page.get_by_role("button", name="Collapse all chapters").click()
        expect(page.locator("main").get_by_text("A hidden pearl")).to_be_hidden()
        search(page, "pearl")
        page.keyboard.press("Enter")
        expect(page.locator("main").get_by_text("A hidden pearl")).to_be_in_viewport()
        assert found(page) == ["pearl"]

    def test_back_returns_to_where_the_reader_was(self, page: Page) -> None:
        search(page, "pearl")
        page.keyboard.press("Enter")
        page.go_back()
        page.wait_for_function("scrollY === 0")

    def test_without_marks_the_first_place_is_selected(self, address: str, visit: Open) -> None:
        page = visit("about:blank").page
        page.add_init_script("delete window.Highlight")
        page.goto(address)
        search(page, "budget")
        page.keyboard.press("Enter")
        assert page.evaluate("getSelection().toString()") == "budget"


class TestAccess:
    @pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desktop", "phone"])
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_axe_finds_no_violation_while_it_is_open(
        self, address: str, visit: Open, scheme: str, window: dict[str, int]
    ) -> None:
        page = visit(address, color_scheme=scheme, viewport=window).page
        search(page, "re")
        assert violations(page) == []
        page.get_by_label("Words to find").fill("bugdet")
        expect(options(page).first).to_have_text("budget")
        assert violations(page) == []


class TestSpeed:
    def test_a_key_is_answered_at_once_on_a_hundred_thousand_words(
        self, tmp_path: Path, visit: Open
    ) -> None:
        words = [f"w{at * 7919 % 12_000}" for at in range(600)]
        pages = {
            f"p{at:03}.md": f"# Page {at}\n\n## Part\n\n{' '.join(words)} token_{at}\n"
            for at in range(170)
        }
        page = visit(make_file(tmp_path, {"index.md": "# Home\n", **pages})).page
        assert search(page, "token_169") == ["Page 169 > Part"]
        slowest = page.evaluate("""() => {
          const field = document.querySelector("#sb-query");
          return ["t", "to", "tok", "token_1", "w1 w2", "w79"].map((query) => {
            field.value = query;
            const start = performance.now();
            field.dispatchEvent(new Event("input"));
            return performance.now() - start;
          }).sort((one, other) => one - other)[3];
        }""")
        assert slowest < 50
