"""A mistake found in a text, before it is known where that text stands."""

from dataclasses import dataclass

from site_builder.model import Code, Location, Problem


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a text; the caller knows the file."""

    code: Code
    message: str
    hint: str = ""
    line: int = 0
    """Line in the text at hand, counted from 1; 0 for all of it."""

    def at(self, location: Location) -> Problem:
        """Return the fault as a problem at a place."""
        return Problem(self.code, location, self.message, self.hint)
