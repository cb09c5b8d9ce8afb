"""Runs where there is no launcher: a process group with bounds."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.model import Limits, RunEnd
from site_builder.stages.alone import Ended, run_alone
from tests.support import EXAMPLE_TOML, Project

Run_ = Callable[..., Ended]


@pytest.fixture
def run(tmp_path: Path) -> Run_:
    def make(code: str, *, timeout: float = 30, output_bytes: int = 1000) -> Ended:
        limits = Limits(output_bytes=output_bytes)
        command = (sys.executable, "-c", code)
        return run_alone(command, tmp_path, {}, timeout=timeout, limits=limits)

    return make


def test_a_run_has_its_output_and_its_code(run: Run_) -> None:
    done = run("import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)")
    assert (done.end, done.exit_code) == (RunEnd.EXITED, 3)
    assert (done.stdout, done.stderr) == (b"out\n", b"err\n")


@pytest.mark.parametrize("before", ["", "import os; os.close(1); os.close(2); "])
def test_a_run_that_hangs_is_stopped(run: Run_, before: str) -> None:
    done = run(f"{before}import time; time.sleep(60)", timeout=0.5)
    assert done.end is RunEnd.TIMEOUT
    assert done.seconds < 20


def test_a_run_that_floods_is_stopped(run: Run_) -> None:
    done = run("while True: print('x' * 100)")
    assert (done.end, len(done.stdout)) == (RunEnd.FLOODED, 1000)


def test_what_is_left_behind_is_not_waited_for(run: Run_) -> None:
    child = "import time; time.sleep(60)"
    done = run(f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {child!r}])")
    assert done.end is RunEnd.EXITED
    assert done.seconds < 20


def test_an_example_runs_where_nothing_can_be_forked(
    project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = project(
        {
            "examples/demo/run/example.toml": EXAMPLE_TOML,
            "examples/demo/run/__main__.py": ("print('x')\n"),
        }
    )
    monkeypatch.setattr(sys, "platform", "darwin")
    done = made.run()
    assert (done.stdout, done.end) == (b"x\n", RunEnd.EXITED)
    assert done.isolation == ("socket guard (namespaces are not available: this is not Linux)",)
