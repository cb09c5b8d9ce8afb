"""Texts for the benchmark: made from a seed, so that each machine measures the same pages.

The words are made up from syllables. How often each is used follows Zipf's law with exponent 1, as
in a natural language, and frequent words are short, so the text compresses about as prose does. A
small vocabulary repeated evenly would make every file look smaller than it is.
"""

import itertools
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

VOCABULARY = 12_000
"""How many different words there are."""

HEADINGS = (
    "Overview",
    "Before you begin",
    "Configuration",
    "A first example",
    "Parameters",
    "Return values",
    "Errors and retries",
    "Limits",
    "Streaming",
    "Testing",
    "Deployment",
    "Performance",
    "Security",
    "Troubleshooting",
    "Next steps",
)
"""Titles of sections. Pages share them, as pages do, so ids from them meet in one file."""

_ONSETS = ("b", "br", "c", "d", "f", "g", "gr", "h", "l", "m", "n", "p", "pl", "r", "s", "st", "t")
_VOWELS = ("a", "e", "i", "o", "u", "ea", "ou")
_ENDS = ("", "", "", "n", "r", "s", "t", "l", "nd")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a corpus.

    In its text, a link to section 3 of page p0042 has the target `@p0042s3`, and an image the
    target `@d07`: each tool has its own way to write the real ones. Section 0 is the page itself.
    """

    name: str
    folder: str
    title: str
    headings: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """Pages in reading order, and drawings by name."""

    name: str
    title: str
    pages: tuple[Page, ...]
    drawings: dict[str, str]


@dataclass(frozen=True, slots=True)
class Shape:
    """What each page of a corpus is made of."""

    pages: int
    words: int
    sections: int
    listings: int
    """In the whole corpus."""
    listing_lines: int
    drawings: int = 0
    """In the whole corpus."""
    links: int = 10
    footnotes: int = 0
    folder: Callable[[int], str] = lambda at: f"part-{at // 100 + 1:02}/section-{at // 25 + 1:02}"


SHAPES = {
    "pages-100": Shape(100, 600, 5, 500, 15),
    "pages-1000": Shape(1000, 600, 5, 5000, 15),
    "book": Shape(
        120,
        795,
        4,
        220,
        30,
        drawings=24,
        links=6,
        footnotes=1,
        folder=lambda at: f"chapter-{at // 10 + 1:02}",
    ),
}


class Writer:
    """Writes words, sentences, listings and drawings; the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.words = _vocabulary()
        self._sums = list(itertools.accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))

    def choose(self, count: int) -> list[str]:
        """Return words, each as often as its rank says."""
        return self.random.choices(self.words, cum_weights=self._sums, k=count)

    def prose(self, count: int) -> str:
        """Return a paragraph of so many words, some of them emphasised or set as code."""
        out: list[str] = []
        while count > 0:
            size = min(count, self.random.randint(6, 22))
            words = self.choose(size)
            if size > 9:
                words[4] += ","
            if size > 9 and self.random.random() < 0.15:
                words[-2] = f"`{words[-2]}`"
            if size > 9 and self.random.random() < 0.08:
                words[1] = f"**{words[1]}**"
            out.append(" ".join(words).capitalize() + ".")
            count -= size
        return " ".join(out)

    def listing(self, lines: int) -> str:
        """Return valid Python of so many lines."""
        name, item, other, text = self.rare(4)
        out = [f"from {item} import {other}", "", "", f"def {name}({item}: str, *, limit: int):"]
        out.append(f'    """{" ".join(self.choose(6)).capitalize()}."""')
        while len(out) < lines - 2:
            out += self._statement(item, other)
        out = out[: lines - 2]
        if out[-1].endswith(":"):
            out[-1] = f"    {item} = {item}.strip()"
        return "\n".join(
            [*out, f"    return {other}({item}, {self.number()})", f'{name}("{text}")']
        )

    def rare(self, count: int) -> list[str]:
        """Return words of a length that names in code have."""
        words = self.choose(2 * count)
        return [f"{one}_{two}" for one, two in zip(words[::2], words[1::2], strict=True)]

    def number(self) -> int:
        """Return a number as code has them."""
        return self.random.choice((0, 1, 2, 5, 10, 64, 100, 250, 1024, 4096))

    def _statement(self, item: str, other: str) -> list[str]:
        name = self.rare(1)[0]
        comment, text = " ".join(self.choose(5)), " ".join(self.choose(4))
        forms: Sequence[list[str]] = (
            [f"    # {comment.capitalize()}."],
            [f"    {name} = {other}({item}, timeout={self.number()})"],
            [
                f"    if {item} is None or len({item}) > {self.number()}:",
                f'        raise ValueError("{text}")',
            ],
            [f"    for {name} in range({self.number()}):", f"        {item} += {other}[{name}]"],
            [f'    {name} = {{"{text}": {self.number()}, "{item}": [True, None]}}'],
            [f'    print(f"{text}: {{{item}!r}}")'],
        )
        return list(self.random.choice(forms))

    def table(self) -> str:
        """Return a table of three columns and six rows."""
        rows = [
            f"| `{self.rare(1)[0]}` | {self.number()} | {' '.join(self.choose(6))} |"
            for _ in range(6)
        ]
        return "\n".join(["| Name | Default | Meaning |", "| --- | ---: | --- |", *rows])

    def drawing(self) -> str:
        """Return a drawing of boxes and arrows; all drawings use the same ids, as tools do."""
        boxes = []
        for row, column in itertools.product(range(3), range(4)):
            x, y = 20 + column * 170, 20 + row * 90
            boxes.append(
                f'<g class="node" id="node-{row}-{column}"><rect x="{x}" y="{y}" width="130" '
                f'height="50" rx="6" fill="url(#shade)" stroke="#546e7a"/>'
                f'<text x="{x + 65}" y="{y + 30}" text-anchor="middle" '
                f'font-size="14">{self.choose(1)[0]}</text></g>'
            )
            if column < 3:
                boxes.append(
                    f'<path d="M{x + 130},{y + 25} L{x + 165},{y + 25}" stroke="#546e7a" '
                    f'fill="none" marker-end="url(#arrow)"/>'
                )
        return (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 280" width="680" '
            'height="280"><defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" '
            'markerWidth="6" markerHeight="6" orient="auto"><path d="M0,0 L10,5 L0,10 z"/></marker>'
            '<linearGradient id="shade"><stop offset="0" stop-color="#eceff1"/>'
            '<stop offset="1" stop-color="#cfd8dc"/></linearGradient></defs>'
            + "".join(boxes)
            + "</svg>"
        )


