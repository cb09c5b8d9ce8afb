import pytest

from site_builder.checks.related import check_related
from site_builder.model import Page

HEADINGS = ("Related guides", "Related recipes")


def page(source: str, body: str) -> Page:
    return Page(source, f"docs/{source}", body, body_line=5)


def told(*pages: Page) -> list[str]:
    return [str(problem) for problem in check_related(pages, HEADINGS)]


GUIDE = page("guides/a.md", "# A\n\n## Related guides\n\n- [B](../recipes/b.md#top): why\n")


def test_a_page_that_is_named_and_names_nobody_back_is_told() -> None:
    recipe = page("recipes/b.md", "# B\n\n## Related recipes\n\nNone.\n")
    assert told(GUIDE, recipe) == [
        (
            "docs/recipes/b.md:7: related-one-way: 'A' names this page as related "
            "(docs/guides/a.md:9), and is not named here; "
            "add '- [A](../guides/a.md): …' under 'Related recipes'"
        )
    ]


@pytest.mark.parametrize(
    "body",
    [
        "# B\n\n## related recipes\n\n- [A](../guides/a.md)\n",
        "# B\n\nSee [A](../guides/a.md#x).\n\n## Related recipes\n\nNone.\n",
        "# B\n\nA page without such a section takes no part.\n",
    ],
)
def test_any_link_leads_back(body: str) -> None:
    assert told(GUIDE, page("recipes/b.md", body)) == []


def test_only_what_stands_in_the_section_is_named() -> None:
    section = "## Related guides\n\n[own](#c) [x](https://x.example)\n"
    body = f"# C\n\n[B](b.md)\n\n{section}\n## More\n\n[B](b.md)\n"
    other = page("b.md", "## Related guides\n\nNone.\n")
    assert told(page("c.md", body), other) == []


def test_a_page_at_the_top_is_named_by_its_way() -> None:
    top = page("a.md", "# A\n\n## Related guides\n\n[B](b.md)\n")
    (line,) = told(top, page("b.md", "# B\n\n### Related guides\n\nNone.\n"))
    assert "[A](a.md)" in line
