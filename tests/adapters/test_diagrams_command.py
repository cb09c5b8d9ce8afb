from pathlib import Path

import pytest
from typer.testing import CliRunner

from site_builder import pipeline
from site_builder.adapters import build
from site_builder.adapters.cli import app
from site_builder.text.diagrams import source_hash
from tests.node import ROOT, require_node

SOURCE = "%% title: A pool\n%% description: What it shows.\nflowchart LR\n  a --> b\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project with one diagram that was never drawn."""
    diagrams = tmp_path / "docs" / "assets" / "diagrams"
    diagrams.mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text("site_name: Small\nplugins: [site_builder]\n")
    (tmp_path / "docs" / "index.md").write_text("# Small\n\n![It](assets/diagrams/pool.svg)\n")
    (diagrams / "pool.mmd").write_text(SOURCE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found() -> list[str]:
    project = build.open_project("")
    slugs = (problem.code.slug for problem in pipeline.check_sources(project))
    return [slug for slug in slugs if slug.startswith("diagram")]


def test_what_is_stale_is_drawn_and_then_in_order(root: Path) -> None:
    require_node()
    (root / "node_modules").symlink_to(ROOT / "node_modules")
    assert found() == ["diagram-stale"]
    first = CliRunner().invoke(app, ["diagrams"])
    assert (first.exit_code, first.stdout) == (0, "docs/assets/diagrams/pool.svg\n")
    assert found() == []
    second = CliRunner().invoke(app, ["diagrams"])
    assert (second.exit_code, second.stdout) == (0, "No diagram has changed.\n")
    every = CliRunner().invoke(app, ["diagrams", "--all"])
    assert (every.exit_code, every.stdout) == (0, "docs/assets/diagrams/pool.svg\n")


def test_the_drawing_is_in_the_page_that_shows_it_without_any_node(root: Path) -> None:
    drawing = root / "docs" / "assets" / "diagrams" / "pool.svg"
    drawing.write_text(f'<svg class="diagram" data-source-hash="{source_hash(SOURCE)}"></svg>')
    built = build.build_site("")
    assert not built.problems
    assert "<figure><svg" in (root / "site" / "index.html").read_text()


def test_a_stale_diagram_stops_the_build(root: Path) -> None:
    built = build.build_site("")
    assert [problem.code.slug for problem in built.problems] == ["diagram-stale"]
    assert not (root / "site").exists()


def test_without_the_library_the_command_fails_and_says_what_to_do(root: Path) -> None:
    result = CliRunner().invoke(app, ["diagrams"])
    assert result.exit_code == 1
    assert not list(root.rglob("*.svg"))


@pytest.mark.parametrize("name", ["pool.mmd", "pool.svg"])
def test_a_file_that_is_not_text_is_told_with_its_name(root: Path, name: str) -> None:
    (root / "docs" / "assets" / "diagrams" / name).write_bytes(b"\xff")
    (problem,) = build.open_project("").problems
    assert str(problem).startswith(f"docs/assets/diagrams/{name}: diagram-invalid: the file is not")
