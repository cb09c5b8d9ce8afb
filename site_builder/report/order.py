"""Put problems in order, the worst first."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from site_builder.model import Code, Location, Problem, Severity
from site_builder.text.secrets import conceal

_LAST = {Severity.ERROR: 1, Severity.WARNING: 2}


def in_order(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return problems with the worst first, each once, and none that quotes a secret.

    What keeps the command from going on comes first, then errors, then warnings; among errors, as
    among warnings, the file that has most of them comes first, and files that have as many come by
    path. The problems of a file stay together, by line.

    Args:
        problems: What was found, in any order.
    """
    told = (replace(one, message=conceal(one.message), hint=conceal(one.hint)) for one in problems)
    safe = tuple(dict.fromkeys(told))
    many = Counter((_rank(one), one.location.path) for one in safe)

    def key(one: Problem) -> tuple[int, int, tuple[Location, str, str]]:
        rank = _rank(one)
        return rank, -many[rank, one.location.path], one.sort_key()

    return tuple(sorted(safe, key=key))


def _rank(problem: Problem) -> int:
    return 0 if problem.code is Code.CANNOT_WRITE else _LAST[problem.severity]
