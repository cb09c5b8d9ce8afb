from collections.abc import Callable
from dataclasses import replace

import pytest

from site_builder.checks.runs import check_run
from site_builder.model import (
    Code,
    Example,
    Limits,
    Problem,
    Run,
    RunEnd,
    RunSpec,
    Settings,
    SourceFile,
    Violation,
)
from site_builder.stages.vary import rewrite
from site_builder.text.outputs import text_diff
from tests.support import EXAMPLE_TOML, Project

MAIN = SourceFile("__main__.py", "examples/demo/run/__main__.py", "")
EXAMPLE = Example("demo/run", "examples/demo/run", "T", "S.", files=(MAIN,))
GOOD = Run("demo/run", RunEnd.EXITED, 0, b"", b"", 0.1)


@pytest.fixture
def check(project: Callable[..., Project]) -> Callable[..., tuple[Problem, ...]]:
    settings: Settings = project({}, limits=Limits(output_bytes=5)).settings

    def make(run: Run, example: Example = EXAMPLE) -> tuple[Problem, ...]:
        return check_run(run, example, settings, rewrite)

    return make


Check = Callable[..., tuple[Problem, ...]]


def recorded(text: str, *normalise: str) -> Example:
    expected = SourceFile("expected.txt", "examples/demo/run/expected.txt", text)
    return replace(EXAMPLE, files=(MAIN, expected), run=RunSpec(normalise=normalise))


def told(problems: tuple[Problem, ...]) -> str:
    (problem,) = problems
    return str(problem)


def test_a_run_that_prints_nothing_needs_no_record(check: Check) -> None:
    assert check(GOOD) == ()


def test_another_exit_code_is_told_with_the_end_of_the_error(check: Check) -> None:
    stderr = b"".join(b"line %d\n" % number for number in range(50))
    text = told(check(replace(GOOD, exit_code=3, stderr=stderr)))
    first, *rest = text.split("\n")
    assert first == (
        "examples/demo/run/__main__.py: run-failed: the example ended with exit code 3, not 0; "
        "see it with: site-builder run demo/run"
    )
    assert (len(rest), rest[0], rest[-1]) == (40, "    line 10", "    line 49")


def test_an_exit_code_that_is_declared_is_right(check: Check) -> None:
    declared = replace(EXAMPLE, run=RunSpec(exit_code=3))
    assert check(replace(GOOD, exit_code=3), declared) == ()
    assert told(check(GOOD, declared)).startswith(
        "examples/demo/run/__main__.py: run-failed: the example ended with exit code 0, not 3;"
    )


def test_a_timeout_is_told_with_the_time(check: Check) -> None:
    limited = replace(EXAMPLE, run=RunSpec(timeout=2.5))
    assert told(check(replace(GOOD, end=RunEnd.TIMEOUT, exit_code=-9), limited)) == (
        "examples/demo/run/__main__.py: run-timeout: the example did not end within 2.5 seconds; "
        "raise [run] timeout in example.toml if it needs more"
    )


def test_a_flood_is_told_with_the_bound(check: Check) -> None:
    assert told(check(replace(GOOD, end=RunEnd.FLOODED, exit_code=-9, stdout=b"xxxxx"))) == (
        "examples/demo/run/__main__.py: run-flooded: the example printed more than 5 bytes; "
        "print less, or raise max_output_bytes"
    )


@pytest.mark.parametrize(
    ("end", "message"),
    [
        (
            RunEnd.CROWDED,
            (
                "run-crowded: the example had more than 64 processes at a time; "
                "start fewer, or raise max_processes"
            ),
        ),
        (
            RunEnd.MEMORY,
            (
                "run-memory: the example took more than 4294967296 bytes of memory; "
                "use less, or raise max_memory_bytes"
            ),
        ),
        (
            RunEnd.DISK,
            (
                "run-disk: the example wrote more than 200000000 bytes into its working folder; "
                "write less, or raise max_disk_bytes"
            ),
        ),
        (
            RunEnd.LOST,
            (
                "run-lost: the example killed the processes that watch over it, or the system did; "
                "see that it kills only processes of its own"
            ),
        ),
        (
            RunEnd.REFUSED,
            (
                "run-unisolated: the example was not started: namespaces are not available; "
                "allow user namespaces, or set isolation: auto"
            ),
        ),
    ],
)
def test_a_run_that_did_not_end_by_itself_is_told(check: Check, end: RunEnd, message: str) -> None:
    run = replace(GOOD, end=end, exit_code=-9, isolation=("namespaces are not available",))
    assert told(check(run)) == f"examples/demo/run/__main__.py: {message}"


def test_a_run_that_got_no_more_memory_is_told_so(check: Check) -> None:
    stderr = b"Traceback (most recent call last):\nMemoryError\n"
    assert told(check(replace(GOOD, exit_code=1, stderr=stderr))).split("\n") == [
        (
            "examples/demo/run/__main__.py: run-memory: the example asked for more than 4294967296 "
            "bytes of memory; use less, or raise max_memory_bytes"
        ),
        "    Traceback (most recent call last):",
        "    MemoryError",
    ]


