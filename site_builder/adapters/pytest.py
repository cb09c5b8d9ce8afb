"""The pytest plugin: one item for the output of each example, one for each page."""

import os
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from site_builder import pipeline
from site_builder.adapters.pytest_proof import (
    ProofController,
    ProofMeasurement,
    ProofWorker,
    leaves_tests_to_workers,
)
from site_builder.model import Example, Page, Problem
from site_builder.report import exit_code, report
from site_builder.text.tested import CaseResult

_PROJECTS = pytest.StashKey[dict[Path, pipeline.Project]]()
_MEASUREMENT = "site_builder_measurement"
_RUNNERS = pytest.StashKey[list[pipeline.Runner]]()
_SOURCES = pytest.StashKey[tuple[Problem, ...]]()


class ProblemsError(Exception):
    """An example or a page has problems; shown as the report, without a traceback."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__(report(problems))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of the plugin."""
    group = parser.getgroup("site-builder")
    group.addoption(
        "--update-expected",
        action="store_true",
        help="record the outputs of the collected examples as expected from now on",
    )
    group.addoption(
        "--proof",
        action="store_true",
        help="measure what each test of the examples executes, and keep it as their proof",
    )
    parser.addini(
        "site_builder_config",
        "MkDocs configuration of the project, relative to the root folder",
        default="mkdocs.yml",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Begin to measure before anything of the examples is imported.

    Raises:
        pytest.UsageError: Nothing can be measured.
    """
    options = early_config.known_args_namespace
    if not getattr(options, "proof", False) or leaves_tests_to_workers(options):
        return
    from site_builder.stages.measure import prepare_measurement  # noqa: PLC0415 - seldom needed

    measurement = prepare_measurement(_config_path(early_config).parent)
    if isinstance(measurement, Problem):
        raise pytest.UsageError(str(measurement))
    measurement.start()
    early_config.pluginmanager.register(ProofMeasurement(measurement), _MEASUREMENT)


def pytest_configure(config: pytest.Config) -> None:
    """Let tests import the examples as runs do, and prepare the place where the project is kept."""
    config.stash[_PROJECTS] = {}
    config.stash[_RUNNERS] = []
    if _config_path(config).is_file():
        sys.path.insert(0, str(config.rootpath))
    if config.getoption("proof"):
        _prepare_proof(config)


def _prepare_proof(config: pytest.Config) -> None:
    plugins = config.pluginmanager
    if plugins.hasplugin("_cov") and config.getoption("cov_source", None):
        raise pytest.UsageError("--proof and --cov cannot both count lines; leave one of them out")
    measurement = plugins.get_plugin(_MEASUREMENT)
    # pytest-xdist gives this to the configuration of a worker, whose class does not know of it.
    output: dict[str, Any] | None = getattr(config, "workeroutput", None)
    if output is not None and measurement:
        plugins.register(ProofWorker(measurement, output))
        return

    def keep(
        measured: list[str], cases: list[CaseResult], whole: set[Path]
    ) -> tuple[str, tuple[Problem, ...]]:
        return pipeline.keep_proofs(measured, cases, whole, _project(config).site)

    plugins.register(ProofController(config.rootpath, config.args, measurement, keep))


def pytest_unconfigure(config: pytest.Config) -> None:
    """End what runs examples."""
    for runner in config.stash.get(_RUNNERS, ()):
        runner.close()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect the declarations of examples, and the pages."""
    # pytest asks for every file beside a chosen one, so the project is not read before an item of
    # it is wanted: whether the file belongs to it turns out only then.
    if _config_path(parent.config).is_file():
        if file_path.name == "example.toml":
            return ExampleFile.from_parent(parent, path=file_path)
        if file_path.suffix == ".md":
            return PageFile.from_parent(parent, path=file_path)
    return None


def _config_path(config: pytest.Config) -> Path:
    return config.rootpath / str(config.getini("site_builder_config"))


def _project(config: pytest.Config) -> pipeline.Project:
    """Return the project of this run, read once.

    Raises:
        pytest.Collector.CollectError: Its configuration cannot be read.
    """
    path = _config_path(config)
    projects = config.stash[_PROJECTS]
    if path not in projects:
        with warnings.catch_warnings():
            # What MkDocs and its plugins warn about at import is not the business of these tests.
            warnings.simplefilter("ignore")
            from site_builder.adapters.build import (  # noqa: PLC0415 - slow to import
                CannotStartError,
                open_project,
            )

            try:
                projects[path] = open_project(str(path))
            except CannotStartError as error:
                raise pytest.Collector.CollectError(report(error.problems)) from None
    return projects[path]


def _runner(config: pytest.Config) -> pipeline.Runner:
    """Return what runs the examples of this run's project."""
    runners = config.stash[_RUNNERS]
    if not runners:
        fresh = config.getoption("update_expected")
        runners.append(pipeline.Runner(_project(config).settings, os.environ, fresh=fresh))
    return runners[0]


class _Item(pytest.Item):
    """An item that fails with a report instead of a traceback."""

    @property
    def project(self) -> pipeline.Project:
        """Return the project of this run."""
        return _project(self.config)

    def of_file(self, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        """Return those problems that concern the file of this item."""
        path = self.project.settings.relative(self.path)
        return tuple(problem for problem in problems if problem.location.path == path)

    def fail_for(self, problems: tuple[Problem, ...], *, strict: bool) -> None:
        """Fail if problems count, as far as the project lets them."""
        judged = pipeline.judge_of(self.project.settings).judge(problems)
        if exit_code(judged, strict=strict):
            raise ProblemsError(judged)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Show the report of problems as it is."""
        if isinstance(excinfo.value, ProblemsError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return the place that pytest shows for this item."""
        return self.path, 0, self.name


class ExampleFile(pytest.File):
    """An `example.toml`."""

    def collect(self) -> Iterator["ExampleItem"]:
        """Yield the item that runs the example."""
        if self.path.is_relative_to(_project(self.config).settings.examples_dir):
            yield ExampleItem.from_parent(self, name="output")


class ExampleItem(_Item):
    """Runs an example and compares its output with the recorded one."""

    def runtest(self) -> None:
        """Run it.

        Raises:
            ProblemsError: The example is invalid, misbehaves, or prints something else.
        """
        project = self.project
        problems = self.of_file(project.problems)
        folder = project.settings.relative(self.path.parent)
        example = next((one for one in project.site.examples if one.path == folder), None)
        if example and example.entry and not example.library:
            problems += self._run(example, project)
        self.fail_for(problems, strict=True)

    def _run(self, example: Example, project: pipeline.Project) -> tuple[Problem, ...]:
        records = bool(self.config.getoption("update_expected"))
        ran, problems = pipeline.run_example(example, _runner(self.config), times=1 + records)
        return pipeline.record_output(example, ran.run, problems, project) if records else problems


class PageFile(pytest.File):
    """A page."""

    def collect(self) -> Iterator["PageItem"]:
        """Yield the item that puts the samples into the page."""
        if self.path.is_relative_to(_project(self.config).settings.docs_dir):
            yield PageItem.from_parent(self, name="samples")


class PageItem(_Item):
    """Puts the samples into a page and checks its sections."""

    def runtest(self) -> None:
        """Expand the page.

        Raises:
            ProblemsError: A directive of the page stands for nothing, or a section is missing.
        """
        project = self.project
        source = self.path.relative_to(project.settings.docs_dir).as_posix()
        page: Page | None = project.site.page(source)
        stash = self.config.stash
        if _SOURCES not in stash:
            # These look at the whole project, so once for all pages is enough.
            stash[_SOURCES] = tuple(pipeline.check_sources(project))
        problems = self.of_file(stash[_SOURCES])
        if page:
            problems += pipeline.expand_page(page, project)[1]
        self.fail_for(problems, strict=False)
