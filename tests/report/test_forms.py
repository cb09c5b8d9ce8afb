import json
from dataclasses import replace

import pytest

from site_builder.model import Code, Location, Problem, Severity
from site_builder.report import Format, report
from site_builder.text.baseline import digest_of_problem

HINTED = Problem(Code.SYMBOL_MISSING, Location("b.md", 10), "no symbol", "did you mean 'x'?")
WARNING = Problem(Code.RANGE_USED, Location("a.md"), "cut by numbers")
DETAILED = Problem(Code.OUTPUT_DIFFERS, Location("c,d:e.md", 1), "50%\n  -a\r\n  +b", "run it")


def test_people_read_lines() -> None:
    assert report([DETAILED, HINTED, WARNING, HINTED]).split("\n") == [
        "b.md:10: symbol-missing: no symbol; did you mean 'x'?",
        "c,d:e.md:1: output-differs: 50%; run it",
        "  -a\r",
        "  +b",
        "a.md: range-used: cut by numbers",
        "2 errors, 1 warning",
    ]
    assert report([]) == ""


def test_programs_read_json() -> None:
    told = json.loads(report([HINTED, WARNING], Format.JSON))
    assert told["problems"] == [
        {
            "code": "symbol-missing",
            "severity": "error",
            "path": "b.md",
            "line": 10,
            "column": 0,
            "message": "no symbol",
            "hint": "did you mean 'x'?",
            "fingerprint": digest_of_problem(HINTED),
        },
        {
            "code": "range-used",
            "severity": "warning",
            "path": "a.md",
            "line": 0,
            "column": 0,
            "message": "cut by numbers",
            "hint": Code.RANGE_USED.remedy,
            "fingerprint": digest_of_problem(WARNING),
        },
    ]
    assert told["not_counted"] == []
    assert told["verdict"] == {"error": 1, "warning": 1, "off": 0, "known": 0, "exit_code": 1}
    assert json.loads(report([], Format.JSON))["problems"] == []


ASIDE = [
    replace(HINTED, weight=Severity.KNOWN, why="it stands in baseline.txt"),
    replace(WARNING, weight=Severity.OFF, why="a draft"),
]


def test_what_does_not_count_is_summed_up_in_one_line() -> None:
    assert report([*ASIDE, DETAILED]).split("\n")[-2:] == [
        "Not counted: 1 known problem, 1 switched off.",
        "1 error",
    ]
    assert report(ASIDE) == "Not counted: 1 known problem, 1 switched off."
    assert report(ASIDE[:1]) == "Not counted: 1 known problem."


def test_programs_read_why_something_does_not_count() -> None:
    told = json.loads(report(ASIDE, Format.JSON))
    assert [(one["code"], one["why"]) for one in told["not_counted"]] == [
        ("range-used", "a draft"),
        ("symbol-missing", "it stands in baseline.txt"),
    ]
    assert told["verdict"]["exit_code"] == 0


def test_github_reads_annotations() -> None:
    assert report([DETAILED, WARNING, HINTED], Format.GITHUB).split("\n") == [
        "::error file=b.md,line=10,title=symbol-missing::no symbol; did you mean 'x'?",
        "::error file=c%2Cd%3Ae.md,line=1,title=output-differs::50%25%0A  -a%0D%0A  +b; run it",
        "::warning file=a.md,title=range-used::cut by numbers",
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
    assert text.count("secret") >= 2
