import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from pymdownx.snippets import SnippetExtension, SnippetPreprocessor

from site_builder.model import Code
from site_builder.text.includes.found import numbered
from site_builder.text.includes.sections import cut_section, read_section_mark

START, END = "# --8<-- [start:one]", "# --8<-- [end:one]"
CASES = {
    "whole": ([START, "a", END], ["a"], []),
    "with another inside": (
        [START, "a", "# -8<- [ start : two ]", "b", "# -8<- [end:two]", END],
        ["a", "b"],
        [],
    ),
    "missing": (["a"], [], [(Code.INCLUDE_SECTION, 0)]),
    "missing beside another": (["# --8<-- [start:ones]", END.replace("one", "ones")], [],
                               [(Code.INCLUDE_SECTION, 0)]),
    "closed before it is opened": ([END, START, "a", END], [], [(Code.INCLUDE_SECTION, 1)]),
    "never closed": (["x", START, "a", "b"], ["a", "b"], [(Code.INCLUDE_UNCLOSED, 2)]),
    "twice": ([START, "a", END, START, "b", END], ["a"], [(Code.INCLUDE_DUPLICATE, 4)]),
    "opened twice": ([START, "a", START, "b", END], ["a", "b"], [(Code.INCLUDE_DUPLICATE, 3)]),
    "escaped": ([START, "# ;--8<-- [end:one]", "a", END], ["# ;--8<-- [end:one]", "a"], []),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_section_is_cut_and_what_is_wrong_with_it_is_told(case: str) -> None:
    lines, expected, faults = CASES[case]
    taken, found = cut_section("one", numbered("\n".join(lines)), "f.py")
    assert [line for _, line in taken] == expected
    assert [(fault.code, fault.line) for fault in found] == faults


@pytest.mark.parametrize(
    ("lines", "hint"),
    [
        (["# -8<- [start:mains]"], "did you mean 'mains'?"),
        (["# -8<- [start:other]"], "use one of 'other'"),
        (["a"], "mark it with '--8<-- [start:main]' and '--8<-- [end:main]'"),
    ],
)
def test_a_section_that_is_missing_has_a_hint(lines: list[str], hint: str) -> None:
    _, (fault,) = cut_section("main", numbered("\n".join(lines)), "f.py")
    assert (fault.message, fault.hint) == ("'f.py' has no section 'main'", hint)


def test_what_is_a_mark() -> None:
    assert read_section_mark(START)
    assert not read_section_mark(f";{START[2:]}")
    assert not read_section_mark("a = 8")


@settings(derandomize=True, deadline=None, max_examples=500)
@given(
    st.lists(
        st.sampled_from(
            [
                *(START, END, "-8<- [start:two]", "-8<- [end:two]", "-8<- [START:one]"),
                *("a", "", "x ;--8<-- [end:one]", "--;--8<-- [start:one] y", "--8<--[start:one]"),
            ]
        ),
        max_size=9,
    )
)
def test_a_section_is_cut_as_the_extension_cuts_it(lines: list[str]) -> None:
    real = SnippetPreprocessor(SnippetExtension().getConfigs(), Markdown())
    taken, faults = cut_section("one", numbered("\n".join(lines)), "f.py")
    expected = real.extract_section("one", "\n".join(lines).split("\n"))
    ours = [line for _, line in taken]
    assert [line.replace(";", "") for line in ours] == [one.replace(";", "") for one in expected]
    if not expected and not faults:
        assert START in lines
