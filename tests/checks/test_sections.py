import pytest

from site_builder.checks.sections import check_sections, required_sections
from site_builder.model import FrontMatter, Page

REQUIRED = ("Problem", "Solution", "Code")
GOOD = "# T\n\n## Problem\n\nx\n\n## Solution\n\nx\n\n## More\n\n## Code\n\nx\n"


def told(body: str, **front_matter: str) -> list[str]:
    page = Page("a.md", "docs/a.md", body, 5, FrontMatter(**front_matter))
    return [str(problem) for problem in check_sections(page, "recipe", REQUIRED)]


def test_the_sections_of_a_kind_are_the_headings_of_its_template() -> None:
    template = "# {{ title }}\n\n## One\n\n### No\n\n## [[An idea]]\n\n```\n## No\n```\n\n## Two\n"
    assert required_sections(template) == ("One", "Two")


def test_a_page_may_have_sections_between_those_that_it_must_have() -> None:
    assert told(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "## Solution\n\nx\n",
            "",
            (
                "docs/a.md: section-missing: the recipe lacks the section 'Solution'; "
                "add the heading '## Solution'"
            ),
        ),
        (
            "## Solution",
            "## Solutions",
            (
                "docs/a.md: section-missing: the recipe lacks the section 'Solution'; "
                "did you mean 'Solutions'?"
            ),
        ),
        (
            "## Solution\n\nx\n",
            "## Solution\n\n\n",
            (
                "docs/a.md:11: section-empty: the section 'Solution' is empty; "
                "write it, or remove the page until it is ready"
            ),
        ),
        (
            "## More\n",
            "## More [[and more]]\n",
            (
                "docs/a.md:15: placeholder-left: the placeholder '[[and more]]' is left; "
                "write what it asks for"
            ),
        ),
    ],
)
def test_what_a_page_lacks_is_told(old: str, new: str, message: str) -> None:
    assert old in GOOD
    assert told(GOOD.replace(old, new)) == [message]


def test_sections_in_another_order_are_told_where_they_stand() -> None:
    assert told("## Solution\n\nx\n\n## Code\n\nx\n\n## Problem\n\nx\n") == [
        (
            "docs/a.md:13: section-order: the section 'Problem' stands after 'Solution'; "
            "move 'Problem' before it"
        )
    ]


@pytest.mark.parametrize("name", ["title", "summary", "time", "needs"])
def test_a_placeholder_in_the_front_matter_is_told_of_the_page(name: str) -> None:
    assert told(GOOD, **{name: "[[One sentence]]"}) == [
        (
            "docs/a.md: placeholder-left: the placeholder '[[One sentence]]' is left; "
            "write what it asks for"
        )
    ]
