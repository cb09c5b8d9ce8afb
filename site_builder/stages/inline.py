"""Put diagrams into pages as SVG, so that they take the colours of the page."""

import posixpath
from collections.abc import Mapping, Set
from html import escape
from itertools import chain, count
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from site_builder.text.rewrite import rewrite_fragment


def inline_diagrams(html: str, page_url: str, diagrams: Mapping[str, str]) -> str:
    """Replace the images of a page that are diagrams by the diagrams themselves.

    An image that is a paragraph of its own becomes a figure, with its title as the caption; one
    that stands in running text becomes a box, as a figure must not stand there.

    Args:
        html: The article of a page.
        page_url: Address of the page below the site's root.
        diagrams: SVG texts by their address below the site's root.

    Returns:
        The article; the same text when it shows no diagram.
    """
    if not diagrams or ".svg" not in html:
        return html
    tree = LexborHTMLParser(f"<body>{html}</body>")
    folder = page_url if page_url.endswith("/") else posixpath.dirname(page_url)
    found = False
    for image in tree.css("img[src$='.svg']"):
        source = unquote(image.attributes.get("src") or "")
        svg = diagrams.get(posixpath.normpath(posixpath.join(folder, source)), "")
        drawing = LexborHTMLParser(svg).css_first("svg")
        if drawing:
            taken = {node.id for node in tree.css("[id]")}
            _put(_adapted(drawing, image, taken), image)
            found = True
    return (tree.css("body")[0].inner_html or "") if found else html


def _adapted(drawing: LexborNode, image: LexborNode, taken: Set[str | None]) -> str:
    """Return a drawing with the name and style of its image, and ids that the page has not."""
    given = image.attributes
    drawing.attrs["role"] = "img"
    if given.get("alt"):
        # The page says what the reader shall see here; a name inside the drawing would win.
        drawing.attrs["aria-label"] = given["alt"]
        if "aria-labelledby" in drawing.attributes:
            del drawing.attrs["aria-labelledby"]
    for name, glue in (("class", " "), ("style", "; ")):
        values = (drawing.attributes.get(name), given.get(name))
        joined = glue.join(value for value in values if value)
        if joined:
            drawing.attrs[name] = joined
    own = {node.id or "" for node in drawing.css("[id]")}
    suffixes = chain([""], (f"-{number}" for number in count(2)))
    suffix = next(one for one in suffixes if not any(name + one in taken for name in own))
    return rewrite_fragment(
        drawing.html or "", lambda name: name + suffix, lambda link: link.target
    )


def _put(svg: str, image: LexborNode) -> None:
    """Put a drawing in the place of its image, or of the paragraph that holds nothing else."""
    place, parent = image, image.parent
    if parent and parent.tag == "p" and _is_alone(image):
        # A paragraph must not hold a figure.
        place, parent = parent, parent.parent
    title = image.attributes.get("title")
    if parent and parent.tag == "figure":
        new = svg
    elif place is image:
        new = f'<span class="diagram-box">{svg}</span>'
    else:
        caption = f"<figcaption>{escape(title)}</figcaption>" if title else ""
        new = f"<figure>{svg}{caption}</figure>"
    node = LexborHTMLParser(f"<body>{new}</body>").css("body > *")[0]
    if image.id:
        node.attrs["id"] = image.id
    place.replace_with(node)


def _is_alone(image: LexborNode) -> bool:
    siblings = image.parent.iter(include_text=True) if image.parent else ()
    # Counted, since two nodes of the same text are equal.
    return sum(not one.is_text_node or bool(one.text().strip()) for one in siblings) == 1
