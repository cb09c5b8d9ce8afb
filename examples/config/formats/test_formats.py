import json
import string
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from examples.config.formats.catalogue import KeyPath
from examples.config.formats.formats import (
    Document,
    FormatError,
    read_document,
    read_json,
    read_toml,
    read_yaml,
)
from examples.config.formats.load_settings import Inputs, load
from examples.config.formats.places import DEPLOYMENTS

YAML = """\
# Comment
provider:
  name: openai

  "timeout": 60
mcp:
  filesystem: {enabled: true,
    folders: [a, b]}
logging: {}
"""
JSON = """\
{
  "provider": {"name": "openai",
    "timeout"
      : 60},
  "mcp": {"filesystem": {
    "enabled": true, "folders": ["a", {"b": 1}]
  } },
  "logging": {}, "tricky \\" } {": "} \\" {"
}
"""
TOML = '''\
profile = "dev"
[provider]  # comment
name = """
[not.a.table]
timeout = 1
"""
timeout = 60

[mcp]
filesystem.enabled = true
filesystem.folders = [
  "a",  # [no]
  "b",
]
web_search = { enabled = false, results = 3 }

[logging]
'''


@pytest.mark.parametrize(
    ("reader", "text", "lines"),
    [
        (read_yaml, YAML, {"provider": 2, "provider.name": 3, "provider.timeout": 5}),
        (read_yaml, YAML, {"mcp": 6, "mcp.filesystem.enabled": 7, "mcp.filesystem.folders": 8}),
        (read_yaml, YAML, {"logging": 9}),
        (read_json, JSON, {"provider": 2, "provider.name": 2, "provider.timeout": 3}),
        (read_json, JSON, {"mcp.filesystem.enabled": 6, "mcp.filesystem.folders": 6}),
        (read_json, JSON, {"logging": 8, 'tricky " } {': 8}),
        (read_toml, TOML, {"profile": 1, "provider": 2, "provider.name": 3, "provider.timeout": 7}),
        (read_toml, TOML, {"mcp": 9, "mcp.filesystem.enabled": 10, "mcp.filesystem.folders": 11}),
        (read_toml, TOML, {"mcp.web_search.results": 15, "logging": 17}),
        (read_toml, TOML.replace("\n", "\r\n"), {"provider.timeout": 7, "logging": 17}),
    ],
)
def test_each_key_has_its_line(
    reader: Callable[[str], Document], text: str, lines: dict[str, int]
) -> None:
    found = reader(text).lines
    assert {name: found[tuple(name.split("."))] for name in lines} == lines


def test_text_that_looks_like_a_table_is_none() -> None:
    assert ("not",) not in read_toml(TOML).lines


@pytest.mark.parametrize(
    ("reader", "text", "problem", "line"),
    [
        (read_yaml, "a: 1\nb:\n  c: 1\n  c: 2\n", "b.c stands here and on line 3", 4),
        (read_yaml, "a: &x 1\nb: *x\n", "the alias *x is not allowed", 2),
        (read_yaml, "a: 1\non: 2\n", "the key on is not a text; put it into quotes", 2),
        (read_yaml, "a: 1\n  b: 2\n", "this is no YAML", 2),
        (read_yaml, "a: 1\n---\nb: 1\n", "this is no YAML", 2),
        (read_yaml, "a: \x07\n", "a character is not allowed", 0),
        (read_yaml, "- a\n", "must hold settings by name", 1),
        (read_json, '{"a": 1,\n"a": 2}', "a stands here and on line 1", 2),
        (read_json, '{"a": 1,\n}', "this is no JSON", 2),
        (read_json, "[1]", "must hold settings by name", 1),
        (read_json, "", "this is no JSON", 1),
        (read_toml, "a = 1\na = 2\n", "this is no TOML: Cannot overwrite a value", 2),
        (read_toml, "a = 1\nb = \n", "this is no TOML: Invalid value", 2),
        (read_toml, 'a = "', "this is no TOML", 0),
    ],
)
def test_what_would_be_lost_or_guessed_is_an_error_with_its_line(
    reader: Callable[[str], Document], text: str, problem: str, line: int
) -> None:
    with pytest.raises(FormatError) as caught:
        reader(text)
    assert problem in caught.value.problem
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        (read_yaml, ""),
        (read_yaml, "# nothing\n"),
        (read_json, "{}"),
        (read_json, "null"),
        (read_toml, ""),
        (read_toml, "# nothing\n"),
    ],
)
def test_a_file_may_set_nothing(reader: Callable[[str], Document], text: str) -> None:
    assert reader(text) == Document({}, {})


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("app.ini", b"", "the suffix '.ini' is none of .yaml, .yml, .json, .toml"),
        ("app.toml", None, "cannot be opened: No such file"),
        ("app.toml", b"a = '\xff'", "not in UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    tmp_path: Path, name: str, data: bytes | None, problem: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(FormatError, match=problem.replace(".", r"\.")):
        read_document(tmp_path / name)


def test_the_mark_that_some_editors_write_is_no_part_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "app.json").write_bytes(b'\xef\xbb\xbf{"a": 1}')
    assert read_document(tmp_path / "app.json").values == {"a": 1}


def test_three_formats_give_equal_settings() -> None:
    loaded = [
        load(Inputs(folder=DEPLOYMENTS, file=f"app.{suffix}")).settings
        for suffix in ("toml", "yaml", "json")
    ]
    assert loaded[0] == loaded[1] == loaded[2]
    # A control: they are equal because of what they say, not because nothing was read.
    assert loaded[0] != load(Inputs()).settings


KEYS = st.text(string.ascii_letters + string.digits + " _-.{}[]\"'#:", min_size=1, max_size=6)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner),
    max_leaves=8,
)
# A busy machine is no reason to fail.
PATIENT = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@PATIENT
@given(values=st.dictionaries(KEYS, VALUES), indent=st.sampled_from([None, 1, "\t"]))
def test_json_of_any_shape_is_read_with_all_its_keys(
    values: dict[str, Any], indent: int | str | None
) -> None:
    document = read_json(json.dumps(values, indent=indent))
    assert document.values == values
    assert set(document.lines) == keys_of(values)


@PATIENT
@given(values=st.dictionaries(KEYS, VALUES))
def test_yaml_of_any_shape_is_read_with_all_its_keys(values: dict[str, Any]) -> None:
    document = read_yaml(yaml.safe_dump(values, allow_unicode=False))
    assert document.values == values
    assert set(document.lines) == keys_of(values)


def keys_of(values: dict[str, Any], path: KeyPath = ()) -> set[KeyPath]:
    found = {(*path, key) for key in values}
    for key, value in values.items():
        if isinstance(value, dict):
            found |= keys_of(value, (*path, key))
    return found
