"""Sum problems up: the exit code, and how many there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from site_builder.model import Code, Problem, Run, Severity


@dataclass(frozen=True, slots=True)
class Subject:
    """What a report is about, apart from the problems."""

    strict: bool = False
    """Whether warnings count like errors."""
    checked: tuple[str, ...] = ()
    """Paths of what was looked at, relative to the project's root."""
    help_url: str = ""
    """Address of the folder with a page for each code, with a slash at its end; empty for none."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What there is to tell of a check."""

    problems: tuple[Problem, ...]
    """What counts, in order."""
    aside: tuple[Problem, ...] = ()
    """What the project knows of or has switched off."""
    subject: Subject = field(default_factory=Subject)

    @property
    def exit_code(self) -> int:
        """Return the exit code of the command."""
        return exit_code(self.problems, strict=self.subject.strict)

    def number_of(self, severity: Severity) -> int:
        """Return how many problems count as that."""
        return sum(one.severity is severity for one in (*self.problems, *self.aside))

    @property
    def not_counted(self) -> str:
        """Return in one line what was set aside; empty when nothing was."""
        known, off = self.number_of(Severity.KNOWN), self.number_of(Severity.OFF)
        parts = [_count(known, "known problem")] if known else []
        parts += [f"{off} switched off"] if off else []
        return f"Not counted: {', '.join(parts)}" if parts else ""


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
    wanted = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return 1 if any(one.severity in wanted for one in problems) else 0


def summary(problems: Sequence[Problem]) -> str:
    """Return how many errors and warnings there are, as one line."""
    errors = sum(one.severity is Severity.ERROR for one in problems)
    warnings = sum(one.severity is Severity.WARNING for one in problems)
    parts = [_count(errors, "error")] if errors or not warnings else []
    parts += [_count(warnings, "warning")] if warnings else []
    return ", ".join(parts)


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
