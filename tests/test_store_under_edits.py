"""Whatever an author does to the files, the store gives what a run would print."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as some

from site_builder.model import Settings
from site_builder.running import Runner
from site_builder.stages.load import load
from site_builder.stages.store import Store
from tests.command import PROGRAM, write
from tests.small import Small, environment

MAIN = """
from pathlib import Path
from examples.demo.run import own

DATA = Path(__file__).parents[3] / "data"
print(own.WORD)
for name in ("a", "b"):
    path = DATA / name
    print(path.read_text() if path.exists() else "nothing")
print(sorted(path.name for path in DATA.iterdir()))
"""
WORDS = ("one", "two")
FIRST = {"own": "one", "data/keep": "one"}
"""The files of the project that the edits are about, by short names."""


def lay_out(root: Path, files: Mapping[str, str]) -> None:
    """Let the files of the project be these."""
    shutil.rmtree(root / "data", ignore_errors=True)
    toml = 'title = "A title"\nsummary = "A summary."\n'
    write(root, {"examples/demo/run/example.toml": toml, "examples/demo/run/__main__.py": MAIN})
    write(root, {"examples/demo/run/own.py": f"WORD = {files['own']!r}\n"})
    write(root, {name: text for name, text in files.items() if name.startswith("data/")})


def expected(files: Mapping[str, str]) -> str:
    """Return what the example prints, told without running anything."""
    data = {name.removeprefix("data/"): text for name, text in files.items() if "/" in name}
    lines = [files["own"], *(data.get(name, "nothing") for name in ("a", "b")), str(sorted(data))]
    return "".join(f"{line}\n" for line in lines)


edits = some.lists(
    some.tuples(
        some.sampled_from(("own", "data/a", "data/b", "data/c")), some.sampled_from(("", *WORDS))
    ),
    min_size=4,
    max_size=8,
)


@pytest.fixture
def root() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder).resolve()


@given(edits)
@how(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_output_is_right_after_any_edits(root: Path, edits: list[tuple[str, str]]) -> None:
    settings = Settings(root, root / "content", root / "examples")
    files, states = dict(FIRST), set[str]()
    for name, text in edits:
        files[name] = text or "one"
        if not text and name != "own":
            # An empty text stands for a file that is removed.
            del files[name]
        lay_out(root, files)
        (example,) = load(settings)[0].examples
        with Runner(settings, {}) as runner:
            ran = runner.run(example)
        assert ran.run.stdout.decode() == expected(files), ran.run.stderr
        # What was there before need not run again, even if other things were there in between.
        assert ran.stored or repr(sorted(files.items())) not in states
        states.add(repr(sorted(files.items())))


def start(small: Small) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [PROGRAM, "run"],
        cwd=small.root,
        env=environment({}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@pytest.fixture
def small(tmp_path: Path) -> Small:
    return Small(tmp_path / "small")


def assert_sound(small: Small) -> None:
    store = Store(small.root / ".cache/site-builder", 500_000_000)
    assert len(list(store.packed())) == len(store.objects())


def test_builds_side_by_side_all_succeed(small: Small) -> None:
    builds = [start(small) for _ in range(3)]
    for build in builds:
        _, errors = build.communicate(timeout=200)
        assert build.returncode == 0, errors
    assert_sound(small)
    again = start(small)
    _, errors = again.communicate(timeout=200)
    assert errors.count("(from the store)") == 2


def test_a_build_that_is_killed_leaves_a_store_that_works(small: Small) -> None:
    for wait in (0.3, 0.8, 1.2, 1.6):
        build = start(small)
        time.sleep(wait)
        os.killpg(build.pid, signal.SIGKILL)
        build.communicate(timeout=200)
        assert_sound(small)
    last = start(small)
    _, errors = last.communicate(timeout=200)
    assert last.returncode == 0, errors
