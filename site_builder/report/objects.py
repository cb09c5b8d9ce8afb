"""The report as JSON, for programs."""

import json

from site_builder.model import Problem, Severity
from site_builder.report.verdict import Verdict
from site_builder.text.baseline import digest_of_problem


def as_json(verdict: Verdict) -> str:
    """Return an object with the list of problems and the verdict.

    Args:
        verdict: What there is to tell.
    """
    counts = {one.value: verdict.number_of(one) for one in Severity}
    told = {
        "problems": [_object(one) for one in verdict.problems],
        "not_counted": [{**_object(one), "why": one.why} for one in verdict.aside],
        "verdict": {**counts, "exit_code": verdict.exit_code},
    }
    return json.dumps(told, indent=2)


def _object(problem: Problem) -> dict[str, str | int]:
    return {
        "code": problem.code.slug,
        "severity": problem.severity.value,
        "path": problem.location.path,
        "line": problem.location.line,
        "column": problem.location.column,
        "message": problem.message,
        "hint": problem.hint or problem.code.remedy,
        "fingerprint": digest_of_problem(problem),
    }
