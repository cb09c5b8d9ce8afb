"""Find a symbol in a source file: one door for all languages."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from site_builder.model import Code
from site_builder.text.fault import Fault
from site_builder.text.languages import comments_of
from site_builder.text.lines import split_lines
from site_builder.text.python_symbols import python_symbols
from site_builder.text.suggest import did_you_mean, one_of
from site_builder.text.symbol import Symbol
from site_builder.text.tree_symbols import has_symbols, tree_symbols

__all__ = ["Symbol", "find_symbol"]

_REGION = "mark a region and use '#region'"


def find_symbol(text: str, name: str, language: str = "python") -> Symbol | Fault:
    """Find a symbol of a file.

    Args:
        text: The whole file.
        name: Its name, such as `Class.method`.
        language: Name of the file's language, as `language_of` gives it.

    Returns:
        The symbol, or why there is none.
    """
    if language != "python" and not has_symbols(language):
        message = f"symbols cannot be found in a file of the language '{language}'"
        return Fault(Code.SYMBOL_UNSUPPORTED, message, _REGION)
    symbols = python_symbols(text) if language == "python" else tree_symbols(text, language)
    if isinstance(symbols, Fault):
        return symbols
    found = [symbol for symbol in symbols if symbol.name == name]
    if not found and language == "rust":
        # Its own way to write a path is as good as ours.
        found = [symbol for symbol in symbols if symbol.name == name.replace("::", ".")]
    if not found:
        hint = did_you_mean(name, (symbol.name for symbol in symbols), separator=".")
        return Fault(Code.SYMBOL_MISSING, f"there is no symbol '{name}'", hint)
    if len(found) == 1:
        return found[0]
    joined = _join(found, split_lines(text), language)
    return joined or _ambiguous(found, symbols)


def _ambiguous(found: Sequence[Symbol], symbols: Sequence[Symbol]) -> Fault:
    """Return that a name has several meanings, with names that have one."""
    name = found[0].name
    numbers = ", ".join(str(symbol.first) for symbol in found)
    message = f"the symbol '{name}' is defined more than once, on lines {numbers}"
    longer = {
        one.first: other.name
        for one in found
        for other in symbols
        if other.first == one.first and other.name != name and other.name.endswith(name)
    }
    hint = one_of(longer.values()) if len(longer) == len(found) else ""
    return Fault(Code.SYMBOL_AMBIGUOUS, message, hint or "mark a region and use its name")


def _join(found: Sequence[Symbol], lines: Sequence[str], language: str) -> Symbol | None:
    """Join definitions with nothing between them, as overloads and properties are written."""
    first, last = found[0], found[-1]
    gaps = (lines[one.last : other.first - 1] for one, other in pairwise(found))
    remarks = tuple(opening for opening, _ in comments_of(language))
    beside = all(_is_remark(line, remarks) for gap in gaps for line in gap)
    if not beside or not all(one.joins for one in found):
        return None
    # Properties have the docstring at the first definition, overloads at the last.
    docstring = next((one.docstring for one in found if one.docstring[1]), (0, 0))
    return replace(first, last=last.last, docstring=docstring, body=last.body)


def _is_remark(line: str, remarks: tuple[str, ...]) -> bool:
    return not line.strip() or line.lstrip().startswith(remarks)
