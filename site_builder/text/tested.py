"""Put together what the tests of one example did, from what a whole run of tests was seen to do."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from site_builder.model import (
    CoveredFile,
    Example,
    Executed,
    Pin,
    ProofRecord,
    ProvingTest,
    Reading,
)
from site_builder.text.checkers import checker_for


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case of a test function, and how it ended."""

    id: str
    """Its name as pytest knows it, with its parameters."""
    file: str
    """Path of the test file relative to the project's root."""
    name: str
    """Name of the function in the file, dotted for a method, without parameters."""
    line: int
    passed: bool
    failed: bool
    """Whether it failed; a case that was skipped has neither passed nor failed."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What the processes of a run of tests were seen to do."""

    lines: Mapping[str, Mapping[int, frozenset[str]]] = field(default_factory=dict)
    """For each file the executed lines, and the cases that executed them; an empty name stands for
    what was executed while no test was at work, such as an import."""
    readings: tuple[tuple[str, str, frozenset[str]], ...] = ()
    """Case, path of a file that it read, and the functions that were at work then."""
    distributions: Mapping[str, tuple[Pin, ...]] = field(default_factory=dict)
    """The installed distributions that were imported, by the names of their top-level modules."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a record says besides what the tests did."""

    python: str
    pins: tuple[Pin, ...]
    digests: Mapping[str, str]
    """The digest of each file that there is, by its path."""
    importers: Mapping[str, frozenset[str]]
    """For each module the test files that import it."""


def join_measurements(texts: Iterable[str]) -> Measured:
    """Join what several processes have measured.

    Args:
        texts: What each of them returned.
    """
    lines: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    readings: dict[tuple[str, str], set[str]] = defaultdict(set)
    pins: dict[str, set[Pin]] = defaultdict(set)
    for text in texts:
        values = json.loads(text)
        for path, numbers in values["lines"].items():
            for line, cases in numbers.items():
                lines[path][int(line)].update(cases)
        for case, path, functions in values["readings"]:
            readings[case, path].update(functions)
        for top, found in values["distributions"].items():
            pins[top].update(Pin(*one) for one in found)
    return Measured(
        lines={
            path: {line: frozenset(cases) for line, cases in numbers.items()}
            for path, numbers in lines.items()
        },
        readings=tuple(
            (case, path, frozenset(functions))
            for (case, path), functions in sorted(readings.items())
        ),
        distributions={top: tuple(sorted(found)) for top, found in pins.items()},
    )


def make_record(
    example: Example, cases: Sequence[CaseResult], measured: Measured, around: Surroundings
) -> ProofRecord:
    """Return the record of an example all of whose tests were run.

    A test counts when no case of it failed, and then by its cases that passed.

    Args:
        example: The example.
        cases: The cases of its tests.
        measured: What the run was seen to do.
        around: Python, distributions, and the files as they are.
    """
    failed = {(one.file, one.name) for one in cases if one.failed}
    passed: dict[tuple[str, str], list[CaseResult]] = defaultdict(list)
    for case in cases:
        if case.passed and (case.file, case.name) not in failed:
            passed[case.file, case.name].append(case)
    tests = sorted(
        ProvingTest(file, name, min(one.line for one in group), len(group))
        for (file, name), group in passed.items()
    )
    place = {(one.file, one.name): at for at, one in enumerate(tests)}
    place_of = {one.id: place[key] for key, group in passed.items() for one in group}
    ids = {one.id for one in cases}
    read = [one for one in measured.readings if one[0] in ids]
    files = _covered(example, tests, place_of, measured, around)
    paths = {one.path for one in files}
    files += [
        CoveredFile(path, around.digests[path])
        for path in dict.fromkeys(path for _, path, _ in read)
        if path in around.digests and path not in paths
    ]
    return ProofRecord(
        example=example.name,
        python=around.python,
        pins=around.pins,
        tests=tuple(tests),
        files=tuple(sorted(files, key=lambda one: one.path)),
        readings=_readings(example, read, place_of),
        failed=tuple(sorted(f"{file}::{name}" for file, name in failed)),
    )


def _covered(
    example: Example,
    tests: Sequence[ProvingTest],
    place_of: Mapping[str, int],
    measured: Measured,
    around: Surroundings,
) -> list[CoveredFile]:
    """Return the files that tests executed, and the others of the example that they depend on."""
    own = {file.path for file in example.files if depends_on(file.name)}
    found = []
    for path in sorted(own | measured.lines.keys()):
        lines = tuple(
            Executed(
                line,
                tuple(sorted({place_of[one] for one in cases if one in place_of})),
                at_import="" in cases,
            )
            for line, cases in sorted(measured.lines.get(path, {}).items())
        )
        imported_by = around.importers.get(path, frozenset())
        importers = tuple(at for at, test in enumerate(tests) if test.file in imported_by)
        concerns = path in own or importers or any(one.tests for one in lines)
        if concerns and path in around.digests:
            found.append(CoveredFile(path, around.digests[path], lines, importers))
    return found


def _readings(
    example: Example,
    read: Iterable[tuple[str, str, frozenset[str]]],
    place_of: Mapping[str, int],
) -> tuple[Reading, ...]:
    """Return the files that passing tests read through their checkers."""
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    for case, path, functions in read:
        name = path.removeprefix(f"{example.path}/")
        checker = checker_for(name, example.checkers) if name != path else ""
        if checker and case in place_of and f"{example.path}/{checker}" in functions:
            found[path, checker].add(place_of[case])
    return tuple(
        Reading(path, checker, tuple(sorted(places)))
        for (path, checker), places in sorted(found.items())
    )


def depends_on(name: str) -> bool:
    """Return whether tests of an example can depend on a file of it that they do not read.

    Args:
        name: Path of the file below the example's folder.
    """
    return name != "README.md" and not is_recorded(name)


def is_recorded(name: str) -> bool:
    """Return whether a file of an example holds what a run of it gave.

    Args:
        name: Path of the file below the example's folder.
    """
    return name in {"expected.txt", "expected.stderr.txt"} or name.startswith("expected/")
