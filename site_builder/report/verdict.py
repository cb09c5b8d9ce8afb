"""Sum problems up: the exit code, and how many there are."""

from collections.abc import Iterable, Sequence

from site_builder.model import Code, Problem, Run, Severity


def isolation_of(runs: Iterable[Run]) -> str:
    """Return in words what held runs, a line for each kind of hold; empty for no runs.

    Args:
        runs: The runs, of which those that were lost say nothing.
    """
    kinds = sorted({run.isolation for run in runs if run.isolation})
    return "\n".join(f"Isolation: {', '.join(held)}" for held in kinds)


def exit_code(problems: Sequence[Problem], *, strict: bool) -> int:
    """Return 0 when nothing counts, 1 for mistakes to mend, 2 when there is no going on.

    Args:
        problems: What was found.
        strict: Whether warnings count like errors.
    """
    if any(one.code is Code.CANNOT_WRITE for one in problems):
        return 2
    counted = [one for one in problems if strict or one.severity is Severity.ERROR]
    return 1 if counted else 0


def summary(problems: Sequence[Problem]) -> str:
    """Return how many errors and warnings there are, as one line."""
    errors = sum(one.severity is Severity.ERROR for one in problems)
    warnings = len(problems) - errors
    parts = [_count(errors, "error")] if errors or not warnings else []
    parts += [_count(warnings, "warning")] if warnings else []
    return ", ".join(parts)


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
