"""Directives take the places of blocks, and nothing else changes."""

from site_builder.model import Page
from site_builder.model.adoption import Directive
from site_builder.text.adopt_page import rewrite_page
from tests.support import find_blocks


def rewritten(
    body: str, directives: dict[int, Directive], excuses: dict[int, str], front: str = ""
) -> str:
    blocks = find_blocks(Page("a.md", "docs/a.md", body.replace("\r\n", "\n")))
    return rewrite_page(front + body, 1 + front.count("\n"), blocks, directives, excuses)


def test_a_directive_takes_the_place_of_its_block_alone() -> None:
    body = "# T \n\n```py\na\n```\nText\n\n- b\n\n    ```py\n    b\n    ```\n\n\n"
    directives = {0: Directive("x/y", (("title", 'an "a"'),)), 1: Directive("x/y#b")}
    assert rewritten(body, directives, {}, front="---\ntitle: T\n---\n") == (
        "---\ntitle: T\n---\n# T \n\n```sample title='an \"a\"'\nx/y\n```\nText\n\n- b\n\n"
        "    ```sample\n    x/y#b\n    ```\n\n\n"
    )


def test_line_ends_stay_as_they_are() -> None:
    body = "# T\r\n\r\n```py\r\na\r\n```\r\n\r\n```py\r\nb(\r\n```"
    assert rewritten(body, {0: Directive("x/y")}, {1: "why"}) == (
        "# T\r\n\r\n```sample\r\nx/y\r\n```\r\n\r\n<!-- typed: why -->\r\n\r\n```py\r\nb(\r\n```"
    )


def test_a_comment_stands_by_itself_above_its_block() -> None:
    assert rewritten("```py\na(\n```\n", {}, {0: "why"}) == (
        "<!-- typed: why -->\n\n```py\na(\n```\n"
    )
    assert rewritten("> Text\n> ```py\n> a(\n> ```\n", {}, {0: "why"}) == (
        "> Text\n>\n> <!-- typed: why -->\n>\n> ```py\n> a(\n> ```\n"
    )


def test_a_block_about_which_nothing_was_decided_stays() -> None:
    body = "```py\na\n```\n"
    assert rewritten(body, {}, {}) == body
