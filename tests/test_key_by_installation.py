"""The key of the store, proven by other distributions and another Python; see the other proof."""

import shutil
import site
import subprocess
import sys
from pathlib import Path

import pytest

import site_builder
from site_builder.model import Settings
from site_builder.model.part import ABSENT
from site_builder.stages.fingerprint import Fingerprint
from site_builder.stages.runner_version import python_parts
from tests.command import write
from tests.wheels import Environment, make_wheel

EXAMPLE_TOML = 'title = "A title"\nsummary = "A summary."\n'
RUN = "import tiny_kit\nprint(tiny_kit.WORD)\n"


BUILD = """
import os
from pathlib import Path
import site_builder
from site_builder.model import Settings
from site_builder.running import Runner
from site_builder.stages.load import load

root = Path.cwd()
settings = Settings(root, root / "content", root / "examples")
(example,) = load(settings)[0].examples
with Runner(settings, os.environ) as runner:
    print(*runner.stored.explain(example).reasons, sep="; ")
    ran = runner.run(example)
print("stored" if ran.stored else "ran")
print(ran.run.stdout.decode().strip() or ran.run.stderr.decode().splitlines()[-1])
"""
"""A build in a process of its own: why the example will run, whether it did, what it printed."""


def build(root: Path, python: str | Path, before: str = "") -> list[str]:
    """Run the example of a project with some Python, and return three lines about it."""
    command = [str(python), "-B", "-c", before + BUILD]
    ran = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=200, check=True)
    return ran.stdout.splitlines()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        "examples/demo/run/example.toml": EXAMPLE_TOML,
        "examples/demo/run/__main__.py": RUN,
    }
    return write(tmp_path / "project", files)


def wheels(folder: Path) -> Path:
    """Make three versions of one library, and another library."""
    make_wheel(folder, "tiny_kit", "1.0", {"tiny_kit.py": 'WORD = "one"\n'})
    make_wheel(folder, "tiny_kit", "2.0", {"tiny_kit.py": 'WORD = "two"\n'})
    make_wheel(folder, "other_kit", "1.0", {"other_kit.py": "\n"})
    make_wheel(folder / "rebuilt", "tiny_kit", "2.0", {"tiny_kit.py": 'WORD = "three"\n'})
    return folder


def test_it_runs_again_with_another_distribution_only_if_it_imports_it(
    root: Path, tmp_path: Path
) -> None:
    offered = wheels(tmp_path / "wheels")
    place = Environment(tmp_path / "venv", offered, "tiny_kit==1.0")

    def install(*what: str, links: Path = offered) -> None:
        offline = ("--no-index", "--no-deps", "--find-links", str(links))
        place.pip("install", "--force-reinstall", *offline, *what)

    assert build(root, place.python)[1:] == ["ran", "one"]
    install("other_kit==1.0")
    assert build(root, place.python) == ["", "stored", "one"]
    install("tiny_kit==2.0")
    assert build(root, place.python) == ["tiny_kit 1.0 -> 2.0", "ran", "two"]
    # The same version with other content, as one has it while working on two projects.
    install("tiny_kit==2.0", links=offered / "rebuilt")
    reason = "tiny_kit 2.0 was installed with other content"
    assert build(root, place.python) == [reason, "ran", "three"]
    # Back again: the run of then is still there.
    install("tiny_kit==1.0")
    assert build(root, place.python)[1:] == ["stored", "one"]
    place.pip("uninstall", "--yes", "tiny_kit")
    reasons, how, said = build(root, place.python)
    assert "tiny_kit 1.0 is not installed any more" in reasons
    assert (how, said) == ("ran", "ModuleNotFoundError: No module named 'tiny_kit'")


def other_python() -> str:
    """Return another Python that can load the libraries of this one, empty if there is none."""
    name = "python{}.{}".format(*sys.version_info)
    ours = Path(sys.executable).resolve()
    for folder in ("/usr/local/bin", "/usr/bin", "/opt/python/bin"):
        found = shutil.which(name, path=folder)
        if found and Path(found).resolve() != ours:
            return found
    return ""


def test_it_runs_again_with_another_python(root: Path) -> None:
    write(root, {"examples/demo/run/__main__.py": "import sys\nprint(sys.version)\n"})
    found = other_python()
    if not found:
        # Where there is none, at least: a part for each thing that another one would differ in.
        python, system = python_parts()
        assert sys.version.split()[0] in python.shown
        assert system.shown.startswith(sys.platform)
        return

    folders = site.getsitepackages()
    libraries = f"import site; [site.addsitedir(one) for one in {folders}]\n"
    assert build(root, sys.executable, libraries)[1:] == ["ran", sys.version]
    assert build(root, sys.executable, libraries) == ["", "stored", sys.version]
    reason, how, said = build(root, found, libraries)
    assert reason.startswith("Python")
    assert how == "ran"
    assert said != sys.version
    assert build(root, sys.executable, libraries)[1:] == ["stored", sys.version]


def test_it_runs_again_with_another_runner_and_not_with_another_tool(
    root: Path, tmp_path: Path
) -> None:
    write(root, {"examples/demo/run/__main__.py": "print(1)\n"})
    tool = tmp_path / "tool" / "site_builder"
    shutil.copytree(
        Path(site_builder.__file__).parent, tool, ignore=shutil.ignore_patterns("__pycache__")
    )
    ours = f"import sys; sys.path.insert(0, {str(tool.parent)!r})\n"

    def change(name: str) -> None:
        path = tool / name
        path.write_text(f"{path.read_text()}# Changed.\n")

    assert build(root, sys.executable, ours)[1:] == ["ran", "1"]
    change("stages/expand.py")
    assert build(root, sys.executable, ours) == ["", "stored", "1"]
    for name in ("guard/site_builder_guard/watch.py", "stages/execute.py"):
        change(name)
        assert build(root, sys.executable, ours) == ["the runner changed", "ran", "1"]


def test_a_module_below_an_installed_package_is_looked_for_without_importing_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"side/loud/__init__.py": "raise SystemExit(1)\n", "side/loud/deep.py": ""})
    write(tmp_path, {"mine/__init__.py": "raise SystemExit(1)\n", "mine/deep.py": ""})
    root = tmp_path / "root"
    write(root, {"own/__init__.py": "raise SystemExit(1)\n", "own/deep.py": ""})
    monkeypatch.syspath_prepend(str(tmp_path / "side"))
    prints = Fingerprint(Settings(root, root / "content", root / "examples"))
    names = ("loud.deep", "loud.none", "own.deep", "mine.deep")
    digests = [one.digest for one in prints.modules(names)]
    assert digests == ["installed", ABSENT, "own/deep.py", ABSENT]
