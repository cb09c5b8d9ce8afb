import os
import subprocess
from pathlib import Path

from site_builder.model import Problem
from site_builder.stages.installed_versions import versions_in
from site_builder.stages.scratch import Scratch, scratch_environment
from tests.command import snapshot, write
from tests.wheels import make_wheel


def offline(wheels: Path, **changes: str) -> dict[str, str]:
    return {
        **os.environ,
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_CONSTRAINT": "",
        "PIP_FIND_LINKS": str(wheels),
        "PIP_NO_INDEX": "1",
        **changes,
    }


def test_the_newest_version_is_there_and_the_rest_is_that_of_this_environment(
    tmp_path: Path,
) -> None:
    for version in ("1.0", "1.10", "1.9"):
        make_wheel(tmp_path / "wheels", "padding", version, {"padding.py": f"V = '{version}'\n"})
    elsewhere = tmp_path / "elsewhere"
    environment = offline(tmp_path / "wheels", PIP_TARGET=str(elsewhere), PIP_USER="1")
    with scratch_environment(["padding"], tmp_path / "cache", environment) as scratch:
        assert isinstance(scratch, Scratch)
        versions = versions_in(scratch.folders)
        assert {name for name in versions if name not in {"pip", "setuptools"}} == {"padding"}
        assert versions["padding"] == "1.10"
        program = "import padding, pytest; print(padding.V, pytest.__version__)"
        command = [scratch.python, "-c", program]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        assert said == f"1.10 {versions_in()['pytest']}\n"
    assert not list((tmp_path / "cache").iterdir())
    assert not elsewhere.exists()


def test_why_it_cannot_be_made_is_a_problem_and_nothing_is_left(tmp_path: Path) -> None:
    root = write(tmp_path, {"file": ""})
    with scratch_environment(["padding"], root / "cache", offline(root)) as scratch:
        assert isinstance(scratch, Problem)
        assert "pip cannot install the newest versions of padding\n    ERROR: " in scratch.message
    with scratch_environment(["padding"], root / "cache", offline(root), seconds=0.01) as scratch:
        assert isinstance(scratch, Problem)
        assert "it did not end within 0.01 seconds" in scratch.message
    with scratch_environment(["padding"], root / "file/cache", offline(root)) as scratch:
        assert isinstance(scratch, Problem)
        assert "cannot make an environment: " in scratch.message
    assert snapshot(root) == {"file": b""}
