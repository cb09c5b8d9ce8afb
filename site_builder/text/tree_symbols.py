"""Find the symbols of a file in a language that tree-sitter parses, if its wheel is installed."""

import importlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from site_builder.model import Code
from site_builder.text.fault import Fault
from site_builder.text.grammars.blocks import HCL
from site_builder.text.grammars.go import GO
from site_builder.text.grammars.java import JAVA
from site_builder.text.grammars.keys import json_symbols, toml_symbols, yaml_symbols
from site_builder.text.grammars.rust import RUST
from site_builder.text.grammars.script import SCRIPT
from site_builder.text.grammars.shell import BASH
from site_builder.text.grammars.statements import SQL
from site_builder.text.grammars.stylesheet import css_symbols
from site_builder.text.grammars.tree import first_line, walk
from site_builder.text.lines import split_lines
from site_builder.text.symbol import Symbol

if TYPE_CHECKING:
    from tree_sitter import Node, Tree


@dataclass(frozen=True, slots=True)
class _Language:
    extra: str
    """Extra of the tool, and end of the name of the wheel."""
    symbols: Callable[["Node"], Iterator[Symbol]]
    grammar: str = "language"
    """Function of the wheel that gives the grammar."""


_LANGUAGES: Mapping[str, _Language] = {
    "bash": _Language("bash", partial(walk, grammar=BASH)),
    "css": _Language("css", css_symbols),
    "go": _Language("go", partial(walk, grammar=GO)),
    "hcl": _Language("hcl", partial(walk, grammar=HCL)),
    "java": _Language("java", partial(walk, grammar=JAVA)),
    "javascript": _Language("javascript", partial(walk, grammar=SCRIPT)),
    "json": _Language("json", json_symbols),
    "jsx": _Language("javascript", partial(walk, grammar=SCRIPT)),
    "rust": _Language("rust", partial(walk, grammar=RUST)),
    "sql": _Language("sql", partial(walk, grammar=SQL)),
    "terraform": _Language("hcl", partial(walk, grammar=HCL)),
    "toml": _Language("toml", toml_symbols),
    "tsx": _Language("typescript", partial(walk, grammar=SCRIPT), "language_tsx"),
    "typescript": _Language("typescript", partial(walk, grammar=SCRIPT), "language_typescript"),
    "yaml": _Language("yaml", yaml_symbols),
}


def has_symbols(language: str) -> bool:
    """Return whether files of a language have symbols, given its wheel."""
    return language in _LANGUAGES


def tree_symbols(text: str, language: str) -> tuple[Symbol, ...] | Fault:
    """Find the symbols of a file.

    Args:
        text: The whole file.
        language: Name of its language, one that `has_symbols`.

    Returns:
        The symbols in order, or why the file cannot be read.
    """
    known = _LANGUAGES[language]
    tree = _parse(text, known)
    if isinstance(tree, Fault):
        return tree
    if tree.root_node.has_error:
        # What comes after a mistake may be cut in the wrong place, also far from it.
        message = f"the {language} code does not parse"
        hint = "if it is right, its grammar does not know this form: mark a region"
        # What is missing at the end has no line of its own.
        line = min(first_line(_first_error(tree.root_node)), len(split_lines(text)) or 1)
        return Fault(Code.SYNTAX_INVALID, message, hint, line)
    return tuple(known.symbols(tree.root_node))


def _parse(text: str, language: _Language) -> "Tree | Fault":
    try:
        from tree_sitter import Language, Parser  # noqa: PLC0415 - an extra

        wheel = importlib.import_module(f"tree_sitter_{language.extra}")
    except ImportError:
        message = f"symbols of this file need the package 'tree-sitter-{language.extra}'"
        hint = f"install it with: pip install 'site-builder[{language.extra}]'"
        return Fault(Code.SYMBOL_TOOL_MISSING, message, hint)
    grammar = Language(getattr(wheel, language.grammar)())
    # A lone surrogate has no bytes; any other character in its place keeps the lines.
    return Parser(grammar).parse(text.encode("utf-8", "replace"))


def _first_error(root: "Node") -> "Node":
    """Return the innermost place where a tree does not hold what its language demands."""
    node, inner = root, [root]
    while inner:
        node = inner[0]
        inner = [one for one in node.children if one.has_error or one.is_missing]
    return node
