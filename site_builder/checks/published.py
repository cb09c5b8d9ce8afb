"""Check that no directive reached the reader as text."""

from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from site_builder.model import Code, Location, Problem, RenderedPage
from site_builder.text.directive import DIRECTIVE

_MARKS = (f"```{DIRECTIVE}", f"``` {DIRECTIVE}", f"~~~{DIRECTIVE}", f"~~~ {DIRECTIVE}")


def check_published(pages: Sequence[RenderedPage]) -> Iterator[Problem]:
    """Yield a problem for each page that shows a directive instead of a sample.

    Args:
        pages: The articles as the renderer made them.
    """
    for page in pages:
        tree = LexborHTMLParser(page.html)
        # A renderer that knows nothing of us makes a block of the language `sample`.
        blocks = tree.css(f"code.language-{DIRECTIVE}, .language-{DIRECTIVE}.highlight")
        bodies = [node.text().strip() for node in blocks]
        bodies += [text for text in _prose(tree) if any(mark in text for mark in _MARKS)]
        for body in bodies:
            first = next(iter(body.strip().splitlines()), "")
            message = f"the page shows a sample block as text: '{first}'"
            hint = "let the block begin on a line of its own, in the page itself"
            yield Problem(Code.DIRECTIVE_UNPROCESSED, Location(page.path), message, hint)


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
