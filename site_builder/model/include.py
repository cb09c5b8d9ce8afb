"""An include of another extension as an author wrote it, and the ways in which each is set up."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class IncludeSyntax(StrEnum):
    """The extensions and plugins whose includes are read, by the names that authors know."""

    MARKDOWN = "include-markdown"
    VARIANTS = "markdown_include_variants"
    SPLICED = "mdx_include"
    PLAIN = "markdown_include"
    SNIPPETS = "pymdownx.snippets"


@dataclass(frozen=True, slots=True)
class WholeFile:
    """All lines of a file."""


@dataclass(frozen=True, slots=True)
class NamedSection:
    """The lines between two marks of a file that hold a name."""

    name: str


@dataclass(frozen=True, slots=True)
class LineRange:
    """Lines of a file, counted from 1; numbers below 0 count from the end."""

    first: int | None = None
    """The first line; none to begin with the file."""
    last: int | None = None
    """The last line; none to end with the file."""


@dataclass(frozen=True, slots=True)
class LineRanges:
    """Several ranges of lines, one after the other."""

    ranges: tuple[LineRange, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """The text after one string and before another; an empty string is none."""

    start: str = ""
    end: str = ""


IncludePart = WholeFile | NamedSection | LineRanges | Between
"""What of a file an include takes."""


@dataclass(frozen=True, slots=True)
class Include:
    """An include as it stands in a text."""

    syntax: IncludeSyntax
    line: int
    """Line of the text at hand, counted from 1."""
    target: str
    """The path as it is written, without what names a part."""
    part: IncludePart
    written: str
    """The whole of it on one line, for messages."""
    encoding: str = ""
    """How the file is encoded; empty for the way that the extension is set to."""
    follow: bool = True
    """Whether includes in what is included are put in too."""
    exclude: str = ""
    """A pattern of files that are left out."""
    marked: tuple[LineRange, ...] = ()
    """Lines of the file that are highlighted."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Where an include stands."""

    file: Path
    """The file that holds it."""
    page: Path
    """The page that it becomes a part of."""
    spliced: bool = False
    """Whether the file itself was put in by mdx_include."""


@dataclass(frozen=True, slots=True)
class Appended:
    """A snippet that is put at the end of every page."""

    target: str
    line: int = 0
    """Line of the configuration that names it, 0 if it is unknown."""


@dataclass(frozen=True, slots=True)
class Snippets:
    """How pymdownx.snippets is set up."""

    bases: tuple[Path, ...] = ()
    """Folders that paths begin at, and files that may be named."""
    beside_page: bool = False
    """Whether paths begin at the folder of the page too."""
    restrict: bool = True
    """Whether a path that leaves its folder is refused."""
    encoding: str = "utf-8"
    appended: tuple[Appended, ...] = ()
    downloads: bool = False
    """Whether addresses of other sites may stand in the place of paths."""
    strict: bool = False
    """Whether a file that is missing stops the build, wherever it is named."""


@dataclass(frozen=True, slots=True)
class MarkdownIncludes:
    """How mkdocs-include-markdown-plugin is set up."""

    opening: str = "{%"
    closing: str = "%}"
    include: str = "include"
    """The word that includes a text."""
    include_markdown: str = "include-markdown"
    """The word that includes Markdown."""
    encoding: str = "utf-8"
    follow: bool = True
    start: str = ""
    end: str = ""
    exclude: tuple[str, ...] = ()
    """Patterns of files that are neither read nor included."""
    downloads: bool = True


class Following(StrEnum):
    """Whether includes in what is included are put in too."""

    ALWAYS = "always"
    """Unless an include says otherwise."""
    ASKED = "asked"
    """Where an include says so."""
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class SplicedIncludes:
    """How mdx_include is set up."""

    base: Path
    """Folder that paths begin at."""
    left: str = r"\{!"
    """Regular expression of what begins an include, as the options of the extension have it."""
    right: str = r"!\}"
    """Regular expression of what ends one."""
    divider: str = r"\|"
    """Regular expression of what stands before an encoding."""
    indents: str = ">"
    """The character that asks to indent what is included."""
    encoding: str = "utf-8"
    following: Following = Following.ALWAYS
    asks: str = "+"
    """The character that asks to follow includes in what is included."""
    refuses: str = "-"
    """The character that asks not to."""
    relative: bool = False
    """Whether paths in what is included begin at its folder."""
    local: bool = True
    """Whether files may be included."""
    downloads: bool = True
    circular: bool = False
    """Whether a file that includes itself is put in once, instead of being refused."""


@dataclass(frozen=True, slots=True)
class PlainIncludes:
    """How markdown-include is set up."""

    base: Path
    """Folder that paths begin at."""
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class VariantIncludes:
    """How markdown-include-variants is set up."""

    base: Path
    """Folder that paths begin at: the one in which the build runs."""


@dataclass(frozen=True, slots=True)
class Includes:
    """The ways of including that a project has turned on; none where it has not."""

    snippets: Snippets | None = None
    markdown: MarkdownIncludes | None = None
    spliced: SplicedIncludes | None = None
    plain: PlainIncludes | None = None
    variants: VariantIncludes | None = None

    def on(self) -> tuple[IncludeSyntax, ...]:
        """Return what is turned on, in the order in which the extensions read a page."""
        ways = {
            IncludeSyntax.MARKDOWN: self.markdown,
            IncludeSyntax.VARIANTS: self.variants,
            IncludeSyntax.SPLICED: self.spliced,
            IncludeSyntax.PLAIN: self.plain,
            IncludeSyntax.SNIPPETS: self.snippets,
        }
        return tuple(syntax for syntax, way in ways.items() if way is not None)
