from itertools import combinations
from pathlib import Path

import pytest

from examples.config.formats.environment_file import Variable, read_variables
from examples.config.formats.layers import (
    read_environment,
    read_environment_file,
    read_overrides,
    read_settings_file,
)
from examples.config.formats.load_settings import Inputs, load
from examples.config.formats.origins import origin_of
from examples.config.formats.sources import Finding, Layer, Reading

TIMEOUT = ("provider", "timeout")
NAME = "ASSISTANT_PROVIDER__TIMEOUT"
# The service has tests of its own, since it needs a server.
LAYERS = [layer for layer in Layer if layer not in {Layer.DEFAULT, Layer.SERVICE}]
SUBSETS = [each for size in range(len(LAYERS) + 1) for each in combinations(LAYERS, size)]


def inputs_with(folder: Path, layers: tuple[Layer, ...]) -> Inputs:
    """Return inputs in which each of the layers sets the timeout, to 100 and its own number."""
    value = {layer: 100 + layer for layer in layers}

    def table(layer: Layer) -> str:
        return f"[provider]\ntimeout = {value[layer]}\n" if layer in value else ""

    (folder / "app.toml").write_text(table(Layer.FILE))
    (folder / "app.dev.toml").write_text(table(Layer.PROFILE_FILE))
    own = value.get(Layer.ENVIRONMENT_FILE)
    (folder / "app.env").write_text(f"{NAME}={own}\n" if own else "")
    return Inputs(
        folder=folder,
        file="app.toml",
        environment_file="app.env",
        environment={NAME: str(value.get(Layer.ENVIRONMENT, ""))},
        overrides=[
            f"provider.timeout={value[each]}" for each in layers if each is Layer.COMMAND_LINE
        ],
    )


@pytest.mark.parametrize("layers", SUBSETS, ids=lambda each: "+".join(one.name for one in each))
def test_of_all_that_set_something_the_highest_layer_counts(
    tmp_path: Path, layers: tuple[Layer, ...]
) -> None:
    loaded = load(inputs_with(tmp_path, layers))
    origin = origin_of(loaded, TIMEOUT)
    highest = max(layers, default=Layer.DEFAULT)
    assert origin.source.layer is highest
    assert loaded.settings.provider.timeout == (100 + highest if layers else 120)
    overridden = [entry.source.layer for entry in origin.overridden]
    assert overridden == sorted(set(layers) - {highest}, reverse=True)


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("A=1", "1"),
        ("  export A = 1  ", "1"),
        ("A=", ""),
        ("A=1 # one", "1"),
        ("A=1#one", "1#one"),
        ("A='x y' # both", "x y"),
        ('A="it\'s = #1"', "it's = #1"),
        ("A=a=b", "a=b"),
        ("A=$HOME", "$HOME"),
        ("A='x\ny'", "x\ny"),
    ],
)
def test_a_line_of_an_environment_file(line: str, value: str | None) -> None:
    assert list(read_variables(f"# a comment\n\n{line}\n")) == [Variable("A", value, 3)]


@pytest.mark.parametrize("line", ["A", "export A", "A='open", 'A="x" y', "= x"])
def test_of_a_line_that_is_no_variable_nothing_is_kept(line: str) -> None:
    assert list(read_variables(line)) == [Variable("", None, 1)]


def test_only_our_variables_are_read(tmp_path: Path) -> None:
    (tmp_path / "app.env").write_text(f"POSTGRES_PASSWORD=x\n{NAME}=60\n")
    reading = read_environment_file(tmp_path, "app.env")
    assert [str(entry.source) for entry in reading.entries] == [f"app.env:2 {NAME}"]
    assert read_environment({"PATH": "/bin", "ASSISTANTS_X": "1", NAME: ""}) == Reading()


def test_a_list_is_written_with_commas_in_a_variable_and_as_a_list_in_a_file(
    tmp_path: Path,
) -> None:
    (tmp_path / "app.yaml").write_text("mcp: {filesystem: {folders: [a, b]}}\n")
    from_file = load(Inputs(folder=tmp_path, file="app.yaml")).settings
    variable = {"ASSISTANT_MCP__FILESYSTEM__FOLDERS": "a, b,"}
    assert load(Inputs(environment=variable)).settings == from_file
    assert from_file.mcp.filesystem.folders == (Path("a"), Path("b"))


def findings_of(file: str, text: str, folder: Path) -> tuple[Finding, ...]:
    (folder / file).write_text(text)
    return read_settings_file(folder, file, Layer.FILE).findings


@pytest.mark.parametrize(
    ("text", "name", "problem", "remedy"),
    [
        ("provder: {timeout: 9, name: x}", "provder", "no such setting", "did you mean provider?"),
        ("provider: {timeot: 9}", "provider.timeot", "no such", "did you mean provider.timeout?"),
        ("provider: 3", "provider", "a group of settings", "set one of the group"),
        ("zzz: 3", "zzz", "no such setting", "remove it"),
        ("provider: {api_key: x}", "provider.api_key", "secret may not come", "remove it here"),
    ],
)
def test_a_wrong_key_of_a_file_is_told_once_with_what_to_do(
    tmp_path: Path, text: str, name: str, problem: str, remedy: str
) -> None:
    (finding,) = findings_of("app.yaml", text, tmp_path)
    assert finding.name == name
    assert problem in finding.problem
    assert finding.remedy.startswith(remedy)
    assert str(finding.source) == "app.yaml:1"


def test_a_group_whose_keys_are_all_commented_out_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "app.yaml").write_text("provider:\n  # timeout: 9\n")
    assert read_settings_file(tmp_path, "app.yaml", Layer.FILE) == Reading()


@pytest.mark.parametrize(
    ("name", "suggested"),
    [
        ("ASSISTANT_PROVIDER_TIMEOUT", "did you mean ASSISTANT_PROVIDER__TIMEOUT?"),
        ("ASSISTANT_PROVIDER__TIMOUT", "did you mean ASSISTANT_PROVIDER__TIMEOUT?"),
        ("ASSISTANT_X", "remove it"),
    ],
)
def test_an_unknown_variable_is_told_by_the_name_of_the_right_one(
    name: str, suggested: str
) -> None:
    (finding,) = read_environment({name: "60"}).findings
    assert (finding.remedy, str(finding.source)) == (suggested, name)


@pytest.mark.parametrize(
    ("override", "label"),
    [
        ("verbose", "--set verbose"),
        ("provider.api_key:abc", "--set provider.api_key"),
        ("provider.tmeout=3", "--set provider.tmeout"),
        ("mcp.filesystem=/srv", "--set mcp.filesystem"),
    ],
)
def test_a_wrong_option_is_told_by_its_name(override: str, label: str) -> None:
    (finding,) = read_overrides([override]).findings
    assert str(finding.source) == label


def test_a_file_that_was_named_must_be_there(tmp_path: Path) -> None:
    (finding,) = read_settings_file(tmp_path, "app.toml", Layer.FILE).findings
    assert str(finding.source) == "app.toml"
    (finding,) = read_environment_file(tmp_path, "app.env").findings
    assert "cannot be opened" in finding.problem


def test_the_line_of_a_broken_file_is_told(tmp_path: Path) -> None:
    (finding,) = findings_of("app.json", '{"provider":\n {"timeout": }}', tmp_path)
    assert str(finding.source) == "app.json:2"
