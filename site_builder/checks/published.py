"""Check that no directive reached the reader as text."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Literal

from selectolax.lexbor import LexborHTMLParser, LexborNode

from site_builder.model import Code, Location, Problem, RenderedPage, Site
from site_builder.text.directive import DIRECTIVE
from site_builder.text.lines import split_lines
from site_builder.text.remembered import remembered

_SIGNS = ("```", "~~~", f"{DIRECTIVE}\n", f"language-{DIRECTIVE}", "&#", "Grave;", "grave;")
"""What an article must hold to show a directive as text, or to hide that it does."""
_BLOCK = re.compile(r"<pre\b[^>]*>(.*?)</pre", re.DOTALL | re.IGNORECASE)
_OPENED = re.compile(r"<pre\b", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_MARKS = (f"```{DIRECTIVE}", f"``` {DIRECTIVE}", f"~~~{DIRECTIVE}", f"~~~ {DIRECTIVE}")


def check_published(pages: Sequence[RenderedPage], site: Site) -> Iterator[Problem]:
    """Yield a problem for each page that shows a directive instead of a sample.

    Args:
        pages: The articles as the renderer made them.
        site: The project that they were made from.
    """
    names = {example.name for example in site.examples}
    for page in pages:
        if not _may_show_one(page.html, names):
            continue
        tree = LexborHTMLParser(page.html)
        # A renderer that knows nothing of us makes a block of the language `sample`.
        blocks = tree.css(f"code.language-{DIRECTIVE}, .language-{DIRECTIVE}.highlight")
        bodies = [node.text().strip() for node in blocks]
        bodies += [text for text in _prose(tree) if any(mark in text for mark in _MARKS)]
        source = site.page(page.source)
        typed = {line.strip() for line in split_lines(source.body)} if source else set()
        bodies += [text for text in _addresses(tree, names) if text not in typed]
        for body in dict.fromkeys(bodies):
            first = next(iter(body.strip().splitlines()), "")
            message = f"the page shows a sample block as text: '{first}'"
            hint = "let the block begin on a line of its own, in the page itself"
            yield Problem(Code.DIRECTIVE_UNPROCESSED, Location(page.path), message, hint)


def _may_show_one(html: str, names: Collection[str]) -> bool:
    """Return whether it is worth while to parse an article; most show no sign of a directive."""
    suspects = suspects_of(html)
    if suspects is True:
        return True
    return any("&" in line or any(name in line for name in names) for line in suspects)


@remembered
def suspects_of(html: str) -> list[str] | Literal[True]:
    """Return the lines of an article that may be the address of a sample.

    Args:
        html: The article.

    Returns:
        The lines; True if the article has to be parsed whatever the examples are called.
    """
    if any(sign in html for sign in _SIGNS):
        return True
    # An address that stands alone in a block has one line, which names an example.
    blocks = _BLOCK.findall(html)
    if len(blocks) != len(_OPENED.findall(html)):
        return True
    return [_TAG.sub("", one) for one in blocks if not _has_lines(one)]


def _has_lines(block: str) -> bool:
    """Return whether a block of code has more than one line for sure."""
    seen = 0
    for line in block.split("\n"):
        if line.count("<") != line.count(">"):
            return False  # A tag that goes on in the next line.
        seen += bool(_TAG.sub("", line).strip())
        if seen > 1:
            return True
    return False


def _addresses(tree: LexborHTMLParser, names: Collection[str]) -> Iterator[str]:
    """Yield the blocks that hold the address of a sample and nothing else.

    Many a renderer drops the name of a language that it does not know. A directive of the page
    itself has been replaced, so what its author typed there is quoted on purpose.
    """
    for node in tree.css("pre"):
        text = node.text().strip()
        parts = re.split(r"::|#|:", text)[0].split("/")
        heads = ("/".join(parts[:length]) for length in range(2, len(parts) + 1))
        if "\n" not in text and any(head in names for head in heads):
            yield text


def _prose(tree: LexborHTMLParser) -> Iterator[str]:
    """Yield the texts outside of code, where an example of the directive may stand."""
    for node in tree.css("p, li, td, div"):
        if not any(parent.tag in {"pre", "code"} for parent in _parents(node)):
            yield node.text(deep=False)
    for node in tree.css("p > code, li > code"):
        # A fence that was never closed becomes code within a sentence.
        if node.text().startswith(f"{DIRECTIVE}\n"):
            yield f"```{node.text()}"


def _parents(node: LexborNode) -> Iterator[LexborNode]:
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent
