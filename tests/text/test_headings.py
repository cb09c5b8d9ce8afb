from site_builder.text.headings import Heading, find_headings


def found(text: str) -> list[tuple[int, str, int]]:
    return [(heading.level, heading.title, heading.line) for heading in find_headings(text)]


def test_headings_are_found_with_level_title_and_line() -> None:
    text = "# One\n\ntext\n\n## Two ##\n\n###### Six {#six .big}\n"
    assert found(text) == [(1, "One", 1), (2, "Two", 5), (6, "Six", 7)]


def test_what_is_no_heading_is_not_found() -> None:
    assert found("#no space\n####### seven\n    # code\ntext # here\n#\n") == []


def test_headings_in_fenced_blocks_are_code() -> None:
    assert found("```sh\n# not\n```\n# Real\n\n    ```\n# Real too\n") == [
        (1, "Real", 4),
        (1, "Real too", 7),
    ]


def test_headings_in_comments_are_not_found() -> None:
    text = "<!-- # not -->\n<!--\n# not\n```\n# not\n```\n# not\n-->\n# Real\n"
    assert found(text) == [(1, "Real", 9)]


def test_a_comment_that_begins_where_another_ends_goes_on() -> None:
    assert found("<!-- a --> <!--\n# not\n-->\n# Real\n") == [(1, "Real", 4)]


def test_a_comment_in_a_fenced_block_is_code() -> None:
    assert found("```html\n<!--\n```\n# Real\n") == [(1, "Real", 4)]


def test_a_heading_is_empty_until_something_stands_under_it() -> None:
    text = "# One\n\n## Two\n\n## Three\n\n### Four\n\ntext\n\n## Five\n"
    assert [(heading.title, heading.empty) for heading in find_headings(text)] == [
        ("One", False),
        ("Two", True),
        ("Three", False),
        ("Four", False),
        ("Five", True),
    ]


def test_a_text_without_headings_has_none() -> None:
    assert find_headings("") == ()
    assert find_headings("# A") == (Heading(1, "A", 1, empty=True),)


def test_a_heading_may_be_underlined() -> None:
    text = "One\n===\n\ntext\n\nTwo {#two}\n---\n\n### Three\n"
    assert found(text) == [(1, "One", 1), (2, "Two", 6), (3, "Three", 9)]
    assert [one.empty for one in find_headings(text)] == [False, False, True]
    assert [one.empty for one in find_headings("Two\n---\n")] == [True]


def test_a_rule_makes_no_heading_of_what_is_none() -> None:
    for text in (
        "text\nof two lines\n---\n",
        "| a |\n---\n",
        "- a\n---\n",
        "> a\n---\n",
        "1. a\n---\n",
        "\n---\n",
        "```\na\n---\n```\n",
        "<!--\n\na\n---\n-->\n",
    ):
        assert found(text) == [], text
    assert found("# a\n---\n") == [(1, "a", 1)]
