"""Symbols of CSS: rules by their selectors, at-rules with what they hold."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from site_builder.text.grammars.tree import first_line, inside, last_line, text_of
from site_builder.text.symbol import Symbol

if TYPE_CHECKING:
    from tree_sitter import Node

_BLOCKS = frozenset({"block", "keyframe_block_list"})


def css_symbols(root: "Node") -> Iterator[Symbol]:
    """Yield the rules of a stylesheet in order.

    A rule is named by its selectors as written, and within another by the names of both, as in
    `@media (width < 60em) .card`. Each selector of a list is a name of its own, unless a rule has
    that one alone.
    """
    found = tuple(_rules(root))
    whole = {symbol.name for symbol, _ in found}
    for symbol, others in found:
        yield symbol
        for name in others:
            if name not in whole:
                yield Symbol(name, symbol.first, symbol.last, body=symbol.body, joins=False)


def _rules(root: "Node") -> Iterator[tuple[Symbol, tuple[str, ...]]]:
    """Yield each rule, with the further names that it has."""
    waiting: list[tuple[Node, str]] = [(root, "")]
    while waiting:
        node, prefix = waiting.pop()
        block = next((one for one in node.named_children if one.type in _BLOCKS), None)
        if block is not None:
            start = block.start_byte - node.start_byte
            head = (node.text or b"")[:start].decode("utf-8", "replace")
            name = prefix + " ".join(head.split())
            single = _single(node, prefix)
            body = inside(block)
            yield Symbol(name, first_line(node), last_line(node), body=body, joins=False), single
            prefix = f"{name} "
        waiting += ((child, prefix) for child in reversed(node.named_children))


def _single(node: "Node", prefix: str) -> tuple[str, ...]:
    """Return the selectors of a list, each as a name."""
    lists = [one for one in node.named_children if one.type == "selectors"]
    selectors = [one for one in lists[0].named_children if one.type != "comment"] if lists else []
    names = (prefix + " ".join(text_of(one).split()) for one in selectors)
    return tuple(dict.fromkeys(names)) if len(selectors) > 1 else ()
