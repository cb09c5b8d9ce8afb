"""What a program that looks for misspelt words is given, and what it answers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from site_builder.text.passage import QUOTED, Passage, Prose
from site_builder.text.prose_marks import CODE

_ANSWER = re.compile(r"(?P<line>\d+): (?P<wrong>\S+) ==> (?P<right>.*)")
_BLANKS = str.maketrans({CODE: " ", QUOTED: " "})


@dataclass(frozen=True, slots=True)
class Misspelling:
    """A word that is wrong, and where it stands."""

    line: int
    column: int
    wrong: str
    right: str
    """What it should be; several words with commas between them, when it is not clear which."""


def lines_to_spell(prose: Prose) -> tuple[tuple[Passage, int, str], ...]:
    """Return the lines of the prose of a page, without what is no word.

    Returns:
        For each line its passage, the letters of the passage before it, and its text.
    """
    found = []
    for passage in prose.passages:
        offset = 0
        for line in passage.text.split("\n"):
            found.append((passage, offset, line.translate(_BLANKS)))
            offset += len(line) + 1
    return tuple(found)


def read_misspellings(
    answer: str, lines: Sequence[tuple[Passage, int, str]]
) -> Iterator[tuple[int, Misspelling]]:
    """Yield what codespell has found in lines that it was given.

    Args:
        answer: What it has printed: `line: wrong ==> right` for each word.
        lines: The lines, as `lines_to_spell` returns them, of one page or of several.

    Yields:
        Which of the lines holds the word, counted from 0, and the misspelling.
    """
    at: dict[int, int] = {}
    for match in filter(None, map(_ANSWER.fullmatch, answer.splitlines())):
        index = int(match["line"]) - 1
        passage, offset, text = lines[index]
        word = re.compile(rf"(?<![\w-]){re.escape(match['wrong'])}(?![\w-])")
        # A word that stands twice on a line is told twice, from left to right.
        found = word.search(text, at.get(index, 0)) or word.search(text)
        column = found.start() if found else 0
        at[index] = found.end() if found else 0
        line, number = passage.place(offset + column)
        yield index, Misspelling(line, number, match["wrong"], match["right"].strip())
