"""A mistake found in a rendered page, before it is known where its author wrote it."""

from collections.abc import Iterable
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


def packed(findings: Iterable[Finding]) -> list[list[str]]:
    """Return findings as values that JSON can hold."""
    return [[one.code.name, one.trace, one.message, one.hint] for one in findings]


def unpacked(found: Iterable[Iterable[str]]) -> tuple[Finding, ...]:
    """Return the findings that were packed."""
    return tuple(Finding(Code[code], *words) for code, *words in found)
