"""Find the page that somebody names on the command line."""

from pathlib import Path

from site_builder import pipeline
from site_builder.model import Code, Location, Page, Problem
from site_builder.text.suggest import did_you_mean


def find_page(name: str, project: pipeline.Project) -> Page | Problem:
    """Return the page of that path, or that there is none.

    Args:
        name: Path of its file, or its path below the docs folder.
        project: The project.
    """
    path = project.settings.relative(Path(name).resolve())
    pages = project.site.pages
    found = [one for one in pages if name == one.source or (path == one.path and not one.generated)]
    if not found:
        hint = did_you_mean(path, (page.path for page in pages if not page.generated))
        message = "there is no such page in the project"
        return Problem(Code.FILE_MISSING, Location(name), message, hint)
    return found[0]
