"""Tell problems: as text for people, as JSON for programs, as annotations for CI."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum

from site_builder.model import Code, Problem, Run, Severity
from site_builder.text.secrets import conceal


class Format(StrEnum):
    """The forms of a report."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    """Annotations that GitHub Actions shows beside the lines."""


def in_order(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return problems by place, each once, and none that quotes a secret."""
    safe = (replace(one, message=conceal(one.message), hint=conceal(one.hint)) for one in problems)
    return tuple(sorted(dict.fromkeys(safe), key=Problem.sort_key))


def isolation_of(runs: Iterable[Run]) -> str:
    """Return in words what held runs, a line for each kind of hold; empty for no runs.

    Args:
        runs: The runs, of which those that were lost say nothing.
    """
    kinds = sorted({run.isolation for run in runs if run.isolation})
    return "\n".join(f"Isolation: {', '.join(held)}" for held in kinds)


def exit_code(problems: Sequence[Problem], *, strict: bool) -> int:
    """Return 0 when nothing counts, 1 for mistakes to mend, 2 when there is no going on.

    Args:
        problems: What was found.
        strict: Whether warnings count like errors.
    """
    if any(one.code is Code.CANNOT_WRITE for one in problems):
        return 2
    counted = [one for one in problems if strict or one.severity is Severity.ERROR]
    return 1 if counted else 0


def report(problems: Sequence[Problem], form: Format = Format.TEXT) -> str:
    """Return problems as one text, without a line end after the last line.

    Args:
        problems: What was found, in any order.
        form: The form of the report.

    Returns:
        The report; as text it is empty when there are no problems.
    """
    ordered = in_order(problems)
    if form is Format.JSON:
        return json.dumps({"problems": [_as_json(one) for one in ordered]}, indent=2)
    if form is Format.GITHUB:
        return "\n".join(_annotation(one) for one in ordered)
    return "\n".join((*map(str, ordered), summary(ordered))) if ordered else ""


def summary(problems: Sequence[Problem]) -> str:
    """Return how many errors and warnings there are, as one line."""
    errors = sum(one.severity is Severity.ERROR for one in problems)
    warnings = len(problems) - errors
    parts = [_count(errors, "error")] if errors or not warnings else []
    parts += [_count(warnings, "warning")] if warnings else []
    return ", ".join(parts)


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _as_json(problem: Problem) -> dict[str, str | int]:
    return {
        "code": problem.code.slug,
        "severity": problem.severity.value,
        "path": problem.location.path,
        "line": problem.location.line,
        "column": problem.location.column,
        "message": problem.message,
        "hint": problem.hint or problem.code.remedy,
    }


def _annotation(problem: Problem) -> str:
    place = f"file={_escape_property(problem.location.path)}"
    if problem.location.line:
        place += f",line={problem.location.line}"
    if problem.location.column:
        place += f",col={problem.location.column}"
    text = problem.message + (f"; {problem.hint}" if problem.hint else "")
    return f"::{problem.severity} {place},title={problem.code.slug}::{_escape(text)}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
