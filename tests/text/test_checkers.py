import pytest

from site_builder.model import Checker, Example, SourceFile
from site_builder.text.checkers import check_checkers, checker_for, read_checkers
from site_builder.text.example_toml import Declaration, parse_example_toml

HEAD = 'title = "A title"\nsummary = "A summary."\n'


def example(*checkers: Checker) -> Example:
    files = (
        SourceFile("deploy/web.yaml", "examples/a/b/deploy/web.yaml", "kind: Pod\n"),
        SourceFile("manifests.py", "examples/a/b/manifests.py", "def load(path): ...\n"),
    )
    return Example("a/b", "examples/a/b", "B", "An example.", checkers=checkers, files=files)


def test_checkers_are_read_with_their_lines() -> None:
    text = HEAD + '[checkers] # of files\n"deploy/*.yaml" = "manifests.py::Pods.load"\n'
    declaration = parse_example_toml(text)
    assert isinstance(declaration, Declaration)
    assert declaration.checkers == (Checker("deploy/*.yaml", "manifests.py", "Pods.load", 4),)
    assert declaration.checkers[0].target == "manifests.py::Pods.load"


def test_a_pattern_whose_line_cannot_be_found_has_none() -> None:
    table = {"a.b": "c.py::d"}
    assert read_checkers(table, "[checkers]\n'a\\u002eb' = 1\n") == (Checker("a.b", "c.py", "d"),)


@pytest.mark.parametrize("value", ['"manifests.py"', '"manifests::load"', '"manifests.py::"', "3"])
def test_a_checker_is_a_function(value: str) -> None:
    faults = parse_example_toml(f'{HEAD}[needs]\nenv = []\n[checkers]\n"*.yaml" = {value}\n')
    assert not isinstance(faults, Declaration)
    (fault,) = faults
    assert fault.message.startswith("the checker of '*.yaml' must be a function, not ")
    assert (fault.line, fault.hint) == (6, 'write it as "file.py::function"')


def test_checkers_are_a_table() -> None:
    faults = parse_example_toml(f"checkers = 3\n{HEAD}")
    assert not isinstance(faults, Declaration)
    assert [(one.message, one.line) for one in faults] == [("'checkers' must be a table, not 3", 1)]


def test_the_first_pattern_that_fits_decides() -> None:
    checkers = (Checker("*/web.yaml", "a.py", "b"), Checker("*.yaml", "c.py", "d"))
    assert checker_for("deploy/web.yaml", checkers) == "a.py::b"
    assert checker_for("deploy/db.yaml", checkers) == "c.py::d"
    assert checker_for("deploy/db.toml", checkers) == ""


def test_a_checker_that_is_there_is_right() -> None:
    assert not list(check_checkers(example(Checker("deploy/*.yaml", "manifests.py", "load", 4))))


@pytest.mark.parametrize(
    ("checker", "message", "hint"),
    [
        (
            Checker("deploy/*.yaml", "manifest.py", "load", 4),
            "there is no file 'manifest.py' for the checker 'manifest.py::load'",
            "did you mean 'manifests.py'?",
        ),
        (
            Checker("deploy/*.yaml", "manifests.py", "laod", 4),
            "the checker 'manifests.py::laod' cannot be found: there is no symbol 'laod'",
            "did you mean 'load'?",
        ),
        (
            Checker("deploy/web.yml", "manifests.py", "load", 4),
            "no file of the example fits the pattern 'deploy/web.yml'",
            "did you mean 'deploy/web.yaml'?",
        ),
    ],
)
def test_a_checker_that_is_not_there_has_its_line(
    checker: Checker, message: str, hint: str
) -> None:
    (fault,) = check_checkers(example(checker))
    assert (fault.message, fault.hint, fault.line) == (message, hint, 4)
