"""The house keeps its shape: layers, effects, sizes, names, words."""

import ast
import builtins
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

import site_builder

PACKAGE = Path(site_builder.__file__).parent
MODULES: Mapping[str, Path] = {
    ".".join(("site_builder", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(
        ".__init__"
    ): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if "templates" not in path.parts
}

LAYERS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    # What each part may import: parts of the house, and libraries.
    "site_builder": (frozenset(), frozenset()),
    "model": (frozenset({"model"}), frozenset()),
    "guard": (frozenset(), frozenset()),
    "text": (
        frozenset({"model", "text"}),
        frozenset({"latex2mathml", "selectolax", "tinycss2", "yaml"}),
    ),
    "report": (frozenset({"model", "text"}), frozenset()),
    "resources": (frozenset({"model"}), frozenset({"jinja2"})),
    "stages": (
        frozenset({"model", "text"}),
        frozenset({"PIL", "fontTools", "jinja2", "linkcheck", "selectolax", "tinycss2"}),
    ),
    "checks": (frozenset({"model", "text", "checks"}), frozenset({"selectolax"})),
    "project": (
        frozenset({"model", "text", "resources", "stages"}),
        frozenset({"jinja2"}),
    ),
    "inside": (frozenset({"model", "text", "stages"}), frozenset({"selectolax"})),
    "single_file": (
        frozenset({"inside", "project", "model", "text", "resources", "stages", "checks"}),
        frozenset({"jinja2"}),
    ),
    "pipeline": (
        frozenset(
            {"project", "single_file", "model", "text", "report", "resources", "stages", "checks"}
        ),
        frozenset({"jinja2"}),
    ),
    "adapters": (
        frozenset(
            {
                "site_builder",
                "model",
                "text",
                "report",
                "resources",
                "stages",
                "checks",
                "pipeline",
                "adapters",
            }
        ),
        frozenset({"markdown", "mkdocs", "pytest", "rich", "typer", "yaml"}),
    ),
}

LIBRARIES_OF_DOORS: Mapping[str, frozenset[str]] = {
    # Each door knows its own host only; a host that lacks the others still has it.
    "site_builder.adapters.markdown": frozenset({"markdown"}),
    "site_builder.adapters.pytest": frozenset({"pytest"}),
}

EFFECTS: Mapping[str, frozenset[str]] = {
    "read": frozenset({"open", "read_bytes", "read_text", "iterdir", "rglob", "walk", "scandir"}),
    "write": frozenset(
        {
            "chmod",
            "mkdir",
            "mkdtemp",
            "mkstemp",
            "rename",
            "rmdir",
            "rmtree",
            "symlink_to",
            "touch",
            "unlink",
            "write_bytes",
            "write_text",
        }
    ),
    "run": frozenset({"Popen", "check_output", "killpg", "run_command", "system"}),
    "print": frozenset({"echo", "print"}),
}
ALLOWED: Mapping[str, Mapping[str, str]] = {
    # Where each kind of effect may be, and why there.
    "read": {
        "stages.load": "it is the stage that reads",
        "stages.execute": "it reads what the watch of a run has reported",
        "stages.fetch": "it reads from other sites, when it is asked to",
        "guard.sitecustomize": "it runs in the process of an example",
        "adapters.build": "the configuration is read for the lines of its mistakes",
        "adapters.serve": "the configuration is read for the plugins that it names",
        "adapters.settings": "the configuration is read for the lines of its mistakes",
        "adapters.navigation": "the configuration is read for the lines of its entries",
        "adapters.rendering": "the checks see the files that MkDocs really wrote",
    },
    "write": {
        "stages.write": "it is the stage that writes",
        "stages.execute": "a run gets an empty folder of its own",
    },
    "run": {
        "stages.execute": "it is the stage that starts examples",
        "stages.draw": "it starts the program that draws diagrams",
        "stages.history": "it asks git when pages were changed",
    },
    "print": {
        "adapters.cli": "it is the door to the terminal",
        "adapters.console": "it is the door to the terminal",
        "adapters.standalone": "it is the door to the terminal",
    },
}


@cache
def _tree(name: str) -> ast.Module:
    return ast.parse(MODULES[name].read_text(encoding="utf-8"))


def _part(name: str) -> str:
    """Return the part of the house that a module belongs to."""
    return [*name.split("."), "site_builder"][1]


def _imports(name: str) -> Iterator[str]:
    for node in ast.walk(_tree(name)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports relative to itself"
            for alias in node.names:
                target = f"{node.module}.{alias.name}"
                yield target if target in MODULES else str(node.module)


def test_the_modules_were_found() -> None:
    assert {"site_builder.pipeline", "site_builder.model.page", "site_builder.stages.load"} <= set(
        MODULES
    )


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_only_from_the_layers_below(name: str) -> None:
    parts, libraries = LAYERS[_part(name)]
    for imported in _imports(name):
        top = imported.partition(".")[0]
        if top == "site_builder":
            assert _part(imported) in parts, f"{name} imports {imported}"
        elif top not in sys.stdlib_module_names:
            assert top in LIBRARIES_OF_DOORS.get(name, libraries), f"{name} imports {imported}"


@pytest.mark.parametrize("name", [name for name in MODULES if _part(name) == "stages"])
def test_a_stage_imports_no_other_stage(name: str) -> None:
    assert not [one for one in _imports(name) if _part(one) == "stages"]


def test_only_the_pipeline_knows_the_order_of_the_stages() -> None:
    ordered = {"load", "resolve", "execute", "expand", "generate", "assemble"}
    for name in MODULES:
        used = {one.rpartition(".")[2] for one in _imports(name) if ".stages." in one}
        parts = {"pipeline", "project", "single_file"}
        if name.removeprefix("site_builder.") not in parts:
            assert not used & ordered, f"{name} calls stages of the pipeline itself"


def test_no_two_modules_import_each_other_in_a_circle() -> None:
    graph = {name: {one for one in _imports(name) if one in MODULES} for name in MODULES}
    while graph:
        free = [name for name, imported in graph.items() if not imported & graph.keys()]
        assert free, f"a circle among {sorted(graph)}"
        for name in free:
            del graph[name]


@pytest.mark.parametrize("kind", EFFECTS)
def test_an_effect_happens_only_where_it_belongs(kind: str) -> None:
    found = {
        name.removeprefix("site_builder."): f"line {call.lineno}"
        for name in MODULES
        for call in _calls(name)
        if _called(call) in EFFECTS[kind] or (kind == "run" and _is_subprocess_run(call))
    }
    surprising = {name: line for name, line in found.items() if name not in ALLOWED[kind]}
    assert not surprising
    # A permission that nobody uses would hide the next one who does.
    assert set(ALLOWED[kind]) == set(found)


def _calls(name: str) -> Iterator[ast.Call]:
    return (node for node in ast.walk(_tree(name)) if isinstance(node, ast.Call))


def _called(call: ast.Call) -> str:
    """Return the name of a method, of a function of a module, or of a function that Python has."""
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    # The name of a parameter, such as `rename`, says nothing of what it does.
    return function.id if isinstance(function, ast.Name) and hasattr(builtins, function.id) else ""


def _is_subprocess_run(call: ast.Call) -> bool:
    function = call.func
    is_attribute = isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name)
    return is_attribute and ast.unparse(function).startswith("subprocess.")


@pytest.mark.parametrize("name", MODULES)
def test_a_module_keeps_no_state(name: str) -> None:
    for node in ast.walk(_tree(name)):
        assert not isinstance(node, ast.Global), f"{name}:{node.lineno} changes a global"
    for statement in _tree(name).body:
        if isinstance(statement, ast.Assign | ast.AnnAssign):
            _assert_constant(name, statement)


def _assert_constant(name: str, statement: ast.Assign | ast.AnnAssign) -> None:
    """Lists, dicts and sets of a module are tables: upper case, and nowhere changed."""
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    mutable = isinstance(
        statement.value, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp
    )
    for target in targets:
        if not (mutable and isinstance(target, ast.Name)) or target.id == "__all__":
            continue
        place = f"{name}:{statement.lineno}"
        assert target.id.isupper(), f"{place}: the table {target.id} is not named like one"
        if not target.id.startswith("_"):
            assert isinstance(statement, ast.AnnAssign), f"{place}: {target.id} can be changed"
            assert "Mapping" in ast.unparse(statement.annotation), f"{place}: {target.id}"
        assert target.id not in _changed_names(name), f"{place}: {target.id} is changed"


def _changed_names(name: str) -> set[str]:
    """Return the names that a module changes by a method or by an item."""
    methods = {"add", "append", "clear", "discard", "extend", "insert", "pop", "remove"}
    methods |= {"setdefault", "update"}
    changed = {
        node.func.value.id
        for node in _calls(name)
        if isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.attr in methods
    }
    for node in ast.walk(_tree(name)):
        if isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
            changed |= {node.value.id} if isinstance(node.value, ast.Name) else set()
    return changed


def test_no_module_is_named_for_having_no_name() -> None:
    forbidden = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}
    words = {word for name in MODULES for part in name.split(".") for word in part.split("_")}
    assert not forbidden & words


