"""The report as Markdown: a summary for the page of a CI run."""

import re
from itertools import groupby

from site_builder.model import Problem
from site_builder.report.verdict import Verdict, summary

_MOST = 200
"""How many problems are listed: hosts cut a summary that is too long in the middle of a row."""
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|])")


def as_markdown(verdict: Verdict) -> str:
    """Return the verdict as a heading, a table of files, and the problems of each.

    Args:
        verdict: What there is to tell.
    """
    problems = verdict.problems
    lines = [f"## {summary(problems) if problems else 'No problems'}"]
    if verdict.subject.checked:
        lines += ["", f"{len(verdict.subject.checked)} files were looked at."]
    lines += ["", f"{verdict.not_counted}."] if verdict.not_counted else []
    if problems:
        lines += ["", "| File | Line | Counts as | Code | What is wrong |"]
        lines += ["| --- | ---: | --- | --- | --- |"]
    for _, members in groupby(problems[:_MOST], key=lambda one: one.location.path):
        lines += [_row(one, verdict.subject.help_url) for one in members]
    if len(problems) > _MOST:
        lines += ["", f"{len(problems) - _MOST} more are in the log of the command."]
    return "\n".join(lines)


def _row(problem: Problem, help_url: str) -> str:
    slug = problem.code.slug
    code = f"[{slug}]({help_url}{slug}/)" if help_url else f"`{slug}`"
    sentence, _, details = problem.message.partition("\n")
    text = _escaped(f"{sentence}; {problem.hint}" if problem.hint else sentence)
    if details:
        text += f"<br><pre>{_html(details)}</pre>"
    line = str(problem.location.line or "")
    place = f"`{problem.location.path}`"
    return f"| {place} | {line} | {problem.severity} | {code} | {text} |"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _html(text: str) -> str:
    # In a cell of a table there is neither a line end nor a bar.
    for mark, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("|", "&#124;")):
        text = text.replace(mark, entity)
    return text.replace("\r", "").replace("\n", "<br>")
