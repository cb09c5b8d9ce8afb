"""Tell what stands for code in a page: the includes that fill a fenced block.

How to use it, to put a `sample` directive in the place of each:

    for one in fenced_includes(page.body, settings.includes):
        files = IncludedFiles(settings).find(one.include, Holder(path, path))  # or a Fault
        # one.include.part says what of the file is shown: WholeFile(), NamedSection("name"),
        # LineRanges((LineRange(1, 3), ...)) or Between("start", "end");
        # one.first to one.last are the lines of the body to replace, one.prefix is the
        # indentation of the block, one.language and one.info are those of its fence.

`text/adopt_includes.py` does the rewriting, given where each file lands among the examples.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from site_builder.model import Include, Includes, IncludeSyntax
from site_builder.text.fence_info import read_info
from site_builder.text.fences import Fence, find_fences
from site_builder.text.includes.find import find_includes
from site_builder.text.includes.found import on_one_line
from site_builder.text.lines import split_lines


@dataclass(frozen=True, slots=True)
class FencedInclude:
    """A block of code on a page that holds an include and nothing else."""

    include: Include
    """What is included; its line is that of the body."""
    language: str
    """The first word after the fence, such as `python`; empty if there is none."""
    info: str
    """All that stands after the fence: language, title, lines to highlight."""
    prefix: str
    """What stands before the block on each of its lines: indentation, quote marks."""
    first: int
    """Line of the body with the opening fence, counted from 1."""
    last: int
    """Line of the body with the closing fence."""


def fenced_includes(body: str, ways: Includes) -> tuple[FencedInclude, ...]:
    """Return the blocks of code on a page that an include stands for, in order.

    An include of markdown-include-variants makes its block itself, so that it stands for one.

    Args:
        body: The text of the page without front matter.
        ways: How the extensions are set up.
    """
    lines = split_lines(body)
    inside = tuple(one for one in ways.on() if one is not IncludeSyntax.VARIANTS)
    found: list[FencedInclude] = []
    code: set[int] = set()
    for fence in find_fences(body):
        code |= set(range(fence.first, fence.last + 1))
        if fence.closed:
            found += _filling(fence, ways, inside)
    prose = [(at, line) for at, line in enumerate(lines, start=1) if at not in code]
    for one in find_includes(prose, ways, [IncludeSyntax.VARIANTS] if ways.variants else []):
        if isinstance(one, Include):
            found.append(FencedInclude(one, "python", "python", "", one.line, one.line))
    return tuple(sorted(found, key=lambda one: one.first))


def _filling(
    fence: Fence, ways: Includes, syntaxes: Sequence[IncludeSyntax]
) -> Iterator[FencedInclude]:
    """Yield the include that fills a fenced block, if one does."""
    held = [line for line in fence.body if line.strip()]
    lines = tuple(enumerate(fence.body, start=fence.first + 1))
    for one in find_includes(lines, ways, syntaxes):
        if isinstance(one, Include) and len(held) == 1 and _fills(one, held[0]):
            language = read_info(fence.info).language
            place = (fence.first, fence.last)
            yield FencedInclude(one, language, fence.info, fence.prefix, *place)


def _fills(include: Include, line: str) -> bool:
    """Return whether an include is all that its line holds."""
    return on_one_line(line) == on_one_line(include.written)
