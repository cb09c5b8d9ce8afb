"""The report as SARIF 2.1.0, the format in which code hosts take the results of analysis tools."""

import json
from collections import Counter
from collections.abc import Mapping
from urllib.parse import quote

from site_builder.model import Code, Problem, Severity
from site_builder.report.verdict import Verdict
from site_builder.text.baseline import digest_of_problem

Value = str | int | bool | Mapping[str, "Value"] | list["Value"]
"""What JSON holds."""

_ROOT = "PROJECT"
_CODES = tuple(Code)


def as_sarif(verdict: Verdict) -> str:
    """Return a log with one run: all rules, and a result for each problem.

    What the project knows of or has switched off is a suppressed result with the reason for it.

    Args:
        verdict: What there is to tell.
    """
    # Problems that are alike but for their lines are told from each other by a number.
    seen: Counter[str] = Counter()
    results: list[Value] = []
    for one in (*verdict.problems, *verdict.aside):
        digest = digest_of_problem(one)
        results.append(_result(one, f"{digest}:{seen[digest]}"))
        seen[digest] += 1
    driver: Mapping[str, Value] = {
        "name": "site-builder",
        "rules": [_rule(code, verdict.subject.help_url) for code in _CODES],
    }
    run: Mapping[str, Value] = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder of the project."}}},
        "invocations": [
            {"executionSuccessful": verdict.exit_code != 2, "exitCode": verdict.exit_code}
        ],
        "artifacts": [{"location": _artifact(path)} for path in verdict.subject.checked],
        "results": results,
    }
    log: Mapping[str, Value] = {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(log, indent=2)


def _rule(code: Code, help_url: str) -> Mapping[str, Value]:
    words = code.slug.split("-")
    page: Mapping[str, Value] = {"helpUri": f"{help_url}{code.slug}/"} if help_url else {}
    return {
        "id": code.slug,
        "name": "".join(word.capitalize() for word in words),
        "shortDescription": {"text": code.meaning},
        "fullDescription": {"text": f"{code.meaning} {code.remedy}"},
        "help": {"text": code.remedy, "markdown": code.remedy},
        "defaultConfiguration": {"level": _level(code.severity)},
        "properties": {"tags": ["documentation", code.group]},
        **page,
    }


def _result(problem: Problem, fingerprint: str) -> Mapping[str, Value]:
    place = problem.location
    region: Mapping[str, Value] = {"startLine": place.line} if place.line else {}
    region = {**region, "startColumn": place.column} if place.line and place.column else region
    sentence, _, details = problem.message.partition("\n")
    text = f"{sentence}; {problem.hint}" if problem.hint else sentence
    aside: Mapping[str, Value] = {
        "suppressions": [{"kind": "external", "status": "accepted", "justification": problem.why}]
    }
    physical = {"artifactLocation": _artifact(place.path), **({"region": region} if region else {})}
    return {
        "ruleId": problem.code.slug,
        "ruleIndex": _CODES.index(problem.code),
        "kind": "fail",
        "level": _level(problem.severity if problem.severity.counts else problem.code.severity),
        "message": {"text": f"{text}\n{details}" if details else text},
        "locations": [{"physicalLocation": physical}],
        "partialFingerprints": {"siteBuilderProblem/v1": fingerprint},
        **({} if problem.severity.counts else aside),
    }


def _level(severity: Severity) -> str:
    return "error" if severity is Severity.ERROR else "warning"


def _artifact(path: str) -> Mapping[str, Value]:
    return {"uri": quote(path), "uriBaseId": _ROOT}
