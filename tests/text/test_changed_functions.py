import pytest

from site_builder.text.changed_functions import (
    ChangedLines,
    changed_lines,
    function_lines,
    lines_in_functions,
    names_of_tests,
)

OLD = '''import os

X = 1


def one(a, b=2):
    """Say."""
    c = a
    return c + b


class Two:
    def three(self):
        return lambda: 1

    async def four(self):
        def inner():
            yield 1
        return inner
'''


def lines(*numbers: int) -> frozenset[int]:
    return frozenset(numbers)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("    c = a\n", "    c = a + 1\n", ChangedLines(lines(7, 8, 9), lines(7, 8, 9))),
        ("    c = a\n", "    d = 1\n    c = a\n", ChangedLines(lines(7, 8, 9), lines(7, 8, 9, 10))),
        ("lambda: 1", "lambda: 2", ChangedLines(lines(14), lines(14))),
        ("yield 1", "yield 2", ChangedLines(lines(17, 18, 19), lines(17, 18, 19))),
        ("import os\n", "import os  # more\n\n", ChangedLines(lines(), lines())),
        ("X = 1", "X = 2", None),
        ("b=2", "b=3", None),
        ("Say.", "Tell.", None),
        ("    c = a\n", "    c = yield a\n", None),
        ("def one", "def eins", None),
        ("async def", "def", None),
        ("    def three", "    @property\n    def three", None),
        ("X = 1", "X = (", None),
    ],
)
def test_a_change_is_confined_to_bodies_or_concerns_all(
    old: str, new: str, expected: ChangedLines | None
) -> None:
    assert old in OLD
    assert changed_lines(OLD, OLD.replace(old, new)) == expected


def test_what_does_not_parse_is_taken_as_a_whole() -> None:
    assert changed_lines("(", "x = 1") is None
    assert function_lines("(", "x") is None
    assert lines_in_functions("(") == frozenset()
    assert names_of_tests("(") == frozenset()


def test_a_function_has_the_lines_of_its_body_and_stands_for_those_inside() -> None:
    assert function_lines(OLD, "one") == lines(7, 8, 9)
    assert function_lines(OLD, "Two.four.inner") == lines(17, 18, 19)
    assert function_lines(OLD, "Two") is None
    assert function_lines(OLD + "\n\ndef one():\n    pass\n", "one") is None
    assert lines_in_functions(OLD) == lines(7, 8, 9, 14, 17, 18, 19)


def test_tests_are_named_with_their_classes() -> None:
    methods = "    def test_c(self): pass\n    def help(self): pass\n"
    text = f"def test_a():\n    pass\n\nclass TestB:\n{methods}"
    assert names_of_tests(text) == {"test_a", "TestB.test_c"}
