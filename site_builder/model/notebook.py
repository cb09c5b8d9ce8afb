"""A page that is written as a notebook."""

from dataclasses import dataclass

from site_builder.model.page import Page


@dataclass(frozen=True, slots=True)
class Notebook:
    """The file of a notebook below the docs folder, as its author wrote it."""

    source: str
    """Path below the docs folder, with forward slashes: its name everywhere."""
    path: str
    """Path relative to the project's root."""
    text: str

    @property
    def name(self) -> str:
        """Return the name of the file."""
        return self.source.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class NotebookPage:
    """A notebook as a page of the site."""

    page: Page
    text: str
    """All of it, for a host that reads front matter itself."""
