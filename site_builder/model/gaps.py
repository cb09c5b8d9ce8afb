"""What a docs tree owes, what of it is there, and what a project asks to be counted."""

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from site_builder.model.location import Location


class MatrixName(StrEnum):
    """What is counted; each is counted where the project says of what."""

    TOPICS = "topics"
    """Topics against the kinds of pages and examples that they are owed."""
    BOOK = "book"
    """The listings and diagrams that pages are owed."""
    API = "api"
    """Public names of packages against the pages that show them."""
    EXAMPLES = "examples"
    """Examples against pages, tests, recorded outputs and READMEs."""
    SETTINGS = "settings"
    """Keys of configurations against their reference."""
    CODES = "codes"
    """Codes of errors against the pages that say what to do."""
    TELEMETRY = "telemetry"
    """Names of attributes and metrics against their table."""


@dataclass(frozen=True, slots=True)
class NameSource:
    """Names that code defines, and the pages that must name each of them."""

    source: str
    """A file with `::Name` for a class or list in it, or a JSON Schema with `#/pointer`."""
    pages: tuple[str, ...]
    """Paths below the docs folder."""


@dataclass(frozen=True, slots=True)
class GapSettings:
    """What of its gaps a project asks for; nothing, unless it says so."""

    topics: str = ""
    """File or folder of topics, relative to the root."""
    page: str = ""
    """Page of the site for the gaps."""
    history: str = ""
    """File that keeps the figures of each release, relative to the root."""
    examples: bool = False
    """Whether examples are counted."""
    api: tuple[str, ...] = ()
    """Folders of packages whose public names are counted, relative to the root."""
    settings: tuple[NameSource, ...] = ()
    codes: tuple[NameSource, ...] = ()
    telemetry: tuple[NameSource, ...] = ()


@dataclass(frozen=True, slots=True)
class PublicName:
    """A function, a class or a method that others may use."""

    path: str
    """Where it is defined, dotted, from the name of the package on."""
    module: str
    """The module that defines it, dotted."""
    file: str
    """Path of the module's file relative to the root."""
    line: int
    """Line on which it begins."""
    aliases: tuple[str, ...] = ()
    """Other dotted names under which it can be imported."""

    @property
    def local(self) -> str:
        """Return its name within the module: `Class.method`."""
        return self.path.removeprefix(f"{self.module}.")


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that is owed."""

    ids: tuple[str, ...]
    """Names of the thing in the project's own list, if it has one."""
    what: str
    """What is owed, in a few words; empty if the kind says it all."""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Owed:
    """A page, an example or a file that a topic is owed."""

    kind: str
    place: str
    """Where it is expected, relative to the root; `#heading` or `::symbol` may follow."""
    needs: tuple[Need, ...]
    """What is owed there, at least one thing."""
    page: str = ""
    """The page that must show it, relative to the root; empty for any."""
    location: Location = field(default_factory=lambda: Location(""))

    @property
    def file(self) -> str:
        """Return the place without what follows the path."""
        return self.place.partition("::")[0].partition("#")[0].rstrip("/")

    @property
    def part(self) -> str:
        """Return the heading, region or symbol of the place, empty for the whole of it."""
        return self.place.partition("::")[2] or self.place.partition("#")[2]


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that readers want to know, with what it is owed."""

    id: str
    title: str
    why: str
    """Why readers are owed it, in a sentence."""
    owed: tuple[Owed, ...]
    covers: tuple[str, ...] = ()
    """Ids of the project's own list that stand for the topic as a whole."""
    location: Location = field(default_factory=lambda: Location(""))


@dataclass(frozen=True, slots=True)
class Topics:
    """All topics of a project, with the kinds of things that they may be owed."""

    topics: tuple[Topic, ...] = ()
    kinds: tuple[tuple[str, str], ...] = ()
    """Each kind with the command that makes one of it; `{place}` stands for where."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is owed and not there."""

    what: str
    place: str
    """Where it is expected."""
    command: str
    """What would make it: a command, or a sentence that begins with what to do."""
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Something that is owed and there."""

    what: str
    ways: tuple[str, ...]
    """The columns by which it is there."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How much of what is owed in a column is there."""

    met: int = 0
    owed: int = 0

    def __add__(self, other: "Cell") -> "Cell":
        return Cell(self.met + other.met, self.owed + other.owed)

    @property
    def share(self) -> Fraction:
        """Return the part that is there; all of it where nothing is owed."""
        return Fraction(self.met, self.owed) if self.owed else Fraction(1)

    @property
    def percent(self) -> float:
        """Return the share in percent, rounded down to a tenth, so that 100 means all."""
        return int(self.share * 1000) / 10


@dataclass(frozen=True, slots=True)
class Row:
    """What of one thing is there: of a topic, a module, an example, a source of names."""

    name: str
    title: str
    count: Cell
    cells: tuple[Cell, ...]
    """A cell for each column of the matrix."""
    missing: tuple[Missing, ...] = ()
    found: tuple[Found, ...] = ()

    def sort_key(self) -> tuple[Fraction, int, str]:
        """Return a key that orders the worst first."""
        return (self.count.share, -self.count.owed, self.name)


@dataclass(frozen=True, slots=True)
class Matrix:
    """What of one sort of things is there."""

    name: MatrixName
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    """The worst first."""

    @property
    def count(self) -> Cell:
        """Return what of all is there."""
        return sum((row.count for row in self.rows), Cell())


@dataclass(frozen=True, slots=True)
class Recorded:
    """What of a matrix was there when a version was released."""

    version: str
    matrix: str
    count: Cell


@dataclass(frozen=True, slots=True)
class GapReport:
    """All that was counted."""

    matrices: tuple[Matrix, ...]
    """In the order of their names, as `MatrixName` has them."""
    history: tuple[Recorded, ...] = ()
    """The oldest version first."""

    @property
    def count(self) -> Cell:
        """Return what of all is there."""
        return sum((matrix.count for matrix in self.matrices), Cell())
