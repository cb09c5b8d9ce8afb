"""The forms of a report, and the one function that makes any of them."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from site_builder.model import Problem
from site_builder.report.github import as_annotations
from site_builder.report.junit import as_junit
from site_builder.report.lines import as_text
from site_builder.report.markdown import as_markdown
from site_builder.report.objects import as_json
from site_builder.report.order import in_order, set_aside
from site_builder.report.sarif import as_sarif
from site_builder.report.verdict import Subject, Verdict


class Format(StrEnum):
    """The forms of a report."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    """Results of static analysis, which code hosts show beside the code."""
    JUNIT = "junit"
    """Results of tests, which CI servers show as such."""
    GITHUB = "github"
    """Annotations that GitHub Actions shows beside the lines."""
    MARKDOWN = "markdown"
    """A summary for the page of a CI run, such as `$GITHUB_STEP_SUMMARY`."""


_FORMS: Mapping[Format, Callable[[Verdict], str]] = {
    Format.TEXT: as_text,
    Format.JSON: as_json,
    Format.SARIF: as_sarif,
    Format.JUNIT: as_junit,
    Format.GITHUB: as_annotations,
    Format.MARKDOWN: as_markdown,
}


def report(
    problems: Sequence[Problem], form: Format = Format.TEXT, subject: Subject | None = None
) -> str:
    """Return problems as one text, without a line end after the last line.

    Args:
        problems: What was found, in any order.
        form: The form of the report.
        subject: What the report is about; left out, only the problems are known.

    Returns:
        The report; as text it is empty when there are no problems.
    """
    verdict = Verdict(in_order(problems), set_aside(problems), subject or Subject())
    return _FORMS[form](verdict)
