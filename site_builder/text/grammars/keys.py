"""Symbols of JSON, TOML and YAML: keys by their path, items by their place, documents.

A part of a path that holds a point or a space, or begins with a bracket, stands in quotes, as in
`metadata.labels."app.kubernetes.io/name"`. Places count from 0, as in `steps[0].run`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from site_builder.text.grammars.tree import first_line, inside, last_line, text_of
from site_builder.text.symbol import Symbol

if TYPE_CHECKING:
    from tree_sitter import Node

_PLAIN = re.compile(r"[^\s.\[\]\"']+")
_KEYS = frozenset({"bare_key", "quoted_key", "dotted_key"})
_PAIRS = frozenset({"block_mapping_pair", "flow_pair"})
_SEQUENCES = frozenset({"block_sequence", "flow_sequence"})


def _joined(prefix: str, part: str) -> str:
    """Return the path of a key below another one."""
    part = part if _PLAIN.fullmatch(part) else f'"{part}"'
    return f"{prefix}.{part}" if prefix else part


def _symbol(name: str, node: "Node", value: "Node | None") -> Symbol:
    first, last = inside(value)
    body = (first, min(last, _last_line(value))) if value else (0, 0)
    return Symbol(name, first_line(node), _last_line(node), body=body, joins=False)


def _last_line(node: "Node") -> int:
    """Return the last line of a node without the remarks at its end, which belong to what follows.

    Indentation does not end a remark, so the parser takes it in.
    """
    while any(one.type != "comment" for one in node.named_children):
        node = [one for one in node.children if one.type != "comment"][-1]
    return last_line(node)


def json_symbols(root: "Node") -> Iterator[Symbol]:
    """Yield the keys and items of a JSON file in order."""
    waiting: list[tuple[Node, str]] = [(node, "") for node in root.named_children]
    while waiting:
        node, prefix = waiting.pop()
        inner: list[tuple[Node, str]] = []
        if node.type == "object":
            for pair in (one for one in node.named_children if one.type == "pair"):
                key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
                name = _joined(prefix, text_of(key)[1:-1] if key else "")
                yield _symbol(name, pair, value)
                inner += [(value, name)] if value else []
        elif node.type == "array":
            items = [one for one in node.named_children if one.type != "comment"]
            for number, item in enumerate(items):
                yield _symbol(f"{prefix}[{number}]", item, item)
                inner.append((item, f"{prefix}[{number}]"))
        waiting += reversed(inner)


def toml_symbols(root: "Node") -> Iterator[Symbol]:
    """Yield the tables and keys of a TOML file in order."""
    counts: Counter[str] = Counter()
    for node in root.named_children:
        if node.type == "pair":
            yield from _toml_pair(node, "")
        elif node.type in {"table", "table_array_element"}:
            key, *rest = (one for one in node.named_children if one.type != "comment")
            name = _toml_name(key, "", counts)
            if node.type == "table_array_element":
                counts[name] += 1
                name = f"{name}[{counts[name] - 1}]"
            last = last_line(rest[-1]) if rest else first_line(node)
            body = (first_line(rest[0]), last) if rest else (0, 0)
            yield Symbol(name, first_line(node), last, body=body, joins=False)
            for pair in rest:
                yield from _toml_pair(pair, name)


def _toml_pair(node: "Node", prefix: str) -> Iterator[Symbol]:
    """Yield a key, and the keys of the tables written on its line."""
    waiting = [(node, prefix)]
    while waiting:
        pair, above = waiting.pop()
        key, value = pair.named_children[0], pair.named_children[-1]
        name = _toml_name(key, above, {})
        yield _symbol(name, pair, value)
        if value.type == "inline_table":
            pairs = [one for one in value.named_children if one.type == "pair"]
            waiting += ((one, name) for one in reversed(pairs))


def _toml_name(key: "Node", prefix: str, counts: Mapping[str, int]) -> str:
    """Return the path that a key names, whose parts may be written with points.

    Below an array of tables, what is meant is the last that was written.
    """
    waiting = [key]
    while waiting:
        part = waiting.pop()
        if part.type == "dotted_key":
            waiting += reversed([one for one in part.named_children if one.type in _KEYS])
        else:
            text = text_of(part)
            prefix += f"[{counts[prefix] - 1}]" if prefix in counts else ""
            prefix = _joined(prefix, text[1:-1] if part.type == "quoted_key" else text)
    return prefix


def yaml_symbols(root: "Node") -> Iterator[Symbol]:
    """Yield the documents, keys and items of a YAML file in order.

    In a file of several documents, `doc[0]` is the first. One that says its kind and its name, as
    those of Kubernetes do, is also called `Kind/name`. A key that only one of them has needs no
    document before it.
    """
    documents = [node for node in root.named_children if node.type == "document"]
    for number, document in enumerate(documents):
        found = tuple(_yaml_keys(document))
        yield from found
        if len(documents) == 1:
            return
        whole = _yaml_document(document)
        # A document that holds nothing counts, for it has a place, and is none to show.
        names = (f"doc[{number}]", *_kind_and_name(document)) if whole[0] else ()
        for name in names:
            yield Symbol(name, *whole, body=whole, joins=False)
            for symbol in found:
                path = symbol.name if symbol.name.startswith("[") else f".{symbol.name}"
                yield Symbol(name + path, symbol.first, symbol.last, body=symbol.body, joins=False)


def _yaml_document(document: "Node") -> tuple[int, int]:
    """Return the lines of a document without the dashes around it."""
    parts = [one for one in document.named_children if one.type.endswith("_node")]
    return (first_line(parts[0]), _last_line(parts[-1])) if parts else (0, 0)


def _kind_and_name(document: "Node") -> Iterator[str]:
    """Yield what a document calls itself, if it says its kind and its name."""
    kind = _yaml_text(_below(document, "kind"))
    name = _yaml_text(_below(_below(document, "metadata"), "name"))
    if kind and name:
        yield f"{kind}/{name}"


def _below(node: "Node | None", key: str) -> "Node | None":
    """Return the value of a key in the mapping that a node is."""
    while node is not None and not any(one.type in _PAIRS for one in node.named_children):
        node = next((one for one in node.named_children if one.type.startswith("block_")), None)
    for pair in node.named_children if node else ():
        if _yaml_text(pair.child_by_field_name("key")) == key:
            return pair.child_by_field_name("value")
    return None


def _yaml_keys(document: "Node") -> Iterator[Symbol]:
    waiting: list[tuple[Node, str]] = [(document, "")]
    while waiting:
        node, prefix = waiting.pop()
        inner: list[tuple[Node, str]] = []
        if node.type in _PAIRS:
            value = node.child_by_field_name("value")
            name = _joined(prefix, _yaml_text(node.child_by_field_name("key")))
            yield _symbol(name, node, value)
            inner = [(value, name)] if value else []
        elif node.type in _SEQUENCES:
            items = [one for one in node.named_children if one.type != "comment"]
            for number, item in enumerate(items):
                yield _symbol(f"{prefix}[{number}]", item, item)
                inner.append((item, f"{prefix}[{number}]"))
        else:
            inner = [(child, prefix) for child in node.named_children]
        waiting += reversed(inner)


def _yaml_text(node: "Node | None") -> str:
    """Return the text of a key or a value, without quotes, anchor and tag."""
    scalars = [one for one in node.named_children if one.type.endswith("_scalar")] if node else []
    text = text_of(scalars[0]) if scalars else text_of(node) if node else ""
    return text[1:-1] if text[:1] in {'"', "'"} else text
