"""Follow the imports of a module through the modules of a project, without running any of them."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

_DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)+")
_LOADERS = frozenset({"__import__", "find_spec", "import_module", "run_module"})
"""Functions whose first argument is the name of a module."""


@dataclass(frozen=True, slots=True)
class ModuleFile:
    """The file of a module of the project."""

    name: str
    """Dotted name by which it is imported."""
    path: str
    """Path relative to the project's root, with forward slashes."""
    text: str
    is_package: bool = False
    """Whether the file is the `__init__.py` of a package."""

    @property
    def package(self) -> str:
        """Return the package that relative imports begin at, empty at the top."""
        return self.name if self.is_package else self.name.rpartition(".")[0]


@dataclass(frozen=True, slots=True)
class Closure:
    """What modules import, directly or through others."""

    modules: tuple[ModuleFile, ...]
    """The modules of the project, those one began with included, in order of their names."""
    outside: tuple[str, ...]
    """Top-level names that the project does not have: standard library, distributions, mistakes."""
    absent: tuple[str, ...]
    """Dotted names that were looked for in the project and not found, sorted. A file that appears
    under one of them changes what is imported."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A name that a module may import."""

    name: str
    """Dotted name."""
    certain: bool = True
    """Whether there has to be a module; the name of an import's item may be a function as well."""


def import_closure(
    start: Iterable[ModuleFile],
    find: Callable[[str], ModuleFile | None],
    names: Callable[[ModuleFile], Iterable[Wanted]] | None = None,
) -> Closure:
    """Return what modules import, directly or through others.

    Every import counts, wherever it stands: in a function, under a condition, for type checkers
    only. A package that lies on the way to a module is imported before it. What stands as text
    counts where it is likely to be the name of a module: the argument of `import_module`, and
    dotted names such as the one after `-m`. A name that a program puts together when it runs cannot
    be known.

    Args:
        start: The modules to begin with.
        find: Returns the module of the project that has a dotted name, if there is one. It is
            asked at most once for a name.
        names: Returns what a module may import, for a caller that has parsed it before.

    Returns:
        The modules, and what was not found among those of the project.
    """
    names_of = names or imported_names
    waiting = list(start)
    found: dict[str, ModuleFile | None] = {module.name: module for module in waiting}
    outside: set[str] = set()
    while waiting:
        module = waiting.pop()
        for wanted in _with_packages(names_of(module)):
            if wanted.name not in found:
                found[wanted.name] = other = find(wanted.name)
                if other is not None:
                    waiting.append(other)
            if wanted.certain:
                outside.add(wanted.name.partition(".")[0])
    modules = {name: one for name, one in found.items() if one is not None}
    own = {name.partition(".")[0] for name in modules}
    return Closure(
        modules=tuple(modules[name] for name in sorted(modules)),
        outside=tuple(sorted(outside - own)),
        absent=tuple(sorted(found.keys() - modules.keys())),
    )


def _with_packages(names: Iterable[Wanted]) -> Iterator[Wanted]:
    """Yield each name after the packages that it lies in."""
    for wanted in names:
        parts = wanted.name.split(".")
        for length in range(1, len(parts)):
            yield Wanted(".".join(parts[:length]), wanted.certain)
        yield wanted


def imported_names(module: ModuleFile) -> tuple[Wanted, ...]:
    """Return the dotted names that a module may import, sorted; none if it does not parse."""
    try:
        tree = ast.parse(module.text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    names: dict[str, bool] = {}
    for node in _nodes(tree):
        for wanted in _names_of(node, module):
            names[wanted.name] = names.get(wanted.name, False) or wanted.certain
    return tuple(Wanted(name, certain) for name, certain in sorted(names.items()))


def _nodes(tree: ast.Module) -> Iterator[ast.AST]:
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += ast.iter_child_nodes(node)


def _names_of(node: ast.AST, module: ModuleFile) -> Iterator[Wanted]:
    match node:
        case ast.Import(names=names):
            yield from (Wanted(one.name) for one in names)
        case ast.ImportFrom(module=source, names=names, level=level):
            base = _absolute(source or "", level, module)
            if base:
                yield Wanted(base)
                yield from (Wanted(f"{base}.{one.name}", certain=False) for one in names)
        case ast.Assign(targets=[ast.Name("__all__")], value=ast.List() | ast.Tuple() as listed):
            # `from package import *` imports the modules among these names.
            if module.is_package:
                yield from (
                    Wanted(f"{module.name}.{name}", certain=False) for name in _texts(listed)
                )
        case ast.Call(func=function, args=[ast.Constant(str(name)), *_]):
            if _name_of(function) in _LOADERS:
                dots = len(name) - len(name.lstrip("."))
                if absolute := _absolute(name.lstrip("."), dots, module):
                    yield Wanted(absolute, certain=False)
        case ast.Constant(str(text)) if _DOTTED.fullmatch(text):
            yield Wanted(text, certain=False)


def _absolute(name: str, level: int, module: ModuleFile) -> str:
    """Return the full name of what is imported, empty where dots lead out of the top package."""
    if level == 0:
        return name
    package = module.package.split(".") if module.package else []
    if level > len(package):
        return ""
    return ".".join([*package[: len(package) - level + 1], *filter(None, [name])])


def is_test_file(name: str) -> bool:
    """Return whether a file of an example serves its tests only.

    Args:
        name: Path below the example's folder.
    """
    *folders, last = name.split("/")
    return last == "conftest.py" or last.startswith("test_") or "tests" in folders


def _texts(listed: ast.List | ast.Tuple) -> Iterator[str]:
    for item in listed.elts:
        if isinstance(item, ast.Constant) and isinstance(item.value, str):
            yield item.value


def _name_of(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
