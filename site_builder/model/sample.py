"""A sample: what a page asks for, and what it gets."""

from dataclasses import dataclass
from enum import StrEnum

from site_builder.model.location import Location


class SelectorKind(StrEnum):
    """The ways to name a part of a file."""

    WHOLE = "whole"
    SYMBOL = "symbol"
    REGION = "region"
    LINES = "lines"


class Show(StrEnum):
    """What a sample shows of its example."""

    CODE = "code"
    OUTPUT = "output"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Selector:
    """A part of a file."""

    kind: SelectorKind = SelectorKind.WHOLE
    name: str = ""
    """The symbol or the region."""
    first: int = 0
    """First line of a range, counted from 1."""
    last: int = 0
    """Last line of a range, included."""


@dataclass(frozen=True, slots=True)
class SampleRef:
    """A directive of a page, parsed."""

    location: Location
    """Where the directive stands."""
    span: tuple[int, int]
    """First and last line of the directive in the body of its page, counted from 1."""
    prefix: str
    """What stands before each of its lines: indentation, quote marks."""
    target: str
    """`category/name` or `category/name/file`, as written."""
    selector: Selector = Selector()
    show: Show = Show.CODE
    title: str = ""
    highlight: str = ""
    body: bool = False
    """Whether only the body of the symbol is shown."""
    docstring: bool = False
    """Whether only the signature and docstring of the symbol are shown."""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a sample with its place in the file it was cut from."""

    number: int
    """Line in the file, counted from 1."""
    text: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A directive with what it stands for."""

    ref: SampleRef
    example: str
    """Name of the example."""
    file: str
    """Name of the file below the example's folder."""
    language: str
    lines: tuple[Line, ...]
    highlighted: tuple[int, ...] = ()
    """Lines to mark, counted from 1: of the code, or of the output when only that is shown."""
    output: str = ""
    """The recorded output, if the directive shows it."""
