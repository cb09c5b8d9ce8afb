"""The benchmark of starts runs, and counts what it says it counts."""

import sys

import pytest

from tests.benchmarks import start


@pytest.mark.skipif(sys.platform != "linux", reason="forks")
def test_the_table_has_a_row_for_each_program_and_isolation(
    capsys: pytest.CaptureFixture[str],
) -> None:
    start.main(["--runs", "1"])
    _, _, *rows = capsys.readouterr().out.splitlines()
    assert len(rows) == 2 * len(start.PROGRAMS)
    for row in rows:
        fork, spawn, ratio = row.strip("| ").split(" | ")[2:]
        assert float(fork.removesuffix(" ms")) > 0
        assert float(spawn.removesuffix(" ms")) > 0
        assert float(ratio) > 0
