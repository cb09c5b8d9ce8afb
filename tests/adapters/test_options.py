"""What may stand under the plugin in mkdocs.yml."""

from typing import Any

import pytest

from site_builder.adapters.options.descriptions import DESCRIPTIONS
from site_builder.adapters.options.kinds import size_of
from site_builder.adapters.options.plugin import PluginOptions
from site_builder.adapters.options.schema import plugin_schema
from site_builder.adapters.options.typed_code import samples_only_of
from site_builder.model import Allowed, SamplesOnly, SingleFile, Split


def read(**given: object) -> tuple[PluginOptions, list[str]]:
    options = PluginOptions()
    options.load_dict(given)
    failed, warnings = options.validate()
    assert warnings == []
    return options, [f"{name}: {error}" for name, error in failed]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("", ()),
        (None, ()),
        ("one.html", (SingleFile("one.html"),)),
        ({"file": "one.html", "only": "book/"}, (SingleFile("one.html", ("book/",)),)),
        (
            ["a.html", {"file": "b.html", "split": "section", "split_over": "5 MB"}],
            (SingleFile("a.html"), SingleFile("b.html", split=Split.SECTION, split_over=5_000_000)),
        ),
    ],
)
def test_single_files_are_named_or_described(given: object, expected: object) -> None:
    options, failed = read(standalone=given)
    assert failed == []
    assert (options.standalone or ()) == expected


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (3, "Not the name of a file, nor options of one: 3"),
        ({"only": ["a"]}, "'file': Required configuration not provided."),
        ({"file": "a", "splt": "x"}, "'splt': There is no such option; did you mean 'split'?"),
        (
            {"file": "a", "split": "page"},
            "'split': Expected one of: ['none', 'section']",
        ),
        ({"file": "a", "split_over": "big"}, "'split_over': Not a size: 'big'"),
        ({"file": "a", "split_over": True}, "'split_over': Not a size: True"),
        ({"file": "a", "split_over": -1}, "'split_over': Not a size: -1"),
    ],
)
def test_what_is_wrong_with_one_is_told(given: object, message: str) -> None:
    _, (failed,) = read(standalone=given)
    assert failed.startswith("standalone: ")
    assert message in failed


@pytest.mark.parametrize(
    ("text", "bytes_"),
    [
        ("5", 5),
        ("5 MB", 5_000_000),
        ("1.5kb", 1500),
        ("2G", 2_000_000_000),
        ("x", None),
        ("", None),
    ],
)
def test_sizes_have_units(text: str, bytes_: int | None) -> None:
    assert size_of(text) == bytes_


def _named(schema: dict[str, Any]) -> dict[str, Any]:
    array, mapping = schema["properties"]["plugins"]["oneOf"]
    assert array["items"]["anyOf"][1] == mapping
    found = mapping["properties"]["site_builder"]
    assert isinstance(found, dict)
    return found


def test_the_schema_has_each_option_with_what_it_is_for() -> None:
    options = _named(plugin_schema())
    names = {name for name, _ in PluginOptions()._schema}
    assert set(options["properties"]) == names
    assert {one for one in DESCRIPTIONS if "." not in one} == names
    assert options["properties"]["max_clicks"] == {
        "type": "integer",
        "description": DESCRIPTIONS["max_clicks"],
        "default": 0,
    }
    assert options["additionalProperties"] is False


def test_the_schema_describes_a_single_file() -> None:
    _, one, many = _named(plugin_schema())["properties"]["standalone"]["anyOf"]
    assert one["required"] == ["file"]
    assert one["properties"]["split"]["enum"] == ["none", "section"]
    assert many["items"]["anyOf"][1] == one
    assert {f"standalone.{name}" for name in one["properties"]} <= set(DESCRIPTIONS)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"languages": "python"}, "Not a list of languages: 'python'"),
        ({"languages": ["pyhton"]}, "There is no language 'pyhton'; did you mean 'python'?"),
        ({"languages": [{}]}, "There is no language {}"),
        ({"tagged": "yes"}, "Expected type: <class 'bool'>"),
        ({"allow": "sh"}, "Not a list: 'sh'"),
        ({"allow": ["sh"]}, "Entry 1 is no mapping: 'sh'"),
        ({"allow": [{"lang": "sh", "why": "w"}]}, "Entry 1 has no key 'lang'; did you mean"),
        ({"allow": [{"x": "sh", "why": "w"}]}, "Entry 1 has no key 'x'; use language, page, why"),
        ({"allow": [{"language": "sh", "why": " "}]}, "'why' of entry 1 is no text: ' '"),
        ({"allow": [{"language": "sh"}]}, "Entry 1 does not say why"),
        ({"allow": [{"why": "w"}]}, "Entry 1 names no language and no page"),
        ({"allow": [{"language": "ssh", "why": "w"}]}, "There is no language 'ssh'"),
        ({"allowed": []}, "There is no such option; did you mean 'allow'?"),
    ],
)
def test_what_is_wrong_with_typed_code_is_told(given: object, message: str) -> None:
    _, (failed,) = read(samples_only=given)
    assert failed.startswith("samples_only: ")
    assert message in failed


def test_typed_code_is_asked_for_and_excused() -> None:
    allow = [{"language": "sh", "why": "w"}, {"page": "a.md", "why": "v"}]
    options, failed = read(
        samples_only={"languages": ["examples", "Bash"], "tagged": True, "allow": allow}
    )
    assert failed == []
    assert samples_only_of(options.samples_only) == SamplesOnly(
        ("examples", "Bash"), tagged=True, allow=(Allowed("w", "bash"), Allowed("v", page="a.md"))
    )


def test_nothing_is_asked_of_typed_code_by_itself() -> None:
    options, failed = read()
    assert failed == []
    assert samples_only_of(options.samples_only) == SamplesOnly()


def test_the_schema_describes_what_is_excused() -> None:
    group = _named(plugin_schema())["properties"]["samples_only"]
    assert group["properties"]["languages"]["items"] == {"type": "string"}
    entry = group["properties"]["allow"]["items"]
    assert set(entry["properties"]) == {"language", "page", "why"}
    assert entry["required"] == ["why"]


@pytest.mark.parametrize(("given", "word"), [("off", "off"), (False, "off"), ("all", "all")])
def test_off_may_be_written_without_quotes(given: object, word: str) -> None:
    # YAML 1.1, which MkDocs reads, takes the bare word for false.
    options, failed = read(proof=given)
    assert (failed, options.proof) == ([], word)


def test_another_value_that_is_no_text_is_a_mistake() -> None:
    assert read(proof=True)[1] == [
        "proof: Expected one of: ['all', 'listed', 'off'] but received: True"
    ]
