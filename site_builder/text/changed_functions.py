"""Find the functions whose bodies a change of a Python file is confined to."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

_Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class ChangedLines:
    """The bodies that differ, in both versions of a file."""

    old: frozenset[int]
    """Lines of the old version, counted from 1."""
    new: frozenset[int]


def changed_lines(old: str, new: str) -> ChangedLines | None:
    """Return the lines of the functions whose bodies differ.

    What is outside of bodies runs when the file is imported, and concerns all who import it: names,
    decorators, arguments, docstrings, whether a function is a generator.

    Args:
        old: The old version.
        new: The new version.

    Returns:
        The lines, none where only remarks and layout differ; None when anything else differs, or
        when a version does not parse.
    """
    trees = _parse(old), _parse(new)
    if trees[0] is None or trees[1] is None:
        return None
    functions = [list(outer_functions(tree)) for tree in trees if tree]
    bodies = [[ast.dump(ast.Module(one.body, [])) for one in found] for found in functions]
    spans = [[_span(one) for one in found] for found in functions]
    for found in functions:
        for function in found:
            function.body = _shell(function)
    if ast.dump(trees[0]) != ast.dump(trees[1]):
        return None
    differing = [at for at, (one, other) in enumerate(zip(*bodies, strict=True)) if one != other]
    lines = (frozenset(n for at in differing for n in version[at]) for version in spans)
    return ChangedLines(*lines)


def function_lines(text: str, name: str) -> frozenset[int] | None:
    """Return the lines of the body of a function that no other function holds.

    Args:
        text: The file.
        name: Its dotted name; that of a function inside stands for the one around it.

    Returns:
        The lines, counted from 1; None when there is no such function, or more than one.
    """
    tree = _parse(text)
    found = [one for one in _named(tree) if f"{name}.".startswith(f"{one[0]}.")] if tree else []
    return frozenset(_span(found[0][1])) if len(found) == 1 else None


def lines_in_functions(text: str) -> frozenset[int]:
    """Return the lines of a file that run only when one of its functions is called."""
    tree = _parse(text)
    functions = outer_functions(tree) if tree else ()
    return frozenset(line for one in functions for line in _span(one))


def names_of_tests(text: str) -> frozenset[str]:
    """Return the dotted names of the tests that a file defines."""
    tree = _parse(text)
    names = (name for name, _ in _named(tree)) if tree else ()
    return frozenset(name for name in names if name.rpartition(".")[2].startswith("test"))


def outer_functions(tree: ast.AST) -> Iterator[_Function]:
    """Yield the functions of a module that lie in no other function, in order."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, _Function):
            yield node
        else:
            yield from outer_functions(node)


def _named(tree: ast.AST, prefix: str = "") -> Iterator[tuple[str, _Function]]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, _Function):
            yield f"{prefix}{node.name}", node
        else:
            inner = f"{prefix}{node.name}." if isinstance(node, ast.ClassDef) else prefix
            yield from _named(node, inner)


def _parse(text: str) -> ast.Module | None:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _span(function: _Function) -> range:
    return range(function.body[0].lineno, (function.body[-1].end_lineno or 0) + 1)


def _shell(function: _Function) -> list[ast.stmt]:
    """Return what of a body concerns also those who do not call the function."""
    docstring = function.body[:1] if ast.get_docstring(function) is not None else []
    kind = ast.Constant("generator" if _yields(function) else "function")
    return [*docstring, ast.Expr(kind)]


def _yields(function: _Function) -> bool:
    waiting = list[ast.AST](function.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Yield | ast.YieldFrom):
            return True
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            waiting += ast.iter_child_nodes(node)
    return False
