"""Symbols of Java: types, their methods, constructors, fields and constants."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from site_builder.text.grammars.tree import Grammar, Rule, names_of

if TYPE_CHECKING:
    from tree_sitter import Node


def _declared(node: "Node") -> Iterator[str]:
    for declarator in node.children_by_field_name("declarator"):
        yield from names_of(declarator)


JAVA = Grammar(
    rules={
        kind: Rule()
        for kind in (
            "annotation_type_declaration",
            "annotation_type_element_declaration",
            "class_declaration",
            "compact_constructor_declaration",
            "constructor_declaration",
            "enum_constant",
            "enum_declaration",
            "interface_declaration",
            "method_declaration",
            "record_declaration",
        )
    }
    | {"field_declaration": Rule(_declared), "constant_declaration": Rule(_declared)},
)
