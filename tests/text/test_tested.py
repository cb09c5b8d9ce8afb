import json
from dataclasses import replace

from site_builder.model import Checker, Example, Pin, ProofRecord, ProvingTest, Reading, SourceFile
from site_builder.text.tested import (
    CaseResult,
    Measured,
    Surroundings,
    depends_on,
    join_measurements,
    make_record,
)

FOLDER = "examples/a/b"
TEST = f"{FOLDER}/test_b.py"
NAMES = ("README.md", "b.py", "expected.txt", "test_b.py", "web.yaml")
EXAMPLE = Example(
    "a/b",
    FOLDER,
    "B",
    "An example.",
    checkers=(Checker("*.yaml", "b.py", "load"),),
    files=tuple(SourceFile(name, f"{FOLDER}/{name}", "") for name in NAMES),
)
AROUND = Surroundings(
    python="3.11.9",
    pins=(Pin("mkdocs", "1.6.1"),),
    digests={f"{FOLDER}/{name}": name for name in NAMES} | {"lib.py": "lib", "data.txt": "data"},
    importers={f"{FOLDER}/b.py": frozenset([TEST])},
)


def case(name: str, param: str = "", *, passed: bool = True, failed: bool = False) -> CaseResult:
    line = {"test_up": 3, "test_down": 9}[name]
    return CaseResult(f"{name}{param}", TEST, name, line, passed and not failed, failed)


def recorded(*cases: CaseResult, **measured: object) -> ProofRecord:
    return make_record(EXAMPLE, cases, Measured(**measured), AROUND)  # type: ignore[arg-type]


def test_a_test_is_named_once_however_many_cases_it_has() -> None:
    record = recorded(case("test_up", "[1]"), case("test_up", "[2]"), case("test_down"))
    assert record.tests == (
        ProvingTest(TEST, "test_down", 9, 1),
        ProvingTest(TEST, "test_up", 3, 2),
    )


def test_a_test_with_a_failed_case_proves_nothing() -> None:
    lines = {f"{FOLDER}/b.py": {1: frozenset(["test_up[1]", "test_down"])}}
    record = recorded(
        case("test_up", "[1]"), case("test_up", "[2]", failed=True), case("test_down"), lines=lines
    )
    assert [test.name for test in record.tests] == ["test_down"]
    assert record.failed == (f"{TEST}::test_up",)
    file = record.file(f"{FOLDER}/b.py")
    assert file is not None
    assert [one.tests for one in file.lines] == [(0,)]


def test_a_case_that_was_skipped_proves_nothing_and_did_not_fail() -> None:
    lines = {f"{FOLDER}/b.py": {1: frozenset(["test_up[2]"])}}
    record = recorded(
        case("test_up", "[1]"), case("test_up", "[2]", passed=False), case("test_down"), lines=lines
    )
    assert [(test.name, test.cases) for test in record.tests] == [("test_down", 1), ("test_up", 1)]
    assert not record.failed
    file = record.file(f"{FOLDER}/b.py")
    assert file is not None
    assert [one.tests for one in file.lines] == [()]


def test_a_record_covers_its_own_files_and_what_its_tests_executed_or_read() -> None:
    lines = {
        "lib.py": {1: frozenset(), 2: frozenset(["test_up"])},
        "far.py": {1: frozenset()},
        "gone.py": {1: frozenset(["test_up"])},
    }
    readings = (
        ("test_up", "data.txt", frozenset[str]()),
        ("test_up", "gone.txt", frozenset[str]()),
        ("test_of_another", "other.txt", frozenset[str]()),
    )
    record = recorded(case("test_up"), lines=lines, readings=readings)
    own = [f"{FOLDER}/{name}" for name in ("b.py", "test_b.py", "web.yaml")]
    assert [file.path for file in record.files] == ["data.txt", *own, "lib.py"]
    assert [file.digest for file in record.files] == [
        "data",
        "b.py",
        "test_b.py",
        "web.yaml",
        "lib",
    ]
    assert record.files[1].importers == (0,)


def test_a_file_is_read_through_its_checker_or_not_at_all() -> None:
    web = f"{FOLDER}/web.yaml"
    checked = frozenset([f"{FOLDER}/b.py::load"])
    cases = (case("test_up"), case("test_down"))
    assert recorded(*cases, readings=(("test_up", web, checked),)).readings == (
        Reading(web, "b.py::load", (1,)),
    )
    # Controls: by another function, by a test that failed, a file without a checker, or elsewhere.
    other = frozenset([f"{FOLDER}/b.py::other"])
    assert not recorded(*cases, readings=(("test_up", web, other),)).readings
    failed = (replace(cases[0], passed=False, failed=True),)
    assert not recorded(*failed, readings=(("test_up", web, checked),)).readings
    assert not recorded(*cases, readings=(("test_up", f"{FOLDER}/b.txt", checked),)).readings
    assert not recorded(*cases, readings=(("test_up", "web.yaml", checked),)).readings


def test_what_processes_measured_is_joined() -> None:
    def measured(cases: list[str], functions: list[str], pins: list[list[str]]) -> str:
        return json.dumps(
            {
                "lines": {"b.py": {"1": cases}},
                "readings": [["test_up", "web.yaml", functions]],
                "distributions": {"mkdocs": pins},
            }
        )

    first = measured(["test_up"], ["b.py::load"], [["mkdocs", "1.6.1"]])
    second = measured(["test_down"], ["b.py::read"], [["mkdocs", "1.6.1"]])
    assert join_measurements([first, second]) == Measured(
        lines={"b.py": {1: frozenset(["test_up", "test_down"])}},
        readings=(("test_up", "web.yaml", frozenset(["b.py::load", "b.py::read"])),),
        distributions={"mkdocs": (Pin("mkdocs", "1.6.1"),)},
    )


def test_tests_do_not_depend_on_what_only_readers_and_runs_read() -> None:
    names = ["b.py", "README.md", "expected.txt", "expected/chart.svg", "docs/README.md"]
    assert [name for name in names if depends_on(name)] == ["b.py", "docs/README.md"]
