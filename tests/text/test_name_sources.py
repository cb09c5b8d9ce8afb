import pytest

from site_builder.text.name_sources import NoNamesError, names_in

PYTHON = """
from enum import Enum, StrEnum

NAME = "one.name"
OTHER: str = "other.name"
COUNT = 3
lower = "no"
LIST = ["a", "b", "a"]
SET = frozenset({"c"})
MAP = {"d": 1, **{}}
a, b = 1, 2


class Colour(StrEnum):
    RED = "red"
    GREEN: str = "green"
    PLAIN = 1
    _hidden = "x"

    def method(self): ...


class Code(Enum):
    FIRST = ("first", "what it means")


class Settings:
    retries: int
    timeout: float = 3.0
    _own: int = 1
    rate = 2
    code = "settings"


class Other:
    code = "other"
"""
SCHEMA = """{"a": {"properties": {"one": {}, "group": {"properties": {"x": true}},
 "list": {"anyOf": [{"type": "string"}, {"items": {"properties": {"y": {}}}}]}}},
 "names": ["p", "q"], "x/y": {"r": 1}}"""


@pytest.mark.parametrize(
    ("file", "part", "expected"),
    [
        ("a.py", "", ("one.name", "other.name")),
        ("a.py", "Colour", ("red", "green", "PLAIN")),
        ("a.py", "Code", ("first",)),
        ("a.py", "Settings", ("retries", "timeout", "rate", "code")),
        ("a.py", "*.code", ("settings", "other")),
        ("a.py", "LIST", ("a", "b")),
        ("a.py", "SET", ("c",)),
        ("a.py", "MAP", ("d",)),
        ("a.json", "/a", ("one", "group", "group.x", "list", "list.y")),
        ("a.json", "/names", ("p", "q")),
        ("a.json", "/x~1y", ("r",)),
        ("a.json", "", ("a", "names", "x/y")),
    ],
)
def test_names_are_found_in_code_and_data(file: str, part: str, expected: object) -> None:
    assert names_in(PYTHON if file.endswith(".py") else SCHEMA, file, part) == expected


def test_names_stand_in_yaml_and_in_lines_of_text() -> None:
    assert names_in("list: [a, b]\n", "a.yml", "/list") == ("a", "b")
    assert names_in("list: [{a: 1}]\n", "a.yaml", "/list/0") == ("a",)
    assert names_in("one\n\n# a remark\ntwo # another\n", "a.txt", "") == ("one", "two")


@pytest.mark.parametrize(
    ("text", "file", "part", "message", "hint"),
    [
        ("def", "a.py", "", "it does not parse: ", ""),
        ("{", "a.json", "", "it does not parse: ", ""),
        ("[", "a.yml", "", "it does not parse: ", ""),
        ("A = ['a']", "a.py", "B", "there is no 'B' in it", ""),
        ("Colour = ['a']", "a.py", "Color", "there is no 'Color' in it", "did you mean 'Colour'?"),
        ('{"names": []}', "a.json", "/nmes", "'/nmes' leads nowhere", "did you mean 'names'?"),
        ('{"names": []}', "a.json", "/names/3", "'/names/3' leads nowhere", ""),
        ('{"names": 3}', "a.json", "/names/x", "'/names/x' leads nowhere", ""),
        ('{"names": 3}', "a.json", "/names", "there are no names in it at '/names'", ""),
        ("", "a.txt", "", "there are no names in it", ""),
        ("A = 3", "a.py", "A", "there are no names in it at 'A'", ""),
    ],
)
def test_a_source_without_names_says_why(
    text: str, file: str, part: str, message: str, hint: str
) -> None:
    with pytest.raises(NoNamesError) as caught:
        names_in(text, file, part)
    assert caught.value.message.startswith(message)
    assert caught.value.hint == hint
