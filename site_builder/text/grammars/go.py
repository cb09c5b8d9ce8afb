"""Symbols of Go: functions, methods by their receiver, types with their fields, constants."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from site_builder.text.grammars.tree import Grammar, Rule, inside, names_of, text_of

if TYPE_CHECKING:
    from tree_sitter import Node


def _method_names(node: "Node") -> Iterator[str]:
    """Yield the name of a method after the type that has it, without pointer and parameters."""
    receiver = node.child_by_field_name("receiver")
    types = [one.child_by_field_name("type") for one in receiver.named_children] if receiver else []
    owner = text_of(types[0]).lstrip("*").partition("[")[0].strip() if types and types[0] else ""
    yield from (f"{owner}.{name}" if owner else name for name in names_of(node))


def _type_body(node: "Node") -> tuple[int, int]:
    kind = node.child_by_field_name("type")
    if kind is not None and kind.type == "struct_type":
        return inside(next(iter(kind.named_children), None))
    if kind is not None and kind.type == "interface_type":
        members = kind.named_children
        return (inside(members[0])[0], inside(members[-1])[1]) if members else (0, 0)
    return (0, 0)


GO = Grammar(
    rules={
        "function_declaration": Rule(),
        "method_declaration": Rule(_method_names),
        "type_spec": Rule(body=_type_body),
        "type_alias": Rule(),
        "field_declaration": Rule(),
        "method_elem": Rule(),
        "const_spec": Rule(),
        "var_spec": Rule(),
    },
    wrappers=frozenset({"type_declaration", "const_declaration", "var_declaration"}),
    # Go documents with whatever comment stands above.
    documents=lambda _: True,
)
