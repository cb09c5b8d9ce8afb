"""The newest versions of what examples import, tried elsewhere."""

from pathlib import Path

import pytest

from tests.command import lines_of, snapshot, write
from tests.wheels import Environment, make_wheel

TOML = 'title = "T"\nsummary = "S."\n'
OLD = 'def pad(text):\n    return text.rjust(5, "-")\n'
NEW = OLD.replace("-", ".")
CALLS = 'from padding import pad\n\n\nif __name__ == "__main__":\n    print(pad("a"))\n'
PROJECT = {
    "mkdocs.yml": "site_name: P\n",
    "docs/index.md": "# P\n",
    # Prints what padding makes.
    "examples/text/padded/example.toml": TOML,
    "examples/text/padded/padded.py": CALLS,
    "examples/text/padded/expected.txt": "----a\n",
    # Imports it only through a module of the project, and has a test that the new one fails.
    "shared/layout.py": "import padding\n\nWIDTH = len(padding.pad(''))\n",
    "examples/text/laid_out/example.toml": TOML + "library = true\n",
    "examples/text/laid_out/laid_out.py": "from shared.layout import WIDTH\n",
    "examples/text/laid_out/test_laid_out.py": (
        "from examples.text.laid_out.laid_out import WIDTH\nfrom padding import pad\n\n\n"
        "def test_width():\n    assert WIDTH == 5\n\n\n"
        "def test_dashes():\n    assert pad('b') == '----b'\n"
    ),
    # Works with both.
    "examples/text/width/example.toml": TOML,
    "examples/text/width/width.py": "import padding\n\nprint(len(padding.pad('a')))\n",
    "examples/text/width/expected.txt": "5\n",
    "examples/text/width/test_width.py": "import padding\n\n\ndef test_it():\n    assert padding\n",
    # Imports nothing.
    "examples/text/plain/example.toml": TOML,
    "examples/text/plain/plain.py": "import os\n\nprint(len(os.sep))\n",
    "examples/text/plain/expected.txt": "1\n",
}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """Return an environment with the older of two versions."""
    root = tmp_path_factory.mktemp("installed").resolve()
    make_wheel(root / "wheels", "padding", "1.0", {"padding.py": OLD})
    made = Environment(root / "environment", root / "wheels", "padding==1.0")
    make_wheel(root / "wheels", "dots", "0.3", {"dots.py": "DOT = '.'\n"})
    make_wheel(root / "wheels", "padding", "2.0", {"padding.py": NEW}, "dots>=0.1")
    return made


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path.resolve() / "project", PROJECT)


def test_examples_that_would_break_are_told_with_the_versions(
    installed: Environment, root: Path
) -> None:
    before, packages = snapshot(root), installed.pip("freeze")
    ran = installed.site_builder(root, "run", "--newest")
    assert (ran.returncode, ran.stdout) == (1, "")
    versions = "dots 0.3, padding 1.0 -> 2.0"
    assert f"Newer: {versions}\n" in ran.stderr
    hint = "mend it, or bound the version where your project declares what it needs"
    assert lines_of(ran.stderr) == [
        f"examples/text/{name}/example.toml: newest-breaks: "
        f"the example fails with {versions}; {hint}"
        for name in ("laid_out", "padded")
    ]
    for line in ("text/width: works", "text/plain: nothing newer", "text/padded: breaks"):
        assert line in ran.stderr
    assert "        -----a\n        +....a\n" in ran.stderr
    assert "AssertionError: assert '....b' == '----b'" in ran.stderr
    assert "1 failed, 1 passed" in ran.stderr
    # Neither the environment nor a file of the project was touched.
    assert installed.pip("freeze") == packages
    after = {name: data for name, data in snapshot(root).items() if name != ".cache"}
    assert after == before


def test_only_what_is_named_is_tried_and_old_faults_are_told_apart(
    installed: Environment, root: Path
) -> None:
    write(root, {"examples/text/width/expected.txt": "6\n"})
    ran = installed.site_builder(root, "run", "--newest", "text/width", "--format", "json")
    assert ran.returncode == 1
    assert "and with the installed versions as well" in ran.stdout
    assert "text/width: breaks, as before" in ran.stderr
    assert "padded" not in ran.stdout + ran.stderr


def test_nothing_is_run_when_nothing_is_newer(installed: Environment, root: Path) -> None:
    constraint = write(root, {"bounds.txt": "padding<2\n"}) / "bounds.txt"
    ran = installed.site_builder(root, "run", "--newest", PIP_CONSTRAINT=str(constraint))
    assert ran.returncode == 0
    assert "Nothing is newer: padding.\n" in ran.stderr
    ran = installed.site_builder(root, "run", "--newest", "text/plain")
    assert ran.returncode == 0
    assert "The examples import no distribution.\n" in ran.stderr


def test_what_pip_cannot_install_is_a_problem(installed: Environment, root: Path) -> None:
    empty = root / "empty"
    empty.mkdir()
    ran = installed.site_builder(root, "run", "--newest", PIP_FIND_LINKS=str(empty))
    assert ran.returncode == 1
    assert "newest-unavailable: pip cannot install the newest versions of padding\n" in ran.stderr
    assert "No matching distribution found for padding" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_folder_that_cannot_be_made_is_a_problem(installed: Environment, root: Path) -> None:
    write(root, {".cache": "a file in its place"})
    ran = installed.site_builder(root, "run", "--newest")
    assert ran.returncode == 1
    assert "newest-unavailable: cannot make an environment: " in ran.stderr


def test_nothing_is_recorded_on_the_way(installed: Environment, root: Path) -> None:
    ran = installed.site_builder(root, "run", "--newest", "--update")
    assert (ran.returncode, ran.stdout) == (2, "")
    ran = installed.site_builder(root, "run", "--newest", "text/wdith")
    assert ran.returncode == 2
    assert "did you mean 'text/width'?" in ran.stderr