def test_no_module_is_longer_than_250_lines() -> None:
    long = {
        name: lines
        for name, path in MODULES.items()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 250
    }
    assert not long


def test_95_percent_of_the_functions_are_shorter_than_40_lines() -> None:
    lengths = {
        f"{name}:{node.lineno} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for name in MODULES
        for node in ast.walk(_tree(name))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert len(lengths) > 100
    long = {place: lines for place, lines in lengths.items() if lines >= 40}
    assert len(long) <= 0.05 * len(lengths), long


@pytest.mark.parametrize("name", MODULES)
def test_what_is_public_says_what_it_is(name: str) -> None:
    tree = _tree(name)
    assert ast.get_docstring(tree), f"{name} has no docstring"
    for node in _public(tree):
        assert ast.get_docstring(node), f"{name}:{node.lineno}: {node.name} has no docstring"


def _public(
    parent: ast.Module | ast.ClassDef,
) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    for node in parent.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            if node.name.startswith("_"):
                continue
            yield node
            if isinstance(node, ast.ClassDef):
                yield from _public(node)


def test_the_tool_knows_nothing_of_the_handbook() -> None:
    for name, path in MODULES.items():
        text = path.read_text(encoding="utf-8").lower()
        assert "llmkit" not in text, f"{name} knows the library of the examples"
