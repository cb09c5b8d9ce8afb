"""The key of the store, proven by mutation.

One example depends on a thing of each kind. Each is changed in turn: the example must run again,
and print what it now should. Then things are changed that it does not depend on: it must not run.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from site_builder.model import Example, Isolation, Settings, Start
from site_builder.running import Ran, Runner, store_of
from site_builder.stages.load import load
from site_builder.stored_runs import Explanation, StoredRuns
from tests.command import write

MAIN = """
import colorsys
import importlib
import os
import subprocess
import sys
from pathlib import Path

import library
from examples.demo.run import own
from library.deep import module

ROOT = Path(__file__).parents[3]
DATA = ROOT / "data"

print("own module:", own.WORD)
print("package:", library.WORD)
print("module:", module.WORD)
print("computed import:", importlib.import_module("library." + "late").WORD)
print("own file:", Path(__file__).with_name("words.txt").read_text())
print("data:", (DATA / "list.csv").read_text())
print("link:", (DATA / "link.csv").read_text())
print("folder:", sorted(path.name for path in (DATA / "many").iterdir()))
print("scanned:", sorted(entry.name for entry in os.scandir(DATA / "scanned")))
try:
    print("opened:", (DATA / "opened.txt").read_text())
except FileNotFoundError:
    print("opened: nothing")
print("exists:", (DATA / "exists.txt").exists(), os.access(DATA / "access.txt", os.R_OK))
print("size:", (DATA / "sized.txt").stat().st_size)
try:
    import optional
    print("optional:", optional.WORD)
except ImportError:
    print("optional: nothing")
try:
    print("plugin:", importlib.import_module("library." + "plugin").WORD)
except ImportError:
    print("plugin: nothing")
print("shadow:", getattr(colorsys, "WORD", "of the standard library"))
print("variable:", os.environ.get("WORD", "not set"))
print("arguments:", sys.argv[1:])
child = "from pathlib import Path; import sys; print(Path(sys.argv[1]).read_text())"
command = [sys.executable, "-c", child, str(DATA / "child.txt")]
print("child:", subprocess.run(command, capture_output=True, text=True).stdout.strip())
print("program:", subprocess.run([ROOT / "tools/greet"], capture_output=True, text=True).stdout)
"""
TOML = """
title = "A title"
summary = "A summary."
[run]
args = ["one"]
timeout = 20
[needs]
env = ["WORD", "OTHER"]
"""
FILES: Mapping[str, str | bytes] = {
    "examples/demo/run/example.toml": TOML,
    "examples/demo/run/__main__.py": MAIN,
    "examples/demo/run/own.py": 'WORD = "first"\n',
    "examples/demo/run/words.txt": "first",
    "examples/demo/run/unused.dat": "first",
    "examples/demo/run/README.md": "first",
    "examples/demo/run/test_run.py": "def test_nothing() -> None: ...\n",
    "examples/demo/other/example.toml": TOML,
    "examples/demo/other/__main__.py": "print(1)\n",
    "library/__init__.py": 'WORD = "first"\n',
    "library/late.py": 'WORD = "first"\n',
    "library/deep/__init__.py": "",
    "library/deep/module.py": 'WORD = "first"\n',
    "library/unused.py": 'WORD = "first"\n',
    "data/list.csv": "first",
    "data/one.csv": "first",
    "data/two.csv": "second",
    "data/many/a.txt": "first",
    "data/scanned/a.txt": "first",
    "data/sized.txt": "first",
    "data/child.txt": "first",
    "data/unread.txt": "first",
    "tools/greet": "#!/bin/sh\necho first\n",
    "content/index.md": "# First\n",
    "mkdocs.yml": "site_name: First\n",
}


@dataclass
class World:
    """A project, the author's variables, and the runs of its one example."""

    root: Path
    environment: dict[str, str]
    settings: Settings

    def example(self) -> Example:
        examples = load(self.settings)[0].examples
        return next(one for one in examples if one.name == "demo/run")

    def run(self, *, fresh: bool = False) -> Ran:
        with Runner(self.settings, self.environment, fresh=fresh) as runner:
            return runner.run(self.example())

    def explain(self) -> Explanation:
        stored = StoredRuns(self.settings, self.environment, store_of(self.settings))
        return stored.explain(self.example())

    def write(self, name: str, text: str) -> None:
        write(self.root, {name: text})


@pytest.fixture
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    root = tmp_path_factory.mktemp("world")
    write(root, FILES)
    (root / "data/link.csv").symlink_to("one.csv")
    (root / "tools/greet").chmod(0o755)
    yield World(root, {"WORD": "first"}, Settings(root, root / "content", root / "examples"))
    shutil.rmtree(root)


