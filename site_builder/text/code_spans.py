"""Find the names that a Markdown text writes as code within its sentences and tables."""

import re
from collections.abc import Iterator

from site_builder.text.fences import find_fences
from site_builder.text.lines import split_lines

_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_NAME = re.compile(r"[\w.-]+")


def code_spans(text: str, *, tables_only: bool = False) -> frozenset[str]:
    """Return what a text writes as code, and the name that each begins with.

    Args:
        text: The body of a page. What stands in fenced blocks does not count.
        tables_only: Whether only the rows of tables are looked at.
    """
    fenced = {n for one in find_fences(text) for n in range(one.first, one.last + 1)}
    lines = [
        line
        for number, line in enumerate(split_lines(text), start=1)
        if number not in fenced and (line.lstrip().startswith("|") or not tables_only)
    ]
    return frozenset(_names("\n".join(lines)))


def _names(text: str) -> Iterator[str]:
    for match in _SPAN.finditer(text):
        span = " ".join(match[2].split())
        yield span
        # `retries: 3`, `retry(call)` and `--all` name what they begin with.
        name = _NAME.match(span)
        if name:
            yield name[0].rstrip(".")
