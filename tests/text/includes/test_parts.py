import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from pymdownx.snippets import SnippetExtension, SnippetPreprocessor
from rcslice import RowSlice

from site_builder.model import (
    Between,
    Code,
    Include,
    IncludeSyntax,
    LineRange,
    LineRanges,
    NamedSection,
    WholeFile,
)
from site_builder.model.include import IncludePart
from site_builder.text.includes.parts import cut_part
from site_builder.text.includes.snippets import split_target

FIVE = "a\nb\nc\nd\ne\n"


def _include(part: IncludePart, syntax: IncludeSyntax = IncludeSyntax.SNIPPETS) -> Include:
    return Include(syntax, 1, "f.py", part, "")


def _range(first: int | None, last: int | None) -> IncludePart:
    return LineRanges((LineRange(first, last),))


CASES = [
    (WholeFile(), FIVE, "abcde", ""),
    (WholeFile(), "", "", "include-empty: 'f.py' holds nothing"),
    (WholeFile(), "-8<- [start:a]\n-8<- [end:a]\n", None, "include-empty: 'f.py' holds nothing"),
    (NamedSection("x"), FIVE, "", "include-section: 'f.py' has no section 'x'"),
    (NamedSection("x"), "-8<- [start:x]\n\n-8<- [end:x]", "",
     "include-empty: the part that is included of 'f.py' holds nothing"),
    (_range(2, 3), FIVE, "bc", ""),
    (_range(None, 2), FIVE, "ab", ""),
    (_range(4, None), FIVE, "de", ""),
    (_range(0, 2), FIVE, "ab", ""),
    (_range(-3, -2), FIVE, "de", ""),
    (_range(1, 6), FIVE, "abcde", ""),
    (_range(1, 7), FIVE, "", "include-range: the range goes to line 7, 'f.py' has 5 lines"),
    (_range(9, None), FIVE, "", "include-range: the range goes to line 9, 'f.py' has 5 lines"),
    (_range(-9, None), FIVE, "", "include-range: the range goes to line -9, 'f.py' has 5 lines"),
    (_range(1, 6), FIVE[:-1], "", "include-range: the range goes to line 6, 'f.py' has 5 lines"),
    (_range(3, 2), FIVE, "", "include-reversed: the range 3 to 2 ends before it begins"),
    (_range(None, 0), FIVE, "", "include-reversed: the range to 0 ends before it begins"),
    (LineRanges((LineRange(1, 2), LineRange(4, 4))), FIVE, "abd", ""),
    (Between("b\\n", "d"), FIVE, "c", ""),
    (Between("q"), FIVE, "", "include-section: the start 'q' is nowhere in 'f.py'"),
]  # fmt: skip


@pytest.mark.parametrize(("part", "text", "taken", "fault"), CASES)
def test_a_part_is_cut(part: IncludePart, text: str, taken: str | None, fault: str) -> None:
    cut = cut_part(_include(part), text)
    if taken is not None:
        assert "".join(line for _, line in cut.lines) == taken
    assert [f"{one.code.slug}: {one.message}" for one in cut.faults] == ([fault] if fault else [])


def test_lines_are_numbered_as_in_the_file() -> None:
    assert cut_part(_include(_range(2, 3)), FIVE).lines == ((2, "b"), (3, "c"))
    assert cut_part(_include(Between("b\\n", "d")), FIVE).lines == ((3, "c"), (4, ""))


def test_rows_that_are_written_backwards_are_meant_where_they_have_a_meaning() -> None:
    cut = cut_part(_include(_range(3, 1), IncludeSyntax.SPLICED), FIVE)
    assert "".join(line for _, line in cut.lines) == "cba"
    assert not cut.faults


def test_a_line_to_highlight_that_the_file_does_not_have() -> None:
    marked = (LineRange(2, 2), LineRange(9, 9))
    include = Include(IncludeSyntax.VARIANTS, 1, "f.py", WholeFile(), "", marked=marked)
    (fault,) = cut_part(include, FIVE).faults
    assert fault.code is Code.INCLUDE_RANGE
    assert fault.message == "the highlight goes to line 9, 'f.py' has 5 lines"


NUMBER = st.integers(-7, 8).map(str) | st.just("")
TEXT = st.sampled_from([FIVE, FIVE[:-1], "a", "a\n\nb\n"])


@settings(derandomize=True, deadline=None, max_examples=500)
@given(NUMBER, NUMBER, TEXT)
def test_lines_are_cut_as_the_extension_cuts_them(first: str, last: str, text: str) -> None:
    real = SnippetPreprocessor(SnippetExtension().getConfigs(), Markdown())
    target = real.parse_snippet_target(f"f.py:{first}:{last}")
    assert target is not None
    expected = real.extract_lines(target["start"], target["end"], text.split("\n"))
    cut = cut_part(_include(split_target(f"f.py:{first}:{last}")[1]), text)
    if not {one.code for one in cut.faults} - {Code.INCLUDE_EMPTY}:
        assert [line for _, line in cut.lines] == expected
    if not any(line.strip() for line in expected):
        assert cut.faults, "nothing is included, and nothing is said"


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.integers(1, 8), st.integers(1, 8), TEXT)
def test_rows_are_cut_as_mdx_include_cuts_them(first: int, last: int, text: str) -> None:
    lines = f"{text}\n".splitlines()
    expected = RowSlice([]).slice(lines, f"{first}-{last}")
    cut = cut_part(_include(_range(first, last), IncludeSyntax.SPLICED), text)
    if not {one.code for one in cut.faults} - {Code.INCLUDE_EMPTY}:
        assert [line for _, line in cut.lines] == expected
