"""Find the lines of a page that stand in comments of HTML, which no reader sees."""

from collections.abc import Sequence

from site_builder.text.fences import find_fences
from site_builder.text.includes.found import Numbered


def lines_in_comments(lines: Sequence[Numbered]) -> frozenset[int]:
    """Return the numbers of the lines that begin within a comment.

    Args:
        lines: The lines of a whole page with their numbers.
    """
    if not any("<!--" in line for _, line in lines):
        return frozenset()
    fences = find_fences("\n".join(line for _, line in lines))
    code = {at for fence in fences for at in range(fence.first - 1, fence.last)}
    hidden: set[int] = set()
    inside = False
    for at, (number, line) in enumerate(lines):
        if inside:
            hidden.add(number)
        if at in code and not inside:
            continue
        # What the last of the marks on a line does, is how the next line begins.
        opens, closes = line.rfind("<!--"), line.rfind("-->")
        inside = opens > closes or (inside and closes < 0)
    return frozenset(hidden)
