"""The wheel beside projects that are not ours, where this checkout is out of sight."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.small import environment

REPOSITORY = Path(__file__).parent.parent
PARTS = ("pyproject.toml", "README.md", "LICENSE", "site_builder", "templates")


class Installed:
    """An environment with the wheel in it."""

    def __init__(self, root: Path, wheel: Path) -> None:
        self.wheel = wheel
        self.root = root
        venv.create(root, with_pip=False, symlinks=True)
        self.scripts = root / ("Scripts" if os.name == "nt" else "bin")
        place = {"base": str(root), "platbase": str(root)}
        packages = Path(sysconfig.get_path("purelib", "venv", vars=place))
        # The libraries come from here. A path in such a file is not searched for such files
        # itself, so the link to this checkout that lies among the libraries has no effect.
        libraries = sysconfig.get_path("purelib")
        (packages / "libraries.pth").write_text(f"{libraries}\n", encoding="utf-8")
        pip = (sys.executable, "-m", "pip", "--python", str(self.scripts / "python"))
        options = ("--no-deps", "--no-index", "--ignore-installed", "--quiet")
        _run([*pip, "install", *options, str(wheel)], root)

    def run(self, folder: Path, *arguments: str) -> str:
        """Run a script of the environment; return what it printed."""
        return _run([str(self.scripts / arguments[0]), *arguments[1:]], folder)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Return an environment with the wheel of this checkout."""
    root = tmp_path_factory.mktemp("wheel").resolve()
    source = root / "source"
    source.mkdir()
    for part in PARTS:
        if (REPOSITORY / part).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(REPOSITORY / part, source / part, ignore=ignored)
        else:
            shutil.copy(REPOSITORY / part, source / part)
    _run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", str(root)], source)
    return Installed(root / "environment", next(root.glob("*.whl")))


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """Return a plain MkDocs project of three pages and one example, with no settings of ours."""
    root = tmp_path.resolve()
    _write(root / "mkdocs.yml", "site_name: Plain\nnav:\n  - index.md\n  - more/one.md\n")
    _write(
        root / "docs/index.md",
        "# Plain\n\nTo [one](more/one.md) and [two](more/two.md).\n\n"
        '```sample show="both"\ndemo/count\n```\n',
    )
    _write(root / "docs/more/one.md", "# One\n\n```sample\ndemo/count/count.py::counted\n```\n")
    _write(root / "docs/more/two.md", "# Two\n\nNothing from code here.\n")
    example = root / "examples/demo/count"
    _write(example / "example.toml", 'title = "Count"\nsummary = "Counts to three."\n')
    _write(
        example / "count.py",
        "def counted() -> list[int]:\n    return [1, 2, 3]\n\n\nprint(counted())\n",
    )
    _write(example / "expected.txt", "[1, 2, 3]\n")
    return root


def test_the_wheel_is_what_runs(installed: Installed, tmp_path: Path) -> None:
    program = "import site_builder, mkdocs; print(site_builder.__file__); print(mkdocs.__file__)"
    ours, theirs = installed.run(tmp_path, "python", "-c", program).splitlines()
    assert Path(ours).is_relative_to(installed.root)
    # Control: libraries do come from elsewhere.
    assert not Path(theirs).is_relative_to(installed.root)


def test_the_wheel_holds_the_package_and_all_templates_and_nothing_else(
    installed: Installed,
) -> None:
    with zipfile.ZipFile(installed.wheel) as archive:
        names = set(archive.namelist())
    templates = {
        f"site_builder/templates/{path.relative_to(REPOSITORY / 'templates').as_posix()}"
        for path in (REPOSITORY / "templates").rglob("*")
        if path.is_file()
    }
    assert "site_builder/templates/sample/sample.md.jinja" in templates
    assert templates <= names
    assert {"site_builder/guard/sitecustomize.py", "site_builder/py.typed"} <= names
    assert {name.partition("/")[0] for name in names if ".dist-info/" not in name} == {
        "site_builder"
    }


def test_a_plain_project_gets_its_samples(installed: Installed, plain: Path) -> None:
    installed.run(plain, "site-builder", "build", "--strict")
    page = _page(plain / "site/index.html")
    assert [one.text() for one in page.css(".sample-output pre, pre.sample-output")] == [
        "[1, 2, 3]\n"
    ]
    assert "def counted()" in page.text()
    assert "def counted()" in _page(plain / "site/more/one/index.html").text()
    assert (plain / "site/examples/demo/count/index.html").is_file()
    assert (plain / "site/assets/site-builder/sample.css").is_file()


def test_a_plain_project_holds_without_our_contracts(installed: Installed, plain: Path) -> None:
    # No README, no test, a page outside the navigation, no sections: opinions are off by default.
    assert installed.run(plain, "site-builder", "check", "--strict") == "No problems.\n"


def test_a_mistake_in_a_plain_project_is_found(installed: Installed, plain: Path) -> None:
    _write(plain / "docs/more/two.md", "# Two\n\n```sample\ndemo/count::cuonted\n```\n")
    with pytest.raises(AssertionError, match="did you mean 'counted'"):
        installed.run(plain, "site-builder", "check")


def test_another_output_in_a_plain_project_is_found(installed: Installed, plain: Path) -> None:
    _write(plain / "examples/demo/count/expected.txt", "[1, 2]\n")
    with pytest.raises(AssertionError, match="output-differs"):
        installed.run(plain, "site-builder", "check")


def test_a_plain_project_becomes_one_file(installed: Installed, plain: Path) -> None:
    installed.run(plain, "site-builder", "standalone", "-o", "all.html")
    page = _page(plain / "all.html")
    # Three pages, the page of the example, the index of examples, and their requirements.
    assert len(page.css("main article")) == 6
    assert "def counted()" in page.text()


def test_mkdocs_finds_the_plugin_of_the_wheel(installed: Installed, plain: Path) -> None:
    with (plain / "mkdocs.yml").open("a") as config:
        config.write("plugins: [site_builder]\nstrict: true\n")
    installed.run(plain, "python", "-m", "mkdocs", "build")
    assert "def counted()" in _page(plain / "site/index.html").text()


def test_a_project_without_examples_is_left_in_peace(installed: Installed, plain: Path) -> None:
    shutil.rmtree(plain / "examples")
    for name in ("docs/index.md", "docs/more/one.md"):
        text = (plain / name).read_text(encoding="utf-8")
        _write(plain / name, text.partition("```")[0])
    installed.run(plain, "site-builder", "build", "--strict")
    assert not (plain / "site/examples").exists()
    assert not (plain / "site/assets/site-builder").exists()
    assert installed.run(plain, "site-builder", "check", "--strict") == "No problems.\n"
    installed.run(plain, "site-builder", "standalone", "-o", "all.html")
    assert len(_page(plain / "all.html").css("main article")) == 3


def test_a_new_example_is_made_from_the_templates_of_the_wheel(
    installed: Installed, plain: Path
) -> None:
    installed.run(plain, "site-builder", "new", "example", "demo/greet")
    printed = installed.run(plain, "site-builder", "run", "demo/greet", "--update")
    assert printed == "Hello, world!\n"


def _run(command: list[str], folder: Path) -> str:
    # No path of this checkout may reach the child.
    variables = {name: value for name, value in environment({}).items() if name != "PYTHONPATH"}
    ran = subprocess.run(
        command,
        cwd=folder,
        env=variables,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _page(path: Path) -> LexborHTMLParser:
    return LexborHTMLParser(path.read_bytes())
