"""The house keeps its shape: layers, effects, sizes, names, words."""

import ast
import builtins
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

import site_builder
from site_builder.stages.runner_version import RUNNER_FILES

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
    # What runs in the process of an example knows nothing of the tool, and itself by another name.
    "guard": (
        frozenset(),
        frozenset({"jupytext", "nbclient", "nbformat", "site_builder_guard"}),
    ),
    "text": (
        frozenset({"model", "text"}),
        frozenset(
            {
                "detect_secrets",
                "html_to_markdown",
                "jsonschema",
                "latex2mathml",
                "nh3",
                "selectolax",
                "tinycss2",
                "tree_sitter",
                "yaml",
            }
        ),
    ),
    # Patterns of paths are read as MkDocs reads those of its own options.
    "report": (frozenset({"model", "text", "report"}), frozenset({"pathspec"})),
    "resources": (frozenset({"model"}), frozenset({"jinja2"})),
    "stages": (
        frozenset({"model", "text", "stages"}),
        frozenset(
            {
                "PIL",
                "coverage",
                "fontTools",
                "griffe",
                "jinja2",
                "linkcheck",
                "nbconvert",
                "nbformat",
                "pymarkdown",
                "requests",
                "selectolax",
                "tinycss2",
                "wcmatch",
            }
        ),
    ),
    "checks": (frozenset({"model", "text", "checks"}), frozenset({"selectolax"})),
    # Page kinds are read when a project is opened, and asked about when it is checked.
    "contracts": (
        frozenset({"model", "text", "resources", "checks"}),
        frozenset({"jinja2"}),
    ),
    # What is owed is counted from what was read; griffe reads what a package offers.
    "gaps": (frozenset({"gaps", "model", "text", "stages"}), frozenset()),
    "project": (
        frozenset({"contracts", "gaps", "proving", "model", "text", "resources", "stages"}),
        frozenset({"jinja2"}),
    ),
    "inside": (frozenset({"model", "text", "stages"}), frozenset({"selectolax"})),
    "single_file": (
        frozenset({"inside", "project", "model", "text", "resources", "stages", "checks"}),
        frozenset({"jinja2"}),
    ),
    # The two ends of a cluster.
    "worker": (frozenset({"model", "text", "stages"}), frozenset({"distributed"})),
    "connection": (frozenset({"model", "stages", "worker"}), frozenset({"dask", "distributed"})),
    "cluster": (
        frozenset({"connection", "model", "stages", "worker"}),
        frozenset({"distributed"}),
    ),
    # What belongs to runs, to proofs and to notebooks has an order of its own.
    "dependencies": (frozenset({"model", "text", "stages"}), frozenset()),
    "stored_runs": (frozenset({"dependencies", "model", "text", "stages"}), frozenset()),
    "running": (
        frozenset({"recording", "stored_runs", "project", "model", "text", "stages", "checks"}),
        frozenset(),
    ),
    "proving": (
        frozenset({"project", "running", "model", "text", "resources", "stages", "checks"}),
        frozenset(),
    ),
    "notebooks": (
        frozenset(
            {"project", "running", "stored_runs", "model", "text", "resources", "stages", "checks"}
        ),
        frozenset({"jinja2"}),
    ),
    "recording": (frozenset({"project", "model", "text", "stages", "checks"}), frozenset()),
    "newest": (frozenset({"project", "model", "text", "stages", "checks"}), frozenset()),
    # What changes touch.
    "changed": (frozenset({"project", "model", "text", "stages"}), frozenset()),
    "touched_tests": (frozenset({"model", "text", "stages"}), frozenset()),
    "touched_runs": (
        frozenset({"touched_tests", "running", "stored_runs", "model", "text", "stages"}),
        frozenset(),
    ),
    "touched_pages": (frozenset({"touched_tests", "model", "text", "stages"}), frozenset()),
    "impact": (
        frozenset(
            {
                *("touched_pages", "touched_runs", "touched_tests"),
                *("project", "model", "text", "stages"),
            }
        ),
        frozenset(),
    ),
    "prose_checking": (
        frozenset({"contracts", "project", "model", "text", "stages", "checks"}),
        frozenset(),
    ),
    "judging": (
        frozenset({"project", "model", "text", "report", "resources", "stages"}),
        frozenset(),
    ),
    # It runs what it has made before anything of it is written.
    "adoption_blocks": (frozenset({"model", "text", "stages"}), frozenset()),
    "adoption_stage": (
        frozenset({"project", "running", "model", "text", "stages", "checks"}),
        frozenset({"jinja2"}),
    ),
    "adopting_includes": (frozenset({"project", "model", "text", "stages"}), frozenset()),
    "adopting": (
        frozenset(
            {"adoption_blocks", "adoption_stage", "project", "model", "text", "stages", "checks"}
        ),
        frozenset(),
    ),
    "reviewing": (frozenset({"project", "model", "text", "stages", "checks"}), frozenset()),
    # What is asked of links between pages: one list for the sources, one for the rendered site.
    "linking": (
        frozenset({"publishing", "model", "text", "stages", "checks"}),
        frozenset({"jinja2"}),
    ),
    "publishing": (frozenset({"model", "text", "stages", "checks"}), frozenset()),
    # Links to other sites have an order of their own: what is known, what is asked, what it means.
    "file_links": (
        frozenset({"project", "model", "text", "resources", "stages", "checks"}),
        frozenset(),
    ),
    "external": (
        frozenset({"file_links", "project", "model", "text", "stages", "checks"}),
        frozenset(),
    ),
    "checking": (
        frozenset(
            {"contracts", "file_links", "linking", "project", "model", "text", "stages", "checks"}
        ),
        frozenset(),
    ),
    "remembering": (frozenset({"checking", "text", "checks"}), frozenset()),
    "machines": (frozenset({"project", "model", "text", "stages"}), frozenset()),
    "downloads": (frozenset({"project", "model", "text", "stages"}), frozenset()),
    "ways": (
        frozenset({"connection", "cluster", "running", "model", "text", "stages"}),
        frozenset(),
    ),
    "sharing": (frozenset({"site_builder", "ways", "model", "text", "stages"}), frozenset()),
    "pipeline": (
        frozenset(
            {
                "adopting",
                "adopting_includes",
                "changed",
                "checking",
                "contracts",
                "external",
                "impact",
                "linking",
                "judging",
                "newest",
                "publishing",
                "recording",
                "ways",
                "sharing",
                "prose_checking",
                "remembering",
                "reviewing",
                "stored_runs",
                "running",
                "proving",
                "notebooks",
                "downloads",
                "machines",
                "project",
                "single_file",
                "model",
                "text",
                "report",
                "resources",
                "stages",
                "checks",
            }
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
        frozenset({"jinja2", "markdown", "mkdocs", "pytest", "rich", "typer", "watchdog", "yaml"}),
    ),
}

