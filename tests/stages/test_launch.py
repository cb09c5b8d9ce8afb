"""The warm process that starts runs."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from site_builder.model import Isolation, Limits, RunEnd
from site_builder.stages.launch import FIXED, Job, Launcher, Outcome

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks")
SHELL = ("/bin/sh", "-c")


@pytest.fixture
def launcher() -> Iterator[Launcher]:
    with Launcher() as one:
        yield one


def run(
    launcher: Launcher,
    folder: Path,
    command: str,
    isolation: Isolation = Isolation.AUTO,
    timeout: float = 20,
) -> Outcome:
    work = folder / "work"
    work.mkdir(exist_ok=True)
    environment = {**FIXED, "PATH": os.defpath}
    command_line = (*SHELL, command)
    return launcher.run(
        Job(folder, work, environment, timeout, Limits(), isolation, command=command_line)
    )


def test_programs_run_one_after_the_other(launcher: Launcher, tmp_path: Path) -> None:
    for number in range(3):
        done = run(launcher, tmp_path, f"echo {number}; echo no >&2; exit {number}")
        assert (done.end, done.exit_code) == (RunEnd.EXITED, number)
        assert (done.stdout, done.stderr) == (f"{number}\n".encode(), b"no\n")


def test_a_program_that_does_not_exist_is_told(launcher: Launcher, tmp_path: Path) -> None:
    job = Job(tmp_path, tmp_path, {}, 20, Limits(), Isolation.AUTO, command=("/no/program",))
    done = launcher.run(job)
    assert (done.exit_code, done.stderr) == (127, b"/no/program: No such file or directory\n")


def test_a_run_that_kills_those_who_hold_it_is_lost_and_the_next_one_is_not(
    launcher: Launcher, tmp_path: Path
) -> None:
    # The parent of the shell is the first process, then come supervisor and launcher.
    kill = """
        p=$PPID; all=
        for i in 1 2; do all="$all $p"; p=$(awk '/^PPid/ {print $2}' /proc/$p/status); done
        kill -9 $all $p; sleep 5
        """
    assert run(launcher, tmp_path, kill, Isolation.GUARD).end is RunEnd.LOST
    assert run(launcher, tmp_path, "echo well").stdout == b"well\n"


def test_only_the_supervisor_is_killed(launcher: Launcher, tmp_path: Path) -> None:
    kill = "kill -9 $(awk '/^PPid/ {print $2}' /proc/$PPID/status); sleep 5"
    assert run(launcher, tmp_path, kill, Isolation.GUARD).end is RunEnd.LOST
    assert run(launcher, tmp_path, "echo well").stdout == b"well\n"


def test_nobody_outside_can_be_killed_from_namespaces(launcher: Launcher, tmp_path: Path) -> None:
    done = run(launcher, tmp_path, f"kill -9 {os.getpid()} $PPID; echo still here")
    assert done.stdout == b"still here\n"


def test_a_launcher_that_cannot_be_started_loses_the_run(tmp_path: Path) -> None:
    with Launcher(str(tmp_path / "no-python")) as launcher:
        assert run(launcher, tmp_path, "true").end is RunEnd.LOST


def test_an_interpreter_that_is_none_loses_the_run(tmp_path: Path) -> None:
    with Launcher("/bin/true") as launcher:
        assert run(launcher, tmp_path, "true").end is RunEnd.LOST


def pretended(folder: Path, script: str) -> str:
    """Return an interpreter that does something else."""
    path = folder / "python"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_an_interpreter_that_never_answers_loses_the_run(tmp_path: Path) -> None:
    with Launcher(pretended(tmp_path, "exec sleep 60")) as launcher:
        assert run(launcher, tmp_path, "true", timeout=-29.5).end is RunEnd.LOST


def test_a_warm_process_that_does_not_end_is_killed(tmp_path: Path) -> None:
    answer = 'read line; echo \'{"end": "lost"}\'; exec sleep 60'
    with Launcher(pretended(tmp_path, answer)) as launcher:
        assert run(launcher, tmp_path, "true").end is RunEnd.LOST
