"""What a run is seen to use."""

import sys
from collections.abc import Callable, Iterator
from textwrap import dedent

import pytest

from site_builder.model import Isolation, Run, Seen, SeenKind, Start
from site_builder.stages.execute import execute
from site_builder.stages.launch import Launcher
from tests.support import EXAMPLE_TOML, Project

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks the system of Linux")
MAIN = Seen(SeenKind.FILE, "examples/demo/run/__main__.py")
Run_ = Callable[..., Run]


@pytest.fixture(scope="module")
def launcher() -> Iterator[Launcher]:
    with Launcher() as one:
        yield one


@pytest.fixture(params=[Start.FORK, Start.SPAWN])
def run(
    project: Callable[..., Project], launcher: Launcher, request: pytest.FixtureRequest
) -> Run_:
    def make(code: str, toml: str = "", **files: str) -> Run:
        made = project(
            {
                "examples/demo/run/example.toml": f"{EXAMPLE_TOML}{toml}",
                "examples/demo/run/__main__.py": dedent(code),
                "data/one.txt": "one",
                "shared/words.py": "WORD = 'word'\n",
            },
            start=request.param,
        )
        done = execute(made.example(), made.settings, {"WANTED": "x"}, launcher=launcher)
        assert done.stderr == b""
        return done

    return make


HERE = "from pathlib import Path\nroot = Path(__file__).parents[3]\n"
USES = {
    "nothing": ("print('x')", []),
    "a file": ("(root / 'data/one.txt').read_text()", [(SeenKind.FILE, "data/one.txt")]),
    "a file by a relative path": (
        "import os; open(os.path.relpath(root / 'data/one.txt')).close()",
        [(SeenKind.FILE, "data/one.txt")],
    ),
    "a missing file": (
        "try: open(root / 'data/two.txt')\nexcept OSError: pass",
        [(SeenKind.MISSING, "data/two.txt")],
    ),
    "a question for a missing file": (
        "(root / 'data/two.txt').exists(); import os; os.path.isfile(root / 'data/three.txt')",
        [(SeenKind.MISSING, "data/three.txt"), (SeenKind.MISSING, "data/two.txt")],
    ),
    "a question for a file": (
        "(root / 'data/one.txt').exists()",
        [(SeenKind.FILE, "data/one.txt")],
    ),
    "a question for a folder": ("(root / 'data').is_dir()", []),
    "a tree that is removed": ("import shutil; Path('a').mkdir(); shutil.rmtree('a')", []),
    "a folder": ("list((root / 'data').iterdir())", [(SeenKind.FOLDER, "data")]),
    "a module of the project": (
        "from shared.words import WORD",
        [(SeenKind.FILE, "shared/words.py")],
    ),
    "a distribution": ("import markupsafe", [(SeenKind.DISTRIBUTION, "markupsafe")]),
    "the standard library": ("import sqlite3, csv, wave", []),
    "a child": (
        (
            "import subprocess, sys\n"
            "subprocess.run([sys.executable, '-c', f'open({str(root / 'data/one.txt')!r})'])"
        ),
        [(SeenKind.FILE, "data/one.txt")],
    ),
    "what it made itself": ("Path('x').write_text('x'); Path('x').read_text()", []),
    "the system": ("open('/proc/self/status').close(); open('/dev/null').close()", []),
}


@pytest.mark.parametrize(("code", "used"), USES.values(), ids=USES)
def test_what_a_run_uses_is_seen(run: Run_, code: str, used: list[tuple[SeenKind, str]]) -> None:
    if "f'open(" in code:
        code = code.replace(
            "f'open({str(root / 'data/one.txt')!r})'", "'open(%r)' % str(root / 'data/one.txt')"
        )
    found = run(HERE + code).seen
    assert [one for one in found if one != MAIN] == [Seen(*one) for one in used]
    assert MAIN in found


def test_a_program_is_seen_where_it_is_found(run: Run_) -> None:
    seen = run("import subprocess; subprocess.run(['true'], check=True)").seen
    programs = [one.name for one in seen if one.kind is SeenKind.PROGRAM]
    assert programs == ["/bin/true"]


def test_a_declared_variable_is_seen_only_when_it_is_read(run: Run_) -> None:
    toml = '[needs]\nenv = ["WANTED"]'
    assert run("print('x')", toml).seen == (MAIN,)
    read = run("import os; os.getenv('WANTED'); os.getenv('TZ')", toml).seen
    assert read == (MAIN, Seen(SeenKind.VARIABLE, "WANTED"))


def test_a_run_that_cannot_be_isolated_as_demanded_is_refused_or_isolated(
    project: Callable[..., Project], launcher: Launcher
) -> None:
    made = project(
        {
            "examples/demo/run/example.toml": EXAMPLE_TOML,
            "examples/demo/run/__main__.py": "print('x')",
        },
        isolation=Isolation.NAMESPACES,
    )
    done = execute(made.example(), made.settings, {}, launcher=launcher)
    held = ("network namespace", "process namespace", "read-only file system")
    assert (done.isolation == held) == (done.stdout == b"x\n")
