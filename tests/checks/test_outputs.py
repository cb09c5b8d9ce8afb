from collections.abc import Callable
from dataclasses import replace

import pytest

from site_builder.checks.runs import check_run
from site_builder.model import (
    Code,
    Example,
    Leak,
    MadeFile,
    Normaliser,
    Run,
    RunEnd,
    RunSpec,
    SourceFile,
)
from site_builder.stages.vary import rewrite
from site_builder.text.fault import Fault
from tests.support import Project

MAIN = SourceFile("__main__.py", "examples/demo/run/__main__.py", "")
FILES = RunSpec(files=("chart.png", "out/*.csv"))
EXAMPLE = Example("demo/run", "examples/demo/run", "T", "S.", files=(MAIN,), run=FILES)
CHART, TABLE = MadeFile("chart.png", b"\xff\0"), MadeFile("out/a.csv", b"a,1\n")
GOOD = Run("demo/run", RunEnd.EXITED, 0, b"", b"", 0.1, files=(CHART, TABLE))
RECORDED = replace(EXAMPLE, recorded=(CHART, TABLE))
UPDATE = "; if this is right, run: site-builder run demo/run --update"


@pytest.fixture
def told(project: Callable[..., Project]) -> Callable[..., list[str]]:
    settings = project({}).settings

    def tell(run: Run, example: Example = RECORDED) -> list[str]:
        return [str(one) for one in check_run(run, example, settings, rewrite)]

    return tell


Told = Callable[..., list[str]]


def test_files_as_recorded_are_right(told: Told) -> None:
    assert told(GOOD) == []


def test_files_that_are_not_recorded_are_told(told: Told) -> None:
    message = f"output-unrecorded: the example makes this file, and it is not recorded{UPDATE}"
    assert told(GOOD, EXAMPLE) == [
        f"examples/demo/run/expected/chart.png: {message}",
        f"examples/demo/run/expected/out/a.csv: {message}",
    ]


def test_a_file_that_differs_is_told_by_what_it_is(told: Told) -> None:
    run = replace(GOOD, files=(MadeFile("chart.png", b"\xff"), MadeFile("out/a.csv", b"a,2\n")))
    assert told(run) == [
        (
            "examples/demo/run/expected/chart.png: output-differs: the example made something "
            f"else: it has 1 bytes, 2 are recorded{UPDATE}"
        ),
        (
            "examples/demo/run/expected/out/a.csv: output-differs: the example made something "
            f"else{UPDATE}\n    --- expected/out/a.csv\n    +++ this run\n    @@ -1 +1 @@\n"
            "    -a,1\n    +a,2"
        ),
    ]


def test_a_declared_file_must_be_made(told: Told) -> None:
    run = replace(GOOD, files=(TABLE,))
    assert told(run) == [
        (
            "examples/demo/run/example.toml: run-file-missing: the example did not make the file "
            "'chart.png', which it declares; write it below the current folder, or correct "
            "[run] files"
        ),
        (
            "examples/demo/run/expected/chart.png: output-differs: this is recorded, and the run "
            f"did not make it{UPDATE}"
        ),
    ]


def test_standard_error_counts_when_it_is_asked_for(told: Told) -> None:
    run = replace(GOOD, stderr=b"careful\n", files=())
    quiet = replace(EXAMPLE, run=RunSpec())
    asked = replace(EXAMPLE, run=RunSpec(stderr=True))
    recorded = SourceFile("expected.stderr.txt", "", "careful\n")
    assert told(run, quiet) == []
    assert told(run, asked) == [
        (
            "examples/demo/run/expected.stderr.txt: output-unrecorded: the example prints "
            f"something on standard error, and none of it is recorded{UPDATE}"
        )
    ]
    assert told(run, replace(asked, files=(MAIN, recorded))) == []
    assert told(run, replace(quiet, files=(MAIN, recorded))) == [
        (
            "examples/demo/run/expected.stderr.txt: output-differs: this is recorded, and the run "
            f"did not make it{UPDATE}"
        )
    ]
    assert told(replace(run, stderr=b"\xff"), asked) == [
        (
            "examples/demo/run/__main__.py: run-not-text: the example printed bytes that are not "
            "UTF-8 (byte 0)"
        )
    ]


def test_what_varies_in_words_of_its_own_does_not_differ(told: Told) -> None:
    normaliser = Normaliser("port", r"port \d+", "port <port>")
    expected = SourceFile("expected.txt", "", "at port 4000 in 3 s\n")
    run = replace(GOOD, stdout=b"at port 17 in 4 s\n", files=())
    spec = RunSpec(normalise=("duration",), normalisers=(normaliser,))
    assert told(run, replace(EXAMPLE, files=(MAIN, expected), run=spec)) == []
    without = replace(spec, normalisers=())
    assert len(told(run, replace(EXAMPLE, files=(MAIN, expected), run=without))) == 1


def test_a_normaliser_that_takes_for_ever_is_a_problem_of_the_declaration(
    project: Callable[..., Project],
) -> None:
    fault = Fault(Code.EXAMPLE_INVALID, "the pattern of 'slow' takes longer than 5 s")
    settings = project({}).settings
    run = replace(GOOD, files=(CHART, replace(TABLE, data=b"")))
    (problem,) = check_run(run, RECORDED, settings, lambda *_: fault)
    assert str(problem) == (
        "examples/demo/run/example.toml: example-invalid: "
        "the pattern of 'slow' takes longer than 5 s"
    )


def test_a_secret_is_told_before_all_else_and_nothing_is_compared(told: Told) -> None:
    leaks = (Leak("stdout", 3, "GitHub Token"), Leak("chart.png", 1, "Private Key"))
    run = replace(GOOD, stdout=b"other", leaks=leaks)
    where = "examples/demo/run/__main__.py: secret-found: the example put a secret into"
    hint = "let it leave the secret out; nothing of it was kept"
    assert told(run) == [
        f"{where} standard output, line 3 (GitHub Token); {hint}",
        f"{where} the file 'chart.png', line 1 (Private Key); {hint}",
    ]
