"""Several versions of a site side by side, by mike, as `make publish` makes them."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CONFIG = """
site_name: Small
site_url: https://e.example/s/
theme:
  name: material
plugins:
  - search
  - site_builder:
      standalone: one.html
      machines:
        markdown: true
        sitemap: true
"""
VERSIONS = "INHERIT: mkdocs.yml\nextra:\n  version:\n    provider: mike\n"
ROOT = Path(__file__).parent.parent


def run(root: Path, *command: str) -> str:
    who = {
        f"GIT_{role}_{what}": "a@e.example"
        for role in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, **who, "PATH": path, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return what the branch of versions holds after a release and a build of what came after."""
    root = tmp_path_factory.mktemp("versions").resolve()
    (root / "docs").mkdir()
    (root / "docs/index.md").write_text("# First\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    (root / "mkdocs.versions.yml").write_text(VERSIONS, encoding="utf-8")
    (root / ".gitignore").write_text("/site/\n.cache/\n", encoding="utf-8")
    run(root, "git", "init", "--quiet")
    run(root, "git", "add", "--all")
    run(root, "git", "commit", "--quiet", "--message", "x")
    deploy = ("mike", "deploy", "--config-file", "mkdocs.versions.yml", "--update-aliases")
    run(root, *deploy, "1.0", "latest")
    run(root, "mike", "set-default", "--config-file", "mkdocs.versions.yml", "latest")
    (root / "docs/index.md").write_text("# Second\n", encoding="utf-8")
    run(root, "git", "commit", "--all", "--quiet", "--message", "x")
    run(root, *deploy, "dev")
    pages = root / "pages"
    pages.mkdir()
    run(root, "git", "archive", "--output", "pages.tar", "gh-pages")
    shutil.unpack_archive(root / "pages.tar", pages, filter="data")
    assert run(root, "git", "status", "--porcelain") == "?? pages.tar\n?? pages/\n"
    return pages


def test_each_version_has_its_own_pages_and_single_file(published: Path) -> None:
    for version, words in (("1.0", "First"), ("latest", "First"), ("dev", "Second")):
        for name in ("index.html", "index.md", "one.html"):
            assert words in (published / version / name).read_text(encoding="utf-8")


def test_the_menu_of_versions_is_filled_and_the_root_leads_to_the_default(published: Path) -> None:
    versions = json.loads((published / "versions.json").read_text(encoding="utf-8"))
    assert [(one["version"], one["aliases"]) for one in versions] == [
        ("dev", []),
        ("1.0", ["latest"]),
    ]
    assert "latest/" in (published / "index.html").read_text(encoding="utf-8")


def test_addresses_name_the_version(published: Path) -> None:
    assert "<loc>https://e.example/s/dev/</loc>" in (published / "dev/sitemap.xml").read_text()


def test_our_own_site_has_such_a_configuration() -> None:
    assert "INHERIT: mkdocs.yml" in (ROOT / "mkdocs.versions.yml").read_text(encoding="utf-8")
