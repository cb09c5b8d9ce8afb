from typing import Literal

import pytest
from pydantic import Field

from examples.config.formats import measure
from examples.config.formats.catalogue import SETTINGS, Setting, settings_of
from examples.config.formats.layers import path_of
from examples.config.formats.load_settings import Inputs, load
from examples.config.formats.reference import (
    COLUMNS,
    as_html,
    as_markdown,
    layers_table,
    rules_table,
    sections,
    whole_reference,
)
from examples.config.formats.rules import RULES
from examples.config.formats.settings import Section, Settings
from examples.config.formats.sources import Layer


class Inner(Section):
    size: int = Field(default=3, ge=1, le=9)
    """`a` or | b"""


class Small(Section):
    colour: Literal["red", "green"] = "red"
    """how it looks"""
    inner: Inner = Inner()


def test_a_table_says_what_the_models_say() -> None:
    assert as_markdown(list(settings_of(Small))).splitlines() == [
        "| Name | Type | Default | Allowed | Variable | What it affects |",
        "| --- | --- | --- | --- | --- | --- |",
        "| `colour` | choice | `red` | red, green | `ASSISTANT_COLOUR` | how it looks |",
        r"| `inner.size` | whole number | `3` | 1 to 9 | `ASSISTANT_INNER__SIZE` | `a` or \| b |",
    ]


def test_the_table_in_html_has_the_same_cells() -> None:
    html = as_html(list(settings_of(Small)))
    assert html.count("<tr>") == 3
    assert html.count("<th scope=") == len(COLUMNS)
    assert "<td><code>inner.size</code></td><td>whole number</td>" in html
    assert "<td><code>a</code> or | b</td>" in html


def test_the_tables_of_layers_and_rules_are_whole() -> None:
    assert layers_table().count("<tr>") == len(Layer) + 1
    assert "<td>command line</td><td>no</td>" in layers_table()
    assert rules_table().count("<tr>") == len(RULES) + 1


def test_every_setting_is_in_the_reference_once() -> None:
    text = whole_reference()
    for setting in SETTINGS.values():
        assert text.count(f"| `{setting.name}` |") == 1
        assert text.count(f"| `{setting.variable}` |") == 1
    assert sum(len(settings) for _, settings in sections()) == len(SETTINGS)


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=lambda setting: setting.name)
def test_what_the_reference_says_of_a_setting_is_true(setting: Setting) -> None:
    assert path_of(setting.variable) == setting.path
    assert setting.affects
    assert setting.bounds
    # The default that is printed, given as a value, changes nothing.
    if setting.default != "none":
        assert load(Inputs(environment={setting.variable: setting.default})).settings == Settings()


def test_the_measurement_measures(capsys: pytest.CaptureFixture[str]) -> None:
    measure.main(rounds=20)
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == [
        "app.toml",
        "app.yaml",
        "app.json",
    ]