Change = Callable[[World], object]


def content(name: str, text: str) -> Change:
    """Return a change of what a file holds."""
    return lambda world: world.write(name, text)


def _link(world: World) -> None:
    (world.root / "data/link.csv").unlink()
    (world.root / "data/link.csv").symlink_to("two.csv")


def _limits(world: World) -> None:
    world.settings = replace(
        world.settings, limits=replace(world.settings.limits, memory_bytes=2 * 1024**3)
    )


def _settings(**changes: Any) -> Change:
    def change(world: World) -> None:
        world.settings = replace(world.settings, **changes)

    return change


WORD = 'WORD = "second"\n'
MATTERS: Mapping[str, tuple[Change, str, str]] = {
    # What is changed, what is then printed, and why the example runs again.
    "the module that is run": (
        content("examples/demo/run/__main__.py", MAIN.replace("own module:", "changed:")),
        "changed: first",
        "examples/demo/run/__main__.py changed",
    ),
    "a module of its own": (
        content("examples/demo/run/own.py", WORD),
        "own module: second",
        "examples/demo/run/own.py changed",
    ),
    "a file of its own": (
        content("examples/demo/run/words.txt", "second"),
        "own file: second",
        "examples/demo/run/words.txt changed",
    ),
    "the __init__ of a package": (
        content("library/__init__.py", WORD),
        "package: second",
        "library/__init__.py changed",
    ),
    "a module of a library": (
        content("library/deep/module.py", WORD),
        "module: second",
        "library/deep/module.py changed",
    ),
    "a module whose name is computed": (
        content("library/late.py", WORD),
        "computed import: second",
        "library/late.py changed",
    ),
    "a file that it reads": (
        content("data/list.csv", "second"),
        "data: second",
        "data/list.csv changed",
    ),
    "what a link leads to": (
        content("data/one.csv", "second"),
        "link: second",
        "data/link.csv changed",
    ),
    "where a link leads": (_link, "link: second", "data/link.csv changed"),
    "a folder that it lists": (
        content("data/many/b.txt", ""),
        "folder: ['a.txt', 'b.txt']",
        "new file b.txt in the folder data/many, which it lists",
    ),
    "a folder that it scans": (
        lambda world: (world.root / "data/scanned/a.txt").unlink(),
        "scanned: []",
        "a.txt is gone from the folder data/scanned, which it lists",
    ),
    "a file that it opened in vain": (
        content("data/opened.txt", "second"),
        "opened: second",
        "data/opened.txt, which it looked for, is there now",
    ),
    "a file that it asked for in vain": (
        content("data/exists.txt", "second"),
        "exists: True False",
        "data/exists.txt, which it looked for, is there now",
    ),
    "a file that it may not read": (
        content("data/access.txt", "second"),
        "exists: False True",
        "data/access.txt, which it looked for, is there now",
    ),
    "the size of a file": (
        content("data/sized.txt", "second"),
        "size: 6",
        "data/sized.txt changed",
    ),
    "a file that is gone": (
        lambda world: (world.root / "examples/demo/run/words.txt").unlink(),
        "own module: first",
        "examples/demo/run/words.txt is gone",
    ),
    "a module that was not there": (
        content("optional.py", WORD),
        "optional: second",
        "optional.py is new",
    ),
    "a plugin that was not there": (
        content("library/plugin.py", WORD),
        "plugin: second",
        "the module library.plugin can be imported now",
    ),
    "a module in the place of one of Python": (
        content("colorsys.py", WORD),
        "shadow: second",
        "the module colorsys of the project takes the place of another",
    ),
    "a variable": (
        lambda world: world.environment.update(WORD="second"),
        "variable: second",
        "the variable WORD changed",
    ),
    "a variable that is not set any more": (
        lambda world: world.environment.clear(),
        "variable: not set",
        "the variable WORD is gone",
    ),
    "its arguments": (
        content("examples/demo/run/example.toml", TOML.replace("one", "two")),
        "arguments: ['two']",
        'run.args: ["one"] -> ["two"]',
    ),
    "a file that a child process reads": (
        content("data/child.txt", "second"),
        "child: second",
        "data/child.txt changed",
    ),
    "a program that it starts": (
        content("tools/greet", "#!/bin/sh\necho second\n"),
        "program: second",
        "the program",
    ),
}
MAY_MATTER: Mapping[str, Change] = {
    # What can change an output, though it does not change this one.
    "its time": content("examples/demo/run/example.toml", TOML.replace("20", "21")),
    "another variable that it declares": lambda world: world.environment.update(OTHER="second"),
    "a file of its own that it did not read": content("examples/demo/run/unused.dat", "second"),
    "a bound": _limits,
    "what holds it": _settings(isolation=Isolation.GUARD),
    "how it starts": _settings(start=Start.SPAWN),
}
DOES_NOT_MATTER: Mapping[str, Change] = {
    "its README": content("examples/demo/run/README.md", "second"),
    "its test": content("examples/demo/run/test_run.py", "second"),
    "a new test": content("examples/demo/run/test_more.py", "second"),
    "its recorded output": content("examples/demo/run/expected.txt", "second"),
    "a recorded file": content("examples/demo/run/expected/a.svg", "second"),
    "its title": content("examples/demo/run/example.toml", TOML.replace("A title", "Other")),
    "what may vary in its output": content(
        "examples/demo/run/example.toml", TOML.replace("[needs]", 'normalise = ["time"]\n[needs]')
    ),
    "another example": content("examples/demo/other/__main__.py", "print(2)\n"),
    "a new example": content("examples/demo/new/example.toml", TOML),
    "a module of a library that it does not import": content("library/unused.py", WORD),
    "a new module of a library": content("library/new.py", WORD),
    "a page": content("content/index.md", "# Second\n"),
    "the configuration": content("mkdocs.yml", "site_name: Second\n"),
    "a file that it does not read": content("data/unread.txt", "second"),
    "a new file beside those that it reads": content("data/new.csv", "second"),
    "a new file at the top": content("NEWS.md", "second"),
    "what a file in a listed folder holds": content("data/many/a.txt", "second"),
    "a variable that it does not declare": lambda world: world.environment.update(MORE="second"),
    "the time of its files": lambda world: [
        os.utime(path, (1, 1)) for path in world.root.rglob("*") if path.is_file()
    ],
    "the same content again": lambda world: write(world.root, FILES),
    "caches of Python": content("examples/demo/run/__pycache__/own.cpython-311.pyc", "second"),
}


