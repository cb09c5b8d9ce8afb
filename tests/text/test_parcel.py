from collections.abc import Callable
from dataclasses import replace

import pytest

from site_builder.model import Example, OutputFile, Parcel, Pin, ProofRecord
from site_builder.stages.modules import ProjectModules, package_name
from site_builder.text.parcel import Requirements, make_parcel, requirements_of, shared_data
from tests.support import EXAMPLE_TOML, Project

FILES = {
    "examples/demo/run/example.toml": f'{EXAMPLE_TOML}[run]\nargs = ["--fast"]\n',
    "examples/demo/run/run.py": "import shared.one",
    "examples/demo/run/expected.txt": "fine\n",
    "examples/demo/run/test_run.py": "",
    "examples/shared/example.toml": f"{EXAMPLE_TOML}library = true\n",
    "examples/shared/__init__.py": "",
    "examples/shared/one.py": "X = 1\n",
    "examples/shared/unused.py": "",
    "examples/shared/prices.csv": "1,2\n",
    "examples/shared/README.md": "",
    "examples/shared/test_one.py": "",
    "examples/other/example.toml": f"{EXAMPLE_TOML}library = true\n",
    "examples/other/other.txt": "",
}

Make = Callable[..., Project]


def parcel_of(project: Project, **data: bytes) -> Parcel:
    site = project.site()
    example = project.example()
    modules = ProjectModules(project.settings, [str(project.root / "examples")])
    closure = modules.closure(example)
    return make_parcel(
        example,
        package=package_name(example, project.settings),
        closure=closure,
        requirements=Requirements((Pin("a", "1"),)),
        data=[
            *(OutputFile(f"examples/demo/run/{name}", text) for name, text in data.items()),
            *shared_data(site.examples, closure),
        ],
    )


def test_a_parcel_holds_the_example_and_what_it_imports_where_it_is_found(project: Make) -> None:
    parcel = parcel_of(project(FILES), blob=b"\xff")
    assert [one.path for one in parcel.files] == [
        "examples/demo/run/blob",
        "examples/demo/run/example.toml",
        "examples/demo/run/expected.txt",
        "examples/demo/run/run.py",
        "examples/demo/run/test_run.py",
    ]
    assert parcel.tests == {"examples/demo/run/test_run.py"}
    assert [one.path for one in parcel.library] == [
        "shared/__init__.py",
        "shared/example.toml",
        "shared/one.py",
        "shared/prices.csv",
    ]
    assert parcel.library[2].data == b"X = 1\n"
    assert parcel.folder == "run"
    assert (parcel.args, parcel.expected) == (("--fast",), "fine\n")


@pytest.mark.parametrize(
    ("entry", "module"),
    [("__main__.py", "examples.demo.run"), ("run.py", "examples.demo.run.run")],
)
def test_a_parcel_is_run_as_the_example_is(project: Make, entry: str, module: str) -> None:
    parcel = parcel_of(project({**FILES, f"examples/demo/run/{entry}": ""}))
    assert (parcel.module, parcel.script) == (module, "")


def test_an_example_without_a_record_has_nothing_to_expect(project: Make) -> None:
    made = project(FILES)
    example = made.example()
    files = tuple(one for one in example.files if one.name != "expected.txt")
    bare: Example = replace(example, files=files)
    closure = ProjectModules(made.settings, []).closure(bare)
    parcel = make_parcel(
        bare, package="examples.demo.run", closure=closure, requirements=Requirements()
    )
    assert parcel.expected == ""
    assert parcel.library == ()


def test_requirements_have_the_versions_with_which_the_tests_passed() -> None:
    installed = [Pin("A-b", "2"), Pin("c", "3")]
    record = ProofRecord("demo/run", "3.11.7", (Pin("a_b", "1"), Pin("pytest", "9")), (), ())
    assert requirements_of(installed, None) == Requirements((Pin("A-b", "2"), Pin("c", "3")))
    # One of them no test has imported, so nothing is said of all.
    assert requirements_of(installed, record) == Requirements((Pin("a_b", "1"), Pin("c", "3")))
    assert requirements_of(installed[:1], record) == Requirements((Pin("a_b", "1"),), "3.11.7")
