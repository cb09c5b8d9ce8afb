"""What readers take with them works where nothing of the project is: notebooks and zips."""

import io
import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Mapping
from pathlib import Path

import nbformat
import pytest
from selectolax.lexbor import LexborHTMLParser

from site_builder.adapters.build import open_project
from site_builder.checks.runs import check_run
from site_builder.downloads import make_downloads
from site_builder.model import Example, Run, RunEnd, Settings
from site_builder.pipeline import Project, runnable
from site_builder.stages.vary import rewrite
from tests.command import run_here
from tests.small import Small

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted(path.parent for path in ROOT.glob("examples/*/*/example.toml"))


@pytest.fixture(scope="module")
def project() -> Project:
    return open_project(str(ROOT / "mkdocs.yml"))


@pytest.fixture(scope="module")
def downloads(project: Project) -> Mapping[str, bytes]:
    files, problems = make_downloads(project)
    assert problems == ()
    return {one.path: one.data for one in files}


@pytest.fixture
def clean() -> Mapping[str, str]:
    """Return an environment with the installed distributions, and without the project.

    As a part of PYTHONPATH the folder of distributions is searched, but its `.pth` files, by which
    the project is installed for editing, are not read.
    """
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    fixed = {
        "COLUMNS": "80",
        "NO_COLOR": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "TZ": "UTC",
    }
    return {**kept, **fixed, "PYTHONPATH": sysconfig.get_path("purelib")}


PYTHON = getattr(sys, "_base_executable", sys.executable)
"""The interpreter behind the virtual environment, which knows nothing of the project."""


def example_of(project: Project, folder: Path) -> Example:
    name = folder.relative_to(ROOT / "examples").as_posix()
    return next(one for one in project.site.examples if one.name == name)


def assert_expected(output: bytes, example: Example, settings: Settings) -> None:
    """Compare as `site-builder check` compares the output of a run; files are not looked at."""
    code, files = example.run.exit_code, example.recorded
    run = Run(example.name, RunEnd.EXITED, code, output, b"", 0.0, files=files)
    assert [str(one) for one in check_run(run, example, settings, rewrite)] == []


def test_all_examples_are_offered(project: Project, downloads: Mapping[str, bytes]) -> None:
    names = {one.name for one in runnable(project)}
    assert len(names) == len(EXAMPLES)
    assert downloads.keys() == {
        f"examples/{name}{ending}" for name in names for ending in (".ipynb", ".zip")
    }


def test_they_are_made_the_same_again(project: Project, downloads: Mapping[str, bytes]) -> None:
    assert {one.path: one.data for one in make_downloads(project)[0]} == downloads


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda one: one.name)
def test_a_made_notebook_runs_and_prints_what_is_recorded(
    folder: Path,
    project: Project,
    downloads: Mapping[str, bytes],
    clean: Mapping[str, str],
    tmp_path: Path,
) -> None:
    example = example_of(project, folder)
    notebook = nbformat.reads(downloads[f"examples/{example.name}.ipynb"].decode(), as_version=4)
    nbformat.validate(notebook)
    ran = run_notebook(notebook, tmp_path, clean)
    # What is recorded is the standard output; a log may stand beside it.
    printed = "".join(one.text for one in ran.cells[-1].outputs if one.name == "stdout")
    assert_expected(printed.encode(), example, project.settings)
    for file in example.files:
        is_of_tests = file.name.startswith("test_") or file.name == "conftest.py"
        if file.name.endswith(".py") and file.text and not is_of_tests:
            written = tmp_path / example.short_name / file.path
            assert written.read_text("utf-8") == file.text


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda one: one.name)
def test_a_made_zip_runs_and_prints_what_is_recorded(
    folder: Path,
    project: Project,
    downloads: Mapping[str, bytes],
    clean: Mapping[str, str],
    tmp_path: Path,
) -> None:
    example = example_of(project, folder)
    with zipfile.ZipFile(io.BytesIO(downloads[f"examples/{example.name}.zip"])) as archive:
        archive.extractall(tmp_path)
    root = tmp_path / example.short_name
    readme = (root / "README.md").read_text("utf-8")
    (command,) = [line for line in readme.splitlines() if line.startswith("python -m examples.")]
    ran = subprocess.run(
        [PYTHON, *command.split()[1:]], cwd=root, env=clean, capture_output=True, check=False
    )
    assert ran.returncode == example.run.exit_code, ran.stderr.decode()
    assert_expected(ran.stdout, example, project.settings)


