"""Outputs are recorded through the command line, with what changes, and flaky ones are not."""

import re
from pathlib import Path

import pytest

from site_builder.model import Code
from tests.command import Ran, lines_of, run_here, write

TOKEN = "sk_live_" + "aB3dE6gH" * 3
MADE = """
import sys
from pathlib import Path
print("printed")
print("warned", file=sys.stderr)
Path("out").mkdir()
Path("out/a.csv").write_text("n\\n1\\n")
Path("dot.png").write_bytes(bytes([137, 80, 255]))
"""
NAME = "examples/demo/run"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(
        tmp_path,
        {
            "mkdocs.yml": "site_name: Outputs\nplugins: [site_builder]\n",
            "docs/index.md": "# Outputs\n",
            f"{NAME}/example.toml": (
                'title = "T"\nsummary = "S."\n[run]\nfiles = ["out/*.csv", "dot.png"]\n'
                "stderr = true\n"
            ),
            f"{NAME}/run.py": MADE,
        },
    )


def run(root: Path, *arguments: str) -> Ran:
    return run_here(root, "run", "demo/run", *arguments)


def recorded(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root / NAME).as_posix(): path.read_bytes()
        for path in sorted((root / NAME).rglob("*"))
        if path.is_file() and path.relative_to(root / NAME).as_posix().startswith("expected")
    }


def codes(ran: Ran) -> list[str]:
    return [line.split(": ")[1] for line in lines_of(ran.stderr)]


def test_all_outputs_are_recorded_and_then_as_recorded(root: Path) -> None:
    assert codes(run(root)) == [Code.OUTPUT_UNRECORDED.slug] * 4
    assert recorded(root) == {}
    assert run(root, "--update").returncode == 0
    assert recorded(root) == {
        "expected.txt": b"printed\n",
        "expected.stderr.txt": b"warned\n",
        "expected/out/a.csv": b"n\n1\n",
        "expected/dot.png": b"\x89P\xff",
    }
    ran = run(root, "--repeat", "3")
    assert (ran.returncode, codes(ran)) == (0, [])


def test_what_changes_is_shown_and_what_is_gone_is_removed(root: Path) -> None:
    run(root, "--update")
    text = MADE.replace("printed", "said").replace('Path("dot.png")', 'Path("dot.gif")')
    write(root, {f"{NAME}/run.py": text})
    toml = root / NAME / "example.toml"
    toml.write_text(toml.read_text().replace(', "dot.png"', ""))
    assert codes(run(root)) == [Code.OUTPUT_DIFFERS.slug] * 2
    ran = run(root, "--update")
    assert ran.returncode == 0
    assert f"{NAME}/expected.txt: recorded\n    --- expected.txt\n" in ran.stderr
    assert "    -printed\n    +said\n" in ran.stderr
    assert f"{NAME}/expected/dot.png: recorded\n" in ran.stderr
    assert sorted(recorded(root)) == ["expected.stderr.txt", "expected.txt", "expected/out/a.csv"]
    assert codes(run(root)) == []


def test_a_folder_that_has_become_empty_goes(root: Path) -> None:
    run(root, "--update")
    toml = root / NAME / "example.toml"
    toml.write_text(re.sub("files = .*", "files = []", toml.read_text()))
    assert run(root, "--update").returncode == 0
    assert not (root / NAME / "expected/out").exists()


def test_an_output_that_is_never_the_same_is_not_recorded(root: Path) -> None:
    text = MADE.replace('print("printed")', "import time; print(time.perf_counter_ns(), 'ns')")
    write(root, {f"{NAME}/run.py": text})
    ran = run(root, "--update")
    assert ran.returncode == 1
    assert recorded(root) == {}
    (line,) = lines_of(ran.stderr)
    assert line == (
        f"{NAME}/expected.txt: output-flaky: two runs made different texts; "
        'if that is meant to vary, write normalise = ["duration"] under [run]'
    )
    toml = root / NAME / "example.toml"
    toml.write_text(toml.read_text() + 'normalise = ["duration"]\n')
    assert run(root, "--update").returncode == 0
    assert (run(root).returncode, run(root, "--repeat", "2").returncode) == (0, 0)


def test_a_differing_output_runs_once_more_before_it_is_told(root: Path) -> None:
    run(root, "--update")
    text = MADE.replace('print("printed")', "import uuid; print(uuid.uuid4())")
    write(root, {f"{NAME}/run.py": text})
    (line,) = lines_of(run(root).stderr)
    assert "output-flaky" in line
    assert 'normalise = ["id"]' in line
    write(root, {f"{NAME}/run.py": MADE.replace("printed", "other")})
    assert codes(run(root)) == [Code.OUTPUT_DIFFERS.slug]


def test_no_secret_is_written_anywhere(root: Path) -> None:
    source = MADE.replace('"printed"', '"sk_" + "live_" + "aB3dE6gH" * 3').replace(
        '"n\\n1\\n"', '"n\\n" + __import__("os").environ["SHOP_PASSWORD"] + "\\n"'
    )
    toml = (root / NAME / "example.toml").read_text()
    write(
        root,
        {
            f"{NAME}/run.py": source,
            f"{NAME}/example.toml": f'{toml}[needs]\nenv = ["SHOP_PASSWORD"]\n',
        },
    )
    secrets = [TOKEN, "swordfish-42"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHOP_PASSWORD", secrets[1])
        for arguments in ((), ("--update",), ("--format", "json"), ("--repeat", "2")):
            ran = run(root, *arguments)
            assert ran.returncode == 1
            assert "secret-found" in ran.stderr + ran.stdout
            assert "standard output, line 1 (Stripe Access Key)" in ran.stderr + ran.stdout
            assert "'out/a.csv', line 2 (the value of the variable SHOP_PASSWORD)" in (
                ran.stderr + ran.stdout
            )
            assert not any(one in ran.stdout + ran.stderr for one in secrets)
        checked = run_here(root, "check")
    assert "secret-found" in checked.stderr
    assert not any(one in checked.stdout + checked.stderr for one in secrets)
    written = [path for path in root.rglob("*") if path.is_file()]
    assert not any(one.encode() in path.read_bytes() for path in written for one in secrets)
    assert recorded(root) == {}
