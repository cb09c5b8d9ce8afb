"""What may stand under `prose`."""

from typing import Any

import pytest

from site_builder.adapters.options.plugin import PluginOptions
from site_builder.adapters.options.prose import RuleChanges, RuleNames, prose_settings
from site_builder.model import ProseSettings, RuleChange, Severity, Vale


def read(**given: Any) -> tuple[PluginOptions, str]:
    options = PluginOptions()
    options.load_dict({"prose": given})
    failed, _ = options.validate()
    return options, "\n".join(f"{name}: {error}" for name, error in failed)


def test_nothing_is_asked_by_default() -> None:
    options, failed = read()
    assert failed == ""
    assert prose_settings(options.prose, "", directory_urls=True) == ProseSettings()


def test_all_options_become_one_value() -> None:
    options, failed = read(
        rules=["filler", "hype"],
        change=[
            {"rule": "filler", "paths": ["a/"], "add": ["so"], "remove": ["just"], "limit": 3},
            {"rule": "form", "kinds": ["guide"], "skip": " why ", "severity": "warning"},
        ],
        terms={"web site": "website"},
        names=["Orca"],
        spelling=True,
        spelling_ignore=["teh"],
        form=True,
        form_off=["md036"],
        form_on=["md013"],
        form_set={"a.b": "x", "c.d": 4, "e.f": True},
        vale="always",
        pages="/rules/",
    )
    assert failed == ""
    assert prose_settings(options.prose, "https://e.org/x", directory_urls=True) == ProseSettings(
        rules=("filler", "hype"),
        change=(
            RuleChange("filler", paths=("a/",), add=("so",), remove=("just",), limit=3),
            RuleChange("form", kinds=("guide",), skip="why", severity=Severity.WARNING),
        ),
        terms=(("web site", "website"),),
        names=("Orca",),
        spelling=True,
        spelling_ignore=("teh",),
        form=True,
        form_off=("md036",),
        form_on=("md013",),
        form_set=(("a.b", "x"), ("c.d", "$#4"), ("e.f", "$!True")),
        vale=Vale.ALWAYS,
        pages="rules",
        page_address="https://e.org/x/rules/{}/",
    )


@pytest.mark.parametrize(
    ("site_url", "directory_urls", "address"),
    [
        ("https://e.org/", False, "https://e.org/rules/{}.html"),
        ("", True, "rules/{}.md"),
    ],
)
def test_the_address_of_a_rule_is_that_of_the_site(
    site_url: str, directory_urls: bool, address: str
) -> None:
    options, _ = read(rules="all", pages="rules")
    settings = prose_settings(options.prose, site_url, directory_urls=directory_urls)
    assert (settings.rules, settings.page_address) == (("all",), address)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"rules": ["fillr"]}, "There is no rule 'fillr'; did you mean 'filler'?"),
        ({"rules": ["xyz"]}, "There is no rule 'xyz'; use one of 'all', "),
        ({"change": {"rule": "filler"}}, "Not a list of changes: {'rule': 'filler'}"),
        ({"change": ["filler"]}, "Not a change of a rule: 'filler'"),
        ({"change": [{"rule": "spell", "skip": "x"}]}, "did you mean 'spelling'?"),
        ({"change": [{"rule": "filler", "skip": " "}]}, "Say why 'filler' is switched off"),
        ({"change": [{"rule": "filler", "pths": ["x"]}]}, "did you mean 'paths'?"),
        ({"vale": "sometimes"}, "Expected one of: ['never', 'found', 'always']"),
        ({"splling": True}, "did you mean 'spelling'?"),
    ],
)
def test_a_mistake_names_what_is_meant(given: dict[str, Any], message: str) -> None:
    _, failed = read(**given)
    assert message in failed


def test_the_schema_knows_the_rules() -> None:
    assert "filler" in RuleNames().json_schema()["anyOf"][0]["enum"]
    entry = RuleChanges().json_schema()["items"]
    assert {"filler", "all", "form"} <= set(entry["properties"]["rule"]["enum"])
    assert entry["required"] == ["rule"]
