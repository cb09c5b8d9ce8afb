"""What a page of a kind owes its readers: the parsed definition of a page kind."""

from dataclasses import dataclass, field
from enum import StrEnum

FREE = "free"
"""The kind of a page that owes nothing, though its folder has a kind."""


class Item(StrEnum):
    """What can be counted in a page or in a section; the values are the keys of a definition."""

    SAMPLES = "samples"
    """Sample directives."""
    CODE_BLOCKS = "code_blocks"
    """Blocks of code, samples among them, other than outputs."""
    OUTPUTS = "outputs"
    """What a program printed: of a sample, or a block in a language of outputs."""
    TABLES = "tables"
    PICTURES = "pictures"
    """Images and diagrams."""
    LIST_ITEMS = "list_items"


class Measure(StrEnum):
    """What has bounds; the values are the keys of a definition."""

    WORDS = "words"
    SENTENCES = "sentences"
    CODE_LINES = "code_lines"
    READING_MINUTES = "reading_minutes"


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most of a measure."""

    measure: Measure
    least: int = 0
    most: int = 0
    """0 for no bound."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Numbered steps: sub-headings that begin with a number, or a numbered list."""

    least: int = 1
    labels: tuple[tuple[str, ...], ...] = ()
    """What stands in each step, such as "What you'll see"; each with the names that will do."""


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions with answers."""

    least: int = 1
    question: str = "Q:"
    """How a question begins, where it is no heading and no admonition."""
    answer: str = "A:"
    """How the answer to such a question begins."""


@dataclass(frozen=True, slots=True)
class Links:
    """Links of which a section needs some."""

    to: tuple[str, ...]
    """Kinds of pages, or `any`, `page`, `example`, `external`."""
    least: int = 1
    sentence: bool = True
    """Whether each must stand with a few words that say why one should follow it."""


@dataclass(frozen=True, slots=True)
class Holds:
    """What a page or a section must hold."""

    counts: tuple[tuple[Item, int], ...] = ()
    """How many there must be at least."""
    bounds: tuple[Bounds, ...] = ()
    steps: Steps | None = None
    questions: Questions | None = None
    links: tuple[Links, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionRule:
    """A section that a kind of page has."""

    title: str
    aliases: tuple[str, ...] = ()
    """Other titles that will do."""
    required: bool = True
    holds: Holds = field(default_factory=Holds)
    skeleton: str = ""
    """What a new page has there, with placeholders."""

    @property
    def titles(self) -> tuple[str, ...]:
        """Return all titles that will do."""
        return (self.title, *self.aliases)


@dataclass(frozen=True, slots=True)
class Contract:
    """The definition of a kind of page: it makes new pages, and it checks those that are there."""

    kind: str
    """Its name in options and front matter, and of its file."""
    title: str
    """What messages call it."""
    front_matter: str = "{}"
    """JSON Schema of the front matter, as JSON."""
    asked: tuple[tuple[str, str], ...] = ()
    """Keys of the front matter of a new page, with their placeholders."""
    opening: str = ""
    """What a new page has under its title."""
    holds: Holds = field(default_factory=Holds)
    """What the page as a whole must hold."""
    sections: tuple[SectionRule, ...] = ()
    """Its sections in their order; others may stand between them."""
    prose: tuple[str, ...] = ()
    """Rules of prose that its pages keep, whatever the project asks of others."""
