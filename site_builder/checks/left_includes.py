"""Check that no include of another extension reached the reader as text."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from html import escape

from selectolax.lexbor import LexborHTMLParser

from site_builder.model import (
    Code,
    Includes,
    IncludeSyntax,
    Location,
    MarkdownIncludes,
    Page,
    Problem,
    RenderedPage,
    Site,
)
from site_builder.text.fences import find_fences
from site_builder.text.includes.found import Numbered
from site_builder.text.includes.left import Left, as_typed, find_left, what_is_escaped
from site_builder.text.lines import split_lines
from site_builder.text.remembered import remembered

_BRACE = r"\{(?:<[^>]*>)*[!*&]"
"""How an include in braces begins, in HTML, where a sign may be written in letters."""
_HIDDEN = ["pre", "code", "kbd", "samp", "script", "style", "svg", "textarea", "template"]
"""What shows an include on purpose, or nothing that is read."""
_BLOCKS = "p, li, td, th, dd, dt, h1, h2, h3, h4, h5, h6, div, blockquote, summary, figcaption"
_INNERMOST = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "figcaption"}
"""Elements that hold no other block."""
_HOW = {
    IncludeSyntax.SNIPPETS: "let it stand alone on its line, in quotes, with no space after it",
    IncludeSyntax.VARIANTS: "let it begin its line and end it",
}


def check_left_includes(pages: Sequence[RenderedPage], site: Site) -> Iterator[Problem]:
    """Yield a problem for each include that a page shows instead of a file.

    Args:
        pages: The articles as the renderer made them.
        site: The project that they were made from.
    """
    ways = site.settings.includes
    opening = escape((ways.markdown or MarkdownIncludes()).opening, quote=False)
    signs = rf"8&lt;|{_BRACE}|{re.escape(opening)}"
    for page in pages:
        # Most pages hold nothing that could be one, and need not be parsed.
        if not shows_sign(page.html, signs):
            continue
        source = site.page(page.source)
        patterns = ways.markdown.exclude if ways.markdown else ()
        if source and any(fnmatch(source.source, one.removeprefix("./")) for one in patterns):
            # The configuration says that nothing is put into it.
            continue
        shown = [one for text in _texts(page.html) for one in find_left(text, ways)]
        times = Counter(as_typed(one.written) for one in shown)
        lines = _prose(source) if source else ()
        meant = what_is_escaped([line for _, line in lines])
        for typed, one in {as_typed(one.written): one for one in reversed(shown)}.items():
            if any(typed in text for text in meant):
                continue
            message = f"the page shows the include '{one.written}' as text"
            numbers = [at for at, line in lines if typed in as_typed(line)][: times[typed]]
            for at in numbers or [0]:
                hint = _hint(one, ways, at)
                yield Problem(Code.INCLUDE_LEFT, Location(page.path, at), message, hint)


@remembered
def shows_sign(html: str, signs: str) -> bool:
    """Return whether an article holds what an include begins with.

    Args:
        html: The article.
        signs: The expression that finds it.
    """
    return bool(re.search(signs, html))


def _prose(page: Page) -> tuple[Numbered, ...]:
    """Return the lines of a page that are not code."""
    code = {at for one in find_fences(page.body) for at in range(one.first, one.last + 1)}
    lines = enumerate(split_lines(page.body), start=1)
    return tuple(
        (at + page.body_line - 1, re.sub("`[^`]*`", "", line))
        for at, line in lines
        if at not in code
    )


def _texts(html: str) -> Iterator[str]:
    """Yield the texts that readers see, block by block, without the code in them."""
    tree = LexborHTMLParser(html)
    tree.strip_tags(_HIDDEN)
    for node in tree.css(_BLOCKS):
        yield node.text(deep=node.tag in _INNERMOST)


def _hint(one: Left, ways: Includes, line: int) -> str:
    if one.syntax not in ways.on():
        return f"turn on {one.syntax}, or put it into code if it is meant to be seen"
    if not line:
        return f"it came with a file that was put in after {one.syntax} had read the page"
    return _HOW.get(one.syntax, f"write it so that {one.syntax} can read it")
