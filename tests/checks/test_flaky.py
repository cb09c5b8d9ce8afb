from dataclasses import replace

import pytest

from site_builder.checks.flaky import check_flaky
from site_builder.model import (
    Code,
    Example,
    MadeFile,
    Normaliser,
    Run,
    RunEnd,
    RunSpec,
    SourceFile,
)
from site_builder.stages.vary import rewrite
from site_builder.text.fault import Fault

MAIN = SourceFile("__main__.py", "examples/demo/run/__main__.py", "")
EXAMPLE = Example("demo/run", "examples/demo/run", "T", "S.", files=(MAIN,))
FIRST = Run("demo/run", RunEnd.EXITED, 0, b"took 3 ms\n", b"", 0.1)
GENERAL = "pass a seed and a clock, and sort what has no order"


def told(second: Run, example: Example = EXAMPLE, first: Run = FIRST) -> list[str]:
    problems = list(check_flaky(first, second, example, rewrite))
    assert {one.code for one in problems} <= {Code.OUTPUT_FLAKY}
    return [str(one) for one in problems]


def test_equal_runs_are_not_flaky() -> None:
    assert told(FIRST) == []
    assert told(replace(FIRST, stdout=b"took 3 ms \r\n\n", stderr=b"other", seconds=9)) == []


def test_a_difference_is_shown_with_the_normaliser_that_helps() -> None:
    assert told(replace(FIRST, stdout=b"took 4 ms\n")) == [
        (
            "examples/demo/run/expected.txt: output-flaky: two runs made different texts; "
            'if that is meant to vary, write normalise = ["duration"] under [run]\n'
            "    --- one run\n    +++ another run\n    @@ -1 +1 @@\n"
            "    -took 3 ms\n    +took 4 ms"
        )
    ]


@pytest.mark.parametrize(
    ("first", "second", "names", "hint"),
    [
        (b"0x1f", b"0x2f", (), 'normalise = ["id"]'),
        (b"/tmp/a 0x1f", b"/tmp/b 0x2f", (), 'normalise = ["id", "path"]'),
        (b"0.123 s", b"0.124 s", ("float:4",), 'normalise = ["float:4", "duration"]'),
        (b"heads", b"tails", (), GENERAL),
    ],
)
def test_the_fewest_normalisers_that_help_are_named(
    first: bytes, second: bytes, names: tuple[str, ...], hint: str
) -> None:
    example = replace(EXAMPLE, run=RunSpec(normalise=names))
    (text,) = told(replace(FIRST, stdout=second), example, replace(FIRST, stdout=first))
    assert hint in text.partition("\n")[0]


def test_what_is_declared_to_vary_is_not_flaky() -> None:
    own = Normaliser("coin", "heads|tails", "<coin>")
    example = replace(EXAMPLE, run=RunSpec(normalise=("duration",), normalisers=(own,)))
    first = replace(FIRST, stdout=b"heads in 3 ms")
    assert told(replace(FIRST, stdout=b"tails in 4 ms"), example, first) == []
    # A pattern without end is a problem of its own, told of the first run.
    fault = Fault(Code.EXAMPLE_INVALID, "slow")
    assert list(check_flaky(first, FIRST, example, lambda *_: fault)) == []


def test_files_are_compared_too() -> None:
    first = replace(FIRST, files=(MadeFile("a.bin", b"\xff1"), MadeFile("b.txt", b"")))
    second = replace(FIRST, files=(MadeFile("a.bin", b"\xff12"), MadeFile("c.txt", b"")))
    place = "examples/demo/run/expected"
    assert told(second, first=first) == [
        (
            f"{place}/a.bin: output-flaky: two runs made different files: it has 3 bytes, "
            f"2 before; {GENERAL}"
        ),
        f"{place}/c.txt: output-flaky: only one of two runs made this; {GENERAL}",
        f"{place}/b.txt: output-flaky: only one of two runs made this; {GENERAL}",
    ]


def test_another_end_is_told_and_nothing_else() -> None:
    second = replace(FIRST, exit_code=1, stdout=b"")
    assert told(second) == [
        (
            "examples/demo/run/__main__.py: output-flaky: two runs ended differently: "
            f"with exit code 0 and then exit code 1; {GENERAL}"
        )
    ]
    assert "and then timeout" in told(replace(FIRST, end=RunEnd.TIMEOUT))[0]
