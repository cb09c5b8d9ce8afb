"""Find the Mermaid diagrams of a page, and put their drawings in their places."""

from collections.abc import Iterator, Mapping
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from site_builder.text.rewrite import rewrite_fragment

_MARKED = "pre.mermaid, div.mermaid, pre > code.language-mermaid"


def find_mermaid(tree: LexborHTMLParser) -> tuple[str, ...]:
    """Return the sources of the Mermaid diagrams of a parsed page, in order."""
    return tuple(source for _, source in _diagrams(tree))


def put_mermaid(tree: LexborHTMLParser, drawings: Mapping[str, str]) -> None:
    """Replace the Mermaid diagrams of a parsed page by figures.

    Args:
        tree: The page, parsed as the body of a document; it is changed.
        drawings: SVG texts by their source. A diagram without one is shown as its source.
    """
    taken = {node.id or "" for node in tree.css("[id]")}
    for node, source in list(_diagrams(tree)):
        svg = drawings.get(source)
        inner = _shown(svg, taken) if svg else _as_source(source)
        name = f' id="{escape(node.id)}"' if node.id else ""
        figure = f'<body><figure class="diagram-figure"{name}>{inner}</figure></body>'
        node.replace_with(LexborHTMLParser(figure).css("body > *")[0])


def _diagrams(tree: LexborHTMLParser) -> Iterator[tuple[LexborNode, str]]:
    for node in tree.css(_MARKED):
        if node.tag == "code":
            if "mermaid" in _classes(node.parent):
                # It was found by its parent.
                continue
            yield _block(node), node.text().strip()
        elif not node.css_first("svg"):
            yield node, node.text().strip()


def _block(code: LexborNode) -> LexborNode:
    """Return the block of code that an element is in, with what a highlighter put around it."""
    block: LexborNode = code.parent  # type: ignore[assignment]
    if "highlight" in _classes(block.parent):
        block = block.parent  # type: ignore[assignment]
    return block


def _classes(node: LexborNode | None) -> list[str]:
    return ((node.attributes.get("class") or "") if node else "").split()


def _shown(svg: str, taken: set[str]) -> str:
    """Return a drawing with ids that the page has not yet; they are added to those taken."""
    own = {node.id or "" for node in LexborHTMLParser(f"<body>{svg}</body>").css("[id]")}
    suffix, number = "", 1
    while any(one + suffix in taken for one in own):
        number += 1
        suffix = f"-{number}"
    taken |= {one + suffix for one in own}
    return rewrite_fragment(svg.strip(), lambda name: name + suffix, lambda link: link.target)


def _as_source(source: str) -> str:
    return (
        f'<pre class="mermaid-source"><code>{escape(source)}</code></pre>'
        "<figcaption>Diagram, as its source</figcaption>"
    )