LIBRARIES_OF_DOORS: Mapping[str, frozenset[str]] = {
    # Each door knows its own host only; a host that lacks the others still has it.
    "site_builder.adapters.markdown": frozenset({"markdown"}),
    "site_builder.adapters.pytest": frozenset({"pytest"}),
}

PARTS_OF_STAGES: Mapping[str, frozenset[str]] = {
    # A stage that is too large for one module, and the others that it consists of.
    "stages.load_includes": frozenset({"stages.find_includes"}),
    # LinkChecker is an extra: what needs it to be read is a module of its own.
    "stages.ask": frozenset({"stages.asking", "stages.pace"}),
    "stages.asking": frozenset({"stages.pace"}),
    "stages.execute_notebook": frozenset({"stages.alone", "stages.launch", "stages.witness"}),
    "stages.execute": frozenset(
        {"stages.alone", "stages.collect", "stages.launch", "stages.witness"}
    ),
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
        "adapters.serving.observing": "it looks at what was saved before anybody watched",
        "adapters.theme_files": "it lists the files of a theme",
        "stages.changes": "it reads what git says has changed",
        "stages.card": "it asks which letters a picture is drawn with",
        "stages.list_files": "it asks which files there are",
        "stages.load_includes": "it reads what other extensions include",
        "stages.find_includes": "it looks for a file that an author may have meant",
        "stages.load_text": "it reads files that are no page, example or diagram",
        "stages.load_baseline": "it reads the problems that a project knows of",
        "stages.load_topics": "it reads what a docs tree owes",
        "stages.load_reviews": "it reads what an author has looked over",
        "stages.witness": "it reads what the watch of a run has reported",
        "guard.site_builder_guard.launcher": "it reads jobs from a pipe",
        "guard.site_builder_guard.namespaces": "it tells the system who is who inside",
        "guard.site_builder_guard.processes": "it measures the folder of a run",
        "guard.site_builder_guard.session": "it is told by a file what to run",
        "guard.site_builder_guard.report": "it leaves a report for the tool",
        "stages.load_notebooks": "it reads pages that are notebooks",
        "stages.execute_notebook": "it reads what has become of a notebook",
        "guard.site_builder_guard.notebook": "it reads the notebook that it executes",
        "stages.binaries": "it reads what readers take with them",
        "stages.distributions": "it asks which distributions are installed",
        "stages.collect": "it reads what a run has made",
        "stages.installed_versions": "it asks which versions are installed",
        "stages.modules": "it reads the modules that examples import",
        "stages.store": "it keeps results between builds",
        "stages.fingerprint": "it looks at what results depend on",
        "stages.runner_version": "it looks at the source of what runs examples",
        "stages.carry": "it reads a file of results from elsewhere",
        "stages.bundle": "it reads the files of a project to send them to other machines",
        "stages.result_files": "it reads what other machines have written",
        "stages.surroundings": "it looks whether what tests depend on has changed",
        "stages.fetch": "it reads from other sites, when it is asked to",
        "adapters.build": "the configuration is read for the lines of its mistakes",
        "adapters.serving.command": "the configuration is read for the plugins that it names",
        "adapters.redirects": "the configuration is read for the lines of its redirects",
        "adapters.include_settings": "the configuration is read for the lines of its snippets",
        "adapters.settings": "the configuration is read for the lines of its mistakes",
        "adapters.navigation": "the configuration is read for the lines of its entries",
        "adapters.incremental.described": "it looks at what pages depend on",
        "adapters.incremental.templates": "it looks at the templates of a project",
        "adapters.incremental.compiled": "it looks for templates that others have compiled",
        "adapters.incremental.asked": "it looks whether what a build asked for is as it was",
        "adapters.incremental.unchanged": "it looks from which file a configuration inherits",
        "adapters.main": "the configuration is read for the place of the cache",
        "adapters.rendering": "a site that will be gone is kept in memory",
        "adapters.site_folder": "the checks see the files that MkDocs really wrote",
    },
    "write": {
        "stages.carry": "it writes a file of results for elsewhere",
        "stages.write": "it is the stage that writes",
        "adapters.incremental.outputs": "it links to finished pages of the last site",
        "adapters.incremental.compiled": "it keeps compiled templates, and removes those of others",
        "adapters.incremental.rendered_ahead": "it leaves finished pages for the build",
        "stages.scratch": "a trial gets an environment of its own",
        "stages.execute_notebook": "a run gets an empty folder of its own",
        "guard.site_builder_guard.notebook": "it leaves the executed notebook for the tool",
        "stages.execute": "a run gets an empty folder of its own",
        "stages.store": "it keeps results between builds",
        "stages.bundle": "it writes the files that came from another machine",
    },
    "run": {
        "adapters.incremental.asked": "it asks git once more what a build has asked it",
        "stages.alone": "it is a part of the stage that starts examples",
        "stages.launch": "it is a part of the stage that starts examples",
        "stages.examine": "it runs tests for a command that asks how they end",
        "stages.scratch": "it makes an environment for a trial",
        "guard.site_builder_guard.script": "it asks the shell which commands are whole",
        "guard.site_builder_guard.shell": "it starts the commands of a session",
        "stages.draw": "it starts the program that draws diagrams",
        "stages.vary": "a pattern can take for ever, and only a process can be stopped",
        "stages.changes": "it asks git what has changed",
        "stages.list_files": "it asks git which files it keeps",
        "stages.history": "it asks git when pages were changed",
        "stages.run_tests": "it starts the tests of examples",
        "stages.spell": "it starts the program that knows how words are spelt",
        "stages.ask_vale": "it starts a program that checks prose",
    },
    "print": {
        "adapters.commands.adopting": "it is the door to the terminal",
        "adapters.commands.moving_includes": "it is the door to the terminal",
        "adapters.commands.cache": "it is the door to the terminal",
        "adapters.cli": "it is the door to the terminal",
        "adapters.main": "it says where the site is that needs no build",
        "adapters.console": "it is the door to the terminal",
        "adapters.progress": "it is the door to the terminal",
        "adapters.commands.newest": "it is the door to the terminal",
        "adapters.commands.gaps": "it is the door to the terminal",
        "adapters.commands.examples": "it is the door to the terminal",
        "adapters.commands.explain": "it is the door to the terminal",
        "adapters.commands.reach": "it is the door to the terminal",
        "adapters.commands.upkeep": "it is the door to the terminal",
        "adapters.commands.pages": "it is the door to the terminal",
        "adapters.commands.proofs": "it is the door to the terminal",
        "adapters.commands.schemas": "it is the door to the terminal",
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
            # Which other stages a stage may import is asked below.
            assert _part(imported) in {*parts, _part(name)}, f"{name} imports {imported}"
        elif top not in sys.stdlib_module_names:
            assert top in LIBRARIES_OF_DOORS.get(name, libraries), f"{name} imports {imported}"


@pytest.mark.parametrize("name", [name for name in MODULES if _part(name) == "stages"])
def test_a_stage_imports_no_other_stage(name: str) -> None:
    others = {one.removeprefix("site_builder.") for one in _imports(name) if _part(one) == "stages"}
    assert others <= PARTS_OF_STAGES.get(name.removeprefix("site_builder."), frozenset())


def test_only_the_pipeline_knows_the_order_of_the_stages() -> None:
    ordered = {"load", "resolve", "execute", "expand", "generate", "assemble"}
    for name in MODULES:
        used = {one.rpartition(".")[2] for one in _imports(name) if ".stages." in one}
        parts = {
            "adoption_stage",
            "impact",
            "newest",
            "notebooks",
            "pipeline",
            "project",
            "proving",
            "reviewing",
            "running",
        }
        parts |= {"running", "single_file", "worker"}
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
    # A table with a line for each kind of problem.
    long.pop("site_builder.model.code", None)
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


def test_the_version_of_the_runner_is_that_of_all_that_it_uses() -> None:
    stages = ["site_builder.stages.execute", "site_builder.stages.execute_notebook"]
    waiting = [*stages, "site_builder.text.run_record"]
    used: set[str] = set()
    while waiting:
        name = waiting.pop()
        # Values say nothing of what a run does, apart from the run itself.
        if name not in used and (_part(name) != "model" or name == "site_builder.model.run"):
            used.add(name)
            waiting += [one for one in _imports(name) if one in MODULES]
    files = {path for pattern in RUNNER_FILES for path in PACKAGE.glob(pattern)}
    assert {MODULES[name] for name in used} <= files
    assert set((PACKAGE / "guard").rglob("*.py")) <= files


def test_the_tool_knows_nothing_of_the_handbook() -> None:
    for name, path in MODULES.items():
        text = path.read_text(encoding="utf-8").lower()
        assert "llmkit" not in text, f"{name} knows the library of the examples"
