"""Find the includes of all syntaxes that a project has turned on."""

from collections.abc import Iterator, Sequence

from site_builder.model import Includes, IncludeSyntax
from site_builder.text.includes.found import Found, Numbered
from site_builder.text.includes.include_markdown import find_markdown_includes
from site_builder.text.includes.snippets import find_snippets
from site_builder.text.includes.spliced import find_plain, find_spliced
from site_builder.text.includes.variants import find_variants

_LATER = tuple(IncludeSyntax)
"""The order in which the extensions read a page: what one puts in is read by those after it."""


def find_includes(
    lines: Sequence[Numbered], ways: Includes, syntaxes: Sequence[IncludeSyntax]
) -> Iterator[Found]:
    """Yield the includes of a text.

    Args:
        lines: The lines with their numbers.
        ways: How the extensions are set up.
        syntaxes: Those that read this text.
    """
    for syntax in syntaxes:
        if syntax is IncludeSyntax.SNIPPETS:
            yield from find_snippets(lines)
        elif syntax is IncludeSyntax.MARKDOWN and ways.markdown:
            yield from find_markdown_includes(lines, ways.markdown)
        elif syntax is IncludeSyntax.SPLICED and ways.spliced:
            yield from find_spliced(lines, ways.spliced)
        elif syntax is IncludeSyntax.VARIANTS:
            yield from find_variants(lines)
        else:
            yield from find_plain(lines)


def read_after(
    syntax: IncludeSyntax, on: Sequence[IncludeSyntax], *, follow: bool
) -> tuple[IncludeSyntax, ...]:
    """Return the syntaxes whose extensions read what one of them has put in.

    Args:
        syntax: The one that puts it in.
        on: Those that are turned on.
        follow: Whether that one reads what it has put in.
    """
    # What markdown-include-variants writes is an include of mdx_include.
    first = IncludeSyntax.SPLICED if syntax is IncludeSyntax.VARIANTS else syntax
    at = _LATER.index(first)
    return tuple(one for one in on if _LATER.index(one) > at or (one is first and follow))
