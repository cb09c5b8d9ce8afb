"""A sample: what a page asks for, and what it gets."""

from dataclasses import dataclass
from enum import StrEnum

from site_builder.model.location import Location
from site_builder.model.proof import Proof


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
    DIFF = "diff"
    """What changes from the first of two samples to the second."""
    TEST = "test"
    """The tests that prove the sample, in its place."""


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
    test: str = ""
    """Name of the one test to show of those that prove the sample."""
    file: str = ""
    """The recorded file to show as output; the printed output if empty."""
    stream: str = ""
    """`stderr` to show what was printed there."""
    alt: str = ""
    """What the picture shows, in words."""
    tab: str = ""
    """Title among the samples of its directive; empty when it is the only one."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a sample with its place in the file it was cut from."""

    number: int
    """Line in the file, counted from 1."""
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on a line of a sample, which the file holds as a marked comment."""

    line: int
    """Line of the sample that it is about, counted from 1."""
    text: str


@dataclass(frozen=True, slots=True)
class Sample:
    """An address of a directive with what it stands for; some directives have several."""

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
    """The recorded output as text, if the directive shows it; of a picture its digest."""
    drawn: str = ""
    """The Markdown that shows the output."""
    notes: tuple[Note, ...] = ()
    """What the file remarks on its lines, in their order."""
    proof: Proof | None = None
    """What tests say of the code; none where no records were read."""
