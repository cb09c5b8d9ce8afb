from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.text.project_imports import Closure, ModuleFile, import_closure


def closure(files: Mapping[str, str], start: str = "app") -> Closure:
    """Return what a module of a project imports, which is given by the paths of its files."""
    modules = {}
    for path, text in files.items():
        name = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        modules[name] = ModuleFile(name, path, text, path.endswith("__init__.py"))
    return import_closure([modules[start]], modules.get)


def names(files: Mapping[str, str], start: str = "app") -> list[str]:
    return [one.name for one in closure(files, start).modules]


PACKAGE = {
    "pkg/__init__.py": "",
    "pkg/a.py": "",
    "pkg/b.py": "",
    "pkg/sub/__init__.py": "",
    "pkg/sub/c.py": "",
    "other.py": "",
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import os", []),
        ("import other", ["other"]),
        ("import pkg", ["pkg"]),
        ("import pkg.a, other as o", ["other", "pkg", "pkg.a"]),
        ("import pkg.sub.c", ["pkg", "pkg.sub", "pkg.sub.c"]),
        ("from pkg import a, nothing", ["pkg", "pkg.a"]),
        ("from pkg.a import function", ["pkg", "pkg.a"]),
        ("def f():\n    import other", ["other"]),
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import other", ["other"]),
        ("try:\n    import other\nexcept ImportError:\n    other = None", ["other"]),
        ("import importlib\nimportlib.import_module('other')", ["other"]),
        ("from importlib import import_module\nimport_module('pkg.b')", ["pkg", "pkg.b"]),
        ("__import__('other')", ["other"]),
        ("import runpy\nrunpy.run_module('pkg.a')", ["pkg", "pkg.a"]),
        ("(lambda: __import__)()('other')", []),
        ("COMMAND = ['-m', 'pkg.sub']", ["pkg", "pkg.sub"]),
        ("print('other')", []),
        ("print('no module at all.')", []),
        ("import_module(name)", []),
        ("import_module('.other')", []),
        ("this does not parse", []),
        ("null = '\0'", []),
    ],
)
def test_what_a_module_imports(text: str, expected: list[str]) -> None:
    assert names({"app.py": text, **PACKAGE}) == sorted(["app", *expected])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from . import a", ["pkg", "pkg.a"]),
        ("from .a import f", ["pkg", "pkg.a"]),
        ("from .sub import c", ["pkg", "pkg.sub", "pkg.sub.c"]),
        ("from .. import other", []),
        ("import importlib\nimportlib.import_module('.b', __package__)", ["pkg", "pkg.b"]),
    ],
)
def test_relative_imports_begin_at_the_package(text: str, expected: list[str]) -> None:
    assert names({**PACKAGE, "pkg/app.py": text}, "pkg.app") == sorted(["pkg.app", *expected])


def test_a_package_is_the_start_of_its_own_relative_imports() -> None:
    files = {**PACKAGE, "pkg/sub/__init__.py": "from . import c\nfrom .. import a", "app.py": ""}
    assert names(files, "pkg.sub") == ["pkg", "pkg.a", "pkg.sub", "pkg.sub.c"]


def test_a_module_at_the_top_has_no_package_to_begin_at() -> None:
    assert names({"app.py": "from . import other", "other.py": ""}) == ["app"]


def test_imports_are_followed_also_in_a_circle_and_through_packages() -> None:
    files = {
        "app.py": "import pkg.a",
        "pkg/__init__.py": "import inside",
        "pkg/a.py": "import b",
        "inside.py": "",
        "b.py": "import app, c",
        "c.py": "",
        "unused.py": "",
    }
    assert names(files) == ["app", "b", "c", "inside", "pkg", "pkg.a"]


def test_all_of_a_package_may_name_modules() -> None:
    init = "__all__ = ['a', 'function', *rest]"
    files = {**PACKAGE, "pkg/__init__.py": init, "app.py": "from pkg import *"}
    assert names(files) == ["app", "pkg", "pkg.a"]
    assert names({"app.py": "__all__ = ('other',)", "other.py": ""}) == ["app"]


def test_a_folder_without_an_init_is_passed_through() -> None:
    files = {"app.py": "import spaces.one", "spaces/one.py": "import yaml"}
    found = closure(files)
    assert [one.name for one in found.modules] == ["app", "spaces.one"]
    assert found.outside == ("yaml",)
    assert found.absent == ("spaces", "yaml")


def test_what_the_project_does_not_have_is_named() -> None:
    found = closure(
        {"app.py": "import os.path, json\nfrom yaml import load\nimport pkg", **PACKAGE}
    )
    assert found.outside == ("json", "os", "yaml")
    assert found.absent == ("json", "os", "os.path", "yaml", "yaml.load")


def test_each_name_is_looked_for_once() -> None:
    asked: list[str] = []

    def find(name: str) -> ModuleFile | None:
        asked.append(name)
        return ModuleFile(name, f"{name}.py", "import a, b, c, a.b") if name in "ab" else None

    import_closure([ModuleFile("app", "app.py", "import a, b")], find)
    assert sorted(asked) == ["a", "a.b", "b", "c"]


@given(st.dictionaries(st.sampled_from("abcdef"), st.sets(st.sampled_from("abcdef"))))
def test_a_closure_is_what_can_be_reached(graph: dict[str, set[str]]) -> None:
    files = {f"{name}.py": "".join(f"import {one}\n" for one in to) for name, to in graph.items()}
    reached, waiting = {"app"}, ["app"]
    edges: dict[str, set[str]] = {**graph, "app": set(graph)}
    while waiting:
        new = {one for one in edges[waiting.pop()] if one in edges} - reached
        reached |= new
        waiting += new
    text = "".join(f"import {name}\n" for name in graph)
    assert names({"app.py": text, **files}) == sorted(reached)
