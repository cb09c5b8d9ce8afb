from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import ValidationError

from examples.config.formats.built_in import VARIABLES, told_by_built_in, told_by_ours
from examples.config.formats.catalogue import SETTINGS
from examples.config.formats.demonstration import MISTAKES
from examples.config.formats.layers import read_overrides
from examples.config.formats.load_settings import Inputs, LayerSource, SettingsError, load
from examples.config.formats.origins import origin_of, origins
from examples.config.formats.places import SOUTH
from examples.config.formats.rules import RULES
from examples.config.formats.settings import Provider, Settings
from examples.config.formats.sources import Finding, Layer

SECRET = "hunter2-is-no-key"


def findings(inputs: Inputs) -> tuple[Finding, ...]:
    with pytest.raises(SettingsError) as caught:
        load(inputs)
    return caught.value.findings


def test_without_anything_the_defaults_hold() -> None:
    settings = load(Inputs()).settings
    assert settings == Settings()
    assert (settings.provider.timeout, settings.provider.retries) == (120, 3)


@pytest.mark.parametrize(
    ("name", "value", "is_right"),
    [
        ("provider.timeout", "9", False),
        ("provider.timeout", "10", True),
        ("provider.timeout", "600", True),
        ("provider.timeout", "601", False),
        ("provider.timeout", "60.5", False),
        ("provider.timeout", "a minute", False),
        ("provider.retries", "-1", False),
        ("provider.retries", "0", True),
        ("provider.retries", "10", True),
        ("provider.retries", "11", False),
        ("provider.name", "ollama", True),
        ("provider.name", "Ollama", False),
        ("provider.base_url", "http://127.0.0.1:11434", True),
        ("provider.base_url", "127.0.0.1:11434", False),
        ("provider.base_url", "ftp://example.com", False),
        ("provider.base_url", "http://a:b@example.com", False),
        ("vector_store.kind", "faiss", True),
        ("vector_store.kind", "pinecone", False),
        ("vector_store.collection", "ab", False),
        ("vector_store.collection", "a-b_2", True),
        ("vector_store.collection", "-ab", False),
        ("vector_store.top_k", "0", False),
        ("mcp.web_search.results", "21", False),
        ("logging.prompts", "yes", True),
        ("logging.prompts", "maybe", False),
    ],
)
@pytest.mark.parametrize("layer", ["environment", "command line"])
def test_the_bounds_hold_whatever_the_layer(
    layer: str, name: str, value: str, is_right: bool
) -> None:
    setting = SETTINGS[tuple(name.split("."))]
    if layer == "environment":
        inputs = Inputs(environment={setting.variable: value})
    else:
        inputs = Inputs(overrides=[f"{name}={value}"])
    if is_right:
        assert load(inputs).settings != Settings()
    else:
        (finding,) = findings(inputs)
        assert finding.name == name
        assert finding.allowed == f"{setting.kind}: {setting.bounds}"
        assert finding.source.layer.title == layer


@pytest.mark.parametrize(
    ("line", "problem", "remedy"),
    [
        ("provider: {retries: yes}", "true is not a whole number", "the default: 3"),
        ("provider: {model: no}", "false is not a text", "put it into quotes"),
        ("provider: {model: ''}", "the text is empty", "correct it"),
        ("provider: {timeout: {a: 1}}", "a group of keys is not a whole number", "correct it"),
        ("provider: {timeout: null}", "this value is not a whole number", "correct it"),
        ("provider: {timeout: [1]}", "a list is not a whole number", "correct it"),
        ("provider: {name: anthropc}", "'anthropc' is not one of", "did you mean anthropic?"),
        ("mcp: {filesystem: {folders: [a, 3]}}", "a list is not a folder", "correct it"),
        ("mcp: {filesystem: {folders: 3}}", "3 is not a list", "correct it"),
    ],
)
def test_what_a_file_gets_wrong_is_told_in_words(
    tmp_path: Path, line: str, problem: str, remedy: str
) -> None:
    (tmp_path / "app.yaml").write_text(f"# {line}\n{line}\n")
    (finding,) = findings(Inputs(folder=tmp_path, file="app.yaml"))
    assert problem in finding.problem
    assert remedy in finding.remedy
    assert str(finding.source) == "app.yaml:2"


def test_all_mistakes_are_in_one_report_in_the_order_of_their_places() -> None:
    found = findings(MISTAKES)
    assert len(found) == 12
    assert [finding.source for finding in found] == sorted(finding.source for finding in found)
    assert {finding.source.layer for finding in found} == {
        Layer.FILE,
        Layer.ENVIRONMENT_FILE,
        Layer.ENVIRONMENT,
        Layer.COMMAND_LINE,
    }
    assert all(each.problem and each.allowed and each.remedy for each in found)


def test_a_wrong_value_that_is_overridden_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "app.yaml").write_text("provider: {timeout: 5}\n")
    inputs = Inputs(folder=tmp_path, file="app.yaml")
    assert len(findings(inputs)) == 1
    overridden = replace(inputs, overrides=["provider.timeout=50"])
    assert load(overridden).settings.provider.timeout == 50


