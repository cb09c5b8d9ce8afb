"""What a project decides about the tool."""

from dataclasses import dataclass, field
from pathlib import Path

from site_builder.model.single_file import SingleFile


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that no file and no run may pass."""

    file_bytes: int = 1_000_000
    """Size of a file that a page may show."""
    asset_bytes: int = 2_000_000
    """Size of an image, a font or a download that a single file takes in."""
    output_bytes: int = 1_000_000
    """Size of what an example may print, standard output and error each."""
    memory_bytes: int = 4 * 1024**3
    """Address space of a run."""


@dataclass(frozen=True, slots=True)
class Settings:
    """A project's folders, and the opinions it has turned on.

    What is opinion is off unless a project asks for it; what is a mistake always counts.
    """

    root: Path
    """The project's folder: paths in messages are relative to it."""
    docs_dir: Path
    """The folder of pages."""
    examples_dir: Path
    """The folder of example packages."""
    config_path: str = "mkdocs.yml"
    """The configuration file, relative to the root."""
    templates_dirs: tuple[Path, ...] = ()
    """Folders whose templates come before the packaged ones."""
    example_pages: str = "examples"
    """Folder of the site for the generated pages of examples; empty to make none."""
    category_titles: tuple[tuple[str, str], ...] = ()
    """Pairs of a folder of examples and its title, where the name of the folder will not do."""
    source_url: str = ""
    """Address of the repository's files, for links to code where examples have no pages."""
    standalone: tuple[SingleFile, ...] = ()
    """Files of the site that hold many of its pages in one."""
    diagrams: str = "assets/diagrams"
    """Folder of the site whose SVG files are put into the pages that show them."""
    problem_page: str = ""
    """Page of the site for the generated table of problem codes; empty to make none."""
    page_kinds: tuple[tuple[str, str], ...] = ()
    """Pairs of folder and page kind whose required sections are checked."""
    index_tables: bool = False
    """Whether each folder of a page kind gets a generated index page."""
    max_clicks: int = 0
    """How far a page may be from the landing page; 0 for any distance."""
    nav_complete: bool = False
    """Whether every page must be in the navigation."""
    examples_complete: bool = False
    """Whether every example must have a README, a test and a page that shows it."""
    reading_order: tuple[str, ...] = ()
    """The pages that the navigation names, in its order."""
    nested_fences: bool = True
    """Whether the host renders fenced blocks inside lists and quotes, as SuperFences does."""
    limits: Limits = field(default_factory=Limits)
    """Bounds of files and runs."""

    def category_title(self, category: str) -> str:
        """Return what a folder of examples is called in navigation and tables."""
        name = category.replace("/", " · ").replace("_", " ")
        return dict(self.category_titles).get(category, name[:1].upper() + name[1:])

    def relative(self, path: Path) -> str:
        """Return a path as messages name it: relative to the root, with forward slashes."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()
