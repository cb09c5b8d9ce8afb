"""The part of the pytest plugin that measures proofs: in each process of tests, and at the end."""

import argparse
import os
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest

from site_builder.model import Problem
from site_builder.stages.measure import Measurement
from site_builder.text.tested import CaseResult

_OUTPUT = "site_builder_proof"


class ProofMeasurement:
    """Measures the tests of one process: of the only one, or of a worker of pytest-xdist."""

    def __init__(self, measurement: Measurement) -> None:
        self._measurement = measurement
        self._visited: set[str] = set()
        self._partial: set[str] = set()
        self._collected: dict[str, str] = {}

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note which files were looked into, and which could not be."""
        file = report.nodeid.partition("::")[0]
        if file.endswith(".py"):
            (self._partial if report.failed else self._visited).add(file)

    def pytest_deselected(self, items: list[pytest.Item]) -> None:
        """Note the files some of whose tests will not be run."""
        self._partial.update(item.nodeid.partition("::")[0] for item in items)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Note the tests that will be run."""
        self._collected = {one.nodeid: one.nodeid.partition("::")[0] for one in session.items}

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Put what is executed down to the test that is run."""
        self._measurement.begin(item.nodeid)
        try:
            return (yield)
        finally:
            self._measurement.begin("")

    def finish(self) -> dict[str, Any]:
        """Stop, and return what is to be told to the controlling process."""
        return {
            "measured": self._measurement.finish(),
            "visited": sorted(self._visited),
            "partial": sorted(self._partial),
            "collected": self._collected,
        }


class ProofWorker:
    """Hands over what a worker of pytest-xdist has measured."""

    def __init__(self, measurement: ProofMeasurement, output: dict[str, Any]) -> None:
        self._measurement = measurement
        self._output = output

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self) -> None:
        """Hand it over."""
        self._output[_OUTPUT] = self._measurement.finish()


class ProofController:
    """Gathers what the processes measured and how the tests ended, and keeps it at the end.

    Args:
        folder: The folder that the names of tests are relative to.
        arguments: What pytest was told to run.
        measurement: That of this process; none where workers run the tests.
        keep: Given measurements, cases and the files whose tests were all run, keeps the records
            and returns a line for people with the problems.
    """

    def __init__(
        self,
        folder: Path,
        arguments: list[str],
        measurement: ProofMeasurement | None,
        keep: Callable[[list[str], list[CaseResult], set[Path]], tuple[str, tuple[Problem, ...]]],
    ) -> None:
        self._folder = folder
        self._single = [one.partition("::")[0] for one in arguments if "::" in one]
        self._measurement = measurement
        self._keep = keep
        self._outputs: list[dict[str, Any]] = []
        self._reports: dict[str, list[pytest.TestReport]] = {}
        self._told: tuple[str, tuple[Problem, ...]] = ("", ())

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note how a part of a test ended."""
        self._reports.setdefault(report.nodeid, []).append(report)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take what a worker of pytest-xdist has measured; one that crashed has nothing to tell."""
        output = getattr(node, "workeroutput", {}).get(_OUTPUT)
        if output:
            self._outputs.append(output)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self) -> None:
        """Keep the records."""
        if self._measurement:
            self._outputs.append(self._measurement.finish())
        measured = [output["measured"] for output in self._outputs]
        self._told = self._keep(measured, [*map(self._case, self._reports)], self._whole())

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say what was recorded."""
        line, problems = self._told
        terminalreporter.write_line(line)
        for problem in problems:
            terminalreporter.write_line(str(problem))

    def _whole(self) -> set[Path]:
        """Return the files all of whose tests were run."""
        files: set[str] = set()
        without: set[str] = set(self._single)
        for output in self._outputs:
            files.update(output["visited"])
            without.update(output["partial"])
            without.update(
                file for test, file in output["collected"].items() if test not in self._reports
            )
        return {self._folder / one for one in files} - {self._folder / one for one in without}

    def _case(self, test: str) -> CaseResult:
        reports = self._reports[test]
        name, _, _ = test.partition("[")
        file, *parts = name.split("::")
        # A failure that was expected executes no more than it says, and so does a skipped test.
        expected = any(hasattr(one, "wasxfail") for one in reports)
        failed = any(one.failed for one in reports)
        called = any(one.when == "call" and one.passed for one in reports)
        line = reports[0].location[1]
        return CaseResult(
            id=test,
            file=(self._folder / file).as_posix(),
            name=".".join(parts),
            line=(line or 0) + 1,
            passed=called and not failed and not expected,
            failed=failed,
        )


def leaves_tests_to_workers(options: argparse.Namespace) -> bool:
    """Return whether pytest-xdist runs the tests in processes of their own, and this is not one."""
    asked = getattr(options, "numprocesses", None) or getattr(options, "tx", None)
    return bool(asked) and "PYTEST_XDIST_WORKER" not in os.environ
