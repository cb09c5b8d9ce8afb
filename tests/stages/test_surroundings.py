"""What the result of tests depends on; changes of files are in test_proofs.py."""

import importlib.metadata
import platform
from collections.abc import Callable
from dataclasses import replace

import pytest

from site_builder.model import CoveredFile, Pin, ProofRecord
from site_builder.stages.modules import ProjectModules
from site_builder.stages.surroundings import (
    changed_pin,
    code_paths,
    digests_of,
    importers_of,
    python_version,
    stale_reason,
)
from tests.support import EXAMPLE_TOML, Project

FOLDER = "examples/demo/run"
FILES = {
    f"{FOLDER}/example.toml": EXAMPLE_TOML,
    f"{FOLDER}/run.py": "import shared\n",
    f"{FOLDER}/far.py": "",
    f"{FOLDER}/test_run.py": "from examples.demo.run import run\n",
    f"{FOLDER}/test_shared.py": "import shared\nfrom examples.demo.run import run\n",
    "shared.py": "import deep\n",
    "deep.py": "import shared\n",
}
EMPTY = ProofRecord("demo/run", "3.11.9", (), (), ())


def test_a_module_belongs_to_the_tests_that_import_it_themselves_else_to_all(
    project: Callable[..., Project],
) -> None:
    small = project(FILES)
    example = small.example()
    modules = ProjectModules(small.settings, [])
    closure = modules.closure(example, tests=True)
    names = {module.name for module in closure.modules}
    graph = {
        module.name: [one.name for one in modules.names(module) if one.name in names]
        for module in closure.modules
    }
    found = importers_of(example, closure, graph)
    tests = {f"{FOLDER}/test_run.py", f"{FOLDER}/test_shared.py"}
    assert found == {
        f"{FOLDER}/run.py": tests,
        f"{FOLDER}/test_run.py": {f"{FOLDER}/test_run.py"},
        f"{FOLDER}/test_shared.py": {f"{FOLDER}/test_shared.py"},
        "shared.py": {f"{FOLDER}/test_shared.py"},
        "deep.py": tests,
    }


def test_a_file_that_is_not_there_has_no_digest(project: Callable[..., Project]) -> None:
    small = project(FILES)
    found = digests_of(["deep.py", "gone.py", "examples"], small.settings)
    assert [*found] == ["deep.py"]
    assert len(found["deep.py"]) == 64


def test_a_record_is_stale_for_the_first_file_that_differs(
    project: Callable[..., Project],
) -> None:
    example = project(FILES).example()
    digests = {file.path: "1" for file in example.files}
    record = replace(EMPTY, files=tuple(CoveredFile(file.path, "1") for file in example.files))
    assert stale_reason(record, example, digests) == ""
    changed = digests | {f"{FOLDER}/run.py": "2"}
    assert stale_reason(record, example, changed) == (
        f"{FOLDER}/run.py has changed since the tests were run"
    )
    gone = replace(record, files=(*record.files, CoveredFile("gone.py", "1")))
    assert stale_reason(gone, example, digests) == "gone.py is gone since the tests were run"
    new = replace(record, files=record.files[1:])
    assert stale_reason(new, example, digests) == (
        f"{example.files[0].path} is new since the tests were run"
    )


def test_a_distribution_in_another_version_is_named_with_both() -> None:
    version = importlib.metadata.version("pytest")
    assert changed_pin(replace(EMPTY, pins=(Pin("pytest", version),))) == ""
    assert changed_pin(replace(EMPTY, pins=(Pin("pytest", "0.1"),))) == f"pytest 0.1 -> {version}"
    gone = replace(EMPTY, pins=(Pin("of-no-such-name", "0.1"),))
    assert changed_pin(gone) == "of-no-such-name 0.1 -> none"


def test_the_version_of_python_is_that_of_this_one() -> None:
    assert python_version() == platform.python_version()


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("examples/a/b.py", True),
        (".venv/lib/a.py", False),
        ("web/node_modules/a/b.json", False),
        ("env/lib/site-packages/a.py", False),
    ],
)
def test_hidden_folders_and_the_packages_of_others_are_left_out(path: str, kept: bool) -> None:
    assert code_paths([path]) == ((path,) if kept else ())
