"""Find a symbol in Python source with the `ast` module of the standard library."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from site_builder.model import Code
from site_builder.text.fault import Fault
from site_builder.text.lines import split_lines
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
    """First and last line of what follows the docstring; zeros when there are no statements."""


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
        message = f"the code does not parse: {error.msg}"
        return Fault(Code.SYNTAX_INVALID, message, line=error.lineno or 0)
    except (ValueError, RecursionError, MemoryError) as error:
        # Characters that no source may hold, or nesting that is too deep for the parser.
        return Fault(
            Code.SYNTAX_INVALID, f"the code does not parse: {str(error) or 'it is too deep'}"
        )
    symbols = tuple(_walk(tree.body, ""))
    found = [symbol for symbol in symbols if symbol.name == name]
    if not found:
        hint = did_you_mean(name, (symbol.name for symbol in symbols), separator=".")
        return Fault(Code.SYMBOL_MISSING, f"there is no symbol '{name}'", hint)
    lines = split_lines(text)
    found = [_with_comments(symbol, lines) for symbol in found]
    return found[0] if len(found) == 1 else _join(found, lines)


def _with_comments(symbol: Symbol, lines: Sequence[str]) -> Symbol:
    """Return the symbol with its body beginning at the comments above the first statement."""
    first, last = symbol.body
    top = max(symbol.first, symbol.docstring[1])
    while first - 1 > top and _is_remark(lines[first - 2]):
        first -= 1
    return replace(symbol, body=(first, last))


def _is_remark(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _join(found: Sequence[Symbol], lines: Sequence[str]) -> Symbol | Fault:
    """Join definitions with nothing between them, as overloads and properties are written."""
    first, last = found[0], found[-1]
    gaps = (lines[one.last : other.first - 1] for one, other in pairwise(found))
    functions = all(one.body[1] or one.docstring[1] for one in found)
    if not functions or not all(_is_remark(line) for gap in gaps for line in gap):
        numbers = ", ".join(str(symbol.first) for symbol in found)
        message = f"the symbol '{first.name}' is defined more than once, on lines {numbers}"
        return Fault(Code.SYMBOL_AMBIGUOUS, message, "mark a region and use its name")
    # Properties have the docstring at the first definition, overloads at the last.
    docstring = next((one.docstring for one in found if one.docstring[1]), (0, 0))
    return Symbol(first.name, first.first, last.last, docstring, last.body)


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
