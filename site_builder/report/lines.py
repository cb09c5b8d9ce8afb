"""The report as lines of text, for people."""

from site_builder.report.verdict import Verdict, summary


def as_text(verdict: Verdict) -> str:
    """Return a line for each problem and the verdict as the last one; nothing for no problems.

    Args:
        verdict: What there is to tell.
    """
    lines = [str(one) for one in verdict.problems]
    lines += [f"{verdict.not_counted}."] if verdict.not_counted else []
    lines += [summary(verdict.problems)] if verdict.problems else []
    return "\n".join(lines)
