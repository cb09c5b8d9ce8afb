import pytest

from site_builder.model import Normaliser
from site_builder.text.example_toml import Declaration, parse_example_toml

HEAD = 'title = "T"\nsummary = "S."\n'


def parsed(text: str) -> Declaration | list[str]:
    result = parse_example_toml(HEAD + text)
    if isinstance(result, Declaration):
        return result
    return [f"{one.line}: {one.message}" + (f"; {one.hint}" if one.hint else "") for one in result]


def test_normalisers_come_in_the_order_in_which_they_stand() -> None:
    text = """
[[run.normalisers]]
name = "port"
pattern = 'port (\\d+)'
replacement = 'port <\\g<1>>'

[[run.normalisers]]  # another
name = "host"
pattern = "(?P<n>[a-z]+)\\\\.local"
"""
    result = parsed(text)
    assert isinstance(result, Declaration)
    assert result.run.normalisers == (
        Normaliser("port", r"port (\d+)", r"port <\g<1>>"),
        Normaliser("host", r"(?P<n>[a-z]+)\.local", "<host>"),
    )


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ('name = "a"', "3: a normaliser lacks the key 'pattern'"),
        ('pattern = "a"\nname = 5', "5: 'run.normalisers.name' must be a text, not 5"),
        ('name = "a"\npattern = ""', "5: 'run.normalisers.pattern' must be a text, not ''"),
        (
            'name = "a"\npatern = "a"\npattern = "b"',
            "5: unknown key 'run.normalisers.patern'; did you mean 'pattern'?",
        ),
        (
            'name = "a"\npattern = "a"\nx = 1',
            "6: unknown key 'run.normalisers.x'; use one of 'name', 'pattern', 'replacement'",
        ),
        (
            'name = "a"\npattern = "("',
            (
                "3: the pattern of 'a' cannot be read: missing ), "
                "unterminated subpattern at position 0; see Python's module re"
            ),
        ),
        (
            f'name = "a"\npattern = "a{{{10**20}}}"',
            (
                "3: the pattern of 'a' cannot be read: the repetition number is too large;"
                " see Python's module re"
            ),
        ),
        (
            'name = "a"\npattern = "b*"',
            (
                "3: the pattern of 'a' matches nothing at all, so it matches everywhere;"
                " make it need at least one character"
            ),
        ),
        (
            'name = "a"\npattern = "b"\nreplacement = \'\\1\'',
            (
                "3: the replacement of 'a' cannot be read: invalid group reference 1 at position 1;"
                " write a backslash as \\\\, and a group as \\1"
            ),
        ),
        (
            'name = "a"\npattern = "b"\nreplacement = \'\\g<x>\'',
            (
                "3: the replacement of 'a' cannot be read: unknown group name 'x';"
                " write a backslash as \\\\, and a group as \\1"
            ),
        ),
        (
            'name = "time"\npattern = "b"',
            "3: there is a normaliser 'time' already; choose another name",
        ),
    ],
)
def test_a_mistake_has_its_line_and_its_reason(table: str, expected: str) -> None:
    assert parsed(f"[[run.normalisers]]\n{table}") == [expected]


def test_a_name_may_stand_once() -> None:
    table = '[[run.normalisers]]\nname = "a"\npattern = "b"\n'
    assert parsed(table * 2) == [
        "6: there is a normaliser 'a' already; choose another name",
    ]


def test_what_is_no_table_is_told() -> None:
    assert parsed("[run]\nnormalisers = [5]") == [
        (
            "0: 'run.normalisers' must be tables with name, pattern, replacement, not 5;"
            " write [[run.normalisers]]"
        )
    ]
    assert parsed("[run]\nnormalisers = {name = 5}") == [
        "4: 'run.normalisers' must be tables, not {'name': 5}",
        "0: 'run.normalisers.name' must be a text, not 5",
        "0: a normaliser lacks the key 'pattern'",
    ]


def test_a_pattern_that_may_change_its_meaning_is_read_as_it_is_now() -> None:
    table = '[[run.normalisers]]\nname = "a"\npattern = "[[a]"\n'
    assert isinstance(parsed(table), Declaration)


@pytest.mark.parametrize("name", ["", "/etc/x", "../x", "a/../b", "a//b", "./a", "a\\\\b", "a/"])
def test_declared_files_lie_below_the_working_folder(name: str) -> None:
    (problem,) = parsed(f'[run]\nfiles = ["{name}"]')  # type: ignore[misc]
    assert problem.startswith("4: 'run.files' must be a list of names or patterns of files in")


def test_what_a_run_shall_record_is_read() -> None:
    result = parsed('[run]\nfiles = ["a.svg", "out/*.csv"]\nstderr = true\ncolour = true')
    assert isinstance(result, Declaration)
    run = result.run
    assert (run.files, run.stderr, run.colour) == (("a.svg", "out/*.csv"), True, True)
