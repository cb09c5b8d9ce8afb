"""Put diagrams into pages as SVG, so that they take the colours of the page."""

import posixpath
from collections.abc import Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode


def inline_diagrams(html: str, page_url: str, diagrams: Mapping[str, str]) -> str:
    """Replace the images of a page that are diagrams by the diagrams themselves.

    Args:
        html: The article of a page.
        page_url: Address of the page below the site's root.
        diagrams: SVG texts by their address below the site's root.

    Returns:
        The article; the same text when it shows no diagram.
    """
    if not any(name.rpartition("/")[2] in html for name in diagrams):
        return html
    tree = LexborHTMLParser(f"<body>{html}</body>")
    for image in tree.css("img[src$='.svg']"):
        folder = page_url if page_url.endswith("/") else posixpath.dirname(page_url)
        source = image.attributes.get("src") or ""
        svg = diagrams.get(posixpath.normpath(posixpath.join(folder, source)))
        if svg:
            _replace(image, svg)
    return (tree.body.inner_html or "") if tree.body else html


def _replace(image: LexborNode, svg: str) -> None:
    parsed = LexborHTMLParser(f"<body><span class='diagram-frame'>{svg}</span></body>")
    frame = parsed.css_first("span.diagram-frame")
    if frame is not None:
        image.replace_with(frame)
