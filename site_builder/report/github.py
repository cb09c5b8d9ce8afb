"""The report as annotations that GitHub Actions shows beside the lines."""

from site_builder.model import Problem
from site_builder.report.verdict import Verdict


def as_annotations(verdict: Verdict) -> str:
    """Return a workflow command for each problem, a line each.

    Args:
        verdict: What there is to tell.
    """
    return "\n".join(map(_annotation, verdict.problems))


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
