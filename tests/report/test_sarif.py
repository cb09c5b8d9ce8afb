import json
import os
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from site_builder.model import Code, Location, Problem, Severity
from site_builder.report import Format, Subject, report

MODULES = Path(__file__).parents[2] / "node_modules"
SCHEMA = MODULES / "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
"""The schema of the standard, as a package of its makers ships it."""

ERROR = Problem(Code.LINK_DEAD, Location("docs/ü b.md", 2, 5), "the link 'x' is dead", "mend it")
DIFF = Problem(Code.OUTPUT_DIFFERS, Location("docs/b.md"), "other output\n  -a\n  +b")
WARNING = Problem(Code.RANGE_USED, Location("docs/a.md", 4), "cut by numbers (3-4)")
OFF = replace(WARNING, weight=Severity.OFF, why="a draft")


@cache
def validator() -> jsonschema.Draft7Validator:
    if not SCHEMA.is_file():
        reason = "the schema of SARIF is not installed: npm ci"
        pytest.fail(reason) if os.environ.get("SITE_BUILDER_REQUIRE_NODE") else pytest.skip(reason)
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(
        schema, format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER
    )


def log_of(problems: Sequence[Problem], subject: Subject | None = None) -> Any:
    return json.loads(report(problems, Format.SARIF, subject))


def run_of(problems: Sequence[Problem], subject: Subject | None = None) -> Any:
    (run,) = log_of(problems, subject)["runs"]
    return run


@pytest.mark.parametrize("problems", [[], [ERROR, DIFF, WARNING], [OFF]])
@pytest.mark.parametrize("help_url", ["", "https://docs.example/reference/problems/"])
def test_the_log_fits_the_schema_of_the_standard(problems: list[Problem], help_url: str) -> None:
    log = log_of(problems, Subject(checked=("docs/a.md", "docs/ü b.md"), help_url=help_url))
    assert [one.message for one in validator().iter_errors(log)] == []


def test_the_schema_refuses_what_is_no_log() -> None:
    log = log_of([ERROR])
    result = log["runs"][0]["results"][0]
    for change in ({"level": "bad"}, {"message": "text"}, {"locations": {}}):
        log["runs"][0]["results"] = [{**result, **change}]
        assert list(validator().iter_errors(log)), change


def test_every_code_is_a_rule_with_help() -> None:
    rules = run_of([])["tool"]["driver"]["rules"]
    assert [one["id"] for one in rules] == [code.slug for code in Code]
    for rule, code in zip(rules, Code, strict=True):
        assert rule["help"]["text"] == code.remedy
        assert rule["defaultConfiguration"]["level"] == code.severity
        assert code.group in rule["properties"]["tags"]
        assert "helpUri" not in rule


def test_a_rule_leads_to_the_page_of_its_code_where_there_is_one() -> None:
    subject = Subject(help_url="https://docs.example/problems/")
    rules = run_of([], subject)["tool"]["driver"]["rules"]
    assert rules[0]["helpUri"] == f"https://docs.example/problems/{rules[0]['id']}/"


def test_a_result_names_its_rule_and_its_place() -> None:
    (result,) = run_of([ERROR])["results"]
    rules = run_of([ERROR])["tool"]["driver"]["rules"]
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == "link-dead"
    assert result["message"] == {"text": "the link 'x' is dead; mend it"}
    (location,) = result["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "docs/%C3%BC%20b.md", "uriBaseId": "PROJECT"},
        "region": {"startLine": 2, "startColumn": 5},
    }


def test_a_problem_of_a_whole_file_has_no_region() -> None:
    (result,) = run_of([DIFF])["results"]
    assert "region" not in result["locations"][0]["physicalLocation"]
    assert result["message"]["text"] == "other output\n  -a\n  +b"


def test_a_fingerprint_stays_when_lines_move_and_tells_twins_apart() -> None:
    twin = replace(ERROR, location=Location("docs/ü b.md", 30))
    moved = [replace(ERROR, location=Location("docs/ü b.md", line)) for line in (8, 44)]
    prints = [one["partialFingerprints"] for one in run_of([ERROR, twin])["results"]]
    assert prints[0] != prints[1]
    assert prints == [one["partialFingerprints"] for one in run_of(moved)["results"]]


def test_what_does_not_count_is_suppressed_with_its_reason() -> None:
    first, second = run_of([ERROR, OFF])["results"]
    assert "suppressions" not in first
    (suppression,) = second["suppressions"]
    assert suppression == {"kind": "external", "status": "accepted", "justification": "a draft"}
    assert second["level"] == "warning"


@pytest.mark.parametrize(
    ("problem", "code", "successful"),
    [
        (WARNING, 0, True),
        (ERROR, 1, True),
        (Problem(Code.CANNOT_WRITE, Location("site"), "no room"), 2, False),
    ],
)
def test_the_log_says_how_the_command_ended(problem: Problem, code: int, successful: bool) -> None:
    (invocation,) = run_of([problem])["invocations"]
    assert invocation == {"executionSuccessful": successful, "exitCode": code}


def test_a_severity_that_a_project_sets_is_the_level() -> None:
    (result,) = run_of([replace(WARNING, weight=Severity.ERROR, why="they go stale")])["results"]
    assert result["level"] == "error"
