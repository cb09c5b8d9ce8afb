import pytest

from site_builder.text.yaml_lines import YamlFault, YamlText, read_yaml

TEXT = """\
a: 1
b:
  - c: x
    d: 2026-03-05
  - e
"""


def test_values_come_as_json_knows_them_with_their_lines() -> None:
    read = read_yaml(TEXT)
    assert isinstance(read, YamlText)
    assert read.value == {"a": 1, "b": [{"c": "x", "d": "2026-03-05"}, "e"]}
    places = {("a",): 1, ("b",): 2, ("b", 0): 3, ("b", 0, "d"): 4, ("b", 1): 5}
    assert {path: read.line_of(path) for path in places} == places


def test_what_has_no_line_has_that_of_what_is_around_it() -> None:
    read = read_yaml(TEXT)
    assert isinstance(read, YamlText)
    assert read.line_of(("b", 1, "missing")) == 5
    assert read.line_of(("missing",)) == 1
    assert read.line_of(()) == 1


def test_keys_are_texts_and_an_empty_text_is_nothing() -> None:
    read = read_yaml("2: a\ntrue: b\n")
    assert isinstance(read, YamlText)
    assert read.value == {"2": "a", "True": "b"}
    assert read_yaml("") == YamlText(None, {})


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\nb: [\n", 3, "expected the node content"),
        ("a: 2024-13-45\n", 1, "month must be in 1..12"),
        ("a: \x00\n", 1, "special characters are not allowed"),
    ],
)
def test_what_is_no_yaml_is_told_with_its_line(text: str, line: int, message: str) -> None:
    fault = read_yaml(text)
    assert isinstance(fault, YamlFault)
    assert fault.line == line
    assert message in fault.message
