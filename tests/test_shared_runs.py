"""One machine, shards and a cluster say the same of a project, byte for byte."""

import json
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command import PROGRAM, lines_of, site_builder, write
from tests.scheduler import Scheduler
from tests.small import environment
from tests.support import EXAMPLE_TOML

COUNT = 14
FAILS = "import sys\nprint(open(__file__).name)\nraise SystemExit('no luck')\n"
SUMS = """import time
from shared.sums import total
time.sleep(0.1)
print(NUMBER, total(NUMBER), 'in', __file__, 'after 12 ms')
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a project: outputs that vary and are declared to, a failure, a wrong output."""
    folder = "examples/demo/run"
    files: dict[str, str] = {
        "mkdocs.yml": "site_name: S\ndocs_dir: content\nplugins: [site_builder]\n",
        "content/index.md": "# Index\n",
        "shared/sums.py": "def total(n):\n    return sum(range(n))\n",
        f"{folder}_fails/example.toml": EXAMPLE_TOML,
        f"{folder}_fails/__main__.py": FAILS,
        f"{folder}_differs/example.toml": EXAMPLE_TOML,
        f"{folder}_differs/__main__.py": "print('something else')\n",
        f"{folder}_differs/expected.txt": "something\n",
    }
    for number in range(COUNT - 2):
        toml = f'{EXAMPLE_TOML}[run]\nnormalise = ["path", "duration"]\n'
        files[f"{folder}_{number}/example.toml"] = toml
        files[f"{folder}_{number}/__main__.py"] = SUMS.replace("NUMBER", str(number))
        said = f"{number} {sum(range(number))} in /elsewhere/x.py after 3 s\n"
        files[f"{folder}_{number}/expected.txt"] = said
    return write(tmp_path / "project", files)


@pytest.fixture
def single(root: Path) -> bytes:
    """Return what one machine says, without the help of the store."""
    ran = site_builder(root, "run", "--fresh", "--results", "single.json")
    assert ran.returncode == 1, ran.stderr
    return (root / "single.json").read_bytes()


def reports(text: str) -> list[str]:
    return [line for line in lines_of(text) if "Isolation" not in line]


def forget(root: Path) -> None:
    """Remove what the store holds."""
    subprocess.run(["rm", "-rf", str(root / ".cache")], check=True)


def test_a_file_of_results_holds_what_came_of_each_example(root: Path, single: bytes) -> None:
    content = json.loads(single)
    assert len(content["results"]) == content["count"] == COUNT
    assert content["shard"] == "1/1"
    assert content["results"]["demo/run_3"] == {
        "end": "exited",
        "exit_code": 0,
        "files": {},
        "problems": [],
        "stdout": "3 3 in examples/demo/run_3/__main__.py after <duration>",
    }
    failed = content["results"]["demo/run_fails"]
    assert failed["stdout"] == "examples/demo/run_fails/__main__.py"
    assert [one["code"] for one in failed["problems"]] == ["run-failed"]
    assert str(root) not in single.decode()


def test_merged_shards_are_the_whole_and_report_the_same(root: Path, single: bytes) -> None:
    whole = site_builder(root, "run", "--format", "json")
    for number in (1, 2, 3):
        name = f"part-{number}.json"
        site_builder(root, "run", "--fresh", "--shard", f"{number}/3", "--results", name)
    parts = [f"part-{number}.json" for number in (3, 1, 2)]
    merged = site_builder(root, "merge", *parts, "-o", "merged.json", "--format", "json")
    assert (root / "merged.json").read_bytes() == single
    assert merged.returncode == whole.returncode == 1
    codes = [one["code"] for one in json.loads(merged.stdout)["problems"]]
    assert codes == [one["code"] for one in json.loads(whole.stdout)["problems"]]
    assert codes == ["output-differs", "run-failed"]


def test_runs_from_the_store_and_one_after_the_other_say_the_same(
    root: Path, single: bytes
) -> None:
    stored = site_builder(root, "run", "--results", "stored.json")
    assert stored.stderr.count("from the store") == COUNT - 1
    site_builder(root, "run", "--fresh", "--jobs", "1", "--results", "one.json")
    assert (root / "stored.json").read_bytes() == (root / "one.json").read_bytes() == single


def test_a_project_elsewhere_says_the_same(root: Path, single: bytes, tmp_path: Path) -> None:
    moved = root.rename(tmp_path / "another-place")
    site_builder(moved, "run", "--results", "moved.json")
    assert (moved / "moved.json").read_bytes() == single


def test_what_is_no_whole_is_not_merged(root: Path) -> None:
    for number in (1, 2):
        name = f"part-{number}.json"
        site_builder(root, "run", "--shard", f"{number}/2", "--results", name)
    ran = site_builder(root, "merge", "part-1.json", "-o", "merged.json")
    assert (ran.returncode, lines_of(ran.stderr)) == (
        1,
        ["part-1.json: shard-missing: the shard 2/2 is missing"],
    )
    write(root, {"examples/demo/run_0/__main__.py": "print('new')\n"})
    site_builder(root, "run", "--shard", "2/2", "--results", "part-2.json")
    ran = site_builder(root, "merge", "part-1.json", "part-2.json", "-o", "merged.json")
    assert lines_of(ran.stderr)[0].startswith("part-2.json: results-different: its examples")
    assert not (root / "merged.json").exists()


