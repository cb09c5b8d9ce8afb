"""Find and replace the targets of links in Markdown text, outside of code."""

import re
from collections.abc import Callable

from site_builder.text.fences import find_fences

# The text of a link may itself hold brackets or an image, so only its end counts.
_INLINE = re.compile(
    r"(?P<before>\]\((?P<angle><)?)"
    r"(?P<target>(?(angle)[^<>\n]+(?=>)|[^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*(?=[\s)])))"
)
# A definition of a footnote (`[^1]:`) looks the same but holds text.
_REFERENCE = re.compile(r"^(?P<before> {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*<?)(?P<target>[^\s>]+)")
_CODE_SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")


def replace_link_targets(text: str, replace: Callable[[str, int], str]) -> str:
    """Replace the target of each inline link, image and link definition.

    Args:
        text: Markdown.
        replace: Given a target and its line, counted from 1, returns what to put in its place.

    Returns:
        The text with the new targets.
    """
    fenced = {n for fence in find_fences(text) for n in range(fence.first, fence.last + 1)}
    lines = text.split("\n")
    for at, line in enumerate(lines):
        number = at + 1
        if number in fenced:
            continue
        code = [match.span() for match in _CODE_SPAN.finditer(line)]

        def swap(match: re.Match[str], n: int = number, code: list[tuple[int, int]] = code) -> str:
            if any(first <= match.start("target") < last for first, last in code):
                return match[0]
            return match["before"] + replace(match["target"], n)

        lines[at] = _INLINE.sub(swap, _REFERENCE.sub(swap, line))
    return "\n".join(lines)


def link_targets(text: str) -> tuple[tuple[str, int], ...]:
    """Return the target of each inline link, image and link definition, with its line.

    Args:
        text: Markdown.
    """
    found: list[tuple[str, int]] = []

    def note(target: str, line: int) -> str:
        found.append((target, line))
        return target

    replace_link_targets(text, note)
    return tuple(found)
