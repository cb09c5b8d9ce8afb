"""Reduce the article of a page to the elements that Markdown has words for.

What a theme or an extension has put around the text goes: highlighting, tabs, buttons, drawings.
What it says stays.
"""

import re
from collections.abc import Callable, Iterator
from html import escape
from typing import cast

from selectolax.lexbor import LexborHTMLParser, LexborNode

_LANGUAGE = re.compile(r"(?:^|\s)language-(?P<name>[\w+#.-]+)")
_GONE = (
    "script",
    "style",
    "template",
    "button",
    "a.headerlink",
    "[aria-hidden=true]",
    ".linenos",
    ".tabbed-set > input",
    ".tabbed-labels",
    ".sample-proof",
    ".page-proof",
)
"""What is there for the eye or the hand, or says of a sample what only a person looks up."""


def plain_article(html: str, follow: Callable[[str], str]) -> str:
    """Return an article in plain HTML.

    Args:
        html: The article as rendered.
        follow: Given the target of a link or an image, returns what to put in its place.
    """
    tree = LexborHTMLParser(f"<body>{html}</body>")
    for block in tree.css("div.highlight, figure.highlight, pre"):
        if not _is_inside(block, "highlight"):
            _put(block, _code(block))
    for tabs in tree.css(".tabbed-set"):
        _name_tabs(tabs)
    for node in tree.css(", ".join(_GONE)):
        node.decompose()
    # The inner ones first: what is put in the place of an outer one holds copies of them.
    for selector, words in _WORDS.items():
        for node in reversed(tree.css(selector)):
            _put(node, words(node))
    for name in ("href", "src"):
        for node in tree.css(f"a[{name}], img[{name}]"):
            node.attrs[name] = follow(node.attributes.get(name) or "")
    return (tree.body.inner_html or "") if tree.body else ""


def _put(node: LexborNode, html: str) -> None:
    """Put an element in the place of another."""
    node.replace_with(LexborHTMLParser(f"<body>{html}</body>").css("body > *")[0])


def _is_inside(node: LexborNode, name: str) -> bool:
    above = node.parent
    while above is not None:
        if name in (above.attributes.get("class") or "").split():
            return True
        above = above.parent
    return False


def _code(block: LexborNode) -> str:
    """Return a block of code without its highlighting, with the name of its language."""
    names = " ".join(filter(None, (one.attributes.get("class") for one in _family(block))))
    language = _LANGUAGE.search(names)
    caption = block.css_first("span.filename, figcaption")
    title = f"<p><strong>{escape(caption.text(strip=True))}</strong></p>" if caption else ""
    pre = block if block.tag == "pre" else block.css_first("td.code pre") or block.css_first("pre")
    text = pre.text() if pre else block.text()
    kind = f' class="language-{escape(language["name"])}"' if language else ""
    return f"<div>{title}<pre><code{kind}>{escape(text, quote=False)}</code></pre></div>"


def _family(block: LexborNode) -> Iterator[LexborNode]:
    """Yield a block with what may carry the name of its language."""
    yield block
    yield from block.css("code")
    # The body at the least.
    yield cast(LexborNode, block.parent)


def _words_of(drawing: LexborNode) -> str:
    """Return what a drawing says of itself."""
    titles = (drawing.css_first(name) for name in ("title", "desc"))
    words = [" ".join(one.text().split()) for one in titles if one]
    label = drawing.attributes.get("aria-label")
    words = words or ([label] if label else [])
    return f"<em>{escape('Diagram: ' + ' '.join(words)) if words else ''}</em>"


def _name_tabs(tabs: LexborNode) -> None:
    """Put the name of each tab above what it holds."""
    labels = [one.text(strip=True) for one in tabs.css("label")]
    blocks = tabs.css(".tabbed-content > .tabbed-block") or tabs.css(".tabbed-content")
    for label, block in zip(labels, blocks, strict=False):
        _put(block, f"<div><p><strong>{escape(label)}</strong></p>{block.inner_html}</div>")


def _quote(note: LexborNode) -> str:
    """Return a note or a folded part as a quotation under its title."""
    title = note.css_first(".admonition-title, summary")
    words = escape(title.text(strip=True)) if title else ""
    if title:
        title.decompose()
    heading = f"<p><strong>{words}</strong></p>" if words else ""
    return f"<blockquote>{heading}{note.inner_html}</blockquote>"


def _list_of(definitions: LexborNode) -> str:
    """Return a list of terms, each with what it means."""
    items: list[str] = []
    for child in definitions.css("dt, dd"):
        if child.tag == "dt" or not items:
            items.append("")
        words = child.inner_html or ""
        items[-1] += f"<p><strong>{words}</strong></p>" if child.tag == "dt" else words
    return f"<ul>{''.join(f'<li>{one}</li>' for one in items)}</ul>"


def _mark(box: LexborNode) -> str:
    """Return the box of a task as the list of tasks in Markdown has it."""
    return f"<span>[{'x' if 'checked' in box.attributes else ' '}] </span>"


_WORDS = {
    "svg": _words_of,
    "input[type=checkbox]": _mark,
    ".admonition, details": _quote,
    "dl": _list_of,
}
"""What Markdown has no words for, and what is put in its place."""
