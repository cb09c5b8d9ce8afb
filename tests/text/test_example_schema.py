"""The schema of example.toml agrees with the reader: what it accepts, the reader accepts."""

import re
import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from site_builder.text.example_schema import EXAMPLE_SCHEMA
from site_builder.text.example_toml import Declaration, parse_example_toml

VALIDATOR = Draft202012Validator(EXAMPLE_SCHEMA)
WHOLE = 'title = "T"\nsummary = "S"\n'


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        (WHOLE, True),
        (f'{WHOLE}level = "beginner"\nlibrary = true\ntopics = ["a"]\n', True),
        (f'{WHOLE}[run]\nargs = ["x"]\ntimeout = 2.5\nfiles = ["out/*.svg"]\n', True),
        (f'{WHOLE}[run]\nnormalise = ["time", "float:3"]\nstart = "fork"\n', True),
        (f'{WHOLE}[[run.normalisers]]\nname = "n"\npattern = "x+"\n', True),
        (f'{WHOLE}[checkers]\n"*.yaml" = "check.py::read"\n', True),
        ('title = "T"\n', False),
        ('title = " "\nsummary = "S"\n', False),
        (f'{WHOLE}level = "expert"\n', False),
        (f"{WHOLE}titel = 1\n", False),
        (f"{WHOLE}[run]\ntimeout = 0\n", False),
        (f"{WHOLE}[run]\nexit_code = true\n", False),
        (f'{WHOLE}[run]\nfiles = ["../x"]\n', False),
        (f'{WHOLE}[run]\nfiles = ["/x"]\n', False),
        (f'{WHOLE}[run]\nfiles = ["a//b"]\n', False),
        (f'{WHOLE}[run]\nfiles = ["a\\\\b"]\n', False),
        (f'{WHOLE}[run]\nnormalise = ["tyme"]\n', False),
        (f'{WHOLE}[run]\nnormalise = ["float:10"]\n', False),
        (f'{WHOLE}[[run.normalisers]]\nname = "n"\n', False),
        (f'{WHOLE}[checkers]\n"*.yaml" = "read"\n', False),
        (f"{WHOLE}[needs]\nenv = [1]\n", False),
    ],
)
def test_the_schema_and_the_reader_say_the_same(text: str, fits: bool) -> None:
    assert VALIDATOR.is_valid(tomllib.loads(text)) is fits
    assert isinstance(parse_example_toml(text), Declaration) is fits


_words = st.text("ab./\\:*~ \n\t", max_size=6)
_lists = st.lists(_words, max_size=2)
_values = st.one_of(
    _words,
    _lists,
    st.booleans(),
    st.integers(-2, 2),
    st.sampled_from([0.5, -1.5]),
    st.sampled_from([["time"], ["float:2"], "beginner", "fork", "auto"]),
)
_tables = st.dictionaries(
    st.sampled_from(["args", "timeout", "exit_code", "normalise", "files", "stderr", "start", "x"]),
    _values,
    max_size=3,
)
_documents = st.fixed_dictionaries(
    {"title": st.one_of(st.just("T"), _values), "summary": st.just("S")},
    optional={
        "level": _values,
        "topics": _values,
        "library": _values,
        "run": st.one_of(_tables, _values),
        "needs": st.dictionaries(st.sampled_from(["env", "services", "y"]), _values, max_size=2),
        "checkers": st.dictionaries(
            st.sampled_from(["*.yml", "x"]),
            st.one_of(_values, st.from_regex(re.compile(r"[a:]{0,3}(\.py)?:{0,3}a?", re.ASCII))),
            max_size=2,
        ),
    },
)


@settings(max_examples=400, deadline=None)
@given(_documents)
def test_what_the_schema_accepts_the_reader_accepts(document: dict[str, Any]) -> None:
    text = _toml(document)
    assert tomllib.loads(text) == document
    if VALIDATOR.is_valid(document):
        assert isinstance(parse_example_toml(text), Declaration), text


def _toml(document: dict[str, Any]) -> str:
    plain = [f"{key} = {_value(one)}" for key, one in document.items() if not _is_table(one)]
    tables = [
        f"[{key}]\n" + "".join(f'"{name}" = {_value(one)}\n' for name, one in table.items())
        for key, table in document.items()
        if _is_table(table)
    ]
    return "\n".join([*plain, *tables]) + "\n"


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        escaped = "".join(
            f"\\u{ord(one):04x}" if one in '\\"\x7f' or one < " " else one for one in value
        )
        return f'"{escaped}"'
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return repr(value)