def make(name: str) -> Corpus:
    """Return the corpus of a name in `SHAPES`."""
    return make_shaped(name, SHAPES[name], "A book" if name == "book" else "A handbook")


def make_shaped(name: str, shape: Shape, title: str) -> Corpus:
    """Return a corpus of a shape."""
    writer = Writer(seed=shape.pages)
    headings = [tuple(writer.random.sample(HEADINGS, shape.sections)) for _ in range(shape.pages)]
    drawings = {f"d{at + 1:02}": writer.drawing() for at in range(shape.drawings)}
    pages = tuple(_page(at, shape, headings[at], writer) for at in range(shape.pages))
    return Corpus(name, title, pages, drawings)


def page_name(at: int) -> str:
    """Return the name of the page at a place."""
    return f"p{at + 1:04}"


def mark(page: str, section: int) -> str:
    """Return the word by which a section, and a link to it, are known again in any output."""
    return f"{page}s{section}"


def _page(at: int, shape: Shape, headings: tuple[str, ...], writer: Writer) -> Page:
    name = page_name(at)
    title = f"{' '.join(writer.choose(3)).capitalize()} {at + 1}"
    parts = shape.sections + 1
    here = _share(shape.listings, at, shape.pages)
    drawn = _share(shape.drawings, at, shape.pages)
    first_drawing = at * shape.drawings // shape.pages
    links = _links(shape, writer)
    out = [f"# {title}"]
    for part in range(parts):
        if part:
            out.append(f"## {headings[part - 1]}")
        words = _share(shape.words, part, parts)
        out.append(f"Mark {mark(name, part)}. {writer.prose(words // 2)}{_note(shape, part)}")
        sentence = writer.prose(words - words // 2)
        out.append(
            " ".join(
                [sentence, *links[_first(links, part, parts) : _first(links, part + 1, parts)]]
            )
        )
        if part == 2:
            out.append(writer.table())
        if part:
            out += [
                f"```python\n{writer.listing(shape.listing_lines)}\n```"
                for _ in range(_share(here, part - 1, shape.sections))
            ]
        if part == 1:
            out += [f"![{writer.prose(5)}](@d{first_drawing + one + 1:02})" for one in range(drawn)]
    if shape.footnotes:
        out.append(f"[^1]: {writer.prose(12)}")
    return Page(name, shape.folder(at), title, headings, "\n\n".join(out) + "\n")


def _links(shape: Shape, writer: Writer) -> list[str]:
    marks = (
        mark(
            page_name(writer.random.randrange(shape.pages)),
            writer.random.randint(0, shape.sections),
        )
        for _ in range(shape.links)
    )
    return [f"See [to {one}](@{one})." for one in marks]


def _note(shape: Shape, part: int) -> str:
    return "[^1]" if shape.footnotes and part == 0 else ""


def _share(total: int, at: int, count: int) -> int:
    """Return how much of a total falls to one of so many places."""
    return (at + 1) * total // count - at * total // count


def _first(links: Sequence[str], part: int, parts: int) -> int:
    return part * len(links) // parts


@cache
def _vocabulary() -> tuple[str, ...]:
    """Return all words, the frequent ones first and shorter than the others."""
    made = random.Random(7)
    syllable = lambda: made.choice(_ONSETS) + made.choice(_VOWELS) + made.choice(_ENDS)  # noqa: E731
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        longest = 1 if len(words) < 200 else 2 if len(words) < 4000 else 3
        word = "".join(syllable() for _ in range(made.randint(max(1, longest - 1), longest)))
        words[word] = None
    return tuple(words)
