"""Say of a part of a file what passing tests have executed of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from site_builder.model import CoveredFile, Proof, ProofRecord, ProofState, ProvingTest
from site_builder.text.statements import Statement, find_statements

_Tests = dict[ProvingTest, None]
"""Tests in the order in which they were found."""


@dataclass(frozen=True, slots=True)
class _Coverage:
    """What one record says of one file."""

    record: ProofRecord
    file: CoveredFile
    lines: Mapping[int, tuple[int, ...]]

    def tests(self, places: Iterable[int]) -> _Tests:
        return {self.record.tests[at]: None for at in sorted(set(places))}

    def by_lines(self, lines: Iterable[int]) -> _Tests:
        return self.tests(at for line in lines for at in self.lines.get(line, ()))


def prove_code(
    path: str, text: str, shown: Sequence[int], records: Sequence[ProofRecord]
) -> Proof | None:
    """Return what tests say of some lines of a Python file.

    Lines that run when the file is imported, such as the head of a class, belong to the tests that
    executed something else of what is shown, else of what they open, else of the file, else to
    those that import it, else to those that ran it as a program.

    Args:
        path: The file, relative to the project's root.
        text: Its text.
        shown: Numbers of the lines that a page shows.
        records: What is known. Where the first one proves it all, the others are not asked: the
            tests of a sample's own example say most of it.

    Returns:
        The proof; nothing if no record knows the file.
    """
    coverages = [
        _Coverage(record, file, {one.line: one.tests for one in file.lines})
        for record in records
        if (file := record.file(path)) and file.lines
    ]
    if not coverages:
        return None
    statements = find_statements(text) or ()
    first = _prove(statements, shown, coverages[:1])
    return first if first.state is ProofState.PROVEN else _prove(statements, shown, coverages)


def _prove(
    statements: Sequence[Statement], shown: Sequence[int], coverages: Sequence[_Coverage]
) -> Proof:
    numbers = frozenset(shown)
    asked = [one for one in statements if not numbers.isdisjoint(range(one.first, one.last + 1))]
    missed = [one for one in asked if not _is_executed(one, coverages)]
    tests = _tests_of([one for one in asked if one not in missed], statements, coverages)
    python = minor_version(coverages[0].record.python)
    # That a function was defined says nothing of it when nobody called it.
    of_functions = [one for one in asked if one.in_function] or asked
    if (asked and all(one in missed for one in of_functions)) or not tests:
        reason = "no passing test executes it"
        return Proof(ProofState.UNPROVEN, lines=_lines_of(asked, shown), reason=reason)
    if missed:
        reason = "no passing test executes the rest"
        return Proof(ProofState.PARTLY, tests, _lines_of(missed, shown), reason, python)
    return Proof(ProofState.PROVEN, tests, python=python)


def _lines_of(statements: Sequence[Statement], shown: Sequence[int]) -> tuple[int, ...]:
    """Return the numbers among those shown on which statements stand."""
    return tuple(n for n in shown if any(one.first <= n <= one.last for one in statements))


def prove_reading(path: str, checker: str, records: Sequence[ProofRecord]) -> Proof:
    """Return what tests say of a file that is no Python: whether its checker read it.

    Args:
        path: The file, relative to the project's root.
        checker: The checker that the example declares for it, empty if it declares none.
        records: What is known.
    """
    if not checker:
        reason = "its example.toml names no checker for it"
        return Proof(ProofState.UNPROVEN, reason=reason)
    tests: _Tests = {}
    python = ""
    for record in records:
        for reading in record.readings:
            if (reading.path, reading.checker) == (path, checker):
                tests |= {record.tests[at]: None for at in reading.tests}
                python = python or minor_version(record.python)
    if tests:
        return Proof(ProofState.PROVEN, tuple(tests), python=python)
    return Proof(ProofState.UNPROVEN, reason=f"no passing test reads it through {checker}")


def minor_version(python: str) -> str:
    """Return the part of a version of Python that matters to a reader, such as `3.11`."""
    return ".".join(python.split(".")[:2])


def _is_executed(statement: Statement, coverages: Sequence[_Coverage]) -> bool:
    """Return whether a passing test ran a statement, or its import if that is when it runs."""
    lines = range(statement.first, statement.last + 1)
    if statement.in_function:
        return any(one.lines.get(line) for one in coverages for line in lines)
    return any(line in one.lines for one in coverages for line in lines)


def _tests_of(
    executed: Sequence[Statement],
    statements: Sequence[Statement],
    coverages: Sequence[_Coverage],
) -> tuple[ProvingTest, ...]:
    """Return the tests to name for statements that were executed."""
    called = [one for one in statements if one.in_function]
    opened = [
        inner
        for outer in executed
        if not outer.in_function
        for inner in called
        if outer.first <= inner.first and inner.end <= outer.end
    ]
    for group in ([one for one in executed if one.in_function], opened, called):
        if tests := _executing(group, coverages):
            return tuple(tests)
    # A program that a test starts by its name is imported by nobody.
    return tuple(_importing(coverages) or _executing(executed, coverages))


def _executing(statements: Sequence[Statement], coverages: Sequence[_Coverage]) -> _Tests:
    lines = [n for one in statements for n in range(one.first, one.last + 1)]
    tests: _Tests = {}
    for coverage in coverages:
        tests |= coverage.by_lines(lines)
    return tests


def _importing(coverages: Sequence[_Coverage]) -> _Tests:
    tests: _Tests = {}
    for coverage in coverages:
        tests |= coverage.tests(coverage.file.importers)
    return tests
