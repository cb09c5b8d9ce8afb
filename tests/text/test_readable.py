from textwrap import dedent

import pytest

from site_builder.text.readable import mask_code_spans, read_markdown


def prose(text: str) -> list[str]:
    return [line for _, line in read_markdown(text).prose]


def test_code_and_comments_are_no_prose_and_lines_keep_their_numbers() -> None:
    text = dedent(
        """\
        One <!-- a remark --> two `<!--` three

        ```sh
        four
        ```
        <!-- five
        ```sh
        six
        ```
        -->

            seven

        eight <!-- nine --> ten
        """
    )
    read = read_markdown(text)
    shown = {number: line for number, line in read.prose if line}
    assert shown == {1: "One  two `<!--` three", 14: "eight  ten"}
    assert [fence.first for fence in read.fences] == [3]
    assert [number for number, _ in read.prose] == list(range(1, 15))


def test_what_is_indented_in_a_list_is_prose() -> None:
    text = "- one\n\n    two\n\n!!! note\n\n    three\n"
    assert [line for line in prose(text) if line] == ["- one", "    two", "!!! note", "    three"]


def test_a_part_holds_its_own_lines_and_blocks() -> None:
    read = read_markdown("one\n\n```\na\n```\n\ntwo\n\n```\nb\n```\n")
    part = read.part(6, 11)
    assert [line for _, line in part.prose if line] == ["two"]
    assert [fence.first for fence in part.fences] == [9]


@pytest.mark.parametrize(
    ("text", "empty"),
    [
        ("", True),
        ("\n\n### A heading\n", True),
        ("<!-- later -->\n", True),
        ("a word\n", False),
        ("```\n```\n", False),
        ("![x](x.png)\n", False),
    ],
)
def test_a_part_is_empty_if_only_headings_and_comments_stand_in_it(text: str, empty: bool) -> None:
    assert read_markdown(text).is_empty is empty


def test_blocks_are_paragraphs_entries_rows_and_headings() -> None:
    text = dedent(
        """\
        # Title
        a paragraph
        of two lines

        another
        - one
          goes on

          and on
        - two
        1. three

        after

        | a | b |
        | - | - |
        end
        """
    )
    blocks = list(read_markdown(text).blocks())
    assert [(one.text, one.is_item) for one in blocks] == [
        ("# Title", False),
        ("a paragraph\nof two lines", False),
        ("another", False),
        ("- one\n  goes on\n\n  and on", True),
        ("- two", True),
        ("1. three", True),
        ("after", False),
        ("| a | b |", False),
        ("| - | - |", False),
        ("end", False),
    ]
    assert [one.lines[0][0] for one in blocks] == [1, 2, 5, 6, 10, 11, 13, 15, 16, 17]
    assert blocks[3].line_at(blocks[3].text.index("and on")) == 9
    assert list(read_markdown("\n\n").blocks()) == []


def test_code_spans_are_masked_in_their_length() -> None:
    assert mask_code_spans("a `b` ``c`d`` e") == "a " + " " * 3 + " " + " " * 7 + " e"
