"""What becomes of code that is typed into a page when it is adopted."""

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a typed block is, as far as adoption goes."""

    PYTHON = "python"
    CONSOLE = "console"
    """Python as it is typed into the interpreter, with its prompts and answers."""
    SHELL = "shell"
    """Commands for a shell, with prompts or without."""
    FILE = "file"
    """Data, or code in a language that is not run."""
    OUTPUT = "output"
    """A text right behind code, which may be what the code prints."""


@dataclass(frozen=True, slots=True)
class TypedBlock:
    """A block of code that somebody typed into a page."""

    kind: BlockKind
    language: str
    """Name of the language."""
    word: str
    """What the fence says of the language."""
    text: str
    """The code, without the indentation of its place."""
    first: int
    """Line of the opening fence in the body of the page, counted from 1."""
    last: int
    """Line of the closing fence."""
    prefix: str
    """What stands before each of its lines."""
    heading: str
    """The heading that it stands under, empty if there is none."""
    title: str = ""
    highlighted: tuple[int, ...] = ()
    """Lines of the code that are marked, counted from 1."""
    file: str = ""
    """Name of the file that the page says it is, empty if it says none."""
    lost: tuple[str, ...] = ()
    """Options of the fence that a sample does not have."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an adopted page that is run, in its turn."""

    block: int
    """Number of its block among those of the page."""
    file: str
    region: str = ""
    """The region of the file; empty for all of it."""
    output: str = ""
    """File that takes up what it prints, empty if no page shows that by itself."""
    typed: bool = False
    """Whether it is typed into the interpreter, statement by statement."""


@dataclass(frozen=True, slots=True)
class Directive:
    """What takes the place of a block."""

    address: str
    options: tuple[tuple[str, str], ...] = ()

    def lines(self) -> tuple[str, ...]:
        """Return the directive as lines of Markdown."""
        options = "".join(f" {name}={_quoted(value)}" for name, value in self.options)
        return (f"```sample{options}", self.address, "```")


def _quoted(value: str) -> str:
    return f"'{value}'" if '"' in value else f'"{value}"'


@dataclass(frozen=True, slots=True)
class Adoption:
    """An example that a page's typed code becomes, as far as its text goes."""

    name: str
    """Path of the example below the examples folder."""
    files: tuple[tuple[str, str], ...] = ()
    """Names and texts of the files with the code."""
    pieces: tuple[Piece, ...] = ()
    """What is run, in order."""
    unrun: tuple[tuple[str, str], ...] = ()
    """Files that are not run, and why."""
    directives: tuple[tuple[int, Directive], ...] = ()
    """Numbers of blocks, and what takes their places."""
    left: tuple[tuple[int, str], ...] = ()
    """Numbers of blocks that stay as they are, and why."""

    @property
    def short_name(self) -> str:
        """Return the last part of the name."""
        return self.name.rpartition("/")[2]

    @property
    def data(self) -> tuple[str, ...]:
        """Return the names of the files that are no Python."""
        return tuple(name for name, _ in self.files if not name.endswith(".py"))

    @property
    def prints_parts(self) -> bool:
        """Return whether pages show what single pieces print."""
        return any(piece.output for piece in self.pieces)
