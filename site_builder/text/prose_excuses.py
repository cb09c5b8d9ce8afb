"""Read the exceptions to rules of prose that an author writes into a page, each with its reason.

`<!-- prose: off filler: the API says so -->` excuses what is found in the block that the comment
stands in or before; `<!-- prose: page off filler: … -->` what is found anywhere on the page.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from site_builder.model import Code
from site_builder.text.fault import Fault
from site_builder.text.passage import Prose

_FORM = re.compile(
    r"(?P<page>page\s+)?off\s+(?P<rules>[\w-]+(?:\s*,\s*[\w-]+)*)\s*(?::(?P<why>.*))?", re.DOTALL
)
_HINT = "write <!-- prose: off RULE: why -->"


@dataclass(frozen=True, slots=True)
class Excuse:
    """An exception to one rule."""

    rule: str
    first: int
    """First line on which the rule may be broken."""
    last: int
    """Last such line."""
    line: int
    """Line of the comment."""


def read_excuses(prose: Prose) -> tuple[tuple[Excuse, ...], tuple[Fault, ...]]:
    """Return the exceptions of a page, and what is wrong with the comments that make them.

    Args:
        prose: The prose of the page.
    """
    excuses: list[Excuse] = []
    faults: list[Fault] = []
    for comment in prose.comments:
        mark, colon, said = comment.text.partition(":")
        if not colon or mark.strip() != "prose":
            continue
        match = _FORM.fullmatch(said.strip())
        if not match:
            message = "a comment on prose cannot be read"
            faults.append(Fault(Code.PROSE_EXCUSE, message, _HINT, comment.first))
            continue
        if not (match["why"] or "").strip():
            message = f"the exception to '{match['rules']}' has no reason"
            faults.append(Fault(Code.PROSE_EXCUSE, message, _HINT, comment.first))
        first, last = (1, _END) if match["page"] else _reach(comment.first, comment.last, prose)
        rules = (one.strip() for one in match["rules"].split(","))
        excuses += [Excuse(rule, first, last, comment.first) for rule in rules]
    return tuple(excuses), tuple(faults)


_END = 10**9
"""A line after the last one of any page."""


def _reach(first: int, last: int, prose: Prose) -> tuple[int, int]:
    """Return the lines of the block that a comment stands in; of the next, if it stands alone."""
    for start, end in prose.blocks:
        if end > last or (end == last and start < first):
            return start, end
    return first, last


def unused(excuses: Iterable[Excuse], used: Iterable[Excuse]) -> Iterator[Fault]:
    """Yield the exceptions that excuse nothing.

    Args:
        excuses: The exceptions of a page.
        used: Those that excused something.
    """
    for excuse in sorted(set(excuses) - set(used), key=lambda one: (one.line, one.rule)):
        message = f"the exception to '{excuse.rule}' excuses nothing"
        yield Fault(Code.PROSE_EXCUSE, message, "remove it", excuse.line)
