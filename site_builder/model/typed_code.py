"""What a project asks of code that is typed into its pages."""

from dataclasses import dataclass
from fnmatch import fnmatchcase

OF_EXAMPLES = "examples"
"""The word among languages that stands for those in which the examples are written."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """Typed code that a project allows, and why."""

    why: str
    language: str = ""
    """Name of the language; every one if empty."""
    page: str = ""
    """A page or a folder below the docs folder, `*` for anything; every one if empty."""

    def allows(self, language: str, page: str) -> bool:
        """Return whether a block may be typed.

        Args:
            language: Name of its language.
            page: Path of its page below the docs folder.
        """
        folder = f"{self.page.rstrip('/')}/"
        on_page = (
            not self.page
            or page == self.page
            or page.startswith(folder)
            or fnmatchcase(page, self.page)
        )
        return on_page and self.language in {"", language}

    def __str__(self) -> str:
        """Return what it allows, in words."""
        what = f"the language '{self.language}'" if self.language else "code"
        return f"{what} on '{self.page}'" if self.page else what


@dataclass(frozen=True, slots=True)
class SamplesOnly:
    """Which code must come from examples."""

    languages: tuple[str, ...] = ()
    """Names of the languages, `examples` for those of the examples; none to ask for nothing."""
    tagged: bool = False
    """Whether each block must name its language."""
    allow: tuple[Allowed, ...] = ()

    @property
    def asks(self) -> bool:
        """Return whether anything is asked for."""
        return bool(self.languages) or self.tagged
