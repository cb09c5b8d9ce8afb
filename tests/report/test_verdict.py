import pytest

from site_builder.model import Code, Location, Problem
from site_builder.report import exit_code, summary

ERROR = Problem(Code.LINK_DEAD, Location("b.md", 2), "the link leads nowhere")
WARNING = Problem(Code.RANGE_USED, Location("a.md"), "cut by numbers")
FULL = Problem(Code.CANNOT_WRITE, Location("site"), "cannot write")


@pytest.mark.parametrize(
    ("problems", "strict", "code"),
    [
        ([], False, 0),
        ([], True, 0),
        ([WARNING], False, 0),
        ([WARNING], True, 1),
        ([WARNING, ERROR], False, 1),
        ([ERROR, FULL], False, 2),
    ],
)
def test_the_exit_code_says_who_has_to_act(
    problems: list[Problem], strict: bool, code: int
) -> None:
    assert exit_code(problems, strict=strict) == code


@pytest.mark.parametrize(
    ("problems", "text"),
    [
        ([], "0 errors"),
        ([ERROR], "1 error"),
        ([WARNING], "1 warning"),
        ([WARNING, WARNING], "2 warnings"),
        ([ERROR, ERROR, WARNING], "2 errors, 1 warning"),
    ],
)
def test_problems_are_counted(problems: list[Problem], text: str) -> None:
    assert summary(problems) == text
