"""The corpus: passages of a hut's handbook, and its pictures with what is said about them."""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from llmkit import ConfigurationError, Image

from examples.rag.multimodal.drawings import DRAWINGS, as_image, draw

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text that can be found and quoted."""

    name: str
    """What it is cited by."""
    text: str
    """The words."""

    def texts(self) -> tuple[str, ...]:
        """Return the words by which it is found."""
        return (self.text,)


@dataclass(frozen=True, slots=True)
class Picture:
    """An image with words about it."""

    name: str
    """What it is cited by."""
    caption: str
    """What it is about, as an author writes below a picture."""
    image: Image
    """The pixels; `alt` says what one sees."""

    def texts(self) -> tuple[str, ...]:
        """Return the words by which it is found: what it is about, and what one sees."""
        return tuple(text for text in (self.caption, self.image.alt) if text)


Item = Passage | Picture


@dataclass(frozen=True, slots=True)
class Corpus:
    """All that can be found."""

    items: Mapping[str, Item]
    """By name, in the order of the files."""

    def passages(self) -> tuple[Passage, ...]:
        """Return the texts."""
        return tuple(item for item in self.items.values() if isinstance(item, Passage))

    def pictures(self) -> tuple[Picture, ...]:
        """Return the pictures."""
        return tuple(item for item in self.items.values() if isinstance(item, Picture))


def load_corpus(folder: Path = _HERE) -> Corpus:
    """Return the corpus of a folder that holds `passages.csv` and `pictures.csv`.

    Args:
        folder: Where the files are. The pictures themselves are drawn, see `drawings`.

    Raises:
        ConfigurationError: A file cannot be read; or names occur twice, texts are empty or drawings
            do not exist, of which all are told.
    """
    passages = read_rows(folder / "passages.csv", ("name", "text"))
    pictures = read_rows(folder / "pictures.csv", ("name", "caption", "description"))
    names = Counter(row["name"] for row in (*passages, *pictures))
    problems = [
        f"the name {name!r} occurs {count} times" for name, count in names.items() if count > 1
    ]
    problems += [f"the passage {row['name']!r} has no text" for row in passages if not row["text"]]
    problems += _problems_of_pictures(pictures)
    if problems:
        raise ConfigurationError("corpus.load", "; ".join(problems))
    items: list[Item] = [Passage(row["name"], row["text"]) for row in passages]
    items += [
        Picture(row["name"], row["caption"], as_image(draw(row["name"]), alt=row["description"]))
        for row in pictures
    ]
    return Corpus(MappingProxyType({item.name: item for item in items}))


def read_rows(path: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """Return the rows of a CSV file that has exactly these columns.

    Args:
        path: The file, in UTF-8.
        columns: What its first line must name.

    Raises:
        ConfigurationError: It cannot be read, or has other columns or a row of another length.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            rows = list(reader)
            found = tuple(reader.fieldnames or ())
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError("corpus.load", f"{path.name} cannot be read: {error}") from error
    if found != columns:
        expected = ",".join(columns)
        raise ConfigurationError("corpus.load", f"{path.name} must begin with {expected}")
    for line, row in enumerate(rows, 2):
        if None in row or None in row.values():
            raise ConfigurationError(
                "corpus.load", f"{path.name}: row {line} does not have {len(columns)} columns"
            )
    return [{name: value.strip() for name, value in row.items()} for row in rows]


def _problems_of_pictures(rows: list[dict[str, str]]) -> Iterator[str]:
    for row in rows:
        if row["name"] not in DRAWINGS:
            yield f"there is no drawing {row['name']!r}"
        if not row["caption"]:
            # Without one, no question in words could ever find it.
            yield f"the picture {row['name']!r} has no caption"
