"""Suggest what an author may have meant."""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import PurePosixPath

_CUTOFF = 0.6
"""How alike two names must be, from 0 to 1."""


def did_you_mean(name: str, candidates: Iterable[str], *, separator: str = "/") -> str:
    """Return a hint that names the candidate nearest to a name.

    Args:
        name: What was written.
        candidates: What would have been valid.
        separator: What divides the parts of the names: a slash in paths, a point in symbols.

    Returns:
        `did you mean 'x'?`, or nothing when no candidate is near.
    """
    names = sorted(set(candidates))
    # Authors often know the last part of a path or of a dotted name, and not the rest.
    tail = name.rpartition(separator)[2]
    same_tail = [one for one in names if one.rpartition(separator)[2] == tail]
    close = get_close_matches(name, names, n=1, cutoff=_CUTOFF)
    # Two short names with the same suffix look alike without being so.
    suffix = PurePosixPath(name).suffix if separator == "/" else ""
    bare = (name.removesuffix(suffix), *(one.removesuffix(suffix) for one in close))
    close = close if get_close_matches(bare[0], bare[1:], cutoff=_CUTOFF) else []
    close = [*same_tail, *close] if tail == name else [*close, *same_tail]
    return f"did you mean '{close[0]}'?" if close else ""


def one_of(names: Iterable[str]) -> str:
    """Return a hint that lists the valid names."""
    return "use one of " + ", ".join(f"'{name}'" for name in names)
