"""Read a file of environment variables, with the parser of python-dotenv.

There is no standard for such files. We take what python-dotenv takes, except that nothing is put in
for a `$NAME`: a value means the same here as in the environment.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from dotenv.parser import parse_stream


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of such a file."""

    name: str
    """Its name; empty if its line cannot be read."""
    value: str | None
    """Its value; none if its line cannot be read."""
    line: int
    """The line on which it begins, counted from 1."""


def read_variables(text: str) -> Iterator[Variable]:
    """Yield what is neither empty nor a comment."""
    for binding in parse_stream(io.StringIO(text)):
        raw = binding.original.string
        # The parser counts the empty lines before a variable as a part of it.
        before = raw[: len(raw) - len(raw.lstrip())]
        line = binding.original.line + before.count("\n")
        if binding.error or (binding.key is not None and binding.value is None):
            # Nothing of such a line is kept, since it may be a secret that lost its name.
            yield Variable("", None, line)
        elif binding.key is not None:
            yield Variable(binding.key, binding.value, line)
