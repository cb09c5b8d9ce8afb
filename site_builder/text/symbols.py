"""Find a symbol in Python source with the `ast` module of the standard library."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from site_builder.model import Code
from site_builder.text.fault import Fault
from site_builder.text.suggest import did_you_mean

_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True, slots=True)
class Symbol:
    """A function, class, method or assignment, by the lines it takes."""

    name: str
    """Dotted name within the file."""
    first: int
    """First line, decorators included, counted from 1."""
    last: int
    docstring: tuple[int, int] = (0, 0)
    """First and last line of the docstring; zeros when there is none."""
    body: tuple[int, int] = (0, 0)
    """First and last line of the statements after the docstring; zeros when there are none."""


def find_symbol(text: str, name: str) -> Symbol | Fault:
    """Find a symbol of a Python file.

    Args:
        text: The whole file.
        name: A dotted name, such as `Class.method`.

    Returns:
        The symbol, or why there is none.
    """
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        message = f"the code does not parse: {error.msg} (line {error.lineno})"
        return Fault(Code.SYNTAX_INVALID, message, line=error.lineno or 0)
    except ValueError as error:
        return Fault(Code.SYNTAX_INVALID, f"the code does not parse: {error}")
    symbols = tuple(_walk(tree.body, ""))
    found = [symbol for symbol in symbols if symbol.name == name]
    if not found:
        hint = did_you_mean(name, (symbol.name for symbol in symbols))
        return Fault(Code.SYMBOL_MISSING, f"there is no symbol '{name}'", hint)
    if len(found) == 1:
        return found[0]
    return _join(found, symbols)


def _join(found: Sequence[Symbol], symbols: Sequence[Symbol]) -> Symbol | Fault:
    """Join definitions that stand together, as overloads and properties do."""
    first, last = found[0], found[-1]
    between = [
        one.name
        for one in symbols
        if first.last < one.first <= last.first
        and one.name != first.name
        and not one.name.startswith(f"{first.name}.")
    ]
    if between or not all(symbol.body != (0, 0) for symbol in found):
        lines = ", ".join(str(symbol.first) for symbol in found)
        message = f"the symbol '{first.name}' is defined more than once, on lines {lines}"
        return Fault(Code.SYMBOL_AMBIGUOUS, message, "mark a region and use its name")
    return Symbol(first.name, first.first, last.last, last.docstring, last.body)


def _walk(statements: Sequence[ast.stmt], prefix: str) -> Iterator[Symbol]:
    """Yield the symbols that statements define, those within definitions after their owner."""
    for statement in statements:
        if isinstance(statement, _Definition):
            yield _definition(statement, prefix)
            yield from _walk(statement.body, f"{prefix}{statement.name}.")
        elif isinstance(statement, ast.Assign | ast.AnnAssign):
            yield from _assignment(statement, prefix)
        else:
            for block in _blocks(statement):
                yield from _walk(block, prefix)


def _definition(node: _Definition, prefix: str) -> Symbol:
    first = min((node.lineno, *(decorator.lineno for decorator in node.decorator_list)))
    statements = node.body
    docstring = (0, 0)
    if ast.get_docstring(node, clean=False) is not None:
        docstring = (statements[0].lineno, statements[0].end_lineno or statements[0].lineno)
        statements = statements[1:]
    body = (0, 0)
    if statements:
        body = (_first_line(statements[0]), statements[-1].end_lineno or statements[-1].lineno)
    return Symbol(f"{prefix}{node.name}", first, node.end_lineno or node.lineno, docstring, body)


def _first_line(statement: ast.stmt) -> int:
    if isinstance(statement, _Definition) and statement.decorator_list:
        return statement.decorator_list[0].lineno
    return statement.lineno


def _assignment(node: ast.Assign | ast.AnnAssign, prefix: str) -> Iterator[Symbol]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    for target in targets:
        elements = target.elts if isinstance(target, ast.Tuple | ast.List) else [target]
        for element in elements:
            if isinstance(element, ast.Name):
                last = node.end_lineno or node.lineno
                yield Symbol(f"{prefix}{element.id}", node.lineno, last)


def _blocks(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    """Yield the blocks of a compound statement, such as the branches of an `if`."""
    for field in ("body", "orelse", "finalbody"):
        block = getattr(statement, field, None)
        if isinstance(block, list):
            yield block
    for handler in getattr(statement, "handlers", ()):
        yield handler.body
    for case in getattr(statement, "cases", ()):
        yield case.body
