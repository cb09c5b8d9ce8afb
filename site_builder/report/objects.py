"""The report as JSON, for programs."""

import json
from collections.abc import Sequence

from site_builder.model import Problem


def as_json(problems: Sequence[Problem]) -> str:
    """Return an object with the list of problems.

    Args:
        problems: What was found, in order.
    """
    return json.dumps({"problems": [_object(one) for one in problems]}, indent=2)


def _object(problem: Problem) -> dict[str, str | int]:
    return {
        "code": problem.code.slug,
        "severity": problem.severity.value,
        "path": problem.location.path,
        "line": problem.location.line,
        "column": problem.location.column,
        "message": problem.message,
        "hint": problem.hint or problem.code.remedy,
    }
