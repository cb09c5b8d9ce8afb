"""Find the statements of a Python file that run, by the lines that they take."""

import ast
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import CodeType

from site_builder.text.lines import split_lines

_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement; a compound one stands for its header alone."""

    first: int
    """First line, decorators included, counted from 1."""
    last: int
    """Last line of it, or of its header."""
    end: int
    """Last line of all that belongs to it."""
    in_function: bool
    """Whether it runs when a function is called, and not when the file is imported."""


def find_statements(text: str) -> tuple[Statement, ...] | None:
    """Return the statements of a file that run, in order.

    What Python makes no code of is left out: docstrings and other bare constants, `pass`, `global`,
    annotations of local names. So is what stands under `if TYPE_CHECKING`, which never runs.

    Args:
        text: The whole file.

    Returns:
        The statements, or nothing at all if the file does not parse.
    """
    try:
        with warnings.catch_warnings():
            # A doubtful escape in a text is its author's business when they run it.
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
            code = compile(text, "sample", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    runs = frozenset(_lines_of(code))
    lines = split_lines(text)
    found = _walk(tree.body, lines, in_function=False)
    return tuple(one for one in found if any(n in runs for n in range(one.first, one.last + 1)))


def _lines_of(code: CodeType) -> Iterator[int]:
    """Yield the lines that Python has made code of."""
    yield from (line for _, _, line in code.co_lines() if line)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _lines_of(constant)


def _walk(
    statements: Sequence[ast.stmt], lines: Sequence[str], *, in_function: bool
) -> Iterator[Statement]:
    for node in statements:
        if isinstance(node, ast.Pass | ast.Global | ast.Nonlocal) or _is_constant(node):
            continue
        first, end = _first_line(node), node.end_lineno or node.lineno
        blocks = tuple(_blocks(node))
        last = _end_of_header(first, _first_line(blocks[0][0]) - 1, lines) if blocks else end
        # The header of a `try` does nothing by itself.
        if not isinstance(node, ast.Try | ast.TryStar):
            yield Statement(first, last, end, in_function)
        inside = in_function or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for block in blocks[1:] if _is_for_type_checkers(node) else blocks:
            yield from _walk(block, lines, in_function=inside)


def _is_constant(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_for_type_checkers(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) in {
        "TYPE_CHECKING",
        "typing.TYPE_CHECKING",
    }


def _first_line(node: ast.stmt) -> int:
    decorators = node.decorator_list if isinstance(node, _Definition) else []
    return min((node.lineno, *(one.lineno for one in decorators)))


def _end_of_header(first: int, last: int, lines: Sequence[str]) -> int:
    """Return where a header ends, without the comments and blank lines between it and its block."""
    while last > first and (not lines[last - 1].strip() or lines[last - 1].lstrip()[0] == "#"):
        last -= 1
    return max(first, last)


def _blocks(node: ast.stmt) -> Iterator[Sequence[ast.stmt]]:
    """Yield the blocks of a compound statement, that of its header first."""
    if isinstance(node, ast.Match):
        yield from (case.body for case in node.cases)
        return
    for field in ("body", "handlers", "orelse", "finalbody"):
        block = getattr(node, field, None) or ()
        if field == "handlers":
            yield from (handler.body for handler in block)
        elif block:
            yield block
