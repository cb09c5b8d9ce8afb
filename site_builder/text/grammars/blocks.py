"""Symbols of HCL, as Terraform has it: blocks by their labels, attributes."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from site_builder.text.grammars.tree import Grammar, Rule, span_of, text_of

if TYPE_CHECKING:
    from tree_sitter import Node


def _labelled(node: "Node") -> Iterator[str]:
    """Yield kind and labels of a block: `resource.aws_s3_bucket.logs`."""
    labels = [one for one in node.named_children if one.type in {"identifier", "string_lit"}]
    yield ".".join(text_of(label).strip('"') for label in labels)


def _assigned(node: "Node") -> Iterator[str]:
    yield text_of(node.named_children[0])


def _block_body(node: "Node") -> tuple[int, int]:
    return span_of([one for one in node.named_children if one.type == "body"])


def _value(node: "Node") -> tuple[int, int]:
    return span_of(node.named_children[1:])


HCL = Grammar(
    rules={"block": Rule(_labelled, _block_body), "attribute": Rule(_assigned, _value)},
    documents=lambda _: False,
)
