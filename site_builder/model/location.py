"""Where something stands in the author's files."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A file of the project and a line in it."""

    path: str
    """Path relative to the project's root, with forward slashes."""
    line: int = 0
    """Line, counted from 1; 0 when the whole file is meant."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path
