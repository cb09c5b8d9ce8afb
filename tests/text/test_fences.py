import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.text.fences import Fence, find_fences
from site_builder.text.lines import split_lines


def only(text: str) -> Fence:
    (fence,) = find_fences(text)
    return fence


def test_a_block_knows_its_lines_language_and_body() -> None:
    fence = only("before\n\n```python title='x'\na\n\nb\n```\nafter\n")
    assert (fence.first, fence.last, fence.closed) == (3, 7, True)
    assert (fence.language, fence.info) == ("python", "python title='x'")
    assert fence.body == ("a", "", "b")


@pytest.mark.parametrize("fence", ["```", "````", "~~~", "~~~~~"])
def test_every_kind_of_fence_opens_a_block(fence: str) -> None:
    assert only(f"{fence}\nx\n{fence}\n").body == ("x",)


def test_a_block_without_a_language_has_an_empty_one() -> None:
    assert only("```\nx\n```").language == ""


@pytest.mark.parametrize("text", ["``\nx\n``", "text ```\nx", "", "\n\n"])
def test_what_is_no_fence_opens_no_block(text: str) -> None:
    assert find_fences(text) == ()


def test_a_longer_fence_quotes_a_shorter_one() -> None:
    assert only("````\n```sample\nx\n```\n````\n").body == ("```sample", "x", "```")


def test_a_fence_may_be_closed_by_a_longer_one() -> None:
    assert only("```\nx\n`````\n").closed


def test_tildes_do_not_close_backticks() -> None:
    fence = only("```\n~~~\n```\n")
    assert (fence.body, fence.closed) == (("~~~",), True)


def test_a_fence_with_a_language_closes_nothing() -> None:
    assert only("```\n```python\n```\n").body == ("```python",)


def test_an_open_block_goes_to_the_end_of_the_text() -> None:
    fence = only("a\n```sample\nx\n\n")
    assert (fence.first, fence.last, fence.closed) == (2, 4, False)


@pytest.mark.parametrize("text", ["```a``` b\n", "```a```\n", "````a```b````\n"])
def test_code_within_a_sentence_is_no_fence(text: str) -> None:
    assert find_fences(text + "\nx\n") == ()


def test_backticks_in_a_title_do_not_hide_a_fence() -> None:
    assert only('```sample title="the `x` of it"\na/b\n```\n').body == ("a/b",)


@pytest.mark.parametrize("prefix", ["    ", "  ", "\t", "> ", ">", "> > ", "    > ", ">     "])
def test_the_prefix_of_a_block_is_taken_off_its_lines(prefix: str) -> None:
    text = "\n".join(f"{prefix}{line}" for line in ("```py", "a", "  b", "```"))
    fence = only(text)
    assert (fence.prefix, fence.body, fence.closed) == (prefix, ("a", "  b"), True)


def test_blank_lines_need_no_prefix() -> None:
    assert only("    ```\n    a\n\n    b\n    ```").body == ("a", "", "b")


def test_a_prefix_may_be_written_differently_on_each_line() -> None:
    assert only("> ```\n>a\n>   b\n> > c\n> ```").body == ("a", "  b", "> c")


def test_a_prefix_takes_no_more_quote_marks_than_the_fence_has() -> None:
    assert only("> ```\n>>> print()\n> ```").body == (">> print()",)
    assert only("```\n>>> print()\n```").body == (">>> print()",)


def test_a_closing_fence_in_a_deeper_quote_is_code() -> None:
    assert only("```\n> ```\n```").body == ("> ```",)


def test_an_indented_fence_is_code_inside_a_block() -> None:
    fence = only("```markdown\n!!! note\n    ```sample\n    a/b\n    ```\n```")
    assert fence.body[-1] == "    ```"
    assert only("```\nx\n   ```").closed  # control: up to three columns are allowed


def test_a_quote_that_ends_leaves_its_block_open() -> None:
    first, second = find_fences("> ```\n> a\ntext\n\n```sample\nx\n```")
    assert (first.last, first.closed) == (2, False)
    assert (second.first, second.language, second.closed) == (5, "sample", True)


def test_a_list_item_that_ends_leaves_its_block_open() -> None:
    first, second = find_fences("- item\n\n    ```\n    a\n\ntext\n\n```sample\nx\n```")
    assert (first.last, first.closed) == (5, False)
    assert (second.first, second.closed) == (8, True)


def test_characters_that_only_python_counts_as_line_ends_move_no_block() -> None:
    fence = only("a\x0cb\u2028c\n```\nx\n```")
    assert (fence.first, fence.last) == (2, 4)


MARKDOWN = st.lists(
    st.sampled_from(
        ["```", "````", "~~~", "```sample", "    ```", "> ```", "\t```", "```x```", "`", "- ", "> ",
         "", "a", "    a", "> a", ">>> a", "a\x0cb", "\u2028"]
    ),
    max_size=14,
).map("\n".join)  # fmt: skip


@settings(derandomize=True, deadline=None, max_examples=300)
@given(MARKDOWN)
def test_blocks_stand_in_order_at_the_lines_they_name(text: str) -> None:
    lines = split_lines(text)
    end = 0
    for fence in find_fences(text):
        assert end < fence.first <= fence.last <= len(lines)
        assert lines[fence.first - 1] == (
            fence.prefix + lines[fence.first - 1][len(fence.prefix) :]
        )
        assert lines[fence.first - 1].endswith(fence.info)
        if fence.closed:
            assert set(lines[fence.last - 1].strip(" \t>")) in ({"`"}, {"~"})
        end = fence.last


@settings(derandomize=True, deadline=None, max_examples=300)
@given(MARKDOWN)
def test_no_text_of_a_block_is_lost(text: str) -> None:
    lines = split_lines(text)
    for fence in find_fences(text):
        inside = lines[fence.first : fence.last - 1 if fence.closed else fence.last]
        assert len(fence.body) == len(inside)
        quotes = fence.prefix.count(">")
        for kept, line in zip(fence.body, inside, strict=True):
            bare = "".join(line.split())
            assert bare.endswith("".join(kept.split()))
            assert set(bare[: len(bare) - len("".join(kept.split()))]) <= {">"}
            assert len(bare) - len("".join(kept.split())) <= quotes
