"""A mistake found in a rendered page, before it is known where its author wrote it."""

from dataclasses import dataclass

from site_builder.model import Code, Location, Problem


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong in a rendered text, with words by which its source can be found."""

    code: Code
    trace: str
    """Words that stand in the source as they stand here, such as an address or a formula."""
    message: str
    hint: str = ""

    def at(self, location: Location) -> Problem:
        """Return the finding as a problem at a place."""
        return Problem(self.code, location, self.message, self.hint)
