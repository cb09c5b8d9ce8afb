"""A project as read from disk."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from site_builder.model.diagram import Diagram
from site_builder.model.example import Example
from site_builder.model.page import Page
from site_builder.model.proof import ProofRecord
from site_builder.model.settings import Settings


@dataclass(frozen=True, slots=True)
class Site:
    """The pages, examples and diagrams of a project."""

    settings: Settings
    pages: tuple[Page, ...]
    examples: tuple[Example, ...]
    diagrams: tuple[Diagram, ...] = ()
    proofs: Mapping[str, ProofRecord] = field(default_factory=dict)
    """What the tests of examples did, by the names of the examples."""
    stale: Mapping[str, str] = field(default_factory=dict)
    """Names of the examples whose tests must run again, and why."""

    _pages: Mapping[str, Page] = field(init=False, repr=False, compare=False)
    _examples: Mapping[str, Example] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Both are looked up for each page and each sample; of a name the first counts.
        pages = {page.source: page for page in reversed(self.pages)}
        examples = {example.name: example for example in reversed(self.examples)}
        object.__setattr__(self, "_pages", pages)
        object.__setattr__(self, "_examples", examples)

    def example(self, name: str) -> Example | None:
        """Return the example of that name, if there is one."""
        return self._examples.get(name)

    def page(self, source: str) -> Page | None:
        """Return the page with that path below the docs folder, if there is one."""
        return self._pages.get(source)
