"""Walk a tree of tree-sitter and name what it defines, by rules that a language gives."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, product
from typing import TYPE_CHECKING

from site_builder.text.symbol import Symbol

if TYPE_CHECKING:
    from tree_sitter import Node

_MOST_PREFIXES = 8
"""How many paths may lead to a symbol: each level that has two names doubles them."""
_BRACKETS = ("{", "[", "(")


def text_of(node: "Node") -> str:
    """Return the text of a node."""
    return (node.text or b"").decode("utf-8", "replace")


def first_line(node: "Node") -> int:
    """Return the line on which a node begins, counted from 1."""
    return int(node.start_point.row) + 1


def last_line(node: "Node") -> int:
    """Return the last line that a node takes part of, counted from 1."""
    row, column = node.end_point.row, node.end_point.column
    # Some nodes hold their line end, and so end before the first character of the next line.
    return int(row) if column == 0 and row > node.start_point.row else int(row) + 1


def span_of(nodes: Sequence["Node"]) -> tuple[int, int]:
    """Return the first and last line of nodes that follow each other; zeros if there are none."""
    return (first_line(nodes[0]), last_line(nodes[-1])) if nodes else (0, 0)


def inside(node: "Node | None") -> tuple[int, int]:
    """Return the lines of what stands between the brackets of a node, or of the node itself."""
    if node is None:
        return (0, 0)
    if text_of(node).startswith(_BRACKETS):
        return span_of(node.named_children)
    return span_of([node])


def names_of(node: "Node") -> Iterator[str]:
    """Yield the names that a node gives itself in its field `name`."""
    yield from (text_of(child) for child in node.children_by_field_name("name"))


def body_of(node: "Node") -> tuple[int, int]:
    """Return the lines of what a node holds in its field `body`."""
    return inside(node.child_by_field_name("body"))


@dataclass(frozen=True, slots=True)
class Rule:
    """How one kind of node defines symbols."""

    names: Callable[["Node"], Iterable[str]] = names_of
    body: Callable[["Node"], tuple[int, int]] = body_of
    owners: Callable[["Node"], Iterable[str]] | None = None
    """What is inside is named after; its own names when nothing is given."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a language defines symbols."""

    rules: Mapping[str, Rule]
    """By the kind of node."""
    wrappers: frozenset[str] = frozenset()
    """Kinds of nodes that belong to the definition that they hold, if it is the only one."""
    attributes: frozenset[str] = frozenset()
    """Kinds of nodes that belong to the definition below them and document nothing."""
    remarks: frozenset[str] = field(default=frozenset({"comment", "line_comment", "block_comment"}))
    """Kinds of nodes that are comments."""
    documents: Callable[[str], bool] = lambda text: text.startswith("/**")
    """Whether a comment above a definition documents it, by its text."""


def walk(root: "Node", grammar: Grammar) -> Iterator[Symbol]:
    """Yield the symbols of a tree in order, those within definitions after their owner.

    Args:
        root: The node to begin at.
        grammar: The rules of the language.
    """
    # Not by recursion: the nesting of a file is its author's choice.
    waiting: list[tuple[Node, tuple[str, ...]]] = [(root, ("",))]
    while waiting:
        node, prefixes = waiting.pop()
        rule = grammar.rules.get(node.type)
        names = tuple(rule.names(node)) if rule else ()
        if rule and names:
            for prefix, name in product(prefixes, names):
                yield _symbol(node, f"{prefix}{name}", rule, grammar)
            owners = tuple(rule.owners(node)) if rule.owners else names
            every = (f"{prefix}{owner}." for prefix, owner in product(prefixes, owners))
            prefixes = tuple(islice(every, _MOST_PREFIXES))
        waiting += ((child, prefixes) for child in reversed(node.named_children))


def _symbol(node: "Node", name: str, rule: Rule, grammar: Grammar) -> Symbol:
    whole = _whole(node, grammar)
    first, is_documented = _top(whole, grammar)
    body = rule.body(node)
    docstring = (0, 0)
    if is_documented:
        held = node.child_by_field_name("body")
        docstring = (first, first_line(held) if held else last_line(whole))
    return Symbol(name, first, last_line(whole), docstring, body)


def _whole(node: "Node", grammar: Grammar) -> "Node":
    """Return the statement that a definition is, with `export` and the like around it."""
    parent = node.parent
    while parent is not None and parent.type in grammar.wrappers:
        others = [one for one in parent.named_children if one.type == node.type and one != node]
        if others:
            break
        node, parent = parent, parent.parent
    return node


def _top(node: "Node", grammar: Grammar) -> tuple[int, bool]:
    """Return the first line of what stands above a definition, and whether that documents it."""
    first, is_documented = first_line(node), False
    above = node.prev_sibling
    while above is not None and last_line(above) == first - 1 and _is_alone(above):
        if above.type in grammar.remarks and grammar.documents(text_of(above)):
            is_documented = True
        elif above.type not in grammar.attributes:
            break
        first, above = first_line(above), above.prev_sibling
    return first, is_documented


def _is_alone(node: "Node") -> bool:
    """Return whether nothing stands before a node on its line."""
    before = node.prev_sibling
    return before is None or last_line(before) < first_line(node)
