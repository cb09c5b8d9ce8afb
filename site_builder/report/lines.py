"""The report as lines of text, for people."""

from collections.abc import Sequence

from site_builder.model import Problem
from site_builder.report.verdict import summary


def as_text(problems: Sequence[Problem]) -> str:
    """Return a line for each problem and the verdict as the last one; nothing for no problems.

    Args:
        problems: What was found, in order.
    """
    return "\n".join((*map(str, problems), summary(problems))) if problems else ""
