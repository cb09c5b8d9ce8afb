import json

import pytest

from site_builder.model import Code, Location, Problem
from site_builder.report import Format, exit_code, in_order, report, summary

ERROR = Problem(Code.LINK_DEAD, Location("b.md", 2), "the link leads nowhere")
HINTED = Problem(Code.SYMBOL_MISSING, Location("b.md", 10), "no symbol", "did you mean 'x'?")
WARNING = Problem(Code.RANGE_USED, Location("a.md"), "cut by numbers")
DETAILED = Problem(Code.OUTPUT_DIFFERS, Location("c,d:e.md", 1), "50%\n  -a\r\n  +b", "run it")
FULL = Problem(Code.CANNOT_WRITE, Location("site"), "cannot write")


def test_problems_come_by_place_each_once() -> None:
    assert in_order([HINTED, ERROR, WARNING, ERROR]) == (WARNING, ERROR, HINTED)


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
        ([ERROR, HINTED, WARNING], "2 errors, 1 warning"),
    ],
)
def test_problems_are_counted(problems: list[Problem], text: str) -> None:
    assert summary(problems) == text


def test_people_read_lines() -> None:
    assert report([DETAILED, HINTED, WARNING, HINTED]).split("\n") == [
        "a.md: range-used: cut by numbers",
        "b.md:10: symbol-missing: no symbol; did you mean 'x'?",
        "c,d:e.md:1: output-differs: 50%; run it",
        "  -a\r",
        "  +b",
        "2 errors, 1 warning",
    ]
    assert report([]) == ""


def test_programs_read_json() -> None:
    assert json.loads(report([HINTED, WARNING], Format.JSON)) == {
        "problems": [
            {
                "code": "range-used",
                "severity": "warning",
                "path": "a.md",
                "line": 0,
                "column": 0,
                "message": "cut by numbers",
                "hint": Code.RANGE_USED.remedy,
            },
            {
                "code": "symbol-missing",
                "severity": "error",
                "path": "b.md",
                "line": 10,
                "column": 0,
                "message": "no symbol",
                "hint": "did you mean 'x'?",
            },
        ]
    }
    assert json.loads(report([], Format.JSON)) == {"problems": []}


def test_github_reads_annotations() -> None:
    assert report([DETAILED, WARNING, HINTED], Format.GITHUB).split("\n") == [
        "::warning file=a.md,title=range-used::cut by numbers",
        "::error file=b.md,line=10,title=symbol-missing::no symbol; did you mean 'x'?",
        "::error file=c%2Cd%3Ae.md,line=1,title=output-differs::50%25%0A  -a%0D%0A  +b; run it",
    ]
    assert report([], Format.GITHUB) == ""


def test_github_is_told_the_column_where_it_is_known() -> None:
    placed = Problem(Code.LINK_DEAD, Location("a.md", 3, 7), "it is gone")
    assert report([placed], Format.GITHUB) == (
        "::error file=a.md,line=3,col=7,title=link-dead::it is gone"
    )
    assert json.loads(report([placed], Format.JSON))["problems"][0]["column"] == 7


@pytest.mark.parametrize("form", Format)
def test_no_report_quotes_a_secret(form: Format) -> None:
    token = "sk_live_" + "aB3dE6gH" * 3
    problem = Problem(
        Code.RUN_FAILED, Location("a.py"), f"it ended\n    key={token}", f"see {token}"
    )
    text = report([problem], form)
    assert token not in text
    assert text.count("<secret>") == 2
