"""Links of files that no page shows, from the files to the report."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from site_builder import pipeline
from site_builder.file_links import check_file_links, places_of_urls
from site_builder.model import LinkRules, Location, Settings
from tests.command import write
from tests.support import EXAMPLE_TOML

DEAD = "[x](gone.md) https://a.org/\n"
FILES: Mapping[str, str] = {
    "content/index.md": "# Home\n",
    "content/README.md": DEAD,
    "README.md": DEAD,
    "CONTRIBUTING.md": DEAD,
    ".github/SECURITY.md": DEAD,
    "notes.md": DEAD,
    "parts/README.md": DEAD,
    "vendor/lib/README.md": DEAD,
    "{{ name }}/README.md": DEAD,
    "other/mkdocs.yml": "site_name: X\n",
    "other/parts/README.md": DEAD,
    "examples/demo/run/example.toml": EXAMPLE_TOML,
    "examples/demo/run/README.md": DEAD,
    "examples/demo/run/run.py": f'"""{DEAD.strip()}"""\n',
    "tool/run.py": f"# {DEAD}",
    "elsewhere/run.py": f"# {DEAD}",
}
EXAMPLES = {"examples/demo/run/README.md", "examples/demo/run/run.py"}
AT_THE_TOP = {"README.md", "CONTRIBUTING.md"}


def opened(root: Path, code: tuple[str, ...] = ()) -> pipeline.Project:
    settings = Settings(root, root / "content", root / "examples", links=LinkRules(code=code))
    return pipeline.open_project(settings)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path.resolve(), FILES)


def git(root: Path) -> None:
    subprocess.run(["git", "init"], cwd=root, check=True, capture_output=True)


def test_without_git_examples_and_the_files_at_the_top_are_read(root: Path) -> None:
    found = check_file_links(opened(root))
    assert {one.location.path for one in found} == EXAMPLES | AT_THE_TOP
    assert {one.code.slug for one in found} == {"link-dead"}


def test_with_git_the_readmes_of_folders_are_read_too(root: Path) -> None:
    git(root)
    found = {one.location.path for one in check_file_links(opened(root))}
    assert found == EXAMPLES | AT_THE_TOP | {".github/SECURITY.md", "parts/README.md"}


def test_code_is_read_where_the_project_says_so(root: Path) -> None:
    found = {one.location.path for one in check_file_links(opened(root, code=("tool",)))}
    assert found == EXAMPLES | AT_THE_TOP | {"tool/run.py"}


def test_addresses_of_the_web_have_all_their_places(root: Path) -> None:
    places = places_of_urls(opened(root, code=("tool",)))["https://a.org/"]
    assert {one.path for one in places} == EXAMPLES | AT_THE_TOP | {"tool/run.py"}
    assert Location("README.md", 1) in places


def test_a_project_below_the_top_of_its_repository_may_link_above_itself(root: Path) -> None:
    git(root)
    write(root, {"other/README.md": "[up](../notes.md) [dead](../gone.md)\n"})
    write(root, {"other/docs/index.md": "# X\n"})
    settings = Settings(root / "other", root / "other/docs", root / "other/examples")
    found = check_file_links(pipeline.open_project(settings))
    assert [str(one.location) for one in found] == ["README.md:1", "parts/README.md:1"]


def test_templates_of_a_project_hold_addresses_too(tmp_path: Path) -> None:
    root = write(
        tmp_path.resolve(),
        {
            "content/index.md": "# Home\n",
            "moulds/new/memo.yml": "skeleton: |\n  [[See]] [it](https://a.org/x) and [b](b.md)\n",
            "moulds/pages/one.md.jinja": "[x](https://b.org/{{ name }})\n",
            "moulds/page.html": '<a href="https://c.org/">c</a>\n',
            "moulds/face.css": "/* https://d.org/ */\n",
            "other/page.html": '<a href="https://e.org/">e</a>\n',
        },
    )
    settings = Settings(
        root, root / "content", root / "examples", templates_dirs=(root / "moulds",)
    )
    assert places_of_urls(pipeline.open_project(settings)) == {
        "https://a.org/x": (Location("moulds/new/memo.yml", 2),),
        "https://c.org/": (Location("moulds/page.html", 1),),
    }
