"""One mistake, told so that its author can mend it."""

from dataclasses import dataclass

from site_builder.model.code import Code, Severity
from site_builder.model.location import Location


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in the author's files, with its place."""

    code: Code
    """What kind of mistake it is."""
    location: Location
    """The place to mend."""
    message: str
    """What is wrong, in one sentence without a full stop; lines of detail may follow."""
    hint: str = ""
    """What to do about it here; the general remedy is the code's."""

    weight: Severity | None = None
    """How the project lets it count; nothing where it counts as its code does."""
    why: str = ""
    """The project's reason for that."""

    @property
    def severity(self) -> Severity:
        """Return how the problem counts."""
        return self.weight or self.code.severity

    def __str__(self) -> str:
        sentence, line_end, details = self.message.partition("\n")
        tail = f"; {self.hint}" if self.hint else ""
        return f"{self.location}: {self.code.slug}: {sentence}{tail}{line_end}{details}"

    def sort_key(self) -> tuple[Location, str, str]:
        """Return a key that orders problems by place, then kind."""
        return (self.location, self.code.slug, self.message)
