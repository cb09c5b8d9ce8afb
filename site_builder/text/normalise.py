"""Take out of an output what an example declares to vary, so that two runs can be compared."""

import re
from collections.abc import Mapping, Sequence
from functools import partial

_PATTERNS: Mapping[str, re.Pattern[str]] = {
    "time": re.compile(
        r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?"
        r"|\b\d\d:\d\d:\d\d(?:[.,]\d+)?\b"
    ),
    "duration": re.compile(
        r"\b\d+(?:\.\d+)?(?:e-?\d+)? ?"
        r"(?:ns|µs|us|ms|s|secs?|seconds?|mins?|minutes?|h|hours?)\b"
    ),
    "id": re.compile(
        r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"
        r"|\b0x[0-9a-fA-F]+\b"
        r"|\b[0-9a-f]{16,}\b"
    ),
    "path": re.compile(r"(?<![\w.:/])/[\w.@+~-]+(?:/+[\w.@+~-]+)*/*|\b[A-Z]:\\[^\s'\"]+"),
}
# Not a part of a version or of an address, which have more than one point.
_FLOAT = re.compile(r"(?<![\w.])-?\d+\.\d+(?:[eE][+-]?\d+)?(?!\.?\d)")
_FLOAT_NAME = re.compile(r"float:(?P<digits>\d)")


def normaliser_names() -> tuple[str, ...]:
    """Return the names that `normalise` may hold."""
    return (*_PATTERNS, "float:2")


def is_normaliser(name: str) -> bool:
    """Return whether a name is that of a normaliser; `float:N` takes any digit."""
    return name in _PATTERNS or bool(_FLOAT_NAME.fullmatch(name))


def normalise(text: str, names: Sequence[str]) -> str:
    """Replace what varies by the name of its kind.

    Args:
        text: An output.
        names: Names of normalisers, applied in the order given: `time` (dates and times of day),
            `duration` (a number with a unit of time), `id` (UUIDs, addresses in memory, long
            hexadecimal numbers), `path` (absolute paths), `float:N` (decimal numbers, rounded to N
            digits after the point).

    Returns:
        The text with `<time>`, `<duration>`, `<id>`, `<path>` and rounded numbers, with line ends
        of Unix and without white space at the ends of lines.
    """
    for name in names:
        pattern = _PATTERNS.get(name)
        if pattern:
            text = pattern.sub(f"<{name}>", text)
        elif match := _FLOAT_NAME.fullmatch(name):
            text = _FLOAT.sub(partial(_rounded, digits=int(match["digits"])), text)
    lines = text.replace("\r\n", "\n").rstrip().split("\n")
    return "\n".join(line.rstrip() for line in lines)


def _rounded(number: re.Match[str], *, digits: int) -> str:
    # Adding zero turns -0.0 into 0.0, so that noise around zero has no sign.
    return f"{round(float(number[0]), digits) + 0.0:.{digits}f}"
