"""A theme has the same files for the site as without us, and hidden ones are not looked at."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from site_builder.adapters.theme_files import leave_out_hidden


@pytest.fixture(params=["material", "mkdocs", "readthedocs"])
def config(tmp_path: Path, request: pytest.FixtureRequest) -> MkDocsConfig:
    own = tmp_path / "own"
    for name in (
        *("partials/more.html", "partials/.kept/more.css", ".hidden/more.css", ".more.css"),
        *("assets/more.css", "assets/.more.css", "more.js", "README.md", "sitemap.xml"),
    ):
        path = own / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    (tmp_path / "docs").mkdir()
    text = f"site_name: S\ntheme: {{name: {request.param}, custom_dir: own}}\n"
    (tmp_path / "mkdocs.yml").write_text(text)
    return load_config(str(tmp_path / "mkdocs.yml"))


def _files(config: MkDocsConfig) -> list[tuple[str, str]]:
    files = Files([])
    files.add_files_from_theme(config.theme.get_env(), config)
    return [(one.src_uri, one.abs_src_path or "") for one in files]


def test_the_files_are_those_of_mkdocs(config: MkDocsConfig) -> None:
    expected = _files(config)
    assert "assets/more.css" in {name for name, _ in expected}
    leave_out_hidden(config.theme)
    assert _files(config) == expected


def test_hidden_folders_are_not_looked_into(
    config: MkDocsConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    walk = os.walk

    def note(folder: str, **options: Any) -> Iterator[Any]:
        for found in walk(folder, **options):
            looked.append(found[0].removeprefix(folder))
            yield found

    leave_out_hidden(config.theme)
    monkeypatch.setattr(os, "walk", note)
    _files(config)
    assert looked
    assert not [one for one in looked if "/." in one]


def test_whoever_asks_for_templates_gets_all(config: MkDocsConfig) -> None:
    expected = config.theme.get_env().list_templates()
    leave_out_hidden(config.theme)
    env = config.theme.get_env()
    assert env.list_templates() == expected
    assert ".hidden/more.css" in expected
    assert env.list_templates(["css"]) == [one for one in expected if one.endswith(".css")]
    assert env.list_templates(filter_func=lambda one: one.startswith(".more")) == [".more.css"]


def test_a_theme_of_another_class_is_left_alone(config: MkDocsConfig) -> None:
    class Own(type(config.theme)):  # type: ignore[misc]
        pass

    config.theme.__class__ = Own
    leave_out_hidden(config.theme)
    assert type(config.theme) is Own
