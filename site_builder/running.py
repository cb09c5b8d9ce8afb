"""Run examples: from the store where nothing has changed, in a child process otherwise."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from site_builder.model import Example, Problem, Run, Settings
from site_builder.project import Project
from site_builder.recording import settle
from site_builder.stages.execute import execute
from site_builder.stages.launch import Launchers
from site_builder.stages.store import Store
from site_builder.stored_runs import Explanation, StoredRuns


@dataclass(frozen=True, slots=True)
class Ran:
    """A run, and where it came from."""

    run: Run
    stored: bool
    """Whether it was in the store."""


class Runner:
    """Gives the runs of a project's examples; several threads may ask it at a time.

    Use it as a context manager, so that the processes that start runs end with it.
    """

    def __init__(
        self, settings: Settings, environment: Mapping[str, str], *, fresh: bool = False
    ) -> None:
        """Look at the project as it is now; so use a new one for each build.

        Args:
            settings: The project.
            environment: The author's variables, of which the declared ones are passed on.
            fresh: Whether every example runs, whatever the store holds.
        """
        self.settings = settings
        self.environment = environment
        self._fresh = fresh
        self._launchers = Launchers()
        self.stored = StoredRuns(settings, environment, store_of(settings))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the processes that start runs."""
        self._launchers.close()

    def find(self, example: Example) -> Ran | None:
        """Return the run of an example from the store, if it is there and the store may be asked.

        Args:
            example: The example; it must have something to run.
        """
        found = None if self._fresh else self.stored.find(example, self.stored.known(example))
        return None if found is None else Ran(found, stored=True)

    def run(self, example: Example) -> Ran:
        """Return a run of an example.

        Args:
            example: The example; it must have something to run.
        """
        # Looked at before the run, also where the store is not asked.
        known = self.stored.known(example)
        found = None if self._fresh else self.stored.find(example, known)
        if found is not None:
            return Ran(found, stored=True)
        began = time.time()
        run = self.again(example)
        self.stored.keep(example, known, run, began)
        return Ran(run, stored=False)

    def again(self, example: Example) -> Run:
        """Run an example whatever the store holds, and keep nothing of it.

        Args:
            example: The example; it must have something to run.
        """
        return execute(example, self.settings, self.environment, launcher=self._launchers.mine())


def run_example(
    example: Example, runner: Runner, *, times: int = 1
) -> tuple[Ran, tuple[Problem, ...]]:
    """Run an example, unless the store holds its run, and check what came of it.

    Args:
        example: The example; it must have something to run.
        runner: What gives runs.
        times: How often it must run with the same outputs.
    """
    ran = runner.run(example)
    return ran, check_ran(example, ran, runner, times=times)


def check_ran(example: Example, ran: Ran, runner: Runner, *, times: int = 1) -> tuple[Problem, ...]:
    """Check what came of a run.

    Args:
        example: The example.
        ran: Its run.
        runner: What gives another run, where one is wanted for comparison.
        times: How often it must run with the same outputs.
    """
    return settle(example, runner.settings, ran.run, lambda: runner.again(example), times=times)


def explain_run(example: Example, project: Project, environment: Mapping[str, str]) -> Explanation:
    """Return why the next run of an example comes from the store, or why it does not.

    Args:
        example: The example.
        project: The project as it is now.
        environment: The author's variables, of which the declared ones count.
    """
    settings = project.settings
    return StoredRuns(settings, environment, store_of(settings)).explain(example)


def store_of(settings: Settings) -> Store:
    """Return the store of a project.

    Args:
        settings: The project.
    """
    return Store(settings.cache_folder, settings.cache_bytes)
