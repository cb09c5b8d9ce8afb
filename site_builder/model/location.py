"""Where something stands in the author's files."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A file of the project, a line in it and, where it is known, a column in that."""

    path: str
    """Path relative to the project's root, with forward slashes."""
    line: int = 0
    """Line, counted from 1; 0 when the whole file is meant."""
    column: int = 0
    """Column, counted from 1 in characters; 0 when the whole line is meant."""

    def __str__(self) -> str:
        numbers = (self.line, self.column) if self.column else (self.line,) if self.line else ()
        return ":".join((self.path, *map(str, numbers)))
