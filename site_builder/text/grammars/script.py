"""Symbols of JavaScript and TypeScript: declarations, members, keys of objects, exports."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from site_builder.text.grammars.tree import Grammar, Rule, body_of, inside, names_of, text_of

if TYPE_CHECKING:
    from tree_sitter import Node

_QUOTES = "\"'`"
_OWNERS = frozenset(
    {
        "class_body",
        "export_statement",
        "field_definition",
        "pair",
        "public_field_definition",
        "variable_declarator",
    }
)
"""Kinds of nodes whose objects have names that lead into them."""


def _bare(node: "Node") -> Iterator[str]:
    """Yield a name without the quotes that it may have."""
    yield from (name.strip(_QUOTES) for name in names_of(node))


def _variable(node: "Node") -> Iterator[str]:
    name = node.child_by_field_name("name")
    if name is not None and name.type == "identifier":
        yield text_of(name)


def _field(node: "Node") -> Iterator[str]:
    # The two grammars name the name of a field differently.
    yield from (text_of(one) for one in node.children_by_field_name("property"))
    yield from names_of(node)


def _is_owned(node: "Node") -> bool:
    """Return whether an object is what a name stands for, as opposed to an argument of a call."""
    parent = node.parent
    while parent is not None and parent.type in {"object", "as_expression", "satisfies_expression"}:
        parent = parent.parent
    return parent is not None and parent.type in _OWNERS


def _key(node: "Node") -> Iterator[str]:
    key = node.child_by_field_name("key")
    if key is not None and _is_owned(node):
        yield text_of(key).strip(_QUOTES)


def _method(node: "Node") -> Iterator[str]:
    if _is_owned(node):
        yield from names_of(node)


def _member(node: "Node") -> Iterator[str]:
    """Yield a member of an enumeration, which is a bare name."""
    if node.parent is not None and node.parent.type == "enum_body":
        yield text_of(node)


def _value_body(node: "Node") -> tuple[int, int]:
    """Return the lines of the function or object that a name stands for."""
    value = node.child_by_field_name("value")
    if value is None:
        return (0, 0)
    if value.child_by_field_name("body"):
        return body_of(value)
    return inside(value) if value.type in {"object", "array", "object_type"} else (0, 0)


def _default(node: "Node") -> Iterator[str]:
    """Yield `default` for what is exported under no other name."""
    if node.child_by_field_name("value"):
        yield "default"


SCRIPT = Grammar(
    rules={
        kind: Rule()
        for kind in (
            "abstract_class_declaration",
            "abstract_method_signature",
            "class_declaration",
            "enum_assignment",
            "enum_declaration",
            "function_declaration",
            "function_signature",
            "generator_function_declaration",
            "interface_declaration",
            "internal_module",
            "method_signature",
            "property_signature",
        )
    }
    | {
        "export_statement": Rule(_default, _value_body),
        "field_definition": Rule(_field, _value_body),
        "method_definition": Rule(_method),
        "module": Rule(_bare),
        "pair": Rule(_key, _value_body),
        "property_identifier": Rule(_member),
        "public_field_definition": Rule(_field, _value_body),
        "type_alias_declaration": Rule(body=_value_body),
        "variable_declarator": Rule(_variable, _value_body),
    },
    wrappers=frozenset(
        {
            "ambient_declaration",
            "export_statement",
            "expression_statement",
            "lexical_declaration",
            "variable_declaration",
        }
    ),
    attributes=frozenset({"decorator"}),
)
