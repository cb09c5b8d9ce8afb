import random

from site_builder.model import Code, Location, Problem
from site_builder.report import in_order


def error(path: str, line: int = 0, message: str = "it leads nowhere") -> Problem:
    return Problem(Code.LINK_DEAD, Location(path, line), message)


def warning(path: str, line: int = 0) -> Problem:
    return Problem(Code.RANGE_USED, Location(path, line), "cut by numbers")


def test_the_file_with_most_errors_comes_first_and_warnings_come_last() -> None:
    worst = [error("z.md", 1), error("z.md", 2)]
    others = [error("a.md", 9), error("b.md")]
    warnings = [warning("m.md", 3), warning("m.md", 7), warning("a.md", 1)]
    assert list(in_order([*reversed(warnings), *others, *worst])) == [*worst, *others, *warnings]


def test_warnings_do_not_make_a_file_worse_among_the_errors() -> None:
    many = [warning("b.md", line) for line in range(1, 9)]
    assert in_order([*many, error("b.md"), error("a.md")])[:2] == (error("a.md"), error("b.md"))


def test_what_keeps_the_command_from_going_on_comes_before_all() -> None:
    stop = Problem(Code.CANNOT_WRITE, Location("site"), "there is no room")
    assert in_order([error("a.md", 1), error("a.md", 2), stop])[0] == stop


def test_the_order_does_not_depend_on_how_the_problems_came() -> None:
    problems = [
        *(error(f"{name}.md", line, f"'{name}'") for name in "abcd" for line in (3, 1, 2)),
        *(warning(f"{name}.md", line) for name in "abc" for line in (5, 4)),
    ]
    expected = in_order(problems)
    for seed in range(20):
        shuffled = random.Random(seed).sample(problems, len(problems))
        assert in_order(shuffled) == expected


def test_each_problem_is_told_once() -> None:
    assert in_order([error("a.md"), warning("a.md"), error("a.md")]) == (
        error("a.md"),
        warning("a.md"),
    )