def test_without_the_project_its_modules_are_not_found(clean: Mapping[str, str]) -> None:
    # Control case: else the tests above would pass with an empty notebook.
    program = "import httpx2\ntry:\n    import llmkit\nexcept ImportError:\n    print('none')"
    ran = subprocess.run(
        [PYTHON, "-c", program], env=clean, cwd="/", capture_output=True, text=True, check=False
    )
    assert (ran.stdout, ran.stderr) == ("none\n", "")


def test_the_pins_are_those_of_the_imports(downloads: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(downloads["examples/reliability/batch_processing.zip"])) as one:
        pins = one.read("batch_processing/requirements.txt").decode().splitlines()
    names = {pin.partition("==")[0] for pin in pins}
    assert {"pydantic", "stamina"} <= names
    # The shared library can import it, but this example does not need the extra.
    assert "openai" not in names


def test_the_page_of_an_example_leads_to_them(small: Small) -> None:
    small.build()
    made = {name for name in small.snapshot() if name.endswith((".ipynb", ".zip"))}
    assert made
    for name in made:
        page = small.document(f"{name.rpartition('.')[0]}/index.html")
        (link,) = page.css(f"a[href='../{name.rpartition('/')[2]}']")
        assert link.attributes["download"] == name.rpartition("/")[2]


def test_the_single_file_leaves_them_on_the_site(small: Small) -> None:
    ran = run_here(small.root, "standalone", "-o", "one.html", "--strict")
    assert ran.returncode == 0, ran.stderr
    html = small.read("one.html")
    text = LexborHTMLParser(html).body.text()  # type: ignore[union-attr]
    assert "as a notebook and as a zip" in " ".join(text.split())
    assert "application/zip" not in html


def test_a_secret_in_a_module_that_they_would_carry_along_is_told(small: Small) -> None:
    secret = "ghp_" + "aBcD" * 9
    small.write("shared.py", f"\nKEY = '{secret}'\n")
    main = next((small.root / "examples").glob("*/*/__main__.py"))
    name = main.relative_to(small.root).as_posix()
    small.write(name, f"import shared\n{small.read(name)}")
    ran = run_here(small.root, "build")
    assert ran.returncode == 1
    assert "shared.py:2: secret-found: " in ran.stderr
    assert secret not in ran.stderr


def test_a_project_may_do_without(small: Small) -> None:
    small.replace("mkdocs.yml", "  - site_builder", "  - site_builder:\n      downloads: false")
    small.build()
    assert not [name for name in small.snapshot() if name.endswith((".ipynb", ".zip"))]


def run_notebook(
    notebook: nbformat.NotebookNode, folder: Path, environment: Mapping[str, str]
) -> nbformat.NotebookNode:
    """Execute a notebook in a folder by a kernel that has only what was installed."""
    kernels = folder / ".jupyter/kernels/clean"
    kernels.mkdir(parents=True)
    command = [PYTHON, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec = {"argv": command, "display_name": "clean", "language": "python"}
    (kernels / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    program = (
        "import sys, nbformat; from nbclient import NotebookClient\n"
        "notebook = nbformat.read(sys.stdin, as_version=4)\n"
        "NotebookClient(notebook, timeout=200, kernel_name='clean').execute()\n"
        "nbformat.write(notebook, sys.stdout)"
    )
    ran = subprocess.run(
        [PYTHON, "-c", program],
        input=nbformat.writes(notebook),
        cwd=folder,
        env={**environment, "JUPYTER_PATH": str(folder / ".jupyter")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return nbformat.reads(ran.stdout, as_version=4)
