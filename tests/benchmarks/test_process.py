"""A command is measured with its children, and stopped at a limit with all of them."""

import sys
import time
from pathlib import Path

from tests.benchmarks.process import Limits, run

ENOUGH = Limits(seconds=20, bytes=1_000_000_000)
LARGE = "block = b'x' * 80_000_000; import time; time.sleep(0.3)"
CHILD = "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1]])"


def python(code: str, *arguments: str) -> list[str]:
    return [sys.executable, "-c", code, *arguments]


def test_a_command_is_measured(tmp_path: Path) -> None:
    took = run(python("import os; print(os.getcwd())"), tmp_path, ENOUGH)
    assert took.output == f"{tmp_path.resolve()}\n"
    assert not took.died
    assert took.cpu_seconds > 0
    assert took.wall_seconds < 10


def test_what_a_child_takes_counts(tmp_path: Path) -> None:
    small = run(python(CHILD, "import time; time.sleep(0.3)"), tmp_path, ENOUGH)
    large = run(python(CHILD, LARGE), tmp_path, ENOUGH)
    assert large.peak_bytes - small.peak_bytes > 70_000_000


def test_what_two_processes_share_counts_once(tmp_path: Path) -> None:
    fork = f"import os; {LARGE}; child = os.fork(); time.sleep(0.5); child and os.wait()"
    took = run(python(fork), tmp_path, ENOUGH)
    assert 80_000_000 < took.peak_bytes < 140_000_000


def test_a_failure_has_its_code(tmp_path: Path) -> None:
    assert run(python("raise SystemExit(3)"), tmp_path, ENOUGH).died == "ended with code 3"


def test_a_command_that_takes_too_long_is_stopped_with_its_children(tmp_path: Path) -> None:
    begun = time.monotonic()
    forever = "import time; time.sleep(600)"
    took = run(python(CHILD, forever), tmp_path, Limits(1, ENOUGH.bytes))
    # The output would stay open as long as the child lives.
    assert time.monotonic() - begun < 10
    assert took.died == "stopped after 1 s"


def test_a_command_that_takes_too_much_memory_is_stopped(tmp_path: Path) -> None:
    greedy = "blocks = [b'x' * 400_000_000 for _ in range(3)]; import time; time.sleep(600)"
    took = run(python(greedy), tmp_path, ENOUGH)
    assert took.died == "stopped at 1 GB of memory"
