"""A project as read from disk."""

from dataclasses import dataclass

from site_builder.model.diagram import Diagram
from site_builder.model.example import Example
from site_builder.model.page import Page
from site_builder.model.settings import Settings


@dataclass(frozen=True, slots=True)
class Site:
    """The pages, examples and diagrams of a project."""

    settings: Settings
    pages: tuple[Page, ...]
    examples: tuple[Example, ...]
    diagrams: tuple[Diagram, ...] = ()

    def example(self, name: str) -> Example | None:
        """Return the example of that name, if there is one."""
        return next((example for example in self.examples if example.name == name), None)

    def page(self, source: str) -> Page | None:
        """Return the page with that path below the docs folder, if there is one."""
        return next((page for page in self.pages if page.source == source), None)