def test_the_example_depends_on_a_thing_of_each_kind(world: World) -> None:
    run = world.run().run
    assert (run.stderr, run.exit_code, run.violations) == (b"", 0, ())
    kinds = {part.kind.value for part in world.explain().parts}
    assert kinds >= {"file", "folder", "missing", "module", "program", "variable", "setting"}


@pytest.mark.parametrize("what", MATTERS)
def test_it_runs_again_after_a_change_of(world: World, what: str) -> None:
    change, printed, reason = MATTERS[what]
    before = world.run()
    assert world.run().stored
    change(world)
    explained = world.explain()
    assert not explained.stored
    assert any(one.startswith(reason) for one in explained.reasons), explained.reasons
    after = world.run()
    assert not after.stored
    assert printed in after.run.stdout.decode()
    assert after.run.stdout != before.run.stdout
    assert after.run.exit_code != 0 or world.run() == replace(after, stored=True)


@pytest.mark.parametrize("what", MAY_MATTER)
def test_it_runs_again_to_be_safe_after_a_change_of(world: World, what: str) -> None:
    world.run()
    MAY_MATTER[what](world)
    assert not world.run().stored


@pytest.mark.parametrize("what", DOES_NOT_MATTER)
def test_it_does_not_run_again_after_a_change_of(world: World, what: str) -> None:
    before = world.run()
    DOES_NOT_MATTER[what](world)
    after = world.run()
    assert after.stored, world.explain().reasons
    # Control: the output of the store is what a run would print.
    assert world.run(fresh=True).run.stdout == after.run.stdout == before.run.stdout


SESSION = """\
cat "$EXAMPLE/words.txt"
{tool}
python -c "print(open('{data}').read())"
"""


@pytest.mark.parametrize(
    ("name", "text", "printed"),
    [
        ("examples/demo/run/words.txt", "second", "second"),
        ("tools/greet", "#!/bin/sh\necho second\n", "second"),
        ("data/list.csv", "second", "second"),
        ("examples/demo/run/session.sh", "echo second\n", "second"),
    ],
)
def test_a_session_runs_again_after_a_change_of_what_it_uses(
    world: World, name: str, text: str, printed: str
) -> None:
    paths = {"tool": world.root / "tools/greet", "data": world.root / "data/list.csv"}
    world.write("examples/demo/run/session.sh", SESSION.format(**paths))
    before = world.run()
    assert before.run.exit_code == 0, before.run.stdout
    assert world.run().stored
    world.write("data/unread.txt", "second")
    assert world.run().stored
    world.write(name, text)
    after = world.run()
    assert not after.stored
    assert after.run.stdout.decode().count(printed) > before.run.stdout.decode().count(printed)