@pytest.mark.parametrize(
    ("code", "what", "message"),
    [
        (
            Code.RUN_WROTE_OUTSIDE,
            "/etc/x",
            "the example wrote outside its working folder: /etc/x; write below the current folder",
        ),
        (
            Code.RUN_UNDECLARED_VARIABLE,
            "KEY",
            (
                "the example read the variable 'KEY', which it does not declare; "
                "name it in [needs] env of example.toml"
            ),
        ),
        (
            Code.RUN_NETWORK,
            "a.example:80",
            "the example tried to reach a.example:80; talk to a server on 127.0.0.1",
        ),
    ],
)
def test_what_a_run_must_not_do_is_told_at_its_line(
    check: Check, code: Code, what: str, message: str
) -> None:
    run = replace(GOOD, violations=(Violation(code, what, "chat.py", 7),))
    assert told(check(run)) == f"examples/demo/run/chat.py:7: {code.slug}: {message}"


def test_what_happened_at_an_unknown_line_is_told_of_the_example(check: Check) -> None:
    run = replace(GOOD, violations=(Violation(Code.RUN_NETWORK, "x", "", 0),))
    assert told(check(run)).startswith("examples/demo/run: run-network: ")


def test_a_process_that_failed_unseen_counts_unless_it_may_fail(check: Check) -> None:
    failed = replace(GOOD, violations=(Violation(Code.RUN_CHILD_FAILED, "false: 1", "", 0),))
    assert [one.code for one in check(failed)] == [Code.RUN_CHILD_FAILED]
    may_fail = replace(EXAMPLE, run=RunSpec(children_may_fail=True))
    assert check(failed, may_fail) == ()


def test_violations_and_the_end_are_told_together(check: Check) -> None:
    violation = Violation(Code.RUN_NETWORK, "x", "", 0)
    problems = check(replace(GOOD, exit_code=1, violations=(violation,)))
    assert [problem.code for problem in problems] == [Code.RUN_NETWORK, Code.RUN_FAILED]


def test_the_output_of_a_failed_run_is_not_compared(check: Check) -> None:
    failed = replace(GOOD, exit_code=1, stdout=b"other\n")
    assert [problem.code for problem in check(failed, recorded("one\n"))] == [Code.RUN_FAILED]


def test_output_that_is_not_recorded_is_told(check: Check) -> None:
    assert told(check(replace(GOOD, stdout=b"one\n"))) == (
        "examples/demo/run/expected.txt: output-unrecorded: "
        "the example prints something, and no output is recorded; "
        "if this is right, run: site-builder run demo/run --update"
    )


def test_output_that_is_no_text_is_told(check: Check) -> None:
    assert told(check(replace(GOOD, stdout=b"one \xff\n"), recorded("one\n"))) == (
        "examples/demo/run/__main__.py: run-not-text: "
        "the example printed bytes that are not UTF-8 (byte 4)"
    )


def test_output_as_recorded_is_right(check: Check) -> None:
    assert check(replace(GOOD, stdout="grün\n".encode()), recorded("grün\n")) == ()


def test_white_space_at_the_ends_of_lines_does_not_matter(check: Check) -> None:
    assert check(replace(GOOD, stdout=b"one  \r\ntwo\n\n"), recorded("one\ntwo")) == ()


def test_output_that_differs_is_told_with_a_diff(check: Check) -> None:
    text = told(check(replace(GOOD, stdout=b"one\nzwei\n"), recorded("one\ntwo\n")))
    assert text.split("\n") == [
        (
            "examples/demo/run/expected.txt: output-differs: the example printed something else; "
            "if this is right, run: site-builder run demo/run --update"
        ),
        "    --- expected.txt",
        "    +++ this run",
        "    @@ -1,2 +1,2 @@",
        "     one",
        "    -two",
        "    +zwei",
    ]


def test_output_that_is_missing_differs(check: Check) -> None:
    assert "    -one" in told(check(GOOD, recorded("one\n")))


def test_a_long_diff_is_cut(check: Check) -> None:
    text = "".join(f"{number}\n" for number in range(100))
    found = told(check(replace(GOOD, stdout=b"x\n"), recorded(text))).split("\n")
    assert (len(found), found[-1]) == (42, "    … 64 more lines")


def test_a_form_feed_is_no_line_end() -> None:
    assert text_diff("a\nb\n", "a\x0cb\n", (), "a")


def test_what_varies_as_declared_does_not_differ(check: Check) -> None:
    run = replace(GOOD, stdout=b"took 17 ms, 0.33334\n")
    assert check(run, recorded("took 4.5 s, 0.33333\n", "duration", "float:3")) == ()
    differs = check(run, recorded("took 4.5 s, 0.33333\n", "duration"))
    assert [problem.code for problem in differs] == [Code.OUTPUT_DIFFERS]


def test_a_real_run_is_checked_from_end_to_end(project: Callable[..., Project]) -> None:
    made = project(
        {
            "examples/demo/run/example.toml": EXAMPLE_TOML,
            "examples/demo/run/__main__.py": "print('one')\nprint('two')\n",
            "examples/demo/run/expected.txt": "one\ntwo\n",
        }
    )
    assert check_run(made.run(), made.example(), made.settings, rewrite) == ()
    made.write({"examples/demo/run/expected.txt": "one\n"})
    (problem,) = check_run(made.run(), made.example(), made.settings, rewrite)
    assert (problem.code, "    +two" in problem.message) == (Code.OUTPUT_DIFFERS, True)