def test_without_room_for_the_file_the_results_are_still_reported(root: Path) -> None:
    ran = site_builder(root, "run", "--results", "results.json", most_bytes=2000)
    codes = [line.split(": ")[1] for line in lines_of(ran.stderr)]
    assert codes == ["cannot-write", "output-differs", "run-failed"]
    assert ran.returncode == 2
    assert not (root / "results.json").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--shard", "5/4"), "'5/4' is no shard"),
        (("--scheduler", "somewhere:8786"), "'somewhere:8786' is no address"),
        (("--scheduler", "tcp://somewhere"), "'tcp://somewhere' is no address"),
        (("--scheduler", "foo://somewhere:1"), "'foo://somewhere:1' is no address"),
    ],
)
def test_an_option_that_says_nothing_is_refused(
    root: Path, arguments: tuple[str, ...], message: str
) -> None:
    ran = site_builder(root, "run", *arguments)
    assert ran.returncode == 2
    assert message in ran.stderr


def test_a_check_takes_the_same_options(root: Path) -> None:
    first = site_builder(root, "check", "--shard", "1/2", "--results", "part-1.json")
    second = site_builder(root, "check", "--shard", "2/2", "--results", "part-2.json", "-j", "2")
    whole = site_builder(root, "check", "--results", "whole.json")
    merged = site_builder(root, "merge", "part-1.json", "part-2.json", "-o", "merged.json")
    assert (root / "merged.json").read_bytes() == (root / "whole.json").read_bytes()
    assert sorted({*lines_of(first.stderr), *lines_of(second.stderr)}) == lines_of(whole.stderr)
    assert lines_of(merged.stderr) == lines_of(whole.stderr)


def kept(root: Path) -> Iterator[Path]:
    yield from (root / ".cache/site-builder/runs").rglob("*")


def test_a_cluster_that_loses_a_worker_says_the_same(root: Path, single: bytes) -> None:
    forget(root)
    with Scheduler(root.parent) as scheduler:
        first, _ = scheduler.add_worker(), scheduler.add_worker()
        options = ["--scheduler", scheduler.address, "--results", "cluster.json"]
        with subprocess.Popen(
            [PROGRAM, "run", *options],
            cwd=root,
            env=environment({}),
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            # In the middle: some results have come and are in the store, others have not.
            deadline = time.monotonic() + 60
            while not any(one.is_file() for one in kept(root)):
                assert time.monotonic() < deadline
                assert process.poll() is None
                time.sleep(0.01)
            first.kill()
            _, errors = process.communicate(timeout=200)
    assert process.returncode == 1
    assert (root / "cluster.json").read_bytes() == single
    assert "Traceback" not in errors
    again = site_builder(root, "run")
    assert again.stderr.count("from the store") == COUNT - 1


def test_a_cluster_that_is_not_there_is_a_problem_of_each_example(root: Path) -> None:
    with Scheduler(root.parent) as scheduler:
        address = scheduler.address
    ran = site_builder(root, "run", "--fresh", "--scheduler", address, "--results", "none.json")
    (line,) = lines_of(ran.stderr)
    start = f"mkdocs.yml: scheduler-lost: the examples cannot be run on {address}: "
    assert line.startswith(start)
    assert ran.returncode == 1
    results = json.loads((root / "none.json").read_text())["results"]
    assert {one["end"] for one in results.values()} == {"lost"}


def venv(folder: Path, **files: str) -> str:
    """Return an interpreter that has what this one has, and a distribution of its own."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    lamp = "Metadata-Version: 2.1\nName: lamp\nVersion: 1.0\n"
    own = {
        "lamp.py": "LIGHT = 'on'\n",
        "lamp-1.0.dist-info/METADATA": lamp,
        "lamp-1.0.dist-info/RECORD": "lamp.py,,\nlamp-1.0.dist-info/METADATA,,\n",
    }
    write(next(folder.glob("lib/*/site-packages")), {**own, **files})
    return str(folder / "bin/python")


def test_a_worker_with_other_versions_is_refused(root: Path, tmp_path: Path) -> None:
    ours = f"import site; site.addsitedir({sysconfig.get_path('purelib')!r})\n"
    python = venv(tmp_path / "there", **{"ours.pth": ours})
    folder = root / "examples/demo/run_lamp"
    program = "import lamp\nprint(lamp.LIGHT)\n"
    write(folder, {"example.toml": EXAMPLE_TOML, "__main__.py": program, "expected.txt": "on\n"})
    with Scheduler(tmp_path) as scheduler:
        scheduler.add_worker(python=python)
        options = ("--scheduler", scheduler.address)
        ran = site_builder(root, "run", "demo/run_lamp", "demo/run_1", *options)
    (line,) = lines_of(ran.stderr)
    start = "examples/demo/run_lamp: worker-unfit: no worker can run the example; tcp://127.0.0.1:"
    assert line.startswith(start)
    assert line.endswith(": it has lamp 1.0, and this machine none")
    assert ran.stdout.startswith("1 0 in")


def test_a_worker_without_the_tool_is_a_problem(root: Path, tmp_path: Path) -> None:
    # A folder among the paths, whose own list of paths does not count.
    python = venv(tmp_path / "there", **{"ours.pth": f"{sysconfig.get_path('purelib')}\n"})
    with Scheduler(tmp_path) as scheduler:
        scheduler.add_worker(python=python)
        ran = site_builder(root, "run", "demo/run_1", "--scheduler", scheduler.address)
    (line,) = lines_of(ran.stderr)
    assert line.startswith("mkdocs.yml: worker-unfit: the workers cannot take the files: ")
    assert "No module named 'site_builder" in line
    assert line.endswith("; install the same site-builder[distributed] on each worker")
