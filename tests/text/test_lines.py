import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.text.lines import split_lines

SHIFTING = "\x0b\x0c\x1c\x85\u2028"
"""Characters at which `str.splitlines` breaks, and editors do not."""


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("\n", [""]),
        ("a", ["a"]),
        ("a\n", ["a"]),
        ("a\n\n", ["a", ""]),
        ("a\n\nb", ["a", "", "b"]),
    ],
)
def test_a_line_end_ends_a_line_and_begins_none(text: str, lines: list[str]) -> None:
    assert split_lines(text) == lines


def test_only_line_feeds_end_lines() -> None:
    text = f"a{SHIFTING}b\nc"
    assert len(split_lines(text)) == 2
    assert len(text.splitlines()) > 2  # control: the method of `str` counts otherwise


def test_lines_are_counted_as_python_counts_them() -> None:
    text = 'a = "\x0c"\n\x0cb = 1\n'
    assert split_lines(text)[ast.parse(text).body[1].lineno - 1] == "\x0cb = 1"


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.text(st.sampled_from("ab\n" + SHIFTING)))
def test_joining_the_lines_gives_the_text_back(text: str) -> None:
    joined = "\n".join(split_lines(text))
    assert text in {joined, f"{joined}\n"}
