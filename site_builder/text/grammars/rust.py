"""Symbols of Rust: items, members by their type, variants, modules."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from site_builder.text.grammars.tree import Grammar, Rule, text_of

if TYPE_CHECKING:
    from tree_sitter import Node


def _heading(node: "Node") -> Iterator[str]:
    """Yield an `impl` as it is written: `impl Draw for Point`."""
    body = node.child_by_field_name("body")
    end = body.start_byte - node.start_byte if body else None
    yield " ".join((node.text or b"")[:end].decode("utf-8", "replace").split())


def _implemented(node: "Node") -> Iterator[str]:
    """Yield what functions of an `impl` are named after: the type, or all of the heading."""
    for kind in node.children_by_field_name("type"):
        yield text_of(kind).partition("<")[0].strip()
    yield from _heading(node)


def _is_documentation(text: str) -> bool:
    return text.startswith(("///", "/**"))


RUST = Grammar(
    rules={
        kind: Rule()
        for kind in (
            "associated_type",
            "const_item",
            "enum_item",
            "enum_variant",
            "field_declaration",
            "function_item",
            "function_signature_item",
            "macro_definition",
            "mod_item",
            "static_item",
            "struct_item",
            "trait_item",
            "type_item",
            "union_item",
        )
    }
    | {"impl_item": Rule(_heading, owners=_implemented)},
    attributes=frozenset({"attribute_item"}),
    documents=_is_documentation,
)
