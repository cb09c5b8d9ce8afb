"""Show what changes from one text to another, as readers of code know it."""

from collections.abc import Sequence
from difflib import unified_diff


def difference(before: Sequence[str], after: Sequence[str]) -> str:
    """Return a unified diff of two texts that differ.

    Args:
        before: The lines of the first.
        after: Those of the second.

    Returns:
        The changed lines with some around them. Where one piece holds all changes, its place is
        left out, as are the names of the files.
    """
    lines = list(unified_diff(before, after, lineterm=""))[2:]
    places = [at for at, line in enumerate(lines) if line.startswith("@@")]
    return "\n".join(lines[1:] if len(places) == 1 else lines)
