"""Put problems in order, the worst first."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from site_builder.model import Code, Location, Problem, Severity
from site_builder.text.secrets import conceal


def in_order(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return the problems that count, the worst first, each once, none that quotes a secret.

    What keeps the command from going on comes first, then errors, then warnings; among errors, as
    among warnings, the file that has most of them comes first, and files that have as many come by
    path. The problems of a file stay together, by line.

    Args:
        problems: What was found, in any order.
    """
    safe = _safe(one for one in problems if one.severity.counts)
    many = Counter((_rank(one), one.location.path) for one in safe)

    def key(one: Problem) -> tuple[int, int, tuple[Location, str, str]]:
        rank = _rank(one)
        return rank, -many[rank, one.location.path], one.sort_key()

    return tuple(sorted(safe, key=key))


def set_aside(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return the problems that do not count, by place, each once, none that quotes a secret.

    Args:
        problems: What was found, in any order.
    """
    safe = _safe(one for one in problems if not one.severity.counts)
    return tuple(sorted(safe, key=Problem.sort_key))


def _safe(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    told = (replace(one, message=conceal(one.message), hint=conceal(one.hint)) for one in problems)
    return tuple(dict.fromkeys(told))


def _rank(problem: Problem) -> int:
    if problem.code is Code.CANNOT_WRITE:
        return 0
    return 1 if problem.severity is Severity.ERROR else 2
