import random
from dataclasses import replace

import pytest

from site_builder.model import Code, Known, Location, Problem
from site_builder.text.baseline import (
    baseline_of,
    digest_of_problem,
    format_baseline,
    parse_baseline,
)

DEAD = Problem(Code.LINK_DEAD, Location("a.md", 2), "the link 'x2.md' is dead")


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (replace(DEAD, location=Location("a.md", 99, 4)), True),
        (replace(DEAD, hint="did you mean 'y.md'?"), True),
        (replace(DEAD, message=f"{DEAD.message}\nwith details"), True),
        (replace(DEAD, message="the link 'x3.md' is dead"), False),
        (replace(DEAD, location=Location("b.md", 2)), False),
        (replace(DEAD, code=Code.LINK_CASE), False),
    ],
)
def test_a_problem_is_known_by_what_edits_above_it_do_not_change(
    other: Problem, same: bool
) -> None:
    assert (digest_of_problem(other) == digest_of_problem(DEAD)) is same


def test_numbers_count_only_in_names() -> None:
    first = replace(DEAD, message="the file has 12 bytes on lines 3, 4")
    second = replace(DEAD, message="the file has 7 bytes on lines 30, 41")
    assert digest_of_problem(first) == digest_of_problem(second)


def test_a_baseline_counts_what_is_alike_and_is_sorted() -> None:
    again = replace(DEAD, location=Location("a.md", 8))
    other = Problem(Code.PAGE_ORPHAN, Location("0.md"), "no text\tleads there")
    assert baseline_of([DEAD, again, other]) == (
        Known("page-orphan", "0.md", digest_of_problem(other), 1, "no text leads there"),
        Known("link-dead", "a.md", digest_of_problem(DEAD), 2, DEAD.message),
    )


def test_a_baseline_holds_no_secret() -> None:
    token = "sk_live_" + "aB3dE6gH" * 3
    text = format_baseline(baseline_of([replace(DEAD, message=f"it printed {token}")]))
    assert token not in text


def test_what_is_written_is_read() -> None:
    problems = [
        replace(DEAD, location=Location(f"{name}.md", line), message=f"the link '{name}' is dead")
        for name in ("a", "b", "ü c")
        for line in (1, 2)
    ]
    known = baseline_of(random.Random(1).sample(problems, len(problems)))
    baseline, faults = parse_baseline(format_baseline(known), "known.txt")
    assert faults == ()
    assert baseline.path == "known.txt"
    assert [replace(one, line=0) for one in baseline.known] == list(known)
    assert [one.line for one in baseline.known] == [2, 3, 4]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("a.md\tlink-dead\tzz\t1", "the line is not a path, a code, a digest and a number"),
        ("a.md\tlink-dead\t0123456789ab\t0", "the line is not a path, a code, a digest"),
        ("a.md\tno-such\t0123456789ab\t1", "there is no code 'no-such'"),
        ("<<<<<<< ours", "a conflict of a merge is left"),
    ],
)
def test_each_line_that_cannot_be_read_is_told(line: str, message: str) -> None:
    text = f"# comment\n\n{line}\na.md\tlink-dead\t0123456789ab\t1\n"
    baseline, faults = parse_baseline(text, "known.txt")
    assert baseline.known == (Known("link-dead", "a.md", "0123456789ab", 1, "", 4),)
    assert [(one.code, one.line) for one in faults] == [(Code.BASELINE_INVALID, 3)]
    assert faults[0].message.startswith(message)