@pytest.mark.parametrize(
    ("overrides", "environment", "broken"),
    [
        (["provider.name=openai"], {}, ["provider.api_key"]),
        (["provider.name=openai"], {"ASSISTANT_PROVIDER__API_KEY": SECRET}, []),
        (["provider.name=ollama"], {}, []),
        (["profile=prod"], {}, ["provider.name"]),
        (["profile=prod", "provider.name=ollama"], {}, []),
        (["logging.prompts=true"], {}, []),
        (
            ["profile=prod", "provider.name=ollama", "logging.prompts=true"],
            {},
            ["logging.prompts"],
        ),
        (["mcp.web_search.enabled=true"], {}, ["mcp.web_search.api_key"]),
        (
            ["mcp.web_search.enabled=true"],
            {"ASSISTANT_MCP__WEB_SEARCH__API_KEY": SECRET},
            [],
        ),
        (["mcp.filesystem.enabled=true"], {}, ["mcp.filesystem.folders"]),
        (["mcp.filesystem.enabled=true", "mcp.filesystem.folders=docs"], {}, []),
    ],
)
def test_rules_about_several_settings(
    overrides: list[str], environment: dict[str, str], broken: list[str]
) -> None:
    inputs = Inputs(overrides=overrides, environment=environment)
    found = findings(inputs) if broken else ()
    assert [finding.name for finding in found] == broken
    if not broken:
        load(inputs)


def test_every_rule_names_settings_that_exist() -> None:
    for rule in RULES:
        assert {tuple(name.split(".")) for name in (rule.name, rule.because_of)} <= SETTINGS.keys()


@pytest.mark.parametrize("layer", ["file", "environment file", "environment", "command line"])
def test_a_profile_lays_its_file_over_the_file(tmp_path: Path, layer: str) -> None:
    own = 'profile = "prod"\n' if layer == "file" else ""
    (tmp_path / "app.toml").write_text(f'{own}[provider]\nname = "ollama"\ntimeout = 50\n')
    (tmp_path / "app.prod.toml").write_text("[provider]\ntimeout = 60\n")
    (tmp_path / "app.env").write_text("ASSISTANT_PROFILE=prod" * (layer == "environment file"))
    inputs = Inputs(
        folder=tmp_path,
        file="app.toml",
        environment_file="app.env",
        environment={"ASSISTANT_PROFILE": "prod"} if layer == "environment" else {},
        overrides=["profile=prod"] if layer == "command line" else [],
    )
    loaded = load(inputs)
    assert loaded.settings.provider.timeout == 60
    origin = origin_of(loaded, ("provider", "timeout"))
    assert str(origin.source) == "app.prod.toml:2"
    assert "instead of 50 (app.toml:" in str(origin)


def test_a_profile_that_does_not_exist_reads_no_file(tmp_path: Path) -> None:
    (tmp_path / "app.toml").write_text('profile = "../other"\n')
    (finding,) = findings(Inputs(folder=tmp_path, file="app.toml"))
    assert finding.name == "profile"
    assert finding.allowed == "choice: dev, prod"


def test_the_file_of_a_profile_cannot_choose_the_profile(tmp_path: Path) -> None:
    (tmp_path / "app.toml").write_text("")
    (tmp_path / "app.dev.toml").write_text('profile = "prod"\n')
    (finding,) = findings(Inputs(folder=tmp_path, file="app.toml"))
    assert "cannot choose it" in finding.problem
    assert str(finding.source) == "app.dev.toml:1"


def test_settings_do_not_change_and_take_no_unknown_keys() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().provider.timeout = 30
    with pytest.raises(ValidationError, match="Extra inputs"):
        Settings.model_validate({"provider": {"timout": 30}})


def test_origins_can_leave_out_what_nobody_set() -> None:
    shown_only = list(origins(load(SOUTH), with_defaults=False))
    assert 0 < len(shown_only) < len(SETTINGS)
    assert all(origin.source.layer is not Layer.DEFAULT for origin in shown_only)


def test_two_loads_at_the_same_time_share_nothing() -> None:
    wanted = [10 + number for number in range(40)]
    inputs = [replace(SOUTH, overrides=[f"provider.timeout={each}"]) for each in wanted]
    with ThreadPoolExecutor(max_workers=8) as pool:
        loaded = list(pool.map(load, inputs))
    assert [each.settings.provider.timeout for each in loaded] == wanted


def test_a_model_can_be_made_by_hand() -> None:
    assert Settings(provider=Provider(timeout=30)).provider.timeout == 30


def test_what_is_said_here_of_pydantic_settings_is_still_so() -> None:
    said = [told_by_built_in({name: value}) for name, value in VARIABLES]
    assert VARIABLES[0][0] not in said[0]
    assert said[1] == "nothing"
    assert "error parsing value" in said[2]
    assert told_by_built_in({}) == "nothing"
    assert told_by_ours(dict(VARIABLES[2:])) == "nothing"


def test_a_layer_gives_pydantic_settings_its_values_group_by_group() -> None:
    layer = read_overrides(["provider.timeout=30", "provider.retries=1", "profile=dev"])
    source = LayerSource(layer)
    provider = {"timeout": "30", "retries": "1"}
    assert source() == {"provider": provider, "profile": "dev"}
    field = Settings.model_fields["provider"]
    assert source.get_field_value(field, "provider") == (provider, "provider", False)


def test_settings_made_by_hand_read_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_PROVIDER__TIMEOUT", "30")
    assert Settings().provider.timeout == 120
    assert load(Inputs()).settings.provider.timeout == 120
