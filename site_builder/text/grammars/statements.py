"""Symbols of SQL: what statements create, and the named queries within them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from site_builder.text.grammars.tree import Grammar, Rule, inside, span_of, text_of

if TYPE_CHECKING:
    from tree_sitter import Node

_QUOTES = '"`[]'


def _created(node: "Node") -> Iterator[str]:
    """Yield the name that stands first after `create …`: with its schema, and without."""
    # An index may have no name; then its table's is the first.
    kinds = {"identifier", "" if node.type == "create_index" else "object_reference"}
    for first in [one for one in node.named_children if one.type in kinds][:1]:
        parts = [text_of(one).strip(_QUOTES) for one in first.named_children or [first]]
        yield from dict.fromkeys((parts[-1], ".".join(parts)))


def _query(node: "Node") -> Iterator[str]:
    yield text_of(node.named_children[0]).strip(_QUOTES)


def _query_body(node: "Node") -> tuple[int, int]:
    return span_of([one for one in node.named_children if one.type == "statement"])


def _columns(node: "Node") -> tuple[int, int]:
    for held in (one for one in node.named_children if one.type in _BODIES):
        # What a function does stands between quotes of its own kind.
        return _query_body(held) if held.type == "function_body" else inside(held)
    return (0, 0)


_BODIES = frozenset({"column_definitions", "create_query", "function_body", "enum_elements"})

SQL = Grammar(
    rules={
        f"create_{kind}": Rule(_created, _columns)
        for kind in (
            "database",
            "extension",
            "function",
            "index",
            "materialized_view",
            "policy",
            "role",
            "schema",
            "sequence",
            "table",
            "trigger",
            "type",
            "view",
        )
    }
    | {"cte": Rule(_query, _query_body)},
    wrappers=frozenset({"statement"}),
    documents=lambda _: False,
)
