from pathlib import Path

from site_builder.model import Settings
from site_builder.stages.modules import ProjectModules, search_folders
from tests.support import EXAMPLE_TOML, Project


def settings(root: Path) -> Settings:
    return Settings(root, root / "content", root / "examples")


def test_folders_of_the_project_that_python_searches_are_searched(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    installed = tmp_path / ".venv/lib/python3.11/site-packages"
    path = ["", str(tmp_path / "src"), str(installed), "/usr/lib/python3", str(tmp_path / "src")]
    assert search_folders(settings(tmp_path), path) == (tmp_path, tmp_path / "src")
    assert search_folders(settings(tmp_path)) == (tmp_path,)


def test_a_package_goes_before_a_module_and_the_first_folder_before_the_second(
    tmp_path: Path,
) -> None:
    project = Project(
        tmp_path,
        {
            "a.py": "1",
            "a/__init__.py": "2",
            "b.py": "3",
            "src/b/__init__.py": "4",
            "src/c.py": "5",
            "src/d.py": b"\xff",
        },
    )

    modules = ProjectModules(project.settings, [str(tmp_path / "src")])

    def found(name: str) -> tuple[str, str, bool] | None:
        module = modules.find(name)
        return module and (module.path, module.text, module.is_package)

    assert found("a") == ("a/__init__.py", "2", True)
    assert found("b") == ("b.py", "3", False)
    assert found("c") == ("src/c.py", "5", False)
    assert found("d") == ("src/d.py", "", False)
    assert found("e") is None
    assert found("a.e") is None


def test_what_an_example_imports_counts_and_what_its_tests_import_does_not(tmp_path: Path) -> None:
    project = Project(
        tmp_path,
        {
            "examples/demo/run/example.toml": EXAMPLE_TOML,
            "examples/demo/run/__init__.py": "",
            "examples/demo/run/__main__.py": "from examples.demo.run import run\nimport shared",
            "examples/demo/run/run.py": "from . import part",
            "examples/demo/run/part/__init__.py": "import json",
            "examples/demo/run/test_run.py": "import for_tests",
            "examples/demo/run/conftest.py": "import for_tests",
            "examples/demo/run/tests/support.py": "import for_tests",
            "shared.py": "",
            "for_tests.py": "",
        },
    )
    modules = ProjectModules(project.settings, [])
    closure = modules.closure(project.example())
    assert [one.name for one in closure.modules] == [
        "examples.demo.run",
        "examples.demo.run.__main__",
        "examples.demo.run.part",
        "examples.demo.run.run",
        "shared",
    ]
    assert closure.outside == ("json",)
    assert "examples" in closure.absent
    with_tests = modules.closure(project.example(), tests=True)
    assert "for_tests" in [one.name for one in with_tests.modules]


def test_a_module_is_read_once(tmp_path: Path) -> None:
    project = Project(tmp_path, {"a.py": "import b", "b.py": ""})
    modules = ProjectModules(project.settings, [])
    first = modules.find("a")
    assert first
    project.write({"a.py": "changed"})
    assert modules.find("a") is first
    assert modules.names(first) is modules.names(first)
