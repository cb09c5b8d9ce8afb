import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from pymdownx.snippets import SnippetExtension, SnippetPreprocessor

from site_builder.model import Code, Include, LineRange, LineRanges, NamedSection, WholeFile
from site_builder.text.fault import Fault
from site_builder.text.includes.found import numbered
from site_builder.text.includes.snippets import find_snippets, find_unseen, split_target

TARGETS = {
    "file.md": ("file.md", WholeFile()),
    "file.md:name": ("file.md", NamedSection("name")),
    "file.md:my-name_2": ("file.md", NamedSection("my-name_2")),
    "file.md:2name": ("file.md:2name", WholeFile()),
    "file.md:1:3": ("file.md", LineRanges((LineRange(1, 3),))),
    "file.md:3": ("file.md", LineRanges((LineRange(3, None),))),
    "file.md:3:": ("file.md", LineRanges((LineRange(3, None),))),
    "file.md::3": ("file.md", LineRanges((LineRange(None, 3),))),
    "file.md:-3:-1": ("file.md", LineRanges((LineRange(-3, -1),))),
    "file.md:1:3,5:7": ("file.md", LineRanges((LineRange(1, 3), LineRange(5, 7)))),
    "file.md:1:3,:2": ("file.md", LineRanges((LineRange(1, 3), LineRange(None, 2)))),
    "C:/folder/file.md:one": ("C:/folder/file.md", NamedSection("one")),
    "file.md:a b": ("file.md:a b", WholeFile()),
    ":1:2": ("", LineRanges((LineRange(1, 2),))),
}


@pytest.mark.parametrize("target", TARGETS)
def test_a_target_is_a_path_and_a_part(target: str) -> None:
    assert split_target(target) == TARGETS[target]


def _real() -> SnippetPreprocessor:
    extension = SnippetExtension()
    return SnippetPreprocessor(extension.getConfigs(), Markdown())


@settings(derandomize=True, deadline=None, max_examples=500)
@given(st.text(":,-12a_ .", max_size=14))
def test_a_target_is_divided_where_the_extension_divides_it(target: str) -> None:
    path, ranges, section = _real().split_path(target)
    ours, part = split_target(target)
    assert ours == path
    assert isinstance(part, LineRanges) == (ranges is not None)
    assert isinstance(part, NamedSection) == (section is not None)


@settings(derandomize=True, deadline=None, max_examples=500)
@given(st.text("-8<;\"' a", max_size=14))
def test_a_line_is_a_snippet_where_the_extension_takes_it_for_one(line: str) -> None:
    match = SnippetPreprocessor.RE_ALL_SNIPPETS.match(line)
    found = list(find_snippets([(1, line)]))
    seen = match is not None and not match["escape"]
    if seen and match and match["block_marker"]:
        assert [one.code for one in found if isinstance(one, Fault)] == [Code.INCLUDE_UNCLOSED]
    elif seen and match and not (target := match["snippet"][1:-1].strip()).startswith(";"):
        assert len(found) == bool(target)
    else:
        assert not found


PAGE = """\
--8<-- "one.md"
  ---8<--- 'two.md:part'
;--8<-- "escaped.md"
--8<-- "; off.md"
--8<-- "{{ made }}.md"
text --8<-- "in the middle.md"
--8<-- "after.md" text
```python
--8<-- "in code.py:1:3"
```
--8<--
block.md
; off.md

--8<-- "ignored in a block.md"
last.md:name
--8<--
not a path
"""


def _paths(text: str) -> list[tuple[int, str]]:
    found = find_snippets(numbered(text))
    return [(one.line, one.target) for one in found if isinstance(one, Include)]


def test_the_snippets_of_a_page_in_both_forms() -> None:
    assert _paths(PAGE) == [
        (1, "one.md"),
        (2, "two.md"),
        (9, "in code.py"),
        (12, "block.md"),
        (16, "last.md"),
    ]


def test_a_block_that_is_never_closed_takes_the_rest() -> None:
    text = '--8<--\none.md\n--8<--\n--8<--\nprose\n--8<-- "two.md"\n'
    found = list(find_snippets(numbered(text)))
    assert [one.line for one in found] == [4, 2]
    assert isinstance(found[0], Fault)
    assert found[0].code is Code.INCLUDE_UNCLOSED


def test_a_snippet_without_a_file_cannot_be_read() -> None:
    (fault,) = find_snippets([(7, '--8<-- ":1:3"')])
    assert isinstance(fault, Fault)
    assert (fault.code, fault.line) == (Code.INCLUDE_INVALID, 7)


def test_a_range_without_a_number_cannot_be_read() -> None:
    (fault,) = find_snippets([(7, '--8<-- "a.md:-:3"')])
    assert isinstance(fault, Fault)
    assert fault.message == "the include '--8<-- \"a.md:-:3\"' has lines that cannot be read"


def test_a_space_at_the_end_hides_a_snippet() -> None:
    lines = [(1, '--8<-- "one.md" '), (2, '--8<-- "two.md"'), (3, '--8<-- "a" b '), (4, "--8<-- ")]
    assert [one.line for one in find_unseen(lines)] == [1]
    assert [one.line for one in find_snippets(lines)] == [2]


def test_lines_keep_the_numbers_that_they_have_in_their_file() -> None:
    assert [one.line for one in find_snippets(numbered('\n--8<-- "a.md"', 5))] == [6]
