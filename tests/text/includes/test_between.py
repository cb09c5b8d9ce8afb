import pytest

from site_builder.model import Between, Code
from site_builder.text.includes.between import cut_between

TEXT = "x\n<!--a-->\none\n<!--b-->\ny\n<!--a-->\ntwo\n<!--b-->\nz"
CASES = {
    "both": (Between("<!--a-->", "<!--b-->"), ["one", "two"], []),
    "start": (Between("<!--a-->\\none"), ["<!--b-->", "y", "<!--a-->", "two", "<!--b-->", "z"], []),
    "end": (Between("", "<!--a-->"), ["x"], []),
    "neither": (Between(), TEXT.split("\n"), []),
    "start missing": (Between("?", "<!--b-->"), [], [(Code.INCLUDE_SECTION, 0)]),
    "end missing": (Between("<!--a-->", "?"), [], [(Code.INCLUDE_SECTION, 0)]),
    "both missing": (Between("?", "??"), [], [(Code.INCLUDE_SECTION, 0)] * 2),
    "end first": (Between("two", "x"), ["<!--b-->", "z"], [(Code.INCLUDE_UNCLOSED, 7)]),
    "end after the first only": (
        Between("<!--a-->", "one"),
        ["two", "<!--b-->", "z"],
        [(Code.INCLUDE_UNCLOSED, 6)],
    ),
    "escaped": (Between("one\\n", "y\\n"), ["<!--b-->"], []),
    "not an escape": (Between("\\x"), [], [(Code.INCLUDE_SECTION, 0)]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_stands_between_two_strings_is_cut(case: str) -> None:
    part, expected, faults = CASES[case]
    taken, found = cut_between(part, TEXT, "f.md")
    assert [line for _, line in taken if line] == expected
    assert [(fault.code, fault.line) for fault in found] == faults


def test_lines_are_numbered_as_in_the_file() -> None:
    taken, _ = cut_between(Between("<!--a-->", "<!--b-->"), TEXT, "f.md")
    assert [number for number, line in taken if line] == [3, 7]
