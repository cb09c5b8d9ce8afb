"""Proofs: make records of what tests did, keep them, and read them when a project is opened."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from site_builder.checks.proofs import check_proofs, check_tests, demands_proof
from site_builder.model import Code, Demand, Example, Location, Problem, ProofRecord, Settings, Site
from site_builder.stages.modules import ProjectModules
from site_builder.stages.prove import prove
from site_builder.stages.resolve import resolve
from site_builder.stages.run_tests import run_tests
from site_builder.stages.store import Store
from site_builder.stages.surroundings import (
    changed_pin,
    code_paths,
    digests_of,
    importers_of,
    python_version,
    stale_reason,
)
from site_builder.text.project_imports import Closure
from site_builder.text.proof_record import decode_record, encode_record
from site_builder.text.tested import (
    CaseResult,
    Measured,
    Surroundings,
    depends_on,
    join_measurements,
    make_record,
)

_KIND = "proofs"


@dataclass(frozen=True, slots=True)
class Tested:
    """A run of tests."""

    cases: tuple[CaseResult, ...]
    whole: frozenset[str]
    """Paths of the test files all of whose tests were run."""
    measured: Measured


def proof_store(settings: Settings) -> Store:
    """Return where a project keeps the records of its proofs."""
    return Store(settings.cache_folder, settings.cache_bytes)


def read_proofs(site: Site, store: Store) -> tuple[Mapping[str, ProofRecord], Mapping[str, str]]:
    """Return what is known of the examples of a project.

    Args:
        site: The project.
        store: Where records are kept.

    Returns:
        The records by the names of their examples, and why those that are stale are.
    """
    records = {}
    for example in site.examples:
        data = store.get(_KIND, example.name)
        record = decode_record(data) if data else None
        if record:
            records[example.name] = record
    paths = {file.path for record in records.values() for file in record.files}
    digests = digests_of(sorted(paths), site.settings)
    reasons = {
        example.name: stale_reason(records[example.name], example, digests)
        for example in site.examples
        if example.name in records
    }
    return records, {name: reason for name, reason in reasons.items() if reason}


def to_prove(site: Site) -> Mapping[str, str]:
    """Return the examples whose tests must run to know what they prove, and why.

    Args:
        site: The project.
    """
    records, stale = read_proofs(site, proof_store(site.settings))
    wanted = {}
    for example in site.examples:
        if not example.tests:
            continue
        record = records.get(example.name)
        if record is None:
            reason = "its tests were never run"
        elif record.failed:
            reason = "a test failed"
        elif record.python != python_version():
            reason = f"Python {record.python} -> {python_version()}"
        else:
            reason = stale.get(example.name, "") or changed_pin(record)
        if reason:
            wanted[example.name] = reason
    return wanted


def keep_proofs(
    measured: Sequence[str],
    cases: Sequence[CaseResult],
    whole: Iterable[Path],
    site: Site,
) -> tuple[str, tuple[Problem, ...]]:
    """Keep what a run of tests proves.

    Args:
        measured: What each of its processes has measured.
        cases: How each case ended; files by their full paths.
        whole: Full paths of the test files all of whose tests were run.
        site: The project.

    Returns:
        How many records were made, in words, and the tests that failed.
    """
    settings = site.settings
    tested = Tested(
        tuple(replace(one, file=settings.relative(Path(one.file))) for one in cases),
        frozenset(settings.relative(path) for path in whole),
        join_measurements(measured),
    )
    records = record_proofs(tested, site, proof_store(settings))
    touched = {one.file for one in tested.cases}
    made = {record.example for record in records}
    left = [
        example.name
        for example in site.examples
        if example.name not in made and any(file.path in touched for file in example.tests)
    ]
    line = f"Proofs: {len(records)} recorded"
    line += f"; not all tests were run of {', '.join(left)}" if left else ""
    return line, tuple(check_tests({one.example: one for one in records}, {}))


def record_proofs(tested: Tested, site: Site, store: Store) -> tuple[ProofRecord, ...]:
    """Make and keep the records of those examples all of whose tests were run.

    Args:
        tested: The run of tests.
        site: The project.
        store: Where records are kept.

    Returns:
        The records that were made.
    """
    modules = ProjectModules(site.settings)
    records = []
    for example in site.examples:
        paths = {file.path for file in example.tests}
        if paths and paths <= tested.whole:
            cases = [one for one in tested.cases if one.file in paths]
            record = _record(example, cases, tested.measured, modules)
            store.put(_KIND, example.name, encode_record(record))
            records.append(record)
    return tuple(records)


def _record(
    example: Example, cases: Sequence[CaseResult], measured: Measured, modules: ProjectModules
) -> ProofRecord:
    closure = modules.closure(example, tests=True)
    read = {path for _, path, _ in measured.readings}
    own = {file.path for file in example.files if depends_on(file.name)}
    paths = code_paths(sorted({*measured.lines, *read, *own}))
    around = Surroundings(
        python=python_version(),
        pins=tuple(
            sorted({pin for top in closure.outside for pin in measured.distributions.get(top, ())})
        ),
        digests=digests_of(paths, modules.settings),
        importers=importers_of(example, closure, _graph(closure, modules)),
    )
    return make_record(example, cases, measured, around)


def _graph(closure: Closure, modules: ProjectModules) -> Mapping[str, Sequence[str]]:
    names = {module.name for module in closure.modules}
    return {
        module.name: [one.name for one in modules.names(module) if one.name in names]
        for module in closure.modules
    }


def run_proofs(
    examples: Sequence[Example], site: Site, *, processes: int = 1
) -> tuple[Problem, ...]:
    """Run the tests of examples and keep what they prove.

    Args:
        examples: The examples.
        site: Their project.
        processes: How many processes run the tests, where that can be.

    Returns:
        The tests that failed, and the examples whose tests could not all be run.
    """
    settings = site.settings
    files = [file.path for example in examples for file in example.tests]
    ended = run_tests(files, settings.root, config=settings.config_path, processes=processes)
    if isinstance(ended, Problem):
        return (ended,)
    records, stale = read_proofs(site, proof_store(settings))
    problems = [
        Problem(
            Code.TEST_FAILED,
            Location(example.path),
            f"the tests of the example could not all be run (pytest ended with {ended})",
            "see what pytest says above",
        )
        for example in examples
        if example.name not in records or example.name in stale
    ]
    names = {example.name for example in examples}
    made = {name: record for name, record in records.items() if name in names}
    return (*problems, *check_tests(made, stale))


def check_proven(site: Site, demand: Demand) -> Iterator[Problem]:
    """Yield the samples that must be proven and are not, and the tests that failed.

    Args:
        site: The project.
        demand: Of which pages proof is demanded.
    """
    site = replace(site, settings=replace(site.settings, proof=demand))
    pages = (
        (page, prove(resolve(page, site)[0], site) if demands_proof(page, site.settings) else ())
        for page in site.pages
    )
    yield from check_proofs(pages, site.settings)
    if demand is not Demand.OFF:
        yield from check_tests(site.proofs, site.stale)
