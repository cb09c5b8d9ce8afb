"""Put directives in the places of typed blocks, and leave all else of a page as it is."""

from collections.abc import Mapping, Sequence

from site_builder.model.adoption import Directive, TypedBlock


def rewrite_page(
    text: str,
    body_line: int,
    blocks: Sequence[TypedBlock],
    directives: Mapping[int, Directive],
    excuses: Mapping[int, str],
) -> str:
    """Return a page with its typed code replaced.

    Args:
        text: The whole file.
        body_line: Its line on which the body begins, counted from 1.
        blocks: The typed blocks of the body.
        directives: What takes the place of a block, by its number.
        excuses: Why a block may stay, by its number, for those that need leave.

    Returns:
        The text. Every line that belongs to no block is the same to the last byte.
    """
    lines = text.split("\n")
    for number, block in sorted(enumerate(blocks), reverse=True):
        first, last = block.first + body_line - 2, block.last + body_line - 1
        end = "\r" if lines[first].endswith("\r") else ""
        if number in directives:
            new = [f"{block.prefix}{line}{end}" for line in directives[number].lines()]
            lines[first:last] = new
        elif number in excuses:
            above = lines[first - 1] if first else ""
            blank = f"{block.prefix.rstrip()}{end}"
            comment = f"{block.prefix}<!-- typed: {excuses[number]} -->{end}"
            lines[first:first] = [*([blank] if above.strip(" \t>\r") else []), comment, blank]
    return "\n".join(lines)
