import pytest

from site_builder.checks.sections import check_placeholders, check_sections
from site_builder.model import Contract, FrontMatter, Page, SectionRule
from site_builder.text.page_parts import divide

CONTRACT = Contract(
    "recipe",
    "recipe",
    sections=(
        SectionRule("Problem"),
        SectionRule("Solution", aliases=("Idea",)),
        SectionRule("Variants", required=False),
        SectionRule("Code"),
    ),
)
GOOD = "# T\n\n## Problem\n\nx\n\n## Solution\n\nx\n\n## More\n\n## Code\n\nx\n"


def told(body: str, front: str = "") -> list[str]:
    page = Page("a.md", "docs/a.md", body, 5, FrontMatter(), front)
    parts = divide(page, CONTRACT)
    found = [*check_sections(page, CONTRACT, parts), *check_placeholders(page, parts)]
    return [str(problem) for problem in found]


def test_a_page_may_have_sections_between_those_that_it_must_have() -> None:
    assert told(GOOD) == []


def test_a_section_may_have_another_of_its_titles() -> None:
    assert told(GOOD.replace("## Solution", "## Idea")) == []


def test_a_section_that_may_be_left_out_has_its_place_all_the_same() -> None:
    assert told(GOOD.replace("## Code", "## Variants\n\nx\n\n## Code")) == []
    assert told(GOOD.replace("## Solution", "## Variants\n\nx\n\n## Solution")) == [
        (
            "docs/a.md:15: section-order: the section 'Solution' stands after 'Variants'; "
            "move 'Solution' before it"
        )
    ]


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
            "## Solution\n\n<!-- later -->\n\n### Part\n\n",
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


@pytest.mark.parametrize(
    "hidden",
    [
        "```md\n## Solution\n\n[[one thing]]\n```\n",
        "<!--\n## Solution\n\n[[one thing]]\n-->\n",
        "    ## Solution\n\n    [[one thing]]\n",
        "`## Solution` and `[[one thing]]`\n",
    ],
)
def test_what_stands_in_code_or_a_comment_is_no_section_and_no_placeholder(hidden: str) -> None:
    (message,) = told(GOOD.replace("## Solution\n\nx\n", hidden))
    assert "lacks the section 'Solution'" in message


def test_a_section_that_is_only_quoted_code_is_not_empty() -> None:
    assert told(GOOD.replace("## Code\n\nx\n", "## Code\n\n```\n\n```\n")) == []


def test_sections_in_another_order_are_told_where_they_stand() -> None:
    assert told("## Solution\n\nx\n\n## Code\n\nx\n\n## Problem\n\nx\n") == [
        (
            "docs/a.md:13: section-order: the section 'Problem' stands after 'Solution'; "
            "move 'Problem' before it"
        )
    ]


def test_a_placeholder_in_the_front_matter_is_told_on_its_line() -> None:
    assert told(GOOD, 'title: T\nsummary: "[[One sentence]]"\n') == [
        (
            "docs/a.md:3: placeholder-left: the placeholder '[[One sentence]]' is left; "
            "write what it asks for"
        )
    ]
