"""What a process of tests is seen to execute and read; whole runs are in test_proofs.py."""

import importlib
import importlib.metadata
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import coverage
import pytest

from site_builder.model import Code, Problem
from site_builder.stages.measure import Measurement, prepare_measurement
from site_builder.stages.run_tests import run_tests


class Counted:
    """Lines as if they had been counted: to count them for real would stop the count of ours."""

    def __init__(self, *lines: tuple[Path, str, list[int]]) -> None:
        self.data = coverage.CoverageData(no_disk=True)
        for path, test, numbers in lines:
            self.data.set_context(test)
            self.data.add_lines({str(path): numbers})

    def start(self) -> None:
        pass

    def stop(self) -> None:
        pass

    def switch_context(self, new_context: str) -> None:
        pass

    def get_data(self) -> coverage.CoverageData:
        return self.data


def measured(measurement: Measurement) -> dict[str, Any]:
    values = json.loads(measurement.finish())
    assert isinstance(values, dict)
    return values


def test_a_module_is_measured_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text("def up():\n    return 1\n\ndef down():\n    return 2\n")
    spec = importlib.util.spec_from_file_location("module", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    measurement = prepare_measurement(tmp_path)
    assert isinstance(measurement, Measurement)
    measurement.start()
    spec.loader.exec_module(module)
    measurement.begin("test_up")
    module.up()
    measurement.begin("")
    assert measured(measurement)["lines"] == {"module.py": {"1": [""], "2": ["test_up"], "4": [""]}}


def test_lines_elsewhere_are_none_of_the_project(tmp_path: Path) -> None:
    own, other = tmp_path / "one/a.py", tmp_path / "two/b.py"
    counted = Counted((own, "", [1]), (own, "test_a", [1, 2]), (other, "test_a", [1]))
    measurement = Measurement(tmp_path / "one", counted)
    measurement.begin("test_a")
    assert measured(measurement)["lines"] == {"a.py": {"1": ["", "test_a"], "2": ["test_a"]}}


def test_what_a_test_reads_is_seen_with_the_functions_at_work(tmp_path: Path) -> None:
    (tmp_path / "numbers.json").write_text("[1]")
    (tmp_path / "reader.py").write_text(
        "import os\n"
        "class Reader:\n"
        "    def read(self, path):\n"
        "        with open(path) as file:\n"
        "            return file.read()\n"
        "def lowest(path):\n"
        "    os.close(os.open(path, os.O_RDONLY))\n"
        "def write(path):\n"
        "    open(path, 'w').close()\n"
        "    os.close(os.open(path, os.O_WRONLY))\n"
    )
    spec = importlib.util.spec_from_file_location("reader", tmp_path / "reader.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    measurement = Measurement(tmp_path, Counted())
    measurement.start()
    module.lowest(tmp_path / "numbers.json")
    measurement.begin("test_a")
    module.Reader().read(str(tmp_path / "numbers.json"))
    measurement.begin("test_b")
    module.lowest(os.fsencode(tmp_path / "numbers.json"))
    module.write(tmp_path / "written.txt")
    with pytest.raises(FileNotFoundError):
        module.lowest(tmp_path / "missing.txt")
    (tmp_path / "reader.py").read_text()
    Path(__file__).read_text("utf-8")
    measurement.begin("")
    assert measured(measurement)["readings"] == [
        ["test_a", "numbers.json", ["reader.py::Reader.read"]],
        ["test_b", "missing.txt", []],
        ["test_b", "numbers.json", ["reader.py::lowest"]],
    ]
    # Control: nothing is seen any more.
    module.lowest(tmp_path / "numbers.json")


def test_files_that_another_program_is_given_count_as_read(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for name in ("one.sh", "folder/two.sh"):
        (tmp_path / name).write_text("true\n")
    measurement = Measurement(tmp_path, Counted())
    measurement.start()
    measurement.begin("test_a")
    subprocess.run([sys.executable, "-c", "", tmp_path / "one.sh"], check=True)
    subprocess.run([sys.executable, "-c", "", "two.sh"], cwd=tmp_path / "folder", check=True)
    # What the event holds where the command is one text, and an argument that is no path.
    measurement.on_event("subprocess.Popen", ("sh", f"cat {tmp_path}/one.sh", None, None))
    measurement.on_event("subprocess.Popen", ("sh", [3], None, None))
    measurement.on_event("import", ("json",))
    readings = [one[:2] for one in measured(measurement)["readings"]]
    assert ["test_a", "one.sh"] in readings
    assert ["test_a", "folder/two.sh"] in readings


def test_the_distributions_are_those_that_were_imported(tmp_path: Path) -> None:
    found = measured(Measurement(tmp_path, Counted()))["distributions"]
    version = importlib.metadata.version
    assert found["pytest"] == [["pytest", version("pytest")]]
    assert "json" not in found


def test_of_several_distributions_in_one_namespace_those_that_were_imported_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, module in (("first", "one"), ("second", "two")):
        info = tmp_path / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (info / "RECORD").write_text(f"shared_space/{module}.py,,\n")
        (tmp_path / "shared_space").mkdir(exist_ok=True)
        (tmp_path / f"shared_space/{module}.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    importlib.import_module("shared_space.two")
    try:
        found = measured(Measurement(tmp_path, Counted()))["distributions"]
    finally:
        del sys.modules["shared_space"], sys.modules["shared_space.two"]
    assert found["shared_space"] == [["second", "1.0"]]


def test_without_coverage_there_is_a_problem_that_names_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "coverage", None)
    found = prepare_measurement(tmp_path)
    assert isinstance(found, Problem)
    assert found.code is Code.PROOF_TOOL_MISSING
    assert 'pip install "site-builder[proof]"' in found.hint


@pytest.mark.parametrize("package", ["pytest", "coverage"])
def test_without_what_it_needs_no_test_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    found = run_tests([], tmp_path, config="mkdocs.yml")
    assert isinstance(found, Problem)
    assert (found.code, found.location.path) == (Code.PROOF_TOOL_MISSING, "mkdocs.yml")
    assert f"the package {package}" in found.message


@pytest.mark.parametrize("processes", [1, 2])
def test_tests_are_run_in_a_process_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    (tmp_path / "test_one.py").write_text("def test_one():\n    assert False\n")
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p no:cacheprovider")
    if processes == 1:
        monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    else:
        monkeypatch.delenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", raising=False)
    ended = run_tests(["test_one.py"], tmp_path, config="mkdocs.yml", processes=processes)
    assert isinstance(ended, int)
    assert ended != 0


def test_events_are_told_apart(tmp_path: Path) -> None:
    # Python traces no hook, so what the tests above show of it is shown again by calling it.
    (tmp_path / "caller.py").write_text("def tell(on_event, *event):\n    on_event(*event)\n")
    (tmp_path / "numbers.json").write_text("[1]")
    spec = importlib.util.spec_from_file_location("caller", tmp_path / "caller.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    measurement = Measurement(tmp_path, Counted())
    path, code = tmp_path / "numbers.json", tmp_path / "caller.py"
    events: list[tuple[str, tuple[object, ...]]] = [
        ("open", (path, "r", 0)),
        ("open", (path, None, os.O_RDONLY)),
        ("open", (path, None, os.O_WRONLY)),
        ("open", (path, "w", 0)),
        ("open", (3, "r", 0)),
        ("open", (code, "r", 0)),
        ("open", (__file__, "r", 0)),
        ("open", (tmp_path / "missing.txt", "r", 0)),
        ("subprocess.Popen", ("cat", ["cat", "numbers.json"], str(tmp_path), None)),
        ("subprocess.Popen", ("cat", f"cat {path}", None, None)),
        ("import", ("json",)),
    ]
    for event in events:
        module.tell(measurement.on_event, *event)
    for number, event in enumerate(events):
        measurement.begin(f"test_{number}")
        module.tell(measurement.on_event, *event)
    functions = ["caller.py::tell"]
    assert [one for one in measured(measurement)["readings"] if one[1] != "cat"] == [
        ["test_0", "numbers.json", functions],
        ["test_1", "numbers.json", functions],
        ["test_7", "missing.txt", []],
        ["test_8", "numbers.json", functions],
    ]
