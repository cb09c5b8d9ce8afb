"""The forms of a report, and the one function that makes any of them."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from site_builder.model import Problem
from site_builder.report.github import as_annotations
from site_builder.report.lines import as_text
from site_builder.report.objects import as_json
from site_builder.report.order import in_order


class Format(StrEnum):
    """The forms of a report."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    """Annotations that GitHub Actions shows beside the lines."""


_FORMS: Mapping[Format, Callable[[Sequence[Problem]], str]] = {
    Format.TEXT: as_text,
    Format.JSON: as_json,
    Format.GITHUB: as_annotations,
}


def report(problems: Sequence[Problem], form: Format = Format.TEXT) -> str:
    """Return problems as one text, without a line end after the last line.

    Args:
        problems: What was found, in any order.
        form: The form of the report.

    Returns:
        The report; as text it is empty when there are no problems.
    """
    return _FORMS[form](in_order(problems))
