"""What a project decides about the tool."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from site_builder.model.gaps import GapSettings
from site_builder.model.include import Includes
from site_builder.model.link_rules import LinkRules
from site_builder.model.links import Reach, References
from site_builder.model.machines import Machines
from site_builder.model.proof import Demand
from site_builder.model.prose import ProseSettings
from site_builder.model.reporting import Reporting
from site_builder.model.review import Reviews
from site_builder.model.single_file import SingleFile
from site_builder.model.typed_code import SamplesOnly


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
    """Address space of each process of a run, and memory of all of them together."""
    processes: int = 64
    """How many processes a run may have at a time."""
    disk_bytes: int = 200_000_000
    """Size to which the working folder of a run may grow."""


class Isolation(StrEnum):
    """What holds a run."""

    AUTO = "auto"
    """Namespaces as far as the system allows, the guard for the rest."""
    NAMESPACES = "namespaces"
    """Namespaces; it is a problem where they cannot be had."""
    GUARD = "guard"
    """The guard alone."""


class Start(StrEnum):
    """How the process of a run comes into being."""

    AUTO = "auto"
    """As the settings say; if they say this too, by a fork where the system can."""
    FORK = "fork"
    """As a copy of a warm interpreter."""
    SPAWN = "spawn"
    """As a fresh interpreter."""


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
    notebooks: bool = False
    """Whether notebooks below the docs folder are executed and become pages."""
    notebook_timeout: int = 60
    """Seconds that a cell of a notebook, and all its cells together, may take."""
    downloads: bool = True
    """Whether the pages of examples offer each as a notebook and as a zip."""
    import_dirs: tuple[Path, ...] = ()
    """Folders besides the root that runs import from before all that is installed."""
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
    references: References = field(default_factory=References)
    """What is asked of references from page to page."""
    reach: Reach = field(default_factory=Reach)
    """What is asked of the ways through the pages."""
    nav_complete: bool = False
    """Whether every page must be in the navigation."""
    examples_complete: bool = False
    """Whether every example must have a README, a test and a page that shows it."""
    samples_only: SamplesOnly = field(default_factory=SamplesOnly)
    """Which code must come from examples, and what is excused."""
    gaps: GapSettings = field(default_factory=GapSettings)
    """Which of its gaps the project has counted."""
    reviewed_file: str = "reviewed.txt"
    """File that says which samples were looked over with their prose, relative to the root."""
    reviews: Reviews = Reviews.LISTED
    """Of which pages it is asked that their prose was looked over."""
    proof: Demand = Demand.OFF
    """Which pages may show only what passing tests have executed."""
    proof_listed: tuple[str, ...] = ()
    """Folders and pages of the docs folder that are `listed`, besides those that say so."""
    proof_page: str = ""
    """Page of the site for the generated table of proofs; empty to make none."""
    directory_urls: bool = True
    """Whether a page `a.md` has the address `a/`, and not `a.html`."""
    reading_order: tuple[str, ...] = ()
    """The pages that the navigation names, in its order."""
    fold_output: int = 60
    """Lines after which an output is folded on pages; 0 to show each as a whole."""
    nested_fences: bool = True
    """Whether the host renders fenced blocks inside lists and quotes, as SuperFences does."""
    tabs: bool = True
    """Whether the host renders tabs, as the Tabbed extension does."""
    bare_annotations: bool = True
    """Whether the host shows the number of a note in place of the comment that holds it."""
    isolation: Isolation = Isolation.AUTO
    """What holds the runs of examples."""
    start: Start = Start.AUTO
    """How runs start, unless an example says otherwise."""
    machines: Machines = field(default_factory=Machines)
    """What is made for programs that read the site."""
    links: LinkRules = field(default_factory=LinkRules)
    """How links to other sites are checked, and where else links stand."""
    limits: Limits = field(default_factory=Limits)
    """Bounds of files and runs."""
    includes: Includes = field(default_factory=Includes)
    """The ways in which other extensions of the project include files."""
    prose: ProseSettings = field(default_factory=ProseSettings)
    """What is asked of the prose of pages."""
    reporting: Reporting = field(default_factory=Reporting)
    """What counts of the problems that are found."""
    cache_dir: str = ".cache/site-builder"
    """Folder of the store, relative to the root."""
    cache_bytes: int = 500_000_000
    """How large the store may become."""

    @property
    def furnishes(self) -> bool:
        """Return whether pages get something that follows from other pages."""
        references, reach = self.references, self.reach
        added = (references.back_links, references.status, reach.synonyms, reach.map_page)
        return any(added)

    @property
    def cache_folder(self) -> Path:
        """Return the folder that keeps results between builds."""
        return self.root / self.cache_dir

    @property
    def reviewed_path(self) -> Path:
        """Return the file that says which samples were looked over with their prose."""
        return self.root / self.reviewed_file

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
