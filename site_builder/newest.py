"""Try examples with the newest versions of what they import, in an environment of its own."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from site_builder.checks.newest import check_trials
from site_builder.checks.runs import check_run
from site_builder.model import Example, Problem, Settings, Trial, Upgrade
from site_builder.project import Project
from site_builder.stages.examine import examine
from site_builder.stages.execute import execute
from site_builder.stages.installed_versions import modules_of_distributions, needs_in, versions_in
from site_builder.stages.modules import ProjectModules
from site_builder.stages.scratch import Scratch, scratch_environment
from site_builder.stages.vary import rewrite
from site_builder.text.versions import needed_by, upgrades


@dataclass(frozen=True, slots=True)
class Newest:
    """What came of trying the newest versions."""

    wanted: tuple[str, ...]
    """The distributions that the examples import."""
    upgrades: tuple[Upgrade, ...] = ()
    """What is newer, with all that they need."""
    problems: tuple[Problem, ...] = ()
    """The examples that break, or why the newest versions could not be tried."""


def can_be_tried(project: Project) -> tuple[Example, ...]:
    """Return the examples that have something to run or tests, in order."""
    return tuple(one for one in project.site.examples if one.tests or _runs(one))


def try_newest(
    examples: Sequence[Example],
    project: Project,
    environment: Mapping[str, str],
    told: Callable[[Trial], None],
) -> Newest:
    """Run examples and their tests with the newest versions of what they import.

    Neither the environment of the project nor its files are changed.

    Args:
        examples: The examples.
        project: The project that they belong to.
        environment: The author's variables.
        told: Called with each result, from any thread.

    Returns:
        What is newer, and what came of each example that imports something newer.
    """
    settings = project.settings
    imported = _imported(examples, settings)
    wanted = tuple(sorted(set().union(*imported.values())))
    if not wanted:
        return Newest(())
    with scratch_environment(wanted, settings.cache_folder, environment) as scratch:
        if isinstance(scratch, Problem):
            return Newest(wanted, (), (scratch,))
        newer = upgrades(versions_in(), versions_in(scratch.folders))
        needs = needs_in(scratch.folders)

        def attempt(example: Example) -> Trial:
            used = needed_by(imported[example.name], needs)
            own = tuple(one for one in newer if one.name in used)
            trial = _try(example, own, settings, environment, scratch)
            told(trial)
            return trial

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            trials = tuple(pool.map(attempt, examples))
    return Newest(wanted, newer, tuple(check_trials(trials, examples)))


def _imported(examples: Sequence[Example], settings: Settings) -> Mapping[str, frozenset[str]]:
    """Return the distributions that each example imports."""
    modules, distributions = ProjectModules(settings), modules_of_distributions()
    return {
        example.name: frozenset(
            name
            for module in modules.closure(example).outside
            for name in distributions.get(module, ())
        )
        for example in examples
    }


def _try(
    example: Example,
    newer: tuple[Upgrade, ...],
    settings: Settings,
    environment: Mapping[str, str],
    scratch: Scratch,
) -> Trial:
    if not newer:
        return Trial(example.name)
    faults = tuple(_faults(example, settings, environment, scratch.python))
    before = bool(faults) and any(_faults(example, settings, environment, sys.executable))
    return Trial(example.name, newer, faults, before)


def _faults(
    example: Example, settings: Settings, environment: Mapping[str, str], python: str
) -> Iterator[str]:
    """Yield what is wrong with an example when an interpreter runs it."""
    if _runs(example):
        run = execute(example, settings, environment, python=python)
        yield from map(str, check_run(run, example, settings, rewrite))
    if example.tests:
        files = [file.path for file in example.tests]
        said = examine(files, settings.root, environment, python=python)
        if said:
            # Where the environment lay says nothing, and it is gone by now.
            yield said.replace(str(Path(python).parents[1]), "environment")


def _runs(example: Example) -> bool:
    return bool(example.entry) and not example.library
