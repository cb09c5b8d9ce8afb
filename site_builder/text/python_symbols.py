"""Find the symbols of Python source with the `ast` module of the standard library."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from site_builder.model import Code
from site_builder.text.fault import Fault
from site_builder.text.lines import split_lines
from site_builder.text.symbol import Symbol

_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


# The samples of a page mostly come from few files.
@lru_cache(maxsize=64)
def python_symbols(text: str) -> tuple[Symbol, ...] | Fault:
    """Find the symbols of a Python file.

    Args:
        text: The whole file.

    Returns:
        The functions, classes and assignments in order, or why the file cannot be read.
    """
    try:
        # A long chain of `elif` is deep, too.
        symbols = tuple(_walk(ast.parse(text).body, ""))
    except SyntaxError as error:
        message = f"the code does not parse: {error.msg}"
        return Fault(Code.SYNTAX_INVALID, message, line=error.lineno or 0)
    except (ValueError, RecursionError, MemoryError) as error:
        # Characters that no source may hold, or nesting that is too deep for the parser.
        return Fault(
            Code.SYNTAX_INVALID, f"the code does not parse: {str(error) or 'it is too deep'}"
        )
    lines = split_lines(text)
    return tuple(_with_comments(symbol, lines) for symbol in symbols)


def _with_comments(symbol: Symbol, lines: Sequence[str]) -> Symbol:
    """Return the symbol with its body beginning at the comments above the first statement."""
    first, last = symbol.body
    if not first:
        return symbol
    top = max(symbol.first, symbol.docstring[1])
    while first - 1 > top and _is_remark(lines[first - 2]):
        first -= 1
    return replace(symbol, body=(first, last))


def _is_remark(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


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
                yield Symbol(f"{prefix}{element.id}", node.lineno, last, joins=False)


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
