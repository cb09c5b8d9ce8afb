"""What the matrices of gaps are called, and in which order they are told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from site_builder.model.gaps import Matrix, MatrixName


@dataclass(frozen=True, slots=True)
class Title:
    """How a matrix is named."""

    bar: str
    """In two words, for a chart."""
    heading: str
    row: str
    """What a row of it is."""
    says: str
    """What is counted, in a sentence."""


TITLES: Mapping[MatrixName, Title] = {
    MatrixName.TOPICS: Title(
        "Topics",
        "Topics and kinds",
        "Topic",
        "What each topic is owed, by the kind of page, example or file.",
    ),
    MatrixName.BOOK: Title(
        "Listings, diagrams",
        "Listings and diagrams",
        "Page",
        "What each page is to show: listings from examples, and diagrams.",
    ),
    MatrixName.API: Title(
        "Public names",
        "Public names",
        "Module",
        "How many functions, classes and methods a sample shows, the reference documents, or a "
        "sentence names; one of the three is enough.",
    ),
    MatrixName.EXAMPLES: Title(
        "Examples",
        "Examples",
        "Example",
        "Whether each example has a page that shows it, tests, a recorded output and a README.",
    ),
    MatrixName.SETTINGS: Title(
        "Settings",
        "Settings",
        "Defined in",
        "Keys of configurations that their reference names.",
    ),
    MatrixName.CODES: Title(
        "Error codes",
        "Error codes",
        "Defined in",
        "Codes of errors that a page for readers in trouble names.",
    ),
    MatrixName.TELEMETRY: Title(
        "Telemetry",
        "Telemetry",
        "Defined in",
        "Attributes and metrics that stand in a table.",
    ),
}


def worst_first(matrices: Sequence[Matrix]) -> tuple[Matrix, ...]:
    """Return matrices with the one first of which the least is there."""
    return tuple(sorted(matrices, key=lambda one: one.count.share))
