"""A result says the same of a run wherever and whenever it was made."""

import hashlib
from dataclasses import replace

from site_builder.model import (
    Code,
    Example,
    Location,
    MadeFile,
    Problem,
    Run,
    RunEnd,
    RunSpec,
)
from site_builder.text.results import result_of

EXAMPLE = Example("demo/run", "examples/demo/run", "T", "S.", run=RunSpec(normalise=("duration",)))
RUN = Run("demo/run", RunEnd.EXITED, 1, b"/here/x took 12 ms \n\xff", b"", 0.5)
FAILED = Problem(Code.RUN_FAILED, Location("a.py"), "it failed\n    in /here/examples/a.py")


def test_time_and_place_do_not_count() -> None:
    here = result_of(EXAMPLE, RUN, [FAILED], "/here")
    stdout = RUN.stdout.replace(b"here", b"there").replace(b"12 ms", b"1.5 s")
    run = replace(RUN, stdout=stdout, seconds=2.0, stderr=b"debug")
    failed = replace(FAILED, message=FAILED.message.replace("here", "there"))
    assert result_of(EXAMPLE, run, [failed], "/there") == here
    assert here.stdout == "x took <duration>\n\\xff"
    assert here.problems[0].message == "it failed\n    in examples/a.py"


def test_another_output_is_another_result() -> None:
    here = result_of(EXAMPLE, RUN, [], "/here")
    chart = (MadeFile("chart.svg", b"<svg/>"),)
    for run in (replace(RUN, stdout=b""), replace(RUN, exit_code=2), replace(RUN, files=chart)):
        assert result_of(EXAMPLE, run, [], "/here") != here


def test_a_file_is_told_by_its_digest() -> None:
    run = replace(RUN, files=(MadeFile("chart.svg", b"<svg/>"),))
    digest = hashlib.sha256(b"<svg/>").hexdigest()
    assert result_of(EXAMPLE, run, [], "/here").files == (("chart.svg", digest),)


def test_what_was_printed_beside_a_secret_is_not_carried() -> None:
    run = replace(RUN, files=(MadeFile("chart.svg", b"<svg/>"),))
    found = Problem(Code.SECRET_FOUND, Location("a.py"), "it prints a key")
    result = result_of(EXAMPLE, run, [found], "/here")
    assert (result.stdout, result.files, result.problems) == ("", (), (found,))
